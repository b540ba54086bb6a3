#include "ui/mesh/mesh_curve.h"
#include "ui/mesh/mesh_painter.h"
#include "ui/mesh/mesh_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

constexpr double kArrow = 7;

QColor mix(const QColor &a, const QColor &b, float share)
{
    return QColor::fromRgbF(a.redF() * share + b.redF() * (1 - share),
        a.greenF() * share + b.greenF() * (1 - share), a.blueF() * share + b.blueF() * (1 - share));
}

// Straight pieces: with a thick pen they cost a tenth of a polyline.
void drawPieces(QPainter &painter, const QPolygonF &line)
{
    QList<QLineF> pieces;
    pieces.reserve(line.size());
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        pieces.append(QLineF(line[i], line[i + 1]));
    painter.drawLines(pieces);
}

void paintArrow(QPainter &painter, const MeshSceneEdge &edge, const QColor &color)
{
    const QPointF tip = edge.line.back();
    const double side = edge.line[edge.line.size() - 2].x() <= tip.x() ? 1 : -1;
    const double half = 2.6 + edge.width * 0.45;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{tip, QPointF(tip.x() - side * kArrow, tip.y() - half),
        QPointF(tip.x() - side * kArrow, tip.y() + half)});
}

QColor edgeColor(const MeshSceneEdge &edge, const MeshMark &mark)
{
    const Palette &colors = theme().palette();
    if (mark.isSelected)
        return colors.accent;
    if (isTrouble(edge.status))
        return statusColor(edge.status);
    if (edge.isNew)
        return colors.info;
    return mark.isHovered ? colors.text : meshEdgeColor(edge.status);
}

} // namespace

QColor meshEdgeColor(StatusKind status)
{
    const Palette &colors = theme().palette();
    return isTrouble(status) ? statusColor(status) : mix(colors.muted, colors.background, 0.52F);
}

void paintMeshEdge(QPainter &painter, const MeshSceneEdge &edge, const MeshMark &mark, double scale)
{
    if (edge.line.size() < 2)
        return;
    const QColor color = edgeColor(edge, mark);
    const double least = 1.1 / scale;
    QPen pen(color, std::max(edge.width * (mark.isSelected ? 1.35 : 1), least), Qt::SolidLine,
        Qt::FlatCap);
    QPolygonF line = edge.line;
    // Ends inside the arrow, not at its tip.
    const double side = line[line.size() - 2].x() <= line.back().x() ? 1 : -1;
    line.back().rx() -= side * std::min(kArrow - 1, std::abs(line.back().x() - line.front().x()));
    painter.setBrush(Qt::NoBrush);
    const bool isGone = edge.change == MeshChange::Removed;
    if (edge.isNew || edge.isIdle || isGone) {
        const double dash = (isGone ? 2 : 5) / std::max(pen.widthF(), 0.1);
        pen.setDashPattern({dash, dash * (isGone ? 2 : 0.8)});
        painter.setPen(pen);
        painter.drawPolyline(line);
    } else {
        pen.setCapStyle(pen.widthF() * scale > 1.5 ? Qt::RoundCap : Qt::FlatCap);
        painter.setPen(pen);
        drawPieces(painter, line);
    }
    if (meshDetailAt(scale) != MeshDetail::Boxes || mark.isSelected || mark.isHovered)
        paintArrow(painter, edge, color);
}

void paintMeshEdgeLabel(QPainter &painter, const MeshSceneEdge &edge, double scale)
{
    const Palette &colors = theme().palette();
    painter.save();
    painter.translate(middleOf(edge.line));
    painter.scale(1 / scale, 1 / scale); // as large at every zoom
    QFont font = monospaceFont();
    font.setPixelSize(11);
    painter.setFont(font);
    const double width = painter.fontMetrics().horizontalAdvance(edge.label) + 12;
    const QRectF box(-width / 2, -9, width, 18);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colors.panel);
    painter.setPen(isTrouble(edge.status) ? statusColor(edge.status) : colors.line);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(isTrouble(edge.status) ? statusTextColor(edge.status) : colors.text);
    painter.drawText(box, Qt::AlignCenter, edge.label);
    painter.restore();
}

} // namespace binnacle::ui
