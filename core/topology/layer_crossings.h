#pragma once

#include "core/topology/layer_graph.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace binnacle::topology {

// Pairs of arcs between neighbouring layers that cross, in the present order. O(arcs · log).
std::size_t layerCrossings(const LayerGraph &graph);

// Crossings of two neighbouring vertices' arcs to one side when u stands before v, less those when
// it stands behind. Positions of the vertices at the other ends, ascending.
std::int64_t crossingSurplus(std::span<const std::uint32_t> u, std::span<const std::uint32_t> v);

// Quick for the few that most vertices have.
void sortPositions(std::span<std::uint32_t> positions);

} // namespace binnacle::topology
