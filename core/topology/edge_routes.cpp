#include "core/topology/edge_routes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace binnacle::topology {

namespace {

double middle(const MeshBox &box)
{
    return box.y + box.height / 2;
}

bool isStraight(const MeshPoint &a, const MeshPoint &b, const MeshPoint &c)
{
    return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) < 1e-6;
}

void addPoint(std::vector<MeshPoint> &points, MeshPoint point)
{
    if (points.size() >= 2 && isStraight(points[points.size() - 2], points.back(), point))
        points.back() = point;
    else
        points.push_back(point);
}

// Out on the right, round above or below the target, in on the left.
std::vector<MeshPoint> roundTheTarget(
    const MeshBox &source, const MeshBox &target, const LayoutSettings &settings)
{
    const double aside = settings.nodeGap / 2;
    const bool fromBelow = middle(source) > middle(target);
    const double between = fromBelow ? target.y + target.height + settings.nodeGap / 2
                                     : target.y - settings.nodeGap / 2;
    return {{source.x + source.width, middle(source)},
        {source.x + source.width + aside, middle(source)},
        {source.x + source.width + aside, between}, {target.x - aside, between},
        {target.x - aside, middle(target)}, {target.x, middle(target)}};
}

void include(MeshBox &box, const MeshBox &other)
{
    if (box.width == 0) {
        box = other;
        return;
    }
    const double right = std::max(box.x + box.width, other.x + other.width);
    const double bottom = std::max(box.y + box.height, other.y + other.height);
    box.x = std::min(box.x, other.x);
    box.y = std::min(box.y, other.y);
    box.width = right - box.x;
    box.height = bottom - box.y;
}

bool overlap(const MeshBox &a, const MeshBox &b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

MeshBox grown(const MeshBox &box, double by)
{
    return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

} // namespace

void routeEdge(MeshLayout &layout, MeshLayout::Route &route, const std::vector<double> &bends,
    const LayoutSettings &settings)
{
    const MeshLayout::Place &source = layout.places[route.source];
    const MeshLayout::Place &target = layout.places[route.target];
    const Columns columns(settings);
    route.isBack = source.rank >= target.rank;
    if (source.rank == target.rank) {
        route.points = roundTheTarget(source.box, target.box, settings);
        return;
    }
    const int step = source.rank < target.rank ? 1 : -1;
    const auto entry
        = [&](int rank) { return step > 0 ? columns.left(rank) : columns.right(rank); };
    const auto leave
        = [&](int rank) { return step > 0 ? columns.right(rank) : columns.left(rank); };
    route.points = {{leave(source.rank), middle(source.box)}};
    int rank = source.rank + step;
    for (const double y : bends) {
        addPoint(route.points, {entry(rank), y});
        addPoint(route.points, {leave(rank), y});
        rank += step;
    }
    addPoint(route.points, {entry(target.rank), middle(target.box)});
}

std::vector<MeshLayout::Group> namespaceGroups(const MeshLayout &layout,
    const std::vector<std::string> &namespaces, const LayoutSettings &settings)
{
    if (!settings.groupByNamespace)
        return {};
    std::vector<std::pair<std::string, std::size_t>> byNamespace;
    for (std::size_t i = 0; i < namespaces.size(); ++i)
        byNamespace.emplace_back(namespaces[i], i);
    std::ranges::sort(byNamespace);
    std::vector<MeshLayout::Group> groups;
    for (const auto &[ns, at] : byNamespace) {
        if (groups.empty() || groups.back().ns != ns)
            groups.push_back({.ns = ns});
        MeshLayout::Group &group = groups.back();
        const MeshLayout::Place &place = layout.places[at];
        group.services += place.nodes.size();
        group.isFolded = group.isFolded || place.id == ns + "/*";
        include(group.box, place.box);
    }
    const double padding = settings.nodeGap * 3 / 8;
    for (MeshLayout::Group &group : groups) {
        const bool surroundsOthers = [&] {
            for (std::size_t i = 0; i < namespaces.size(); ++i) {
                if (namespaces[i] != group.ns && overlap(group.box, layout.places[i].box))
                    return true;
            }
            return false;
        }();
        group.box = surroundsOthers ? MeshBox{} : grown(group.box, padding);
    }
    return groups;
}

} // namespace binnacle::topology
