#pragma once

#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_viewport.h"

#include <QPolygonF>

#include <vector>

class QPainter;

namespace binnacle::ui {

// A line drawn around nodes. Points are of the widget.
class MeshLasso
{
public:
    void begin(const QPointF &point) { m_line = {point}; }
    void add(const QPointF &point) { m_line << point; }
    void paint(QPainter &painter) const;
    // Indexes of the nodes it touches; it is gone afterwards. A mere click: the node below it.
    std::vector<std::size_t> take(const MeshScene &scene, const MeshViewport &viewport);

private:
    QPolygonF m_line;
};

} // namespace binnacle::ui
