#pragma once

#include "core/domain/slo_report.h"

#include <optional>
#include <span>

namespace binnacle::slo {

// Contract 03 §3.5: ((100−target) − (100−actual)) / (100−target) · 100, clamped to -100..100. A
// target of 100 has a budget of nothing: 100 when nothing failed, else -100. Nothing without
// traffic.
// REQUIRES, here and below: 0 < target <= 100.
std::optional<double> budgetRemaining(double target, const Traffic &traffic);

// Errors over the errors the target allows at this traffic; 1 uses the budget up exactly at the end
// of its window. Nothing without traffic. A target of 100: 0 without errors, else infinite.
std::optional<double> burnRate(double target, const Traffic &traffic);

// One step of history, in order and without gaps between steps.
struct BudgetStep
{
    TimeRange range;
    Duration covered{};
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    Duration excluded{}; // maintenance that does not count
};

// The burn-down over the window of `target` that ends at steps.back(): the budget is that of all
// requests of the window, each step takes its errors off; a step that begins before the window
// counts whole. One point at the start and one at the end of each step, clamped like the rest; no
// points without traffic.
//
// The forecast goes on with the burn and traffic of the hour before the end (of the last step where
// steps are longer) while the window moves along, so that old errors leave it. It looks one window
// ahead; nothing is foreseen when that hour had no errors. When the budget is used up already,
// exhaustedAt is the end of the step that did it.
BudgetReport burnDown(const SloTarget &target, std::span<const BudgetStep> steps);

// Status of a domain or ingress service, contract 03 §3.5: unknown without requests, critical under
// the availability target, warning over the latency target or with less than 25 % of the budget.
SloStatus statusOf(const SloTarget &target, const Traffic &traffic);

// More than 0.1 percentage points of availability; stable when either side has no traffic.
SloTrend trendOf(const Traffic &before, const Traffic &now);

} // namespace binnacle::slo
