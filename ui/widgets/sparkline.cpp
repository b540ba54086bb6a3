#include "ui/widgets/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::ui {

std::vector<ColumnExtent> extentsPerColumn(std::span<const double> values, int columns)
{
    std::vector<ColumnExtent> result;
    if (values.empty() || columns <= 0)
        return result;
    const std::size_t count = std::min(values.size(), static_cast<std::size_t>(columns));
    result.reserve(count);
    for (std::size_t column = 0; column < count; ++column) {
        const std::size_t from = column * values.size() / count;
        const std::size_t to = (column + 1) * values.size() / count;
        ColumnExtent extent{
            std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
        for (const double value : values.subspan(from, to - from)) {
            extent.lowest = std::fmin(extent.lowest, value); // fmin and fmax pass over NaN
            extent.highest = std::fmax(extent.highest, value);
        }
        result.push_back(extent);
    }
    return result;
}

namespace {

struct Scale
{
    QRectF box;
    double step;
    double maximum;

    double x(std::size_t column) const { return box.left() + step * static_cast<double>(column); }
    double y(double value) const
    {
        return box.bottom() - std::clamp(value / maximum, 0.0, 1.0) * box.height();
    }
};

// One unbroken stretch of columns: [from, to).
void paintStretch(QPainter &painter, const Scale &scale, std::span<const ColumnExtent> extents,
    std::size_t from, std::size_t to)
{
    QPainterPath line;
    for (std::size_t column = from; column < to; ++column) {
        const ColumnExtent &extent = extents[column];
        const QPointF high{scale.x(column), scale.y(extent.highest)};
        if (column == from)
            line.moveTo(high);
        else
            line.lineTo(high);
        if (extent.lowest < extent.highest)
            line.lineTo(scale.x(column), scale.y(extent.lowest));
    }
    QPainterPath area = line;
    area.lineTo(scale.x(to - 1), scale.box.bottom());
    area.lineTo(scale.x(from), scale.box.bottom());
    area.closeSubpath();
    QColor fill = painter.pen().color();
    fill.setAlphaF(0.16F);
    painter.fillPath(area, fill);
    painter.drawPath(line);
}

} // namespace

void paintSparkline(QPainter &painter, const QRectF &box, std::span<const double> values,
    const QColor &color, double maximum)
{
    const auto extents = extentsPerColumn(values, static_cast<int>(box.width()));
    if (extents.empty())
        return;
    for (const ColumnExtent &extent : extents)
        maximum = std::fmax(maximum, extent.highest);
    const Scale scale{.box = box.adjusted(0, 1.5, 0, -1),
        .step = extents.size() > 1 ? box.width() / static_cast<double>(extents.size() - 1) : 0,
        .maximum = maximum > 0 ? maximum : 1};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.3));
    std::size_t from = 0;
    for (std::size_t column = 0; column <= extents.size(); ++column) {
        if (column < extents.size() && !std::isnan(extents[column].highest))
            continue;
        if (column > from)
            paintStretch(painter, scale, extents, from, column);
        from = column + 1;
    }
    painter.restore();
}

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setMinimumSize(40, 14);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    const double largest = m_values.empty() ? 0 : *std::ranges::max_element(m_values);
    setAccessibleDescription(m_values.empty()
            ? tr("no values")
            : tr("now %1, highest %2").arg(m_values.back()).arg(largest));
    update();
}

void Sparkline::setStatus(StatusKind status)
{
    m_status = status;
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color
        = m_status == StatusKind::Neutral ? theme().palette().accent : statusColor(m_status);
    paintSparkline(painter, rect(), m_values, color);
}

} // namespace binnacle::ui
