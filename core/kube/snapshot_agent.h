#pragma once

#include "core/base/clock.h"
#include "core/collect/http_exchange.h"
#include "core/kube/api_client.h"

#include <functional>
#include <stop_token>
#include <string>

namespace binnacle::kube {

struct SnapshotAgentSettings
{
    std::string hub; // "http://127.0.0.1:8081", without a slash at its end
    std::string hubToken;
    std::string caFile; // of the hub; empty: the system's
    std::string cluster;
    ApiClientSettings api;
    Duration interval{10'000};
};

// Tells a hub what a cluster looks like: a snapshot each interval (contract 01 §1.3, 1.4). One that
// fails is not sent again: the next one says more.
class SnapshotAgent
{
public:
    using Log = std::function<void(const std::string &line)>;

    // `clock` must outlive the agent.
    SnapshotAgent(const Clock &clock, SnapshotAgentSettings settings, Log log);

    // Blocks until `stop`. Errors: PermissionDenied when the hub refuses the token or its
    // certificate is not trusted; everything else is tried again.
    Status run(const std::stop_token &stop);

private:
    Status tell(const std::string &snapshot, const std::stop_token &stop);

    const Clock &m_clock;
    const SnapshotAgentSettings m_settings;
    const Log m_log;
    collect::HttpExchange m_hub;
};

} // namespace binnacle::kube
