#pragma once

#include "core/domain/mesh.h"

namespace binnacle::topology {

struct DiffRules
{
    double significance = 0.01;  // a difference counts when chance explains it less often than this
    double leastErrorRate = 0.5; // percentage points
    double leastLatency = 0.2;   // share of the p95 before
};

// Added, removed and changed between two windows. Rates are compared per second, so the windows may
// differ in length. What is idle in a window counts as absent from it. The error rates are compared
// with a two-proportion test, the latencies with a two-sample test on the merged buckets (see
// significance.h); a change is called degraded or improved only when it is both significant and
// large enough to matter. Where both tests are made, each gets half of the significance. What is
// worse in one way and better in the other is degraded.
MeshDiff diffGraphs(const MeshGraph &before, const MeshGraph &now, const DiffRules &rules = {});

} // namespace binnacle::topology
