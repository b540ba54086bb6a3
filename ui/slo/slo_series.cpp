#include "ui/slo/slo_series.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::ui {

namespace {

// One span of what follows on each other.
void addExcluded(std::vector<TrendSpan> &spans, const TimeRange &range, const QString &reason)
{
    if (!spans.empty() && spans.back().range.to == range.from)
        spans.back().range.to = range.to;
    else
        spans.push_back({.range = range, .status = StatusKind::Neutral, .reason = reason});
}

} // namespace

TrendSeries seriesOf(const std::vector<Measured> &trend, TrendSeries::Role role,
    const QString &name, TrendValue value)
{
    TrendSeries series{.role = role, .name = name};
    if (trend.empty())
        return series;
    series.start = trend.front().range.from;
    series.step = trend.front().range.length();
    for (const Measured &step : trend)
        series.values.push_back(value(step));
    return series;
}

TrendSeries shifted(TrendSeries previous, const TrendSeries &now)
{
    previous.start = now.start;
    return previous;
}

std::optional<double> availabilityOf(const Measured &step)
{
    return step.traffic.availability();
}

std::optional<double> rateOf(const Measured &step)
{
    return step.covered > Duration::zero() ? step.requestRate() : std::nullopt;
}

// Points come by the hour and, at the end, closer; a line has equal steps.
std::vector<TrendSeries> budgetSeries(const BudgetReport &budget, const QString &name)
{
    constexpr std::int64_t kSteps = 720;
    const Duration step = budget.range.length() / kSteps;
    if (budget.points.empty() || step <= Duration::zero())
        return {};
    TrendSeries left{.role = TrendSeries::Role::Main,
        .name = name,
        .start = budget.range.from,
        .step = step,
        .isFilled = true};
    TrendSeries ideal{.role = TrendSeries::Role::Guide, .start = budget.range.from, .step = step};
    auto point = budget.points.begin();
    auto ending = point;
    for (std::int64_t i = 0; i < kSteps; ++i) {
        const Timestamp at = budget.range.from + step * (i + 1);
        while (std::next(point) != budget.points.end() && std::next(point)->at <= at)
            ++point;
        // A point tells of the time before it: a step belongs to the next point from its middle on.
        while (std::next(ending) != budget.points.end() && ending->at < at - step / 2)
            ++ending;
        left.values.push_back(ending->isGap ? std::nullopt : std::optional(point->remaining));
        ideal.values.push_back(100.0 - 100.0 * static_cast<double>(i + 1) / kSteps);
    }
    return {std::move(left), std::move(ideal)};
}

TrendSeries budgetForecast(const BudgetReport &budget, const QString &name)
{
    constexpr std::int64_t kSteps = 60; // of a line that is a twelfth as long as the one before now
    TrendSeries forecast{.role = TrendSeries::Role::Forecast, .name = name};
    const Timestamp now = budget.range.to;
    const double left = budget.remaining.value_or(0);
    if (left <= 0 || !isKnown(budget.exhaustedAt) || budget.exhaustedAt <= now)
        return forecast;
    const Duration whole = budget.exhaustedAt - now;
    forecast.step = std::max(std::min(whole, budget.range.length() / 12) / kSteps, Duration{1});
    forecast.start = now;
    const double length = static_cast<double>(whole.count());
    for (std::int64_t i = 0; i < kSteps; ++i) {
        const double ahead
            = static_cast<double>((forecast.timeAt(static_cast<std::size_t>(i)) - now).count());
        forecast.values.push_back(std::max(0.0, left * (1 - ahead / length)));
    }
    return forecast;
}

std::vector<TrendSpan> excludedSpans(const BudgetReport &budget, const QString &reason)
{
    std::vector<TrendSpan> spans;
    Timestamp from = budget.range.from;
    for (const BudgetPoint &point : budget.points) {
        if (point.isExcluded && point.at > from)
            addExcluded(spans, {from, point.at}, reason);
        from = std::max(from, point.at);
    }
    return spans;
}

std::vector<TrendSpan> excludedSpans(const std::vector<Measured> &trend, const QString &reason)
{
    std::vector<TrendSpan> spans;
    for (const Measured &step : trend) {
        if (step.excluded * 2 > step.range.length())
            addExcluded(spans, step.range, reason);
    }
    return spans;
}

std::vector<TrendSpan> spansOf(const SloDetail &detail)
{
    std::vector<TrendSpan> spans;
    for (const BurnSpan &span : detail.pages)
        spans.push_back({span.range,
            span.severity == BurnSeverity::Page ? StatusKind::Critical : StatusKind::Warning});
    return spans;
}

} // namespace binnacle::ui
