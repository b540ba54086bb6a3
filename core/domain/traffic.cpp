#include "core/domain/traffic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace binnacle {

namespace {

std::optional<double> ratio(double part, double whole)
{
    if (whole <= 0)
        return std::nullopt;
    return part / whole;
}

bool isBefore(const RequestIncrement &a, const RequestIncrement &b)
{
    return std::tie(a.code, a.method, a.failure) < std::tie(b.code, b.method, b.failure);
}

void addTo(std::vector<RequestIncrement> &breakdown, const RequestIncrement &row)
{
    const auto at = std::ranges::lower_bound(breakdown, row, isBefore);
    if (at != breakdown.end() && !isBefore(row, *at))
        at->count += row.count;
    else
        breakdown.insert(at, row);
}

Traffic ofRequests(const std::vector<RequestIncrement> &requests)
{
    Traffic traffic;
    for (const RequestIncrement &row : requests) {
        traffic.requests += row.count;
        traffic.errors += row.failure ? row.count : 0;
        traffic.byStatus[statusClassOf(row.code)] += row.count;
        addTo(traffic.breakdown, row);
    }
    traffic.samples = 1;
    return traffic;
}

} // namespace

TrafficKey TrafficKey::of(ServiceRef service)
{
    return {.kind = TrafficKind::Service, .service = std::move(service)};
}

TrafficKey TrafficKey::of(EdgeRef edge)
{
    return {.kind = TrafficKind::Edge,
        .service = std::move(edge.source),
        .target = std::move(edge.target)};
}

TrafficKey TrafficKey::ofIngress(std::string serviceKey)
{
    return {.kind = TrafficKind::Ingress, .serviceKey = std::move(serviceKey)};
}

std::string TrafficKey::text() const
{
    switch (kind) {
    case TrafficKind::Service:
        return service.text();
    case TrafficKind::Edge:
        return service.text() + " → " + target.text();
    case TrafficKind::Ingress:
        break;
    }
    return serviceKey;
}

Traffic Traffic::of(const ServiceIncrement &increment)
{
    Traffic traffic = ofRequests(increment.requests);
    traffic.tlsRequests = increment.tlsRequests;
    traffic.latency = increment.latency;
    traffic.latencySum = increment.latencySum;
    traffic.latencyCount = increment.latencyCount;
    return traffic;
}

Traffic Traffic::of(const EdgeIncrement &increment)
{
    Traffic traffic;
    traffic.requests = increment.requests;
    traffic.errors = increment.failures;
    traffic.latency = increment.latency;
    traffic.latencySum = increment.latencySum;
    traffic.latencyCount = increment.latencyCount;
    traffic.samples = 1;
    return traffic;
}

Traffic Traffic::of(const IngressIncrement &increment)
{
    Traffic traffic = ofRequests(increment.requests);
    traffic.latency = increment.latency;
    traffic.latencySum = increment.latencySum;
    traffic.latencyCount = increment.latencyCount;
    return traffic;
}

void Traffic::add(const Traffic &other)
{
    requests += other.requests;
    errors += other.errors;
    tlsRequests += other.tlsRequests;
    for (std::size_t i = 0; i < byStatus.size(); ++i)
        byStatus[i] += other.byStatus[i];
    for (const RequestIncrement &row : other.breakdown)
        addTo(breakdown, row);
    latencySum += other.latencySum;
    latencyCount += other.latencyCount;
    latency.add(other.latency);
    samples += other.samples;
}

std::optional<double> Traffic::availability() const
{
    const auto share = ratio(static_cast<double>(std::max<std::int64_t>(0, requests - errors)),
        static_cast<double>(requests));
    return share ? std::optional(*share * 100) : std::nullopt;
}

std::optional<double> Traffic::errorRate() const
{
    const auto share = ratio(static_cast<double>(errors), static_cast<double>(requests));
    return share ? std::optional(*share * 100) : std::nullopt;
}

std::optional<double> Traffic::averageLatency() const
{
    return ratio(latencySum, static_cast<double>(latencyCount));
}

std::optional<double> Traffic::tlsShare() const
{
    const auto share = ratio(static_cast<double>(tlsRequests), static_cast<double>(requests));
    return share ? std::optional(*share * 100) : std::nullopt;
}

std::optional<double> Traffic::quantile(double q) const
{
    const auto found = latency.quantile(q);
    return found ? std::optional(found->ms) : std::nullopt;
}

Traffic::StatusClass statusClassOf(std::string_view code)
{
    if (code.size() != 3)
        return Traffic::SOther;
    switch (code.front()) {
    case '2':
        return Traffic::S2xx;
    case '3':
        return Traffic::S3xx;
    case '4':
        return Traffic::S4xx;
    case '5':
        return Traffic::S5xx;
    default:
        return Traffic::SOther;
    }
}

std::string_view statusClassName(Traffic::StatusClass status)
{
    switch (status) {
    case Traffic::S2xx:
        return "2xx";
    case Traffic::S3xx:
        return "3xx";
    case Traffic::S4xx:
        return "4xx";
    case Traffic::S5xx:
        return "5xx";
    case Traffic::SOther:
        break;
    }
    return "other";
}

} // namespace binnacle
