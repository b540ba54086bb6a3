#pragma once

#include "core/base/clock.h"
#include "core/collect/endpoint.h"
#include "core/collect/http_exchange.h"
#include "core/collect/increment_outbox.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::collect {

struct MetricsAgentSettings
{
    std::vector<std::string> endpoints; // URLs, files, directories to replay
    std::string endpointToken;
    std::string hub; // "http://127.0.0.1:8081"
    std::string hubToken;
    std::string caFile;
    std::string cluster;
    Duration interval{10'000};
    std::string baselineFile;                      // readings over a restart; empty: none are kept
    std::shared_ptr<const ClusterSnapshot> routes; // where routes come from; may be null
};

// Runs beside a cluster: scrapes its metrics endpoints and delivers the increments to a hub inside
// snapshots that say nothing else (contract 01 §1.9), with heartbeats in between. What the hub does
// not acknowledge is kept for half an hour. One thread.
class MetricsAgent
{
public:
    using Log = std::function<void(const std::string &line)>;

    // Errors: InvalidArgument, NotFound: an endpoint that cannot be opened. `clock` must outlive
    // the agent.
    static Result<std::unique_ptr<MetricsAgent>> create(
        const Clock &clock, MetricsAgentSettings settings, Log log);

    // Until `stop` or, when all endpoints are replays, until they are delivered. The baseline is
    // written after each delivery, so a restart counts from what the hub has; an answer that got
    // lost right before a crash may then be counted twice. Errors: PermissionDenied when the hub
    // refuses the token or its certificate is not trusted; everything else is tried again.
    Status run(const std::stop_token &stop);

private:
    MetricsAgent(const Clock &clock, MetricsAgentSettings settings, Log log);
    bool scrapeAll(const std::stop_token &stop); // false: every endpoint is at its end
    void tellNotices(Endpoint &endpoint);
    Status deliver(const std::stop_token &stop);
    Result<HttpAnswer> post(
        const std::string &path, const std::string &body, const std::stop_token &stop);
    void restoreBaselines();
    void saveBaselines() const;

    const Clock &m_clock;
    const MetricsAgentSettings m_settings;
    const Log m_log;
    std::vector<std::unique_ptr<Endpoint>> m_endpoints;
    HttpExchange m_hub;
    IncrementOutbox m_outbox;
    std::uint64_t m_givenUp = 0; // told so far
};

} // namespace binnacle::collect
