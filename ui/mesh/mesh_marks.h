#pragma once

#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_viewport.h"

#include <set>
#include <string>
#include <vector>

class QPainter;

namespace binnacle::ui {

// What is marked on top of the picture of the graph.
struct MeshMarks
{
    MeshSelection selection;
    MeshSelection hover;
    std::vector<std::size_t> found; // by the search; the best one is first
    std::set<std::string> marked;   // ids of places, by hand
};

// In widget coordinates: the painter is not scaled.
void paintMeshMarks(QPainter &painter, const MeshScene &scene, const MeshViewport &viewport,
    const MeshMarks &marks);

} // namespace binnacle::ui
