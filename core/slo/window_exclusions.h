#pragma once

#include "core/slo/excluded_times.h"
#include "core/slo/window_plan.h"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace binnacle::slo {

// What increments told about within one step of a window.
struct ToldSpan
{
    TimeRange range;
    Duration covered{};
    bool isHourly = false; // an hour of which no more is known than how much of it was told
};

struct ExcludedStep
{
    Duration whole{}; // of the step
    Duration told{};  // of what was told in it
};

// How much of each step of a window does not count, by key.
class WindowExclusions
{
public:
    WindowExclusions() = default;
    WindowExclusions(
        const WindowPlan &plan, std::span<const ToldSpan> told, ExcludedTimesPtr times);

    const ExcludedStep *find(const TrafficKey &key, std::size_t step) const; // null: none

private:
    ExcludedTimesPtr m_times;
    // By the spans of m_times: many keys share them.
    std::map<const TimeSpans *, std::vector<ExcludedStep>> m_steps;
};

// Hours that a span of `times` cuts are to be summed from their raw rows, where these are there.
void readCutHoursFromRaw(const ExcludedTimes &times, std::span<store::HourMark> hours);

} // namespace binnacle::slo
