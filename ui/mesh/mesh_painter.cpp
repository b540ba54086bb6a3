#include "ui/mesh/mesh_painter.h"

#include "ui/mesh/mesh_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_axis.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kFullFrom = 0.92;
constexpr double kCompactFrom = 0.6;
constexpr double kNamesFrom = 0.34;
constexpr double kLabelsFrom = 1.6;
constexpr std::size_t kManyEdges = 800;
constexpr double kCorner = 4;
constexpr double kBar = 4; // the status bar on a node's left edge
constexpr double kPadding = 11;

QFont sized(QFont font, double pixels)
{
    font.setPixelSize(std::max(static_cast<int>(std::lround(pixels)), 1));
    return font;
}

// On whole device pixels, so that frames stay one pixel sharp.
QRectF snapped(const QPainter &painter, const QRectF &box)
{
    const QTransform &transform = painter.transform();
    const QRectF device = transform.mapRect(box);
    const QRectF whole(std::round(device.left()) + 0.5, std::round(device.top()) + 0.5,
        std::round(device.width()), std::round(device.height()));
    return transform.inverted().mapRect(whole);
}

QColor barColor(const MeshSceneNode &node)
{
    if (node.isNew && !isTrouble(node.status))
        return theme().palette().info;
    return statusColor(node.status);
}

bool isGone(const MeshSceneNode &node)
{
    return node.change == MeshChange::Removed;
}

QPen framePen(const MeshSceneNode &node, const MeshMark &mark, double scale)
{
    const Palette &colors = theme().palette();
    QPen pen(colors.line, 1 / scale);
    if (isTrouble(node.status))
        pen.setColor(statusColor(node.status));
    else if (node.isNew)
        pen.setColor(colors.info);
    else if (mark.isHovered || node.isIdle || isGone(node))
        pen.setColor(colors.muted);
    if (isTrouble(node.status) || node.isNew)
        pen.setWidthF(1.2 / scale);
    if (node.isNew || node.isIdle || isGone(node))
        pen.setDashPattern({4, 3});
    if (mark.isSelected || mark.isFound || mark.isMarked) {
        pen.setColor(colors.accent);
        pen.setWidthF(2 / scale);
    }
    return pen;
}

QColor nodeFill(const MeshMark &mark)
{
    const Palette &colors = theme().palette();
    if (mark.isSelected)
        return colors.selection;
    const bool isLight = colors.background.lightnessF() > 0.5F;
    return isLight != mark.isHovered ? colors.panel : colors.raised;
}

void paintGlyph(QPainter &painter, const QRectF &box, const MeshSceneNode &node)
{
    if (node.isNew && !isTrouble(node.status))
        paintNewGlyph(painter, box);
    else
        paintStatus(painter, box, node.status);
}

// A needle with a head, stuck into the corner.
void paintPin(QPainter &painter, const QPointF &at, double unit)
{
    const Palette &colors = theme().palette();
    const QPointF head = at + QPointF(-4, -3) * unit;
    painter.setPen(QPen(colors.text, 1.2 * unit));
    painter.drawLine(head, head + QPointF(-5, 6) * unit);
    painter.setBrush(colors.accent);
    painter.drawEllipse(head, 3 * unit, 3 * unit);
}

void paintTick(QPainter &painter, const QPointF &at, double unit)
{
    const Palette &colors = theme().palette();
    const QRectF badge(at - QPointF(6, 6) * unit, QSizeF(13, 13) * unit);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(badge, 2 * unit, 2 * unit);
    painter.setPen(QPen(colors.background, 1.8 * unit));
    painter.drawPolyline(QPolygonF{
        at + QPointF(-3, 0.5) * unit, at + QPointF(-0.5, 3) * unit, at + QPointF(4, -3) * unit});
}

// The status bar follows the rounded corners of the frame.
void paintFrame(QPainter &painter, const QRectF &box, const MeshSceneNode &node,
    const MeshMark &mark, double scale)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QPen pen = framePen(node, mark, scale);
    if (node.isFolded) { // a pile
        painter.setBrush(nodeFill({}));
        painter.setPen(QPen(theme().palette().line, 1 / scale));
        for (const double shift : {6.0, 3.0})
            painter.drawRoundedRect(box.translated(shift, -shift), kCorner, kCorner);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(nodeFill(mark));
    painter.drawRoundedRect(box, kCorner, kCorner);
    if (isGone(node)) // only the comparison remembers it
        paintNoData(painter, box.adjusted(1, 1, -1, -1));
    QPainterPath outline;
    outline.addRoundedRect(box, kCorner, kCorner);
    const double bar = meshDetailAt(scale) == MeshDetail::Boxes ? box.width() / 5 : kBar;
    QPainterPath edge;
    edge.addRect(QRectF(box.left(), box.top(), bar, box.height()));
    painter.fillPath(outline.intersected(edge), barColor(node));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawRoundedRect(box, kCorner, kCorner);
    const double unit = 1 / std::min(scale, 1.0);
    if (node.isPinned)
        paintPin(painter, box.topRight(), unit);
    if (mark.isMarked)
        paintTick(painter, box.topLeft(), unit);
}

// Numbers from left to right, each in the colour of its own judgement. Long ones shrink rather than
// lose their unit.
void paintNumbers(
    QPainter &painter, const QRectF &line, const MeshSceneNode &node, bool isStrong, double pixels)
{
    const QString text = QStringList{node.rate, node.errors, node.latency}.join(u' ').trimmed();
    QFont font = sized(monospaceFont(), pixels);
    const double wanted = QFontMetricsF(font).horizontalAdvance(text);
    if (wanted > line.width())
        font = sized(font, std::max(7.0, std::floor(pixels * line.width() / wanted)));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const Palette &colors = theme().palette();
    const QColor plain = isStrong ? colors.text : colors.muted;
    double x = line.left();
    const auto write = [&](const QString &part, StatusKind status) {
        if (part.isEmpty())
            return;
        const double width = metrics.horizontalAdvance(part);
        painter.setPen(isTrouble(status) ? statusTextColor(status) : plain);
        painter.drawText(QRectF(x, line.top(), width + 2, line.height()),
            Qt::AlignLeft | Qt::AlignVCenter, part);
        x += width + metrics.horizontalAdvance(u' ');
    };
    write(node.rate, StatusKind::Neutral);
    write(node.errors, node.errorStatus);
    write(node.latency, node.latencyStatus);
}

void paintChange(QPainter &painter, const QRectF &line, MeshChange change, bool isShapeOnly = false)
{
    if (change == MeshChange::Same)
        return;
    const StatusKind status = changeStatus(change);
    painter.setPen(
        status == StatusKind::Neutral ? theme().palette().info : statusTextColor(status));
    const QString text = isShapeOnly ? QString(changeGlyph(change))
                                     : changeGlyph(change) + u' ' + changeText(change);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
}

void paintFull(
    QPainter &painter, const QRectF &box, const MeshSceneNode &node, const MeshMark &mark)
{
    const Palette &colors = theme().palette();
    const QRectF inner = box.adjusted(kPadding, 0, -8, 0);
    painter.setFont(sized(boldTextFont(), 12));
    painter.setPen(colors.text);
    const QRectF name(inner.left(), box.top() + 5, inner.width() - 14, 16);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            node.title, Qt::ElideMiddle, static_cast<int>(name.width())));
    paintGlyph(painter, QRectF(box.right() - 17, box.top() + 8, 9, 9), node);
    const QRectF second(inner.left(), box.top() + 20, inner.width(), 13);
    painter.setFont(sized(textFont(), 10));
    painter.setPen(mark.isSelected ? colors.text : colors.muted);
    painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(node.subtitle, Qt::ElideRight,
            static_cast<int>(second.width() * (node.change == MeshChange::Same ? 1 : 0.5))));
    paintChange(painter, second, node.change);
    paintNumbers(painter, QRectF(inner.left(), box.bottom() - 17, inner.width() + 4, 13), node,
        mark.isSelected, 10);
}

// Letters keep their size on the screen, so the box has room for two lines only.
void paintCompact(QPainter &painter, const QRectF &box, const MeshSceneNode &node,
    const MeshMark &mark, double scale)
{
    const double unit = 1 / scale;
    const QRectF inner = box.adjusted(kBar + 4 * unit, 2 * unit, -4 * unit, -2 * unit);
    const double half = inner.height() / 2;
    painter.setFont(sized(boldTextFont(), 11 * unit));
    painter.setPen(theme().palette().text);
    QRectF name(inner.left(), inner.top(), inner.width() - 12 * unit, half);
    if (node.change != MeshChange::Same) {
        paintChange(painter, name, node.change, true);
        name.setRight(name.right() - 12 * unit);
        painter.setPen(theme().palette().text);
    }
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            node.title, Qt::ElideMiddle, static_cast<int>(name.width())));
    painter.save();
    painter.translate(inner.right() - 5 * unit, inner.top() + half / 2);
    painter.scale(unit, unit);
    paintGlyph(painter, QRectF(-4.5, -4.5, 9, 9), node);
    painter.restore();
    MeshSceneNode numbers = node;
    numbers.rate = node.perSecond;
    paintNumbers(painter, QRectF(inner.left(), inner.top() + half, inner.width(), half), numbers,
        mark.isSelected, 9 * unit);
}

void paintName(QPainter &painter, const QRectF &box, const MeshSceneNode &node)
{
    const QRectF inner = box.adjusted(kPadding, 0, -26, 0);
    painter.setFont(sized(boldTextFont(), 18));
    painter.setPen(theme().palette().text);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            node.title, Qt::ElideMiddle, static_cast<int>(inner.width())));
    painter.save();
    painter.translate(box.right() - 15, box.center().y());
    painter.scale(1.6, 1.6);
    paintGlyph(painter, QRectF(-5, -5, 10, 10), node);
    painter.restore();
}

// The shape as large as the box allows: status is never told by colour alone.
void paintShape(QPainter &painter, const QRectF &box, const MeshSceneNode &node)
{
    if (node.status == StatusKind::Ok && !node.isNew)
        return;
    painter.save();
    painter.translate(box.center().x() + box.width() / 10, box.center().y());
    const double size = box.height() * 0.75 / 10;
    painter.scale(size, size);
    paintGlyph(painter, QRectF(-5, -5, 10, 10), node);
    painter.restore();
}

void paintGroups(QPainter &painter, const MeshScene &scene, const QRectF &clip, double scale)
{
    const Palette &colors = theme().palette();
    QColor frame = colors.line;
    frame.setAlphaF(0.75F);
    const double pixels = std::clamp(10 / scale, 10.0, 40.0);
    painter.setFont(sized(textFont(), pixels));
    for (const MeshLayout::Group &group : scene.groups()) {
        const QRectF box(group.box.x, group.box.y, group.box.width, group.box.height);
        const bool isSeen = box.adjusted(0, -pixels - 4, 0, 0).intersects(clip); // with its name
        if (group.isFolded || box.isEmpty() || !isSeen)
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(frame, 1 / scale));
        painter.drawRoundedRect(snapped(painter, box), kCorner + 2, kCorner + 2);
        painter.setPen(colors.muted);
        painter.drawText(
            QRectF(box.left() + 4, box.top() - pixels - 4, box.width() - 8, pixels + 4),
            Qt::AlignLeft | Qt::AlignBottom, namespaceText(group.ns));
    }
}

} // namespace

MeshDetail meshDetailAt(double scale)
{
    if (scale >= kFullFrom)
        return MeshDetail::Full;
    if (scale >= kCompactFrom)
        return MeshDetail::Compact;
    return scale >= kNamesFrom ? MeshDetail::Names : MeshDetail::Boxes;
}

void paintNewGlyph(QPainter &painter, const QRectF &box)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double step = box.height() / 3;
    for (int i = 0; i < 3; ++i) {
        painter.fillRect(QRectF(box.left(), box.top() + i * step, box.width(), step * 0.55),
            theme().palette().info);
    }
    painter.restore();
}

void paintMeshNode(QPainter &painter, const MeshSceneNode &node, const MeshMark &mark, double scale)
{
    const QRectF box = snapped(painter, node.box);
    const MeshDetail detail = meshDetailAt(scale);
    if (detail == MeshDetail::Boxes && !mark.isSelected && !mark.isFound && !mark.isHovered
        && !mark.isMarked) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(
            box, isTrouble(node.status) ? statusColor(node.status) : theme().palette().line);
        painter.fillRect(
            box.adjusted(box.width() / 5, 1 / scale, -1 / scale, -1 / scale), nodeFill(mark));
        painter.fillRect(
            QRectF(box.left(), box.top(), box.width() / 5, box.height()), barColor(node));
        if (isGone(node))
            paintNoData(painter, box);
        paintShape(painter, box, node);
        return;
    }
    paintFrame(painter, box, node, mark, scale);
    if (detail == MeshDetail::Full)
        paintFull(painter, box, node, mark);
    else if (detail == MeshDetail::Compact)
        paintCompact(painter, box, node, mark, scale);
    else if (detail == MeshDetail::Names)
        paintName(painter, box, node);
    else
        paintShape(painter, box, node);
}

void paintMesh(QPainter &painter, const MeshScene &scene, const QRectF &clip, double scale)
{
    if (scene.showsGroups())
        paintGroups(painter, scene, clip, scale);
    const bool isCoarse
        = scene.edges().size() > kManyEdges && meshDetailAt(scale) == MeshDetail::Boxes;
    painter.setRenderHint(QPainter::Antialiasing, !isCoarse);
    // Failing edges last: they must not be crossed out by healthy ones.
    for (const bool isSecond : {false, true}) {
        for (const MeshSceneEdge &edge : scene.edges()) {
            if ((isTrouble(edge.status) || edge.isNew) == isSecond && edge.bounds.intersects(clip))
                paintMeshEdge(painter, edge, {}, scale);
        }
    }
    for (const MeshSceneNode &node : scene.nodes()) {
        if (node.box.adjusted(-8, -8, 8, 8).intersects(clip))
            paintMeshNode(painter, node, {}, scale);
    }
    if (scale < kLabelsFrom)
        return;
    for (const MeshSceneEdge &edge : scene.edges()) {
        if (edge.bounds.adjusted(-80, -12, 80, 12).intersects(clip))
            paintMeshEdgeLabel(painter, edge, scale);
    }
}

} // namespace binnacle::ui
