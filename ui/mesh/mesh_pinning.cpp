#include "ui/mesh/mesh_pinning.h"

#include "ui/mesh/mesh_curve.h"

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

namespace {

constexpr double kGap = 14;   // between a node that gives way and the others
constexpr int kPieces = 20;   // of a curve
constexpr int kTries = 2'000; // places looked at; then it stays where it is

// Whether a box lies on another than its own.
bool isTaken(const std::vector<MeshSceneNode> &nodes, std::size_t own, const QRectF &box)
{
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i != own && nodes[i].box.intersects(box))
            return true;
    }
    return false;
}

QRectF freePlace(const std::vector<MeshSceneNode> &nodes, std::size_t own)
{
    const QRectF box = nodes[own].box;
    const double step = (box.height() + kGap) / 2;
    for (int i = 1; i < kTries; ++i) {
        const int steps = (i + 1) / 2; // in turn to either side
        const double shift = step * (i % 2 == 1 ? steps : -steps);
        if (const QRectF tried = box.translated(0, shift); !isTaken(nodes, own, tried))
            return tried;
    }
    return box;
}

// The ends of a line where its nodes are now; what lies between the ranks stays.
void follow(MeshSceneEdge &edge, const MeshLayout::Route &route,
    const std::vector<MeshSceneNode> &nodes, const std::vector<QPointF> &shifts)
{
    std::vector<MeshPoint> points = route.points;
    const QPointF &source = shifts[edge.source];
    const QPointF &target = shifts[edge.target];
    points.front() = {points.front().x + source.x(), points.front().y + source.y()};
    points.back() = {points.back().x + target.x(), points.back().y + target.y()};
    // A node that passed the other end leaves points behind that would lead back and forth.
    if (nodes[edge.source].box.right() > nodes[edge.target].box.left())
        points.erase(points.begin() + 1, points.end() - 1);
    edge.line = smoothLine(points, kPieces);
    const double around = edge.width + 6;
    edge.bounds = edge.line.boundingRect().adjusted(-around, -around, around, around);
}

} // namespace

bool movePinned(std::vector<MeshSceneNode> &nodes, std::vector<MeshSceneEdge> &edges,
    const std::vector<MeshLayout::Route> &routes, const MeshPinned &pinned)
{
    std::vector<QPointF> shifts(nodes.size());
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto pin = pinned.find(nodes[i].id);
        if (pin == pinned.end())
            continue;
        nodes[i].isPinned = true;
        shifts[i] = QPointF(pin->second.x, pin->second.y) - nodes[i].box.topLeft();
        if (shifts[i].manhattanLength() < 0.5)
            continue;
        nodes[i].box.translate(shifts[i]);
        moved.push_back(i);
    }
    if (moved.empty())
        return false;
    for (const std::size_t pin : moved) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].isPinned || !nodes[i].box.intersects(nodes[pin].box))
                continue;
            const QRectF place = freePlace(nodes, i);
            shifts[i] += place.topLeft() - nodes[i].box.topLeft();
            nodes[i].box = place;
        }
    }
    for (MeshSceneEdge &edge : edges) {
        if (!shifts[edge.source].isNull() || !shifts[edge.target].isNull())
            follow(edge, routes[edge.route], nodes, shifts);
    }
    return true;
}

} // namespace binnacle::ui
