#include "ui/mesh/mesh_walk.h"

#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::ui {

namespace {

double verticalDistance(const MeshSceneNode &a, const MeshSceneNode &b)
{
    return std::abs(a.box.center().y() - b.box.center().y());
}

std::optional<std::size_t> neighbour(const MeshScene &scene, std::size_t from, bool isCallee)
{
    const auto &nodes = scene.nodes();
    std::optional<std::size_t> best;
    for (const MeshSceneEdge &edge : scene.edges()) {
        const std::size_t here = isCallee ? edge.source : edge.target;
        const std::size_t there = isCallee ? edge.target : edge.source;
        if (here != from || there == from)
            continue;
        if (!best
            || verticalDistance(nodes[there], nodes[from])
                < verticalDistance(nodes[*best], nodes[from]))
            best = there;
    }
    return best;
}

std::optional<std::size_t> beside(const MeshScene &scene, std::size_t from, bool isUp)
{
    const auto &nodes = scene.nodes();
    std::optional<std::size_t> best;
    const double here = nodes[from].box.center().y();
    const auto distance
        = [&](std::size_t node) { return (nodes[node].box.center().y() - here) * (isUp ? -1 : 1); };
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].rank == nodes[from].rank && distance(i) > 0
            && (!best || distance(i) < distance(*best)))
            best = i;
    }
    return best;
}

std::vector<std::size_t> worstFirst(const std::vector<MeshSceneNode> &nodes)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        order.push_back(i);
    std::ranges::stable_sort(order, [&nodes](std::size_t a, std::size_t b) {
        const int one = severity(nodes[a].status);
        const int other = severity(nodes[b].status);
        return one != other ? one > other : nodes[a].failed > nodes[b].failed;
    });
    return order;
}

} // namespace

std::optional<MeshStep> meshStepOf(int key)
{
    switch (key) {
    case Qt::Key_Right:
        return MeshStep::Callee;
    case Qt::Key_Left:
        return MeshStep::Caller;
    case Qt::Key_Up:
        return MeshStep::Up;
    case Qt::Key_Down:
        return MeshStep::Down;
    default:
        return std::nullopt;
    }
}

MeshSelection walkMesh(const MeshScene &scene, const MeshSelection &from, MeshStep step)
{
    const auto &nodes = scene.nodes();
    if (nodes.empty())
        return {};
    if (const auto edge = scene.edgeOf(from)) {
        if (step == MeshStep::Callee)
            return nodes[scene.edges()[*edge].target].selection;
        if (step == MeshStep::Caller)
            return nodes[scene.edges()[*edge].source].selection;
        return from;
    }
    const auto node = scene.nodeOf(from);
    if (!node)
        return nodes[worstFirst(nodes).front()].selection;
    const bool isAlong = step == MeshStep::Callee || step == MeshStep::Caller;
    const auto next = isAlong ? neighbour(scene, *node, step == MeshStep::Callee)
                              : beside(scene, *node, step == MeshStep::Up);
    return nodes[next.value_or(*node)].selection;
}

MeshSelection nextTrouble(const MeshScene &scene, const MeshSelection &from)
{
    const auto &nodes = scene.nodes();
    std::vector<std::size_t> order = worstFirst(nodes);
    std::erase_if(order, [&nodes](std::size_t node) { return !isTrouble(nodes[node].status); });
    if (order.empty())
        return {};
    const auto now = scene.nodeOf(from);
    const auto at = now ? std::ranges::find(order, *now) : order.end();
    const bool isLast = at == order.end() || at + 1 == order.end();
    return nodes[isLast ? order.front() : *(at + 1)].selection;
}

std::vector<std::size_t> findNodes(
    const MeshScene &scene, const MeshMatches &matches, const QString &text)
{
    std::vector<std::size_t> result;
    const console::MeshPicture *picture = scene.picture();
    if (!picture)
        return result;
    const auto &nodes = scene.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto &place = picture->layout.places[nodes[i].place];
        const bool isFound = std::ranges::any_of(place.nodes, [&](std::size_t node) {
            return matches.services.contains(picture->graph.nodes[node].service);
        });
        if (isFound)
            result.push_back(i);
    }
    const QString wanted = text.trimmed();
    std::ranges::stable_sort(result, {}, [&](std::size_t node) {
        const qsizetype at = nodes[node].title.indexOf(wanted, 0, Qt::CaseInsensitive);
        return at < 0 ? std::numeric_limits<qsizetype>::max()
                      : at * 1'000 + nodes[node].title.size();
    });
    return result;
}

} // namespace binnacle::ui
