#include "ui/mesh/mesh_marks.h"

#include "ui/mesh/mesh_painter.h"

#include <QPainter>

namespace binnacle::ui {

void paintMeshMarks(
    QPainter &painter, const MeshScene &scene, const MeshViewport &viewport, const MeshMarks &marks)
{
    const double scale = viewport.scale();
    painter.save();
    painter.translate(-viewport.visible().topLeft());
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto edge = scene.edgeOf(marks.selection);
    const auto under = scene.edgeOf(marks.hover);
    if (under && under != edge)
        paintMeshEdge(painter, scene.edges()[*under], {.isHovered = true}, scale);
    if (edge)
        paintMeshEdge(painter, scene.edges()[*edge], {.isSelected = true}, scale);
    const auto selected = scene.nodeOf(marks.selection);
    const QRectF seen = viewport.visibleGraph();
    const auto paintNode = [&](std::size_t at, MeshMark mark) {
        const MeshSceneNode &node = scene.nodes()[at];
        mark.isMarked = marks.marked.contains(node.id);
        if (node.box.intersects(seen))
            paintMeshNode(painter, node, mark, scale);
    };
    for (std::size_t i = 0; !marks.marked.empty() && i < scene.nodes().size(); ++i) {
        if (marks.marked.contains(scene.nodes()[i].id))
            paintNode(i, {});
    }
    for (const std::size_t node : marks.found)
        paintNode(node, {.isFound = true});
    if (const auto node = scene.nodeOf(marks.hover); node && node != selected)
        paintNode(*node, {.isHovered = true});
    if (selected)
        paintNode(*selected, {.isSelected = true});
    for (const auto &labelled : {edge, under}) {
        if (labelled)
            paintMeshEdgeLabel(painter, scene.edges()[*labelled], scale);
    }
    painter.restore();
}

} // namespace binnacle::ui
