#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/chart_numbers.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace binnacle::ui {

class TimeSelection;

using TimelineLanes = std::vector<console::TimelineLane>;

// The lanes as they are drawn: budgets that burn have one for each domain and service, the
// longest burning first; of many the last lane holds the rest, without a name.
TimelineLanes drawnLanes(const console::Timeline &timeline);

// No more than `most`, as far as that goes: of the namespaces with the fewest warnings one lane.
TimelineLanes fittedLanes(TimelineLanes lanes, std::size_t most);

QString laneTitle(const console::TimelineLane &lane); // "Warnings shop", "Burn shop.example.com"
// Beside or in a mark: what the title of its lane does not say.
QString markText(const console::TimelineLane &lane, const console::TimelineMark &mark);
bool hasSpans(console::LaneKind kind);     // marks of some length, with words
bool meansTrouble(console::LaneKind kind); // spans that are no work of people

// A row for each mark within the range, newest first. `lanes` and `time` must outlive it.
ChartNumbers markNumbers(
    const TimelineLanes &lanes, const TimeRange &range, const TimeSelection &time);

} // namespace binnacle::ui
