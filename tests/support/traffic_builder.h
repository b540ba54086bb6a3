#pragma once

#include "core/domain/increments.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::test {

constexpr std::int64_t kHourMs = 3'600'000;

constexpr Timestamp at(std::int64_t seconds)
{
    return fromEpochMs(seconds * 1000);
}

// 2026-03-01T00:00:00Z, the start of an hour.
constexpr std::int64_t kMidnight = 1'772'323'200;

inline ServiceRef service(const std::string &name)
{
    return {.ns = "shop", .name = name};
}

// Whole counts in four buckets; `failed` of `requests` with 503, the rest with 200.
inline ServiceIncrement serviceIncrement(
    const std::string &name, std::int64_t requests, std::int64_t failed = 0)
{
    const std::int64_t lower = requests / 2;
    const auto half = static_cast<double>(lower);
    const auto all = static_cast<double>(requests);
    ServiceIncrement increment{.service = service(name),
        .requests = {},
        .latency = LatencyHistogram::fromCumulative({5, 10, 100, 1000}, {0, half, half, all}, all),
        .latencySum = all * 8,
        .latencyCount = requests,
        .tlsRequests = requests,
        .totalRequests = requests};
    if (requests > failed)
        increment.requests.push_back({.code = "200", .count = requests - failed});
    if (failed > 0)
        increment.requests.push_back({.code = "503", .failure = true, .count = failed});
    return increment;
}

inline EdgeIncrement edgeIncrement(
    const std::string &from, const std::string &to, std::int64_t requests)
{
    return {.edge = {.source = service(from), .target = service(to)},
        .requests = requests,
        .failures = 0,
        .latencySum = static_cast<double>(requests) * 3,
        .latencyCount = requests};
}

inline IngressIncrement ingressIncrement(const std::string &key, std::int64_t requests)
{
    const auto all = static_cast<double>(requests);
    return {.serviceKey = key,
        .requests = {{.code = "200", .method = "GET", .count = requests}},
        .latency = LatencyHistogram::fromCumulative({100, 300}, {all, all}, all),
        .latencySum = all * 50,
        .latencyCount = requests};
}

// One increment over the ten seconds before `seconds`.
inline SloIncrements increments(std::int64_t seconds, std::uint64_t seq,
    std::vector<ServiceIncrement> services, const std::string &boot = "boot-1")
{
    return {.at = at(seconds),
        .bootId = boot,
        .seq = seq,
        .interval = Duration{10'000},
        .services = std::move(services)};
}

} // namespace binnacle::test
