#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/traffic_hours.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace binnacle::slo {

// Which rows answer a window: hourly ones where hours lie whole within a step and are closed, raw
// ones for the rest.
struct WindowPlan
{
    struct Piece
    {
        bool isHourly = false;
        TimeRange range; // of hours: whole ones
    };

    TimeRange range;
    Duration step{};
    std::vector<Piece> pieces; // in order; what is between them has no traffic

    std::size_t steps() const;
    // REQUIRES: `at` is within the range.
    std::size_t stepOf(Timestamp at) const
    {
        return static_cast<std::size_t>((at - range.from) / step);
    }
};

// `hours` are those of the store from the one of range.from to the one of range.to, in order. A
// step of 0 is the whole range. REQUIRES: a range that is not empty, a step that is not negative.
WindowPlan planWindow(
    const TimeRange &range, Duration step, std::span<const store::HourMark> hours);

} // namespace binnacle::slo
