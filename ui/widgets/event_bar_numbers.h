#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/chart_numbers.h"

#include <vector>

namespace binnacle::ui {

class TimeSelection;

// Bars of events in words: a row for each that holds any, newest first. Both must outlive what is
// returned; `bucket` is the length of a bar.
ChartNumbers eventBarNumbers(
    const std::vector<console::EventBar> &bars, Duration bucket, const TimeSelection &time);

} // namespace binnacle::ui
