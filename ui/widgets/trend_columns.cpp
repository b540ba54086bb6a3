#include "ui/widgets/trend_columns.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

constexpr unsigned kOpaque = 255;

// `above` over `below`, two channels at a time, rounded.
QRgb mixed(QRgb above, QRgb below, unsigned alpha)
{
    constexpr unsigned kPair = 0x00ff00ff;
    const auto part = [alpha](unsigned a, unsigned b) {
        const unsigned sum = a * alpha + b * (kOpaque - alpha);
        return ((sum + ((sum >> 8U) & kPair) + 0x00800080) >> 8U) & kPair;
    };
    return part(above & kPair, below & kPair)
        | (part((above >> 8U) & kPair, (below >> 8U) & kPair) << 8U);
}

unsigned alphaOf(double covered) // 0..1
{
    return static_cast<unsigned>(std::lround(covered * kOpaque));
}

QRect devicePixels(const QRectF &box, double ratio)
{
    return QRectF(box.topLeft() * ratio, box.size() * ratio).toAlignedRect();
}

} // namespace

TrendColumns::TrendColumns(const QRectF &box, double ratio)
    : m_ratio(ratio)
    , m_origin(devicePixels(box, ratio).topLeft())
    , m_image(devicePixels(box, ratio).size(), QImage::Format_ARGB32_Premultiplied)
    , m_pixels(reinterpret_cast<QRgb *>(m_image.bits()))
    , m_stride(m_image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)))
    , m_width(m_image.width())
    , m_height(m_image.height())
{
    m_image.fill(Qt::transparent);
}

void TrendColumns::draw(const QPolygonF &line, const QColor &color)
{
    if (line.isEmpty() || m_image.isNull())
        return;
    const QRgb rgb = color.rgb();
    const auto inImage = [this](const QPointF &point) { return point * m_ratio - m_origin; };
    // All that lies left of the image is one column, and so is all to its right.
    const auto columnOf = [width = static_cast<double>(m_width)](double x) {
        return static_cast<int>(std::clamp(x, -1.0, width) + 1) - 1; // rounds down
    };
    QPointF last = inImage(line.front());
    int column = columnOf(last.x());
    double top = last.y();
    double bottom = top;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF next = inImage(line[i]);
        const int end = columnOf(next.x());
        if (end > column) {
            const double slope = (next.y() - last.y()) / (next.x() - last.x());
            for (; column < end; ++column) {
                const double crossed = last.y() + slope * (column + 1 - last.x());
                cover(column, std::min(top, crossed), std::max(bottom, crossed), rgb);
                top = bottom = crossed;
            }
        }
        top = std::min(top, next.y());
        bottom = std::max(bottom, next.y());
        last = next;
    }
    cover(column, top, bottom, rgb);
}

// As much of the pixels at both ends as half a line's width beyond them covers.
void TrendColumns::cover(int column, double top, double bottom, QRgb color)
{
    const double from = std::max(top - m_ratio / 2, 0.0);
    const double to = std::min(bottom + m_ratio / 2, static_cast<double>(m_height));
    if (column < 0 || column >= m_width || to <= from)
        return;
    const int first = static_cast<int>(from);
    const int last = std::min(static_cast<int>(to), m_height - 1);
    QRgb *pixel = m_pixels + first * m_stride + column;
    if (first == last) {
        *pixel = mixed(color, *pixel, alphaOf(to - from));
        return;
    }
    *pixel = mixed(color, *pixel, alphaOf(first + 1 - from));
    QRgb *const end = m_pixels + last * m_stride + column;
    for (pixel += m_stride; pixel < end; pixel += m_stride)
        *pixel = color;
    *end = mixed(color, *end, alphaOf(to - last));
}

void TrendColumns::paint(QPainter &painter) const
{
    painter.drawImage(QRectF(QPointF(m_origin) / m_ratio, QSizeF(m_image.size()) / m_ratio),
        m_image, QRectF(m_image.rect()));
}

} // namespace binnacle::ui
