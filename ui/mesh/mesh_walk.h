#pragma once

#include "ui/mesh/mesh_filter.h"
#include "ui/mesh/mesh_scene.h"

#include <vector>

namespace binnacle::ui {

// Going through the mesh with the keyboard.

enum class MeshStep { Callee, Caller, Up, Down };

// The step of an arrow key; unset for other keys.
std::optional<MeshStep> meshStepOf(int key);

// From an edge to its ends, from a node along its edges or within its rank. Nothing selected: the
// worst node. Nothing there: the selection stays.
MeshSelection walkMesh(const MeshScene &scene, const MeshSelection &from, MeshStep step);

// The next troubled node, the worst first, then around; none: no trouble.
MeshSelection nextTrouble(const MeshScene &scene, const MeshSelection &from);

// Indexes of the nodes that match, or stand for a service that does; first those whose title begins
// with the text.
std::vector<std::size_t> findNodes(
    const MeshScene &scene, const MeshMatches &matches, const QString &text);

} // namespace binnacle::ui
