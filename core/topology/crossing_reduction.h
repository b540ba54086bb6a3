#pragma once

#include "core/topology/layer_graph.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace binnacle::topology {

struct CrossingSettings
{
    // Real vertices of one group stay side by side in their layer; bends may pass between them.
    bool keepGroups = false;
    // How much work may be spent, in steps over one neighbour. Not a clock, so that the drawing
    // does not depend on the machine.
    std::size_t budget = 20'000'000;
    std::size_t orders = 1; // how many of the best to return
};

using LayerOrders = std::vector<std::vector<Vertex>>; // of all layers

// Orders the vertices within the layers of `graph` so that few arcs cross: sweeps of medians and
// barycenters with exchanges of neighbours (Gansner et al. 1993, §3), then moves of single vertices
// to their best place in the layer (sifting: Matuszewski, Schönfeld and Molitor 1999), from several
// starts. `graph` gets the best order; it and the next best, each with another number of crossings,
// are returned.
std::vector<LayerOrders> reduceCrossings(
    LayerGraph &graph, const CrossingSettings &settings, const std::stop_token &stop);

} // namespace binnacle::topology
