#pragma once

#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_viewport.h"

#include <QPixmap>

class QPainter;

namespace binnacle::ui {

// Everything in small: the minimap, and what stands in for tiles that are not painted yet.
class MeshOverview
{
public:
    void outdate() { m_isOld = true; }
    bool isOld() const { return m_isOld; }
    void build(const MeshScene &scene); // milliseconds for thousands of nodes

    // The visible part of the graph, blurred, over the whole of `box`.
    void paintBehind(QPainter &painter, const QRectF &box, const QRectF &visibleGraph) const;

    // Where the minimap is; empty when everything is in view or there is no room.
    QRectF boxIn(const QSizeF &canvas, const MeshViewport &viewport) const;
    void paintMinimap(QPainter &painter, const QRectF &box, const MeshViewport &viewport) const;
    QPointF graphAt(const QPointF &point, const QRectF &box) const;

private:
    QPixmap m_pixmap;
    QRectF m_bounds; // graph coordinates
    double m_scale = 1;
    bool m_isOld = true;
};

} // namespace binnacle::ui
