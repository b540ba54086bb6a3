#include "core/slo/window_plan.h"

#include <algorithm>

namespace binnacle::slo {

using store::HourMark;
using store::HourState;

namespace {

constexpr Duration kHour{3'600'000};

Timestamp startOf(std::int64_t hour)
{
    return Timestamp{hour * kHour};
}

bool hasNoRawRows(const HourMark &mark)
{
    return mark.state == HourState::Final;
}

// Where raw rows are gone, nothing is finer than an hour.
void roundToHours(WindowPlan &plan, const HourMark &last)
{
    plan.range.from = std::chrono::floor<std::chrono::hours>(plan.range.from);
    const Timestamp lastHour = std::chrono::floor<std::chrono::hours>(plan.range.to);
    if (hasNoRawRows(last) && startOf(last.hour) == lastHour)
        plan.range.to = std::max(lastHour, plan.range.from + kHour);
    if (plan.step > Duration{0})
        plan.step = (plan.step + kHour - Duration{1}) / kHour * kHour;
}

bool isInOneStep(const WindowPlan &plan, const TimeRange &range)
{
    return plan.stepOf(range.from) == plan.stepOf(range.to - Duration{1});
}

} // namespace

std::size_t WindowPlan::steps() const
{
    return static_cast<std::size_t>((range.length() + step - Duration{1}) / step);
}

WindowPlan planWindow(const TimeRange &range, Duration step, std::span<const HourMark> hours)
{
    WindowPlan plan{.range = range, .step = step, .pieces = {}};
    if (std::ranges::any_of(hours, hasNoRawRows))
        roundToHours(plan, hours.back());
    if (plan.step <= Duration{0})
        plan.step = plan.range.length();
    for (const HourMark &mark : hours) {
        const TimeRange whole{.from = startOf(mark.hour), .to = startOf(mark.hour + 1)};
        const TimeRange part{
            .from = std::max(whole.from, plan.range.from), .to = std::min(whole.to, plan.range.to)};
        if (part.from >= part.to)
            continue;
        const bool isHourly
            = part == whole && mark.state != HourState::Open && isInOneStep(plan, whole);
        if (!plan.pieces.empty() && plan.pieces.back().isHourly == isHourly
            && plan.pieces.back().range.to == part.from)
            plan.pieces.back().range.to = part.to;
        else
            plan.pieces.push_back({.isHourly = isHourly, .range = part});
    }
    return plan;
}

} // namespace binnacle::slo
