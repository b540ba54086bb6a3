#pragma once

#include "core/base/time.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace binnacle::slo {

// In order and apart from one another.
using TimeSpans = std::vector<TimeRange>;
using SharedSpans = std::shared_ptr<const TimeSpans>; // null: none

// Time that counts for nothing while a window is summed up, by key: maintenance that is left out of
// the budget. A raw row is left out when the last millisecond of its interval lies in such a span.
// An hour that is told by its hourly row alone is left out when half of it or more does; hours with
// raw rows that are cut by the end of a span are read from these.
struct ExcludedTimes
{
    SharedSpans others; // of keys that are not in byKey
    std::map<TrafficKey, SharedSpans> byKey;

    const SharedSpans &of(const TrafficKey &key) const;
    bool isEmpty() const;
};
using ExcludedTimesPtr = std::shared_ptr<const ExcludedTimes>; // null: nothing is excluded

bool isWithin(const TimeSpans &spans, Timestamp at);
Duration overlap(const TimeSpans &spans, const TimeRange &range);
// Of an hour of which nothing finer is known.
bool isHourExcluded(const TimeSpans &spans, Timestamp hour);
// Of a stored row: `at` is its hour, or the second at which its raw interval ends.
bool isRowExcluded(const TimeSpans &spans, std::int64_t at, bool isHourly);
bool isSame(const SharedSpans &a, const SharedSpans &b);

} // namespace binnacle::slo
