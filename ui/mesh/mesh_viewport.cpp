#include "ui/mesh/mesh_viewport.h"

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

constexpr double kFitMargin = 28;
constexpr double kLargestFit = 1.5;
constexpr double kAlwaysSeen = 80; // pixels of the graph that panning leaves in view
constexpr double kRevealMargin = 24;

QPointF rounded(const QPointF &point)
{
    return {std::round(point.x()), std::round(point.y())};
}

} // namespace

void MeshViewport::setBounds(const QRectF &graph)
{
    m_bounds = graph;
    if (m_isFitted)
        fit();
}

void MeshViewport::setSize(const QSizeF &size)
{
    const QPointF middle = toGraph(QPointF(m_size.width() / 2, m_size.height() / 2));
    m_size = size;
    if (m_isFitted)
        return fit();
    m_origin = middle * m_scale - QPointF(size.width() / 2, size.height() / 2);
    settle();
}

QRectF MeshViewport::visibleGraph() const
{
    return {m_origin / m_scale, m_size / m_scale};
}

bool MeshViewport::isWholeVisible() const
{
    return m_bounds.isEmpty() || visibleGraph().adjusted(-1, -1, 1, 1).contains(m_bounds);
}

QPointF MeshViewport::toGraph(const QPointF &widget) const
{
    return (m_origin + widget) / m_scale;
}

QPointF MeshViewport::toWidget(const QPointF &graph) const
{
    return graph * m_scale - m_origin;
}

QRectF MeshViewport::toWidget(const QRectF &graph) const
{
    return {toWidget(graph.topLeft()), graph.size() * m_scale};
}

void MeshViewport::fit()
{
    m_isFitted = true;
    if (m_bounds.isEmpty() || m_size.isEmpty())
        return;
    const double across = (m_size.width() - 2 * kFitMargin) / m_bounds.width();
    const double down = (m_size.height() - 2 * kFitMargin) / m_bounds.height();
    m_scale = std::clamp(std::min(across, down), kSmallest, kLargestFit);
    m_origin
        = rounded(m_bounds.center() * m_scale - QPointF(m_size.width() / 2, m_size.height() / 2));
}

void MeshViewport::zoomBy(double factor, const QPointF &anchor)
{
    zoomTo(m_scale * factor, anchor);
}

void MeshViewport::zoomTo(double scale, const QPointF &anchor)
{
    const QPointF fixed = toGraph(anchor);
    m_scale = std::clamp(scale, kSmallest, kLargest);
    m_origin = fixed * m_scale - anchor;
    m_isFitted = false;
    settle();
}

void MeshViewport::panBy(const QPointF &widgetPixels)
{
    m_origin -= widgetPixels;
    m_isFitted = false;
    settle();
}

void MeshViewport::centreOn(const QPointF &graph)
{
    m_origin = graph * m_scale - QPointF(m_size.width() / 2, m_size.height() / 2);
    m_isFitted = false;
    settle();
}

void MeshViewport::reveal(const QRectF &graph)
{
    if (m_isFitted)
        return; // everything is in view, or will be when there is a size
    const QRectF box
        = toWidget(graph).adjusted(-kRevealMargin, -kRevealMargin, kRevealMargin, kRevealMargin);
    QPointF shift;
    if (box.left() < 0)
        shift.setX(-box.left());
    else if (box.right() > m_size.width())
        shift.setX(m_size.width() - box.right());
    if (box.top() < 0)
        shift.setY(-box.top());
    else if (box.bottom() > m_size.height())
        shift.setY(m_size.height() - box.bottom());
    if (!shift.isNull())
        panBy(shift);
}

void MeshViewport::settle()
{
    if (!m_bounds.isEmpty() && !m_size.isEmpty()) {
        const QRectF all(m_bounds.topLeft() * m_scale, m_bounds.size() * m_scale);
        const double left = all.left() + kAlwaysSeen - m_size.width();
        const double top = all.top() + kAlwaysSeen - m_size.height();
        m_origin.setX(std::clamp(m_origin.x(), left, std::max(left, all.right() - kAlwaysSeen)));
        m_origin.setY(std::clamp(m_origin.y(), top, std::max(top, all.bottom() - kAlwaysSeen)));
    }
    m_origin = rounded(m_origin);
}

} // namespace binnacle::ui
