#include "ui/mesh/mesh_lasso.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

namespace binnacle::ui {

namespace {

constexpr qsizetype kFewestPoints = 3; // that have something within

} // namespace

void MeshLasso::paint(QPainter &painter) const
{
    if (m_line.size() < kFewestPoints)
        return;
    QColor fill = theme().palette().accent;
    fill.setAlphaF(0.12F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().palette().accent, 1, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawPolygon(m_line);
    painter.restore();
}

std::vector<std::size_t> MeshLasso::take(const MeshScene &scene, const MeshViewport &viewport)
{
    const QPolygonF line = std::exchange(m_line, {});
    std::vector<std::size_t> caught;
    for (std::size_t i = 0; !line.isEmpty() && i < scene.nodes().size(); ++i) {
        const QRectF box = viewport.toWidget(scene.nodes()[i].box);
        const bool isCaught = line.size() < kFewestPoints
            ? box.contains(line.front())
            : line.boundingRect().intersects(box) && line.intersects(QPolygonF(box));
        if (isCaught)
            caught.push_back(i);
    }
    return caught;
}

} // namespace binnacle::ui
