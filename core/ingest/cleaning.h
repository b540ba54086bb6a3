#pragma once

#include "core/base/time.h"
#include "core/domain/cluster_snapshot.h"

#include <span>

namespace binnacle::ingest {

// The processor of the specification (contract 04 §4.1): validates and normalises once, so nothing
// behind it has to. Stateless and idempotent.
//   - cluster id replaced by `cluster` (header wins, contract 01 §1.4)
//   - fetchedAt outside ±24 h of `now` is replaced by `now`
//   - events: times settled, host derived (pod's node, node's own name), owners resolved through
//     the snapshot, spam-filter patterns marked, message cut at 32 KiB with a mark
//   - summary recomputed
void clean(ClusterSnapshot &snapshot, const ClusterId &cluster, Timestamp now);

// The part of cleaning that imported event lists need too. All of a list at once: what a source's
// spam filter held back shows only in the sum of what it let through.
void cleanEvents(std::span<ClusterEvent> events, Timestamp now);

} // namespace binnacle::ingest
