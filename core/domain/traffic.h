#pragma once

#include "core/domain/increments.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// What traffic is counted for. The order is stored: never change it.
enum class TrafficKind { Service, Edge, Ingress };

// One row of the SLO tables: a service, an edge, or an ingress service key.
struct TrafficKey
{
    TrafficKind kind = TrafficKind::Service;
    ServiceRef service;     // Service: itself; Edge: the caller; Ingress: empty
    ServiceRef target;      // Edge only
    std::string serviceKey; // Ingress only

    static TrafficKey of(ServiceRef service);
    static TrafficKey of(EdgeRef edge);
    static TrafficKey ofIngress(std::string serviceKey);
    std::string text() const; // "shop/checkout", "shop/cart → data/redis", "shop-cart-8080"

    friend bool operator==(const TrafficKey &, const TrafficKey &) = default;
    friend auto operator<=>(const TrafficKey &, const TrafficKey &) = default;
};

// Sums over any span of time. Adding is associative and commutative, so increments may be split,
// merged and come in any order.
struct Traffic
{
    enum StatusClass { S2xx, S3xx, S4xx, S5xx, SOther };
    static constexpr int kStatusClasses = SOther + 1;

    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t tlsRequests = 0;
    std::array<std::int64_t, kStatusClasses> byStatus{};
    std::vector<RequestIncrement> breakdown; // by code, method, failure; sorted
    double latencySum = 0;                   // ms
    std::int64_t latencyCount = 0;
    LatencyHistogram latency;
    std::int64_t samples = 0; // increments in it

    static Traffic of(const ServiceIncrement &increment);
    static Traffic of(const EdgeIncrement &increment);
    static Traffic of(const IngressIncrement &increment);

    void add(const Traffic &other);

    // Nothing without traffic: no traffic is neither 100 % nor 0 %. Percent.
    std::optional<double> availability() const;
    std::optional<double> errorRate() const;
    std::optional<double> averageLatency() const; // ms
    std::optional<double> tlsShare() const;       // percent of requests
    std::optional<double> quantile(double q) const;
};

// "2xx" and so on by the first digit; SOther for anything else (1xx, gRPC words).
Traffic::StatusClass statusClassOf(std::string_view code);
std::string_view statusClassName(Traffic::StatusClass status); // "2xx", "other"

} // namespace binnacle
