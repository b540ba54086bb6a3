#include "core/slo/window_exclusions.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::slo {

namespace {

std::vector<ExcludedStep> stepsOf(
    const WindowPlan &plan, std::span<const ToldSpan> told, const TimeSpans &spans)
{
    std::vector<ExcludedStep> steps(plan.steps());
    Timestamp from = plan.range.from;
    for (ExcludedStep &step : steps) {
        const Timestamp to = std::min(from + plan.step, plan.range.to);
        step.whole = overlap(spans, {from, to});
        from = to;
    }
    for (const ToldSpan &span : told) {
        ExcludedStep &step = steps[plan.stepOf(span.range.from)];
        const Duration cut = overlap(spans, span.range);
        if (!span.isHourly) {
            step.told += cut;
            continue;
        }
        // All or nothing: hourly rows are left out as a whole.
        const bool isOut = isHourExcluded(spans, span.range.from);
        step.told += isOut ? span.covered : Duration{0};
        step.whole += (isOut ? span.range.length() : Duration{0}) - cut;
    }
    return steps;
}

void openHourOf(Timestamp at, std::span<store::HourMark> hours)
{
    const Timestamp start = std::chrono::floor<std::chrono::hours>(at);
    if (start == at)
        return;
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
    const auto found = std::ranges::lower_bound(hours, hour, {}, &store::HourMark::hour);
    if (found != hours.end() && found->hour == hour && found->state == store::HourState::Closed)
        found->state = store::HourState::Open;
}

} // namespace

WindowExclusions::WindowExclusions(
    const WindowPlan &plan, std::span<const ToldSpan> told, ExcludedTimesPtr times)
    : m_times(std::move(times))
{
    const auto add = [&](const SharedSpans &spans) {
        if (spans && !m_steps.contains(spans.get()))
            m_steps.emplace(spans.get(), stepsOf(plan, told, *spans));
    };
    add(m_times->others);
    for (const auto &[key, spans] : m_times->byKey)
        add(spans);
}

const ExcludedStep *WindowExclusions::find(const TrafficKey &key, std::size_t step) const
{
    if (!m_times)
        return nullptr;
    const SharedSpans &spans = m_times->of(key);
    return spans ? &m_steps.at(spans.get())[step] : nullptr;
}

void readCutHoursFromRaw(const ExcludedTimes &times, std::span<store::HourMark> hours)
{
    const auto open = [hours](const SharedSpans &spans) {
        if (!spans)
            return;
        for (const TimeRange &span : *spans) {
            openHourOf(span.from, hours);
            openHourOf(span.to, hours);
        }
    };
    open(times.others);
    for (const auto &[key, spans] : times.byKey)
        open(spans);
}

} // namespace binnacle::slo
