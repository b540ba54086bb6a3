#include "ui/mesh/mesh_overview.h"

#include "ui/mesh/mesh_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr QSizeF kMinimap{168, 112};
constexpr QSize kLargest{1024, 768};
constexpr double kMargin = 12;
constexpr double kFrame = 4;
constexpr QSizeF kLeastCanvas{500, 320};

} // namespace

void MeshOverview::build(const MeshScene &scene)
{
    m_isOld = false;
    m_bounds = scene.bounds();
    m_pixmap = {};
    if (m_bounds.isEmpty())
        return;
    m_scale = std::min(
        {1.0, kLargest.width() / m_bounds.width(), kLargest.height() / m_bounds.height()});
    m_pixmap = QPixmap((m_bounds.size() * m_scale).toSize().expandedTo({1, 1}));
    m_pixmap.fill(theme().palette().background);
    QPainter painter(&m_pixmap);
    painter.scale(m_scale, m_scale);
    painter.translate(-m_bounds.topLeft());
    paintMesh(painter, scene, m_bounds, m_scale);
}

void MeshOverview::paintBehind(
    QPainter &painter, const QRectF &box, const QRectF &visibleGraph) const
{
    if (m_pixmap.isNull())
        return;
    const QRectF from(
        (visibleGraph.topLeft() - m_bounds.topLeft()) * m_scale, visibleGraph.size() * m_scale);
    painter.drawPixmap(box, m_pixmap, from);
}

QRectF MeshOverview::boxIn(const QSizeF &canvas, const MeshViewport &viewport) const
{
    const bool hasRoom
        = canvas.width() >= kLeastCanvas.width() && canvas.height() >= kLeastCanvas.height();
    if (viewport.isWholeVisible() || !hasRoom)
        return {};
    const QSizeF size = viewport.bounds().size().scaled(kMinimap, Qt::KeepAspectRatio);
    return {canvas.width() - size.width() - kMargin, canvas.height() - size.height() - kMargin,
        size.width(), size.height()};
}

void MeshOverview::paintMinimap(
    QPainter &painter, const QRectF &box, const MeshViewport &viewport) const
{
    const Palette &colors = theme().palette();
    const QRectF frame = box.adjusted(-kFrame, -kFrame, kFrame, kFrame);
    painter.fillRect(frame, colors.background);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(box, m_pixmap, QRectF(m_pixmap.rect()));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(colors.line);
    painter.drawRect(frame);
    const double shrink = box.width() / m_bounds.width();
    const QRectF seen = viewport.visibleGraph();
    const QRectF part(
        box.topLeft() + (seen.topLeft() - m_bounds.topLeft()) * shrink, seen.size() * shrink);
    painter.setPen(QPen(colors.accent, 1.5));
    painter.drawRect(part.intersected(frame.adjusted(1, 1, -1, -1)));
}

QPointF MeshOverview::graphAt(const QPointF &point, const QRectF &box) const
{
    const double grow = m_bounds.width() / std::max(box.width(), 1.0);
    return m_bounds.topLeft() + (point - box.topLeft()) * grow;
}

} // namespace binnacle::ui
