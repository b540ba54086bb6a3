#pragma once

#include "core/domain/mesh.h"

#include <cstddef>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

namespace binnacle::topology {

struct LayoutSettings
{
    double nodeWidth = 136;
    double nodeHeight = 50;
    double rankGap = 96; // between columns
    double nodeGap = 28; // between nodes of a column
    bool groupByNamespace = true;
    // Namespaces shown as one node. Above `foldAbove` nodes all are folded but those in `unfolded`.
    std::set<std::string> folded;
    std::set<std::string> unfolded;
    std::size_t foldAbove = 1'000;
};

// A layered drawing from left to right, callers before callees: cycles broken, ranks, crossings
// reduced, long edges straight, coordinates. Cycles are allowed; the same graph gives the same
// drawing whatever the order of its edges.
//
// With `previous` the drawing is stable: nodes that were there keep their place to the pixel, new
// ones find a free place in their rank beside their neighbours. Only structure matters: changed
// numbers move nothing. What goes keeps its place for when it comes back (`gone`), unless a new one
// needed it meanwhile or more went than the drawing remembers: twice as many as it shows, at least
// a hundred. When less than half of the graph was ever there, or boxes have another size, it is
// drawn anew.
//
// A namespace's frame is empty (width 0) where it would also surround others. Calls within a folded
// namespace have no route. Lines within a column and of a service to itself go round the target;
// they are `isBack` too. `hiddenNodes` is for whoever narrowed the graph before; here it is 0.
//
// Keeping namespaces together costs crossings: about half more than without in large graphs.
//
// Any thread. Ends early with an empty layout when `stop` is requested.
MeshLayout layoutGraph(const MeshGraph &graph, const LayoutSettings &settings,
    const MeshLayout *previous = nullptr, std::stop_token stop = {});

// Pairs of edges that cross, counted on straight lines between box centres; for tests and benches.
std::size_t countCrossings(const MeshLayout &layout);

} // namespace binnacle::topology
