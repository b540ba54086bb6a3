#pragma once

#include "core/base/result.h"
#include "core/slo/budget.h"
#include "core/slo/row_windows.h"
#include "core/slo/subject_parts.h"

#include <stop_token>
#include <vector>

namespace binnacle::slo {

// The traffic of a subject, one bucket a step (0: one for all). On a reader thread. Errors: those
// of readWindow.
Result<std::vector<Measured>> readSteps(store::Connection &connection, const SubjectParts &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop = {});

// The same to be drawn, where the end of the range need not be that of a step: in the last one,
// `covered` is the time that its traffic was counted in, see countedTime().
Result<std::vector<Measured>> readTrend(store::Connection &connection, const SubjectParts &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop = {});

// The windows of one row, as the board has them.
Result<RowWindows> readRowWindows(store::Connection &connection, const SubjectParts &subject,
    RowQuery query, const std::stop_token &stop = {});

// What budgets and burn rates are computed from.
struct BudgetHistory
{
    // The window: by hours of the clock; one day by five minutes where raw rows reach back so far.
    std::vector<BudgetStep> window;
    // From three days (the longest window of a burn rate) before the window: by hours, and by five
    // minutes over the last day as far as there are raw rows, so that the windows of 5 m and 30 m
    // are exact there.
    std::vector<BudgetStep> burns;
};
Result<BudgetHistory> readBudgetHistory(store::Connection &connection, const SubjectParts &subject,
    Timestamp now, SloWindow window, const std::stop_token &stop = {});

// From when on within the range raw rows tell everything: the end of its last hour without. May lie
// after the range.
Result<Timestamp> rawSince(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range);

// Whether a route names the subject or anything was ever counted for it until `now`.
Result<bool> isStored(store::Connection &connection, const SubjectParts &subject, Timestamp now,
    const std::stop_token &stop = {});

// Steps for a trend over a range of that length, at most some 360 of them: 1 m up to 6 h, 5 m up to
// a day, 1 h up to a week, then whole hours.
Duration trendStep(Duration length);

} // namespace binnacle::slo
