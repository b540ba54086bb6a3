#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace binnacle::ui {

// Which part of the graph is seen and how large. Points of the widget and sizes are logical
// pixels; "zoomed" coordinates are graph coordinates times the scale.
class MeshViewport
{
public:
    static constexpr double kSmallest = 0.04;
    static constexpr double kLargest = 4;

    // The part of the graph that has something in it.
    void setBounds(const QRectF &graph);
    void setSize(const QSizeF &size);

    const QRectF &bounds() const { return m_bounds; }
    double scale() const { return m_scale; }
    QRectF visible() const { return {m_origin, m_size}; } // zoomed coordinates, whole pixels
    QRectF visibleGraph() const;
    bool isWholeVisible() const;                 // nothing lies outside
    bool isFitted() const { return m_isFitted; } // and stays so until it is moved or zoomed

    QPointF toGraph(const QPointF &widget) const;
    QPointF toWidget(const QPointF &graph) const;
    QRectF toWidget(const QRectF &graph) const;

    void fit();
    void zoomBy(double factor, const QPointF &anchor); // the anchor stays where it is
    void zoomTo(double scale, const QPointF &anchor);
    void panBy(const QPointF &widgetPixels);
    void centreOn(const QPointF &graph);
    void reveal(const QRectF &graph); // moves as little as needed

private:
    void settle(); // whole pixels, and never away from the graph

    QRectF m_bounds;
    QSizeF m_size;
    double m_scale = 1;
    QPointF m_origin; // of the widget, zoomed coordinates
    bool m_isFitted = true;
};

} // namespace binnacle::ui
