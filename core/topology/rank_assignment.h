#pragma once

#include "core/topology/layer_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace binnacle::topology {

// A rank for every vertex, from 0, so that each arc leads to a higher rank and the sum of all
// lengths is least: the network simplex method of Gansner, Koutsofios, North and Vo, "A Technique
// for Drawing Directed Graphs" (1993), §2. Vertices that could stand on several ranks at no cost go
// to the one with the fewest. REQUIRES: connected, no cycles.
std::vector<std::uint32_t> assignRanks(std::size_t vertices, std::span<const Arc> arcs);

} // namespace binnacle::topology
