#pragma once

#include "core/topology/layer_graph.h"

#include <vector>

namespace binnacle::topology {

// Ranks by longest path from the callers without callers, then tightened: a good start for the
// exact method of rank_assignment.h. May be negative. REQUIRES: no cycles.
std::vector<int> longestPathRanks(const Adjacency &targets, const Adjacency &sources);

} // namespace binnacle::topology
