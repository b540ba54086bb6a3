#pragma once

#include "core/demo/blueprint.h"
#include "core/demo/world.h"

namespace binnacle::demo {

// Fills an empty world with the objects of the blueprint, everything running as it would after
// weeks of work. Writes no events.
void buildCluster(World &world, const ClusterBlueprint &blueprint);

} // namespace binnacle::demo
