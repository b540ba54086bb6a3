#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle {

using Duration = std::chrono::milliseconds;

// The only representation of an instant inside core: UTC, millisecond precision. The epoch itself
// (value 0) means "unknown": Kubernetes sends 0001-01-01 for an unset time, parsers map it to 0.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

constexpr std::int64_t toEpochMs(Timestamp at)
{
    return at.time_since_epoch().count();
}
constexpr Timestamp fromEpochMs(std::int64_t ms)
{
    return Timestamp{Duration{ms}};
}
constexpr bool isKnown(Timestamp at)
{
    return toEpochMs(at) != 0;
}

// Half open: from <= t < to.
struct TimeRange
{
    Timestamp from{};
    Timestamp to{};

    bool contains(Timestamp at) const { return from <= at && at < to; }
    Duration length() const { return to - from; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// RFC 3339 with any offset and up to nine fractional digits (cut to milliseconds). Zero times of
// Kubernetes ("0001-01-01T00:00:00Z") give the unknown timestamp. Rejects dates that do not exist.
Result<Timestamp> parseRfc3339(std::string_view text);

// "2026-03-01T09:00:00.123Z"; milliseconds are left out when zero.
std::string formatRfc3339(Timestamp at);

// "250ms", "10s", "15m", "6h", "7d", "2w" and sums of these ("1h30m"). Non-negative.
Result<Duration> parseDuration(std::string_view text);

} // namespace binnacle
