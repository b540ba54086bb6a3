#pragma once

#include "ui/mesh/mesh_scene.h"

namespace binnacle::ui {

// Moves pinned nodes to the places they keep; a node that would lie there goes to the nearest free
// place above or below. Ends of edges follow. False: everything was where it belongs.
bool movePinned(std::vector<MeshSceneNode> &nodes, std::vector<MeshSceneEdge> &edges,
    const std::vector<MeshLayout::Route> &routes, const MeshPinned &pinned);

} // namespace binnacle::ui
