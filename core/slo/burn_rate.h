#pragma once

#include "core/domain/burn_rules.h"
#include "core/domain/slo_report.h"
#include "core/slo/budget.h"

#include <functional>
#include <span>
#include <vector>

namespace binnacle::slo {

using binnacle::BurnRule;
inline std::span<const BurnRule> burnRules()
{
    return kBurnRules;
}

// With few requests one failure looks like a fire. A condition does not fire while its long window
// holds fewer failures than this; it is shown as guarded instead.
struct LowTrafficGuard
{
    std::int64_t leastErrors = 5;
};

// Traffic of the window of that length which ends now.
using TrafficOver = std::function<Traffic(Duration window)>;

// The four conditions of kBurnRules as values, in their order. firingSince is not known from here,
// see below. A window without traffic has no burn and fires nothing.
std::vector<BurnCondition> evaluate(
    double target, const TrafficOver &traffic, const LowTrafficGuard &guard = {});

// When conditions fired over history: the same evaluation at the end of every step. A span is what
// would have been one page or one ticket: it lasts while either condition of its severity fires;
// worstBurn is the fastest of their long windows. Ordered by start. For would-be pages and what-if.
//
// Steps are ordered and gapless, but need not be of one length. A window is made of the whole steps
// that lie in it; one that is shorter than the last step (5 m and 30 m over hourly rows) is that
// step. Windows that reach back before the first step use what there is. O(steps × rules).
std::vector<BurnSpan> burnSpans(
    double target, std::span<const BudgetStep> steps, const LowTrafficGuard &guard = {});

// For each of kBurnRules the end of the step since which it has been firing without a break until
// the end of the last step; unknown where it does not fire there. Rules of steps as above.
std::vector<Timestamp> firingSince(
    double target, std::span<const BudgetStep> steps, const LowTrafficGuard &guard = {});

} // namespace binnacle::slo
