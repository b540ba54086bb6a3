#pragma once

#include "core/topology/namespace_folding.h"

#include <optional>

namespace binnacle::topology {

// The drawing of `graph` with everything where it was in `previous` or when it was there last. New
// places go to the free spot of their rank that is nearest to their neighbours; what is gone leaves
// a hole (`gone`) that a new place takes only when it would have to go far otherwise; edges that
// were there keep their way. Nothing when less than half of the graph was ever there, or when boxes
// have another size: then it is better drawn anew.
std::optional<MeshLayout> placeIncrementally(
    const FoldedGraph &graph, const LayoutSettings &settings, const MeshLayout &previous);

} // namespace binnacle::topology
