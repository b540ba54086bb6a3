#include "core/slo/excluded_times.h"

#include <algorithm>
#include <chrono>

namespace binnacle::slo {

const SharedSpans &ExcludedTimes::of(const TrafficKey &key) const
{
    const auto found = byKey.find(key);
    return found == byKey.end() ? others : found->second;
}

bool ExcludedTimes::isEmpty() const
{
    return !others
        && std::ranges::none_of(byKey, [](const auto &entry) { return bool(entry.second); });
}

bool isWithin(const TimeSpans &spans, Timestamp at)
{
    const auto next = std::ranges::upper_bound(spans, at, {}, &TimeRange::to);
    return next != spans.end() && next->contains(at);
}

Duration overlap(const TimeSpans &spans, const TimeRange &range)
{
    Duration sum{0};
    for (auto span = std::ranges::upper_bound(spans, range.from, {}, &TimeRange::to);
         span != spans.end() && span->from < range.to; ++span)
        sum += std::min(span->to, range.to) - std::max(span->from, range.from);
    return sum;
}

bool isHourExcluded(const TimeSpans &spans, Timestamp hour)
{
    constexpr Duration kHour = std::chrono::hours{1};
    return overlap(spans, {hour, hour + kHour}) * 2 >= kHour;
}

bool isRowExcluded(const TimeSpans &spans, std::int64_t at, bool isHourly)
{
    return isHourly ? isHourExcluded(spans, Timestamp{std::chrono::hours{at}})
                    : isWithin(spans, fromEpochMs(at * 1000 - 1));
}

bool isSame(const SharedSpans &a, const SharedSpans &b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace binnacle::slo
