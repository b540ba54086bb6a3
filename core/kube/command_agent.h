#pragma once

#include "core/base/clock.h"
#include "core/collect/http_exchange.h"
#include "core/kube/api_client.h"
#include "core/kube/command_ledger.h"
#include "core/kube/command_runner.h"
#include "core/kube/result_outbox.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace binnacle::kube {

struct CommandAgentSettings
{
    std::string hub; // "http://127.0.0.1:8081", without a slash at its end
    std::string hubToken;
    std::string caFile; // of the hub; empty: the system's
    std::string cluster;
    ApiClientSettings api;
    Duration pollBudget{60'000}; // waiting and carrying out
    Duration heartbeatInterval{15'000};
};

// Carries out what a hub orders for one cluster (contract 01 §1.3, 1.5-1.7): two long polls beside
// each other, "ops" and "ai", a heartbeat, and results that are sent again until the hub has
// acknowledged them, for ten minutes.
//
// A command that changes something is carried out at most once for its id within an hour: delivered
// again, it is answered with the earlier result.
class CommandAgent
{
public:
    using Log = std::function<void(const std::string &line)>;

    // `clock` must outlive the agent. `log` is called from several threads, never at once.
    CommandAgent(const Clock &clock, CommandAgentSettings settings, Log log);

    // Blocks until `stop`; then what waits for the hub is offered once more. Errors:
    // PermissionDenied when the hub refuses the token or its certificate is not trusted;
    // everything else is tried again.
    Status run(const std::stop_token &stop);

private:
    collect::HttpExchange hubExchange(Duration timeout) const;
    void poll(const std::stop_token &stop, std::string_view topic);
    Result<std::optional<Command>> fetch(
        collect::HttpExchange &hub, std::string_view topic, const std::stop_token &stop);
    void carryOut(const Command &command, ApiTransport &api, const CallBudget &budget);
    std::string carryOutNow(const Command &command, ApiTransport &api, const CallBudget &budget);
    void heartbeats(const std::stop_token &stop);
    void report(const std::stop_token &stop);
    void reportLast(collect::HttpExchange &hub);
    // What to do next with the result.
    void settle(const ResultOutbox::Item &item, const Result<collect::HttpAnswer> &answer);
    Result<collect::HttpAnswer> postResult(
        collect::HttpExchange &hub, const ResultOutbox::Item &item, const std::stop_token &stop);
    void say(const std::string &line);
    void refused(const Error &why); // ends run()

    const Clock &m_clock;
    const CommandAgentSettings m_settings;
    const Log m_log;
    CommandLedger m_ledger;
    std::mutex m_logMutex;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    ResultOutbox m_outbox;          // guarded by m_mutex
    std::optional<Error> m_refusal; // guarded by m_mutex
    std::stop_source m_ended;       // of the run
};

} // namespace binnacle::kube
