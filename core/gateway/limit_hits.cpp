#include "core/gateway/limit_hits.h"

#include "core/access/security_log.h"

#include <optional>
#include <utility>

namespace binnacle::gateway {

namespace {

std::optional<SecurityKind> kindOf(http::Limit reached)
{
    switch (reached) {
    case http::Limit::Bodies:
        return SecurityKind::BodyLimit;
    case http::Limit::Hosts:
        return SecurityKind::PermissionDenied;
    case http::Limit::Connections:
        return SecurityKind::RateLimit;
    case http::Limit::Heads:
    case http::Limit::Deadlines:
        break;
    }
    return std::nullopt;
}

} // namespace

void addLimitHits(
    std::vector<MetricSample> &samples, const std::string &listener, const http::ServerStats &stats)
{
    const auto add = [&](const char *limit, std::uint64_t hits) {
        samples.push_back({.name = "binnacle_limit_hits_total",
            .help = "Requests and connections that a listener turned away or closed by itself.",
            .isCounter = true,
            .labels = {{"listener", listener}, {"limit", limit}},
            .value = static_cast<double>(hits)});
    };
    add("head", stats.rejectedHeads);
    add("body", stats.rejectedBodies);
    add("host", stats.rejectedHosts);
    add("deadline", stats.timeouts);
    add("connections", stats.refused);
}

http::LimitReport securityReport(access::SecurityLog &security, std::string listener)
{
    return [&security, listener = std::move(listener)](
               http::Limit reached, const std::string &address) {
        if (const auto kind = kindOf(reached))
            security.record({.kind = *kind,
                .severity = SecuritySeverity::Low,
                .address = address,
                .resource = "listener " + listener});
    };
}

} // namespace binnacle::gateway
