#pragma once

#include "core/topology/layer_graph.h"

#include <vector>

namespace binnacle::topology {

struct Spacing
{
    double nodeExtent = 50; // along the layer
    double nodeGap = 28;    // between two places
    double bendGap = 12;    // between a bend and what is beside it
};

// Where the middle of every vertex stands along its layer, the least 0 or above; long arcs run
// straight. Brandes and Köpf, "Fast and Simple Horizontal Coordinate Assignment" (2001): the
// average of the two middle ones of four drawings, each compacted over its graph of blocks, which
// keeps distances also in the cases that the erratum of Brandes, Walter and Zink (2020) describes.
std::vector<double> assignCoordinates(const LayerGraph &graph, const Spacing &spacing);

} // namespace binnacle::topology
