#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/command_plan.h"
#include "core/domain/mesh.h"

#include <optional>
#include <vector>

namespace binnacle::commands {

// Whether a command helped: the ten minutes before it against those after it ended.

struct VerdictRules
{
    Duration watch{600'000};     // how long it is watched; also the length of what was before
    double significance = 0.01;  // a difference counts when chance explains it less often than this
    double leastErrorRate = 0.5; // percentage points
    double leastLatency = 0.2;   // share of the p95 before
    // A verdict before the time is over, after at least this much of it, when it is improved or
    // worse and chance explains it a hundred times less often than above. Zero: never.
    Duration earliest{0};
};

struct VerdictInput
{
    Command command;
    Timestamp endedAt{}; // a result came, or its deadline passed
    Timestamp now{};
    bool isDone = true; // the roll-out it started has ended; only then a verdict may come early
    std::vector<ServiceRef> targets; // as touchedServices told before it
    // [its start − watch, its start) and [endedAt, min(now, endedAt + watch)).
    MeshGraph before;
    MeshGraph after;
    // At the start of the window before, when the command began, and now; null: not kept.
    std::shared_ptr<const ClusterSnapshot> atBaseline;
    std::shared_ptr<const ClusterSnapshot> atStart;
    std::shared_ptr<const ClusterSnapshot> atEnd;
    bool isAgentLost = false;
    std::optional<Command> inverse; // offered in any case
};

// Improved, no effect, worse or unknown, or Watching with what was measured so far. What callers
// get decides: their success, else the p95 of their calls; readiness and restarts decide where
// these say nothing. Unknown when the agent was lost, when there was no traffic, or too little to
// see even a failure of everything.
Verdict judge(const VerdictInput &input, const VerdictRules &rules = {});

// Whether there is something to watch: it changed something, or may have.
bool isWatched(const CommandRecord &record);

// Container restarts of these workloads between two states of a cluster, by the counters of pods;
// pods that were made meanwhile count from zero.
std::int64_t restartsBetween(const ClusterSnapshot &from, const ClusterSnapshot &to,
    const std::vector<ServiceRef> &workloads);

} // namespace binnacle::commands
