#pragma once

#include "core/alerts/replay.h"
#include "core/base/cancellation.h"
#include "core/base/result.h"
#include "core/domain/alert_report.h"

#include <span>
#include <stop_token>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

struct BacktestQuery
{
    AlertRule rule; // stored or not; taken as enabled
    TimeRange range;
    std::vector<IncidentSpan> incidents;         // labelled by people; may be empty
    std::vector<std::int64_t> effectiveChannels; // what a rule without channels goes to
    ReplayScene scene;
    Duration step{kLookEvery};
};

// What the rule would have done over stored history: the very engine that evaluates live, fed with
// what history_readings.h says. Pages are messages after silences, inhibition, flap guard, cooldown
// and grouping, before the rate limits of channels, which lose nothing. An incident is caught when
// a firing that told somebody overlaps it; without `effectiveChannels` a rule for all channels
// counts for channel 0.
//
// On a reader thread. 30 days of one-minute data take less than a second. Errors: InvalidArgument
// (a condition that cannot be read or looked back at), TooLarge, those of the store, Cancelled.
Result<Backtest> runBacktest(store::Connection &connection, const BacktestQuery &query,
    const std::stop_token &stop = {}, const Progress &progress = {});

// The same with each of `thresholds` in place of the rule's; history is read once. One row each, in
// their order. Errors: also InvalidArgument when the condition has no threshold.
Result<std::vector<SweepRow>> runSweep(store::Connection &connection, const BacktestQuery &query,
    std::span<const double> thresholds, const std::stop_token &stop = {},
    const Progress &progress = {});

} // namespace binnacle::alerts
