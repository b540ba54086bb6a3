#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <chrono>
#include <string_view>

namespace binnacle::query {

// What people type into the time range control. `zoneOffset` is the offset east of UTC of the zone
// that times without a zone are read in, at `now`.
//   "15m", "-6h"                 the last so long, moving with now
//   "now-6h..now", "now-1d/d"    Grafana's spelling; "/d" rounds down to the day in the zone
//   "03:12"                      the hour around that time today (yesterday if it is to come)
//   "03:00..03:40", "03:00-03:40", "yesterday 03:00..04:00", "today"
//   "2026-03-01", "2026-03-01T09:00:00Z..2026-03-01T10:00:00Z", epoch seconds or milliseconds
struct TimeSelection
{
    TimeRange range;     // as of now
    Duration moving{0};  // > 0: "the last so long", follows now
    Timestamp instant{}; // that was typed, when the range lies around one
};
Result<TimeSelection> parseTimeSelection(
    std::string_view text, Timestamp now, std::chrono::minutes zoneOffset);

} // namespace binnacle::query
