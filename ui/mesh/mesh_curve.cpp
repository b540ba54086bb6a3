#include "ui/mesh/mesh_curve.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

// Tangents are horizontal at both ends; in between they follow the neighbours, so that the points
// of a long edge lie on one stroke and not on stairs.
QPointF tangentAt(const std::vector<MeshPoint> &points, std::size_t at)
{
    const auto point = [&](std::size_t i) { return QPointF(points[i].x, points[i].y); };
    if (at == 0)
        return {points[1].x - points[0].x, 0};
    if (at + 1 == points.size())
        return {points[at].x - points[at - 1].x, 0};
    return (point(at + 1) - point(at - 1)) / 2;
}

QPointF hermite(const QPointF &a, const QPointF &ta, const QPointF &b, const QPointF &tb, double t)
{
    const double t2 = t * t;
    const double t3 = t2 * t;
    return a * (2 * t3 - 3 * t2 + 1) + ta * (t3 - 2 * t2 + t) + b * (-2 * t3 + 3 * t2)
        + tb * (t3 - t2);
}

double distanceToPiece(const QPointF &a, const QPointF &b, const QPointF &point)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double t
        = length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0.0;
    return QLineF(point, a + along * t).length();
}

} // namespace

QPolygonF smoothLine(const std::vector<MeshPoint> &points, int pieces)
{
    QPolygonF line;
    if (points.size() < 2)
        return line;
    line.append({points.front().x, points.front().y});
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF a(points[i].x, points[i].y);
        const QPointF b(points[i + 1].x, points[i + 1].y);
        // A straight piece needs one line. The factor gives the S the swing of a Bézier curve whose
        // handles reach to the middle.
        const bool isStraight = points.size() == 2 && std::abs(a.y() - b.y()) < 0.5;
        const double swing = points.size() == 2 ? 1.5 : 1.0;
        const QPointF ta = tangentAt(points, i) * swing;
        const QPointF tb = tangentAt(points, i + 1) * swing;
        for (int piece = 1; piece < pieces && !isStraight; ++piece)
            line.append(hermite(a, ta, b, tb, static_cast<double>(piece) / pieces));
        line.append(b);
    }
    return line;
}

double distanceToLine(const QPolygonF &line, const QPointF &point)
{
    double nearest = 1e9;
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        nearest = std::min(nearest, distanceToPiece(line[i], line[i + 1], point));
    return nearest;
}

QPointF middleOf(const QPolygonF &line)
{
    double whole = 0;
    for (qsizetype i = 0; i + 1 < line.size(); ++i)
        whole += QLineF(line[i], line[i + 1]).length();
    double left = whole / 2;
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QLineF piece(line[i], line[i + 1]);
        if (piece.length() >= left && piece.length() > 0)
            return piece.pointAt(left / piece.length());
        left -= piece.length();
    }
    return line.isEmpty() ? QPointF() : line.front();
}

} // namespace binnacle::ui
