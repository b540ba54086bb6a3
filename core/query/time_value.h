#pragma once

#include "core/base/time.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace binnacle::query {

// A point in time as people write it.
struct TimeValue
{
    Timestamp at{};
    Duration span{0};     // how much it names: a day for "2026-03-01", a minute for "03:12"
    bool isAge = false;   // "10m": so long before now
    bool isNow = false;   // exactly "now", no offset
    bool ofToday = false; // a clock time without a date: `at` is the latest one not after now
};

// "10m" and "-10m", "now", "now-6h", "now-1d/d", "today", "yesterday 03:00", "03:12", "03:12:05",
// "2026-03-01", "2026-03-01 09:00", RFC 3339, epoch seconds (9 to 11 digits, also with a fraction)
// or milliseconds (12 digits and more). `zoneOffset` is east of UTC and applies to what names no
// zone. nullopt for anything else and for times before 1970 or after 9999. Pure.
std::optional<TimeValue> parseTimeValue(
    std::string_view text, Timestamp now, std::chrono::minutes zoneOffset);

// parseDuration with a bound of 100 years, so arithmetic on the result cannot overflow.
std::optional<Duration> parseAge(std::string_view text);

} // namespace binnacle::query
