#pragma once

#include <QColor>
#include <QImage>
#include <QPoint>
#include <QPolygonF>
#include <QRectF>

class QPainter;

namespace binnacle::ui {

// Lines of one pixel with soft edges, each drawn as one run of pixels a column: for charts with so
// many points that a rasteriser of arbitrary shapes takes longer than a frame. Opaque colours only.
class TrendColumns
{
public:
    // Lines are cut at `box`; `ratio` is device pixels a pixel.
    TrendColumns(const QRectF &box, double ratio);
    Q_DISABLE_COPY_MOVE(TrendColumns)

    // REQUIRES: x goes back within a pixel column at most.
    void draw(const QPolygonF &line, const QColor &color);
    void paint(QPainter &painter) const;

private:
    void cover(int column, double top, double bottom, QRgb color);

    double m_ratio;
    QPoint m_origin; // device pixels
    QImage m_image;  // from there on
    QRgb *m_pixels;  // of the image
    qsizetype m_stride;
    int m_width;
    int m_height;
};

} // namespace binnacle::ui
