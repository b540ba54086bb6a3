#pragma once

#include "core/base/cancellation.h"
#include "core/base/result.h"
#include "core/domain/alert.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace binnacle::runtime {

class Runtime;

struct AlertPast
{
    TimeRange range;
    std::vector<Silence> silences{}; // that held then besides those that are stored
};

// Writes the alerts that the rules of a workspace would have had within the range, as its stored
// history tells it: the engine that evaluates live is played over it, all rules and silences
// together. Only those that were over by the end of the range; nobody is told and no runbook runs.
// For a workspace that was told its past at once, as the demo's is; one that has alerts of that
// time keeps them as they are. Rules about heartbeats and snapshots see only what was written down
// of silences while somebody listened.
//
// Returns how many were written. Blocking, on a thread that may wait. Errors: those of the store,
// Cancelled.
Result<std::size_t> tellPastAlerts(Runtime &runtime, const AlertPast &past,
    const std::stop_token &stop = {}, const Progress &progress = {});

} // namespace binnacle::runtime
