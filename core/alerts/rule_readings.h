#pragma once

#include "core/domain/alert_report.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace binnacle::alerts {

// What the condition of one rule said at one instant, before any time has to pass: the only thing
// the engine learns from the world, live, in a backtest and in a trace alike.
struct RuleReadings
{
    std::int64_t rule = 0;
    // Subjects for which it is true, or that have no data. All others it looked at are false, and
    // so are those it does not see any more.
    std::vector<RuleReading> active;
    std::size_t subjects = 0; // looked at
    bool hasNoData = false;   // there was nothing to look at: the source is silent
    // Nobody could look (too busy, too late): nothing is known, all stays as it is. The rest of
    // this is empty.
    bool isUnevaluated = false;
};

} // namespace binnacle::alerts
