#pragma once

#include "core/alerts/replay.h"
#include "core/base/result.h"
#include "core/domain/alert_report.h"

#include <chrono>
#include <stop_token>

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// As far as a decision is looked back for.
constexpr Duration kLongestTrace = std::chrono::days{90};

struct TraceQuery
{
    AlertRule rule;
    AlertSubject subject;
    Timestamp at{};
    ReplayScene scene;
    Duration step{kLookEvery};
};

// Why the rule did or did not page about the subject at an instant: the time before it is played
// again through the engine, which is then asked. The look back begins where the rule said nothing
// about the subject (a day before, further when it was true then, as far as history reaches).
// `paged`: somebody was told about it within the step that ends at the instant; then the steps are
// those of the engine when it told.
//
// On a reader thread. Errors: those of runBacktest().
Result<DecisionTrace> explainAt(
    store::Connection &connection, const TraceQuery &query, const std::stop_token &stop = {});

} // namespace binnacle::alerts
