#pragma once

#include "core/topology/layer_graph.h"

#include <span>
#include <vector>

namespace binnacle::topology {

// Which arcs to turn round so that no cycle is left: true for each of them. Only arcs within a
// cycle are turned, few of them: the greedy rule of Eades, Lin and Smyth (1993) within each
// strongly connected component. REQUIRES: no arc from a vertex to itself.
std::vector<bool> arcsAgainstFlow(std::size_t vertices, std::span<const Arc> arcs);

// The number of the strongly connected component of every vertex (Tarjan, without recursion).
// Callees have lower numbers than their callers.
std::vector<std::uint32_t> strongComponents(std::size_t vertices, std::span<const Arc> arcs);

} // namespace binnacle::topology
