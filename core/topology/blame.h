#pragma once

#include "core/domain/mesh.h"

#include <string>
#include <vector>

namespace binnacle::topology {

// Own versus inherited errors: for each node, errors its callers see minus errors it saw from its
// own callees (bounded by both), so that the culprit of a chain is the last node that fails by
// itself. A node's errors are those of its own proxy or of its callers, whichever are more: what
// never reached it is seen only by them. Fills MeshNode::origin, ownErrors, inheritedErrors.
void assignBlame(MeshGraph &graph);

// Who is behind the errors of `victim`: follows the failing calls down to the nodes that fail by
// themselves, with the share of the victim's errors that goes through them. Largest first; shares
// add up to 1. What reaches a node a second time round a cycle stays with the last before it, and
// branches under half a percent are not followed further. Empty without errors.
struct Culprit
{
    ServiceRef service;
    double share = 0;          // of the victim's errors or time, 0..1
    std::vector<EdgeRef> path; // from the victim down, the way with most of it
};
std::vector<Culprit> culpritsOf(const MeshGraph &graph, const ServiceRef &victim);

// Likewise for slowness: the time the victim's requests took is split into what it spent itself and
// what it waited for its callees, and so on down. With `before`, a graph of a quieter window, only
// time beyond that of then counts, so a service that was always slow is not blamed for a rise.
std::vector<Culprit> slownessCulpritsOf(
    const MeshGraph &graph, const ServiceRef &victim, const MeshGraph *before = nullptr);

} // namespace binnacle::topology
