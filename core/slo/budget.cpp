#include "core/slo/budget.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace binnacle::slo {

namespace {

// 100 − 99.9 is not exactly 0.1 in doubles: what lies on a limit must not fall over it.
constexpr double kRounding = 1e-9;
constexpr double kLowBudget = 25;   // percent of it
constexpr double kTrendLimit = 0.1; // percentage points

double allowedErrors(double target, std::int64_t requests)
{
    return static_cast<double>(requests) * (100 - target) / 100;
}

double remainingOf(double allowed, std::int64_t errors)
{
    if (allowed <= 0)
        return errors <= 0 ? 100 : -100;
    return std::clamp((1 - static_cast<double>(errors) / allowed) * 100, -100.0, 100.0);
}

Traffic sumOf(std::span<const BudgetStep> steps)
{
    Traffic sum;
    for (const BudgetStep &step : steps) {
        sum.requests += step.requests;
        sum.errors += step.errors;
    }
    return sum;
}

// The steps of the `length` before the end of the last one; at least that one.
std::span<const BudgetStep> lastOf(std::span<const BudgetStep> steps, Duration length)
{
    const Timestamp from = steps.back().range.to - length;
    const auto first = std::ranges::partition_point(
        steps.first(steps.size() - 1), [from](const BudgetStep &s) { return s.range.from < from; });
    return steps.subspan(static_cast<std::size_t>(first - steps.begin()));
}

// Errors beyond what their requests allow; negative while some of the budget is left.
double excessOf(double target, std::int64_t errors, std::int64_t requests)
{
    return static_cast<double>(errors) - allowedErrors(target, requests);
}

// The window moving on from the end of history: the excess of what comes in is added at one rate,
// that of each old step is taken off while the step leaves.
class MovingWindow
{
public:
    MovingWindow(Timestamp end, double excess, double incomingPerMs)
        : m_at(end)
        , m_excess(excess)
        , m_incoming(incomingPerMs)
    {}

    // Moves on to `until`, by when `leaving` has left. The moment at which nothing of the budget is
    // left, if there is one on the way.
    std::optional<Timestamp> moveTo(Timestamp until, double leaving)
    {
        const auto length = static_cast<double>(std::max(until - m_at, Duration{}).count());
        const double after = m_excess + m_incoming * length - leaving;
        if (after >= 0 && after > m_excess)
            return m_at + Duration{std::llround(length * -m_excess / (after - m_excess))};
        m_excess = after;
        m_at = std::max(m_at, until);
        return std::nullopt;
    }

private:
    Timestamp m_at;
    double m_excess;
    double m_incoming;
};

Timestamp forecast(const SloTarget &target, std::span<const BudgetStep> steps)
{
    const std::span<const BudgetStep> hour = lastOf(steps, std::chrono::hours{1});
    const Traffic recent = sumOf(hour);
    Duration covered{};
    for (const BudgetStep &step : hour)
        covered += step.covered;
    if (recent.errors <= 0 || covered <= Duration{})
        return {};
    const Timestamp end = steps.back().range.to;
    const Duration window = sloWindowLength(target.window);
    const Traffic whole = sumOf(steps);
    MovingWindow moving(end, excessOf(target.availability, whole.errors, whole.requests),
        excessOf(target.availability, recent.errors, recent.requests)
            / static_cast<double>(covered.count()));
    if (const auto at = moving.moveTo(std::max(end, steps.front().range.from + window), 0))
        return *at;
    for (const BudgetStep &step : steps) {
        const double leaving = excessOf(target.availability, step.errors, step.requests);
        if (const auto at = moving.moveTo(step.range.to + window, leaving))
            return *at;
    }
    return {};
}

} // namespace

std::optional<double> budgetRemaining(double target, const Traffic &traffic)
{
    if (traffic.requests <= 0)
        return std::nullopt;
    return remainingOf(
        allowedErrors(target, traffic.requests), std::min(traffic.errors, traffic.requests));
}

std::optional<double> burnRate(double target, const Traffic &traffic)
{
    if (traffic.requests <= 0)
        return std::nullopt;
    const double ratio
        = static_cast<double>(traffic.errors) / static_cast<double>(traffic.requests);
    if (target >= 100)
        return traffic.errors <= 0 ? 0 : std::numeric_limits<double>::infinity();
    return ratio / ((100 - target) / 100);
}

BudgetReport burnDown(const SloTarget &target, std::span<const BudgetStep> steps)
{
    BudgetReport report;
    report.target = target;
    const Duration window = sloWindowLength(target.window);
    const double share = (100 - target.availability) / 100;
    report.allowedDowntime = Duration{std::llround(static_cast<double>(window.count()) * share)};
    if (steps.empty())
        return report;

    const Timestamp end = steps.back().range.to;
    report.range = {.from = end - window, .to = end};
    const auto first = std::ranges::partition_point(
        steps, [&](const BudgetStep &step) { return step.range.to <= report.range.from; });
    steps = steps.subspan(static_cast<std::size_t>(first - steps.begin()));
    const Traffic whole = sumOf(steps);
    report.allowedErrors = allowedErrors(target.availability, whole.requests);
    report.errors = whole.errors;
    report.remaining = budgetRemaining(target.availability, whole);
    if (!report.remaining)
        return report;

    report.points.reserve(steps.size() + 1);
    report.points.push_back(
        {.at = std::max(report.range.from, steps.front().range.from), .remaining = 100});
    std::int64_t errors = 0;
    for (const BudgetStep &step : steps) {
        errors += step.errors;
        const double left = remainingOf(report.allowedErrors, errors);
        if (left <= 0 && !isKnown(report.exhaustedAt))
            report.exhaustedAt = step.range.to;
        const bool isGap = step.covered <= Duration{};
        report.points.push_back({.at = step.range.to,
            .remaining = left,
            .isGap = isGap,
            .isExcluded = isGap && step.excluded * 2 >= step.range.length()});
    }
    const Traffic recent = sumOf(lastOf(steps, std::chrono::hours{1}));
    report.forecastBurn = burnRate(target.availability, recent).value_or(0);
    if (!isKnown(report.exhaustedAt))
        report.exhaustedAt = forecast(target, steps);
    return report;
}

SloStatus statusOf(const SloTarget &target, const Traffic &traffic)
{
    const auto budget = budgetRemaining(target.availability, traffic);
    if (!budget)
        return SloStatus::Unknown;
    const double allowed = allowedErrors(target.availability, traffic.requests);
    if (static_cast<double>(traffic.errors) > allowed * (1 + kRounding))
        return SloStatus::Critical;
    const auto p95 = traffic.quantile(0.95);
    const bool isSlow = p95 && *p95 > target.p95Latency;
    return isSlow || *budget < kLowBudget - kRounding ? SloStatus::Warning : SloStatus::Healthy;
}

SloTrend trendOf(const Traffic &before, const Traffic &now)
{
    const auto earlier = before.availability();
    const auto later = now.availability();
    if (!earlier || !later)
        return SloTrend::Stable;
    const double change = *later - *earlier;
    if (std::abs(change) <= kTrendLimit + kRounding)
        return SloTrend::Stable;
    return change > 0 ? SloTrend::Up : SloTrend::Down;
}

} // namespace binnacle::slo
