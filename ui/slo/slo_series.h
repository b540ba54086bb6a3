#pragma once

#include "core/domain/slo_report.h"
#include "ui/widgets/trend_series.h"

#include <QString>

#include <optional>
#include <vector>

namespace binnacle::ui {

// The numbers of an objective as lines of a chart.

using TrendValue = std::optional<double> (*)(const Measured &step);
std::optional<double> availabilityOf(const Measured &step); // percent
std::optional<double> rateOf(const Measured &step);         // a second; unset: nothing was told
template<int Percent>
std::optional<double> percentileOf(const Measured &step) // ms
{
    return step.traffic.quantile(Percent / 100.0);
}

TrendSeries seriesOf(const std::vector<Measured> &trend, TrendSeries::Role role,
    const QString &name, TrendValue value);
// The same steps, drawn where the present ones are.
TrendSeries shifted(TrendSeries previous, const TrendSeries &now);

// What is left of the budget in percent, and a guide of one that burns evenly. Steps of which
// nothing was told and steps that do not count have no value.
std::vector<TrendSeries> budgetSeries(const BudgetReport &budget, const QString &name);

// From what is left now down to where it is used up at this rate, at most a twelfth of the window
// ahead. Empty: it lasts longer than anybody looks ahead, or is used up already.
TrendSeries budgetForecast(const BudgetReport &budget, const QString &name);

// Where what happened does not count, `reason` said with it: steps of the budget's line and steps
// of a trend of which most is excluded.
std::vector<TrendSpan> excludedSpans(const BudgetReport &budget, const QString &reason);
std::vector<TrendSpan> excludedSpans(const std::vector<Measured> &trend, const QString &reason);

// When a burn-rate condition would have paged or opened a ticket.
std::vector<TrendSpan> spansOf(const SloDetail &detail);

} // namespace binnacle::ui
