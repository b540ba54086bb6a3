#pragma once

#include "core/http/client.h"
#include "core/runtime/runtime.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::test {

inline bool isIn(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

// A hub that listens, the agent of the cluster "prod" by hand, and a clock that the test moves.
class DutyHub
{
public:
    static constexpr Duration kTick{20};

    // On the same workspace as any other that is open; the folder and the port are chosen here.
    std::unique_ptr<runtime::Runtime> open(runtime::RuntimeOptions options)
    {
        options.workspace = m_directory.path().toStdString();
        options.settings.agents.server.port = 0;
        return need(runtime::Runtime::start(clock, std::move(options)));
    }
    void stop() { runtime.reset(); }

    Result<http::ClientResponse> send(
        std::string_view method, const std::string &target, std::string body)
    {
        http::Client client("127.0.0.1", runtime->listener()->port());
        http::ClientRequest request{.method = method,
            .target = target,
            .headers = {{"X-Cluster-ID", "prod"}},
            .body = std::move(body)};
        if (!request.body.empty())
            request.headers.emplace_back("Content-Type", "application/json");
        return client.send(request);
    }
    bool heartbeat() { return send("POST", "/agent/heartbeat", {}).has_value(); }
    // The agent fetches this command.
    bool take(const CommandId &command)
    {
        const auto answer = send("GET", "/agent/commands?cluster_id=prod&topic=ops", {});
        return answer && isIn(answer->body, command.value);
    }

    FakeClock clock;
    std::unique_ptr<runtime::Runtime> runtime;

private:
    QTemporaryDir m_directory;
};

} // namespace binnacle::test
