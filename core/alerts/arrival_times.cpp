#include "core/alerts/arrival_times.h"

#include "core/store/traffic_hours.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace binnacle::alerts {

namespace {

constexpr Duration kBroughtIn = std::chrono::hours{1};

} // namespace

Result<ArrivalTimes> ArrivalTimes::read(
    store::Connection &connection, std::int64_t cluster, const TimeRange &range)
{
    const auto logged = store::readArrivals(connection, cluster, range);
    if (!logged)
        return logged.error();
    // What was delivered together has one time of arrival.
    std::unordered_map<std::int64_t, Timestamp> oldest;
    std::unordered_map<std::int64_t, int> timely; // by run of an agent: in time, less the others
    for (const store::IncrementArrival &one : *logged) {
        oldest.try_emplace(toEpochMs(one.receivedAt), one.end);
        timely[one.boot] += one.receivedAt - one.end <= kBroughtIn ? 1 : -1;
    }
    ArrivalTimes times;
    for (const store::IncrementArrival &one : *logged) {
        const Timestamp first = oldest.at(toEpochMs(one.receivedAt));
        if (one.receivedAt - first > kBroughtIn && timely.at(one.boot) <= 0)
            continue;
        const Timestamp at = std::max(one.end, one.receivedAt);
        times.m_instants.push_back(at);
        if (!times.m_arrivals.empty() && times.m_arrivals.back().end == one.end) {
            Arrival &known = times.m_arrivals.back();
            known.first = std::min(known.first, at);
            known.last = std::max(known.last, at);
        } else {
            times.m_arrivals.push_back({.end = one.end, .first = at, .last = at});
        }
    }
    std::ranges::sort(times.m_instants);
    const auto twice = std::unique(times.m_instants.begin(), times.m_instants.end());
    times.m_instants.erase(twice, times.m_instants.end());
    return times;
}

const ArrivalTimes::Arrival *ArrivalTimes::find(Timestamp end) const
{
    const auto found = std::ranges::lower_bound(m_arrivals, end, {}, &Arrival::end);
    return found != m_arrivals.end() && found->end == end ? &*found : nullptr;
}

Timestamp ArrivalTimes::firstOf(Timestamp end) const
{
    const Arrival *arrival = find(end);
    return arrival ? arrival->first : Timestamp{};
}

Timestamp ArrivalTimes::lastOf(Timestamp end) const
{
    const Arrival *arrival = find(end);
    return arrival ? arrival->last : Timestamp{};
}

} // namespace binnacle::alerts
