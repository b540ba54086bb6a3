#pragma once

#include "ui/mesh/mesh_scene.h"

class QPainter;

namespace binnacle::ui {

// How much of a node is readable at a scale.
enum class MeshDetail {
    Boxes, // shapes and colours
    Names,
    Compact, // name and numbers; letters stay readable while the box shrinks
    Full,
};
MeshDetail meshDetailAt(double scale);

// What is marked on top of the cached picture.
struct MeshMark
{
    bool isSelected = false;
    bool isHovered = false;
    bool isFound = false;  // by the search
    bool isMarked = false; // by hand, for the next action
};

// Painters of the mesh in graph coordinates: the caller has scaled the painter. Asks the theme on
// every call. GUI thread.

// What lies within `clip`. Edges without antialiasing and curves of few pieces when there are very
// many: see performance.md on thick curves.
void paintMesh(QPainter &painter, const MeshScene &scene, const QRectF &clip, double scale);
void paintMeshNode(
    QPainter &painter, const MeshSceneNode &node, const MeshMark &mark, double scale);
void paintMeshEdge(
    QPainter &painter, const MeshSceneEdge &edge, const MeshMark &mark, double scale);
// "8.1 % of 94 rps" in the middle of the edge.
void paintMeshEdgeLabel(QPainter &painter, const MeshSceneEdge &edge, double scale);

// For the legend: a node's shapes in small.
void paintNewGlyph(QPainter &painter, const QRectF &box);
QColor meshEdgeColor(StatusKind status);

} // namespace binnacle::ui
