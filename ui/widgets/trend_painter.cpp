#include "ui/widgets/trend_painter.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_axis.h"
#include "ui/widgets/trend_columns.h"
#include "ui/widgets/trend_reduction.h"

#include <QFontMetrics>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace binnacle::ui {

namespace {

constexpr int kScaleWidth = 46; // for the values at the left
constexpr double kTopMargin = 8;
constexpr double kRightMargin = 10;
constexpr double kLineWidth = 1.5;
constexpr qsizetype kManyPoints = 4'000; // more are drawn by columns, one pixel wide

QColor colorOf(TrendSeries::Role role, const TrendPicture &picture)
{
    const Palette &colors = theme().palette();
    switch (role) {
    case TrendSeries::Role::Main:
        return picture.status == StatusKind::Neutral ? colors.accent : statusColor(picture.status);
    case TrendSeries::Role::Second:
        return colors.warning;
    case TrendSeries::Role::Third:
        return colors.critical;
    case TrendSeries::Role::Previous:
    case TrendSeries::Role::Guide:
        return colors.muted;
    case TrendSeries::Role::Forecast:
        return statusColor(picture.noteStatus);
    }
    return colors.accent;
}

bool isFaint(TrendSeries::Role role)
{
    return role == TrendSeries::Role::Previous || role == TrendSeries::Role::Guide
        || role == TrendSeries::Role::Forecast;
}

void paintGrid(QPainter &painter, const QRectF &box, const TrendPicture &picture)
{
    const Palette &colors = theme().palette();
    painter.setFont(smallFont());
    for (const double tick : picture.scale.ticks(box.height())) {
        const double y
            = std::round(box.bottom() - picture.scale.shareOf(tick) * box.height()) + 0.5;
        painter.setPen(colors.line);
        painter.drawLine(QPointF{box.left(), y}, QPointF{box.right(), y});
        painter.setPen(colors.muted);
        painter.drawText(QRectF{0, y - 8, kScaleWidth - 5.0, 16}, Qt::AlignRight | Qt::AlignVCenter,
            picture.valueText(tick));
    }
}

// Dots, where a gap is hatched; the word where there is room for it.
void paintReason(QPainter &painter, const QRectF &area, const TrendSpan &span)
{
    QColor color = statusColor(span.status);
    color.setAlphaF(0.10F);
    painter.fillRect(area, color);
    color.setAlphaF(0.55F);
    painter.fillRect(area, QBrush(color, Qt::Dense7Pattern));
    painter.setFont(smallFont());
    const QFontMetrics metrics = painter.fontMetrics();
    if (metrics.horizontalAdvance(span.reason) + 6 > area.width())
        return;
    painter.setPen(theme().palette().muted);
    painter.drawText(area.adjusted(3, 2, -3, 0), Qt::AlignHCenter | Qt::AlignTop, span.reason);
}

void paintSpans(QPainter &painter, const QRectF &box, const TrendPicture &picture)
{
    for (const TrendSpan &span : picture.spans) {
        const double left = std::max(xOfTime(span.range.from, picture.range, box), box.left());
        const double right = std::min(xOfTime(span.range.to, picture.range, box), box.right());
        if (right <= left)
            continue;
        const QRectF area{left, box.top(), std::max(right - left, 2.0), box.height()};
        QColor color = statusColor(span.status);
        if (!span.reason.isEmpty()) {
            paintReason(painter, area, span);
            continue;
        }
        color.setAlphaF(0.14F);
        painter.fillRect(area, color);
    }
}

// Steps for which the main line has no value and no span says why.
void paintGaps(QPainter &painter, const QRectF &box, const TrendPicture &picture)
{
    const auto main
        = std::ranges::find(picture.series, TrendSeries::Role::Main, &TrendSeries::role);
    if (main == picture.series.end())
        return;
    const auto edge = [&](std::size_t index) {
        const Timestamp at = main->start + main->step * static_cast<std::int64_t>(index);
        return std::clamp(xOfTime(at, picture.range, box), box.left(), box.right());
    };
    const auto isUntold = [&](std::size_t index) {
        return !main->values[index] && reasonAt(picture.spans, main->timeAt(index)).isEmpty();
    };
    std::size_t first = 0;
    while (first < main->values.size()) {
        if (!isUntold(first)) {
            ++first;
            continue;
        }
        std::size_t end = first;
        while (end < main->values.size() && isUntold(end))
            ++end;
        paintNoData(painter, {edge(first), box.top(), edge(end) - edge(first), box.height()});
        first = end;
    }
}

void fillBelow(QPainter &painter, const QRectF &box, const QPolygonF &line, QColor color)
{
    color.setAlphaF(0.16F);
    QPainterPath area;
    area.moveTo(line.front().x(), box.bottom());
    for (const QPointF &point : line)
        area.lineTo(point);
    area.lineTo(line.back().x(), box.bottom());
    painter.fillPath(area, color);
}

// Straight pieces: a thick polyline with its joints costs ten times as much.
void drawPieces(QPainter &painter, const QPolygonF &line)
{
    QList<QLineF> pieces;
    pieces.reserve(line.size());
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        pieces.append(QLineF(line[i], line[i + 1]));
    painter.drawLines(pieces);
}

struct ReducedSeries
{
    const TrendSeries *series;
    std::vector<QPolygonF> lines;
};

void paintSeries(QPainter &painter, const QRectF &box, const ReducedSeries &reduced,
    const QColor &color, TrendColumns *columns)
{
    QPen pen(color, kLineWidth);
    const bool isDashed = isFaint(reduced.series->role);
    if (isDashed) {
        pen.setWidthF(1);
        pen.setDashPattern({4, 3});
    }
    for (const QPolygonF &line : reduced.lines) {
        if (reduced.series->isFilled)
            fillBelow(painter, box, line, color);
        painter.setPen(pen);
        if (line.size() == 1)
            painter.drawLine(line.front() - QPointF{1, 0}, line.front() + QPointF{1, 0});
        else if (isDashed)
            painter.drawPolyline(line);
        else if (columns)
            columns->draw(line, color);
        else
            drawPieces(painter, line);
    }
}

void paintLines(QPainter &painter, const QRectF &box, const TrendPicture &picture)
{
    std::vector<ReducedSeries> all;
    all.reserve(picture.series.size());
    qsizetype points = 0;
    for (const TrendSeries &series : picture.series) {
        all.push_back({&series, reducedLines(series, picture.range, picture.scale, box)});
        for (const QPolygonF &line : all.back().lines)
            points += line.size();
    }
    const QRectF clip = box.adjusted(0, -1, 0, 1);
    std::optional<TrendColumns> columns;
    if (points > kManyPoints)
        columns.emplace(clip, painter.device()->devicePixelRatioF());
    painter.save();
    painter.setClipRect(clip);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ReducedSeries &reduced : all)
        paintSeries(painter, box, reduced, colorOf(reduced.series->role, picture),
            columns ? &*columns : nullptr);
    if (columns)
        columns->paint(painter);
    painter.restore();
}

void paintNote(QPainter &painter, const QRectF &box, const TrendPicture &picture)
{
    if (picture.note.isEmpty())
        return;
    painter.setFont(smallFont());
    painter.setPen(statusTextColor(picture.noteStatus));
    painter.drawText(box.adjusted(8, 0, -8, -6), Qt::AlignRight | Qt::AlignBottom, picture.note);
}

} // namespace

QRectF trendPlot(const QSizeF &size)
{
    return QRectF(QPointF(), size)
        .adjusted(kScaleWidth, kTopMargin, -kRightMargin, -kTimeAxisHeight);
}

void paintTrend(
    QPainter &painter, const QSizeF &size, const TrendPicture &picture, const TimeSelection &time)
{
    painter.fillRect(QRectF(QPointF(), size), theme().palette().panel);
    const QRectF box = trendPlot(size);
    if (box.width() < 4 || box.height() < 4)
        return;
    paintSpans(painter, box, picture);
    paintGaps(painter, box, picture);
    paintGrid(painter, box, picture);
    paintLines(painter, box, picture);
    paintNote(painter, box, picture);
    paintTimeAxis(
        painter, {box.left(), box.bottom(), box.width(), kTimeAxisHeight}, picture.range, time);
}

} // namespace binnacle::ui
