#include "core/collect/merge_increments.h"

#include "core/collect/collector.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>

namespace binnacle::collect {

namespace {

bool isBefore(const RequestIncrement &a, const RequestIncrement &b)
{
    return std::tie(a.code, a.method, a.failure) < std::tie(b.code, b.method, b.failure);
}

bool isSame(const RequestIncrement &a, const RequestIncrement &b)
{
    return !isBefore(a, b) && !isBefore(b, a);
}

void add(std::vector<RequestIncrement> &into, const std::vector<RequestIncrement> &others)
{
    for (const RequestIncrement &other : others) {
        const auto at = std::ranges::find_if(
            into, [&other](const RequestIncrement &request) { return isSame(request, other); });
        if (at != into.end())
            at->count += other.count;
        else
            into.push_back(other);
    }
    std::ranges::sort(into, isBefore);
}

template<typename Increment>
void addLatency(Increment &into, const Increment &other)
{
    into.latency.add(other.latency);
    into.latencySum += other.latencySum;
    into.latencyCount += other.latencyCount;
}

void add(ServiceIncrement &into, const ServiceIncrement &other)
{
    add(into.requests, other.requests);
    addLatency(into, other);
    into.tlsRequests += other.tlsRequests;
    into.totalRequests += other.totalRequests;
}

void add(EdgeIncrement &into, const EdgeIncrement &other)
{
    into.requests += other.requests;
    into.failures += other.failures;
    addLatency(into, other);
}

void add(IngressIncrement &into, const IngressIncrement &other)
{
    add(into.requests, other.requests);
    addLatency(into, other);
}

// Rows by key, sorted, each key once.
template<typename Increment, typename Key>
void mergeRows(
    std::vector<Increment> &into, const std::vector<Increment> &others, Key Increment::*keyOf)
{
    std::map<Key, std::size_t> positions;
    for (std::size_t i = 0; i < into.size(); ++i)
        positions.try_emplace(into[i].*keyOf, i);
    for (const Increment &other : others) {
        const auto [at, isNew] = positions.try_emplace(other.*keyOf, into.size());
        if (isNew)
            into.push_back(other);
        else
            add(into[at->second], other);
    }
    std::ranges::sort(into, {}, keyOf);
}

} // namespace

void addTo(IngressIncrement &into, const IngressIncrement &other)
{
    add(into, other);
}

void mergeInto(SloIncrements &into, const SloIncrements &later)
{
    into.at = later.at;
    into.bootId = later.bootId;
    into.seq = later.seq;
    into.interval += later.interval;
    mergeRows(into.services, later.services, &ServiceIncrement::service);
    mergeRows(into.edges, later.edges, &EdgeIncrement::edge);
    mergeRows(into.ingress, later.ingress, &IngressIncrement::serviceKey);
    into.routes = later.routes;
}

} // namespace binnacle::collect
