#pragma once

#include "core/topology/layer_ordering.h"

namespace binnacle::topology {

// Moves single vertices, and groups as a whole where they stay together, to where they cross least,
// layer by layer, until nothing is gained or the budget is gone (Matuszewski, Schönfeld and
// Molitor, "Using Sifting for k-Layer Straightline Crossing Minimization", 1999).
void siftLayers(LayerOrdering &ordering);

} // namespace binnacle::topology
