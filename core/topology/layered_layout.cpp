#include "core/topology/layered_layout.h"

#include "core/topology/coordinate_assignment.h"
#include "core/topology/crossing_reduction.h"
#include "core/topology/cycle_breaking.h"
#include "core/topology/edge_routes.h"
#include "core/topology/incremental_placement.h"
#include "core/topology/layer_crossings.h"
#include "core/topology/namespace_folding.h"
#include "core/topology/rank_assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace binnacle::topology {

namespace {

constexpr double kGapsBetweenParts = 2; // between unconnected parts

// Unconnected parts by size, then by their first place: each a list of places, ascending.
std::vector<std::vector<Vertex>> connectedParts(const FoldedGraph &graph)
{
    std::vector<Vertex> leader(graph.places.size());
    std::iota(leader.begin(), leader.end(), 0U);
    const auto find = [&leader](Vertex vertex) {
        while (leader[vertex] != vertex)
            vertex = leader[vertex] = leader[leader[vertex]];
        return vertex;
    };
    for (const Arc &arc : graph.arcs) {
        const Vertex a = find(arc.source);
        const Vertex b = find(arc.target);
        leader[std::max(a, b)] = std::min(a, b);
    }
    std::map<Vertex, std::vector<Vertex>> byLeader;
    for (Vertex vertex = 0; vertex < leader.size(); ++vertex)
        byLeader[find(vertex)].push_back(vertex);
    std::vector<std::vector<Vertex>> parts;
    for (auto &[first, members] : byLeader)
        parts.push_back(std::move(members));
    std::ranges::stable_sort(
        parts, std::ranges::greater(), [](const auto &members) { return members.size(); });
    return parts;
}

std::vector<std::uint32_t> namespaceNumbers(const FoldedGraph &graph)
{
    std::map<std::string_view, std::uint32_t> numbers;
    std::vector<std::uint32_t> made;
    for (const FoldedGraph::Place &place : graph.places)
        made.push_back(numbers.try_emplace(place.ns, static_cast<std::uint32_t>(numbers.size()))
                           .first->second);
    return made;
}

// What may be spent on the crossings of one part: small graphs get what is not noticed, large ones
// what keeps the drawing interactive.
std::size_t crossingBudget(std::size_t places)
{
    return std::min<std::size_t>(10'000 + places * 6'000 + places * places * 5, 120'000'000);
}

class FreshLayout
{
public:
    FreshLayout(const FoldedGraph &graph, const LayoutSettings &settings, std::stop_token stop)
        : m_graph(graph)
        , m_settings(settings)
        , m_columns(settings)
        , m_stop(std::move(stop))
        , m_namespaces(namespaceNumbers(graph))
        , m_against(arcsAgainstFlow(graph.places.size(), graph.arcs))
        , m_local(graph.places.size())
        , m_bends(graph.arcs.size())
        , m_top(m_columns.margin())
    {}

    MeshLayout draw()
    {
        for (const FoldedGraph::Place &place : m_graph.places)
            m_layout.places.push_back({.id = place.id, .nodes = place.nodes});
        const std::vector<std::vector<Vertex>> parts = connectedParts(m_graph);
        std::vector<std::vector<std::size_t>> arcsOfPart(parts.size());
        std::vector<std::size_t> partOf(m_graph.places.size());
        for (std::size_t part = 0; part < parts.size(); ++part) {
            for (std::size_t i = 0; i < parts[part].size(); ++i) {
                partOf[parts[part][i]] = part;
                m_local[parts[part][i]] = toVertex(i);
            }
        }
        for (std::size_t arc = 0; arc < m_graph.arcs.size(); ++arc)
            arcsOfPart[partOf[m_graph.arcs[arc].source]].push_back(arc);
        std::vector<Vertex> single;
        for (std::size_t part = 0; part < parts.size() && !m_stop.stop_requested(); ++part) {
            if (parts[part].size() == 1)
                single.push_back(parts[part].front());
            else
                drawPart(parts[part], arcsOfPart[part]);
        }
        drawSingles(single);
        routeAll();
        return std::move(m_layout);
    }

private:
    void drawPart(const std::vector<Vertex> &members, const std::vector<std::size_t> &arcNumbers)
    {
        std::vector<Arc> arcs;
        for (const std::size_t number : arcNumbers) {
            Arc arc{m_local[m_graph.arcs[number].source], m_local[m_graph.arcs[number].target]};
            if (m_against[number])
                std::swap(arc.source, arc.target);
            arcs.push_back(arc);
        }
        std::vector<std::uint32_t> groups;
        for (const Vertex member : members)
            groups.push_back(m_namespaces[member]);
        const std::vector<std::uint32_t> ranks = assignRanks(members.size(), arcs);
        LayerGraph layers = makeLayerGraph(arcs, ranks, groups);
        const std::vector<double> at = arrange(layers, arcs);
        adopt(members, layers, at);
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            std::vector<double> &bends = m_bends[arcNumbers[i]];
            const std::uint32_t count = ranks[arcs[i].target] - ranks[arcs[i].source] - 1;
            for (std::uint32_t k = 0; k < count; ++k)
                bends.push_back(std::round(m_partTop + at[layers.firstBend[i] + k]));
            if (m_against[arcNumbers[i]])
                std::ranges::reverse(bends);
        }
    }

    // Orders the layers and gives everybody a place along them. People follow straight lines as
    // well as bends, so of several good orders the one with fewest crossings of both is taken, as
    // long as trying them costs little.
    std::vector<double> arrange(LayerGraph &layers, const std::vector<Arc> &arcs) const
    {
        constexpr std::size_t kSmall = 400;
        constexpr std::size_t kOrders = 4;
        const Spacing spacing{.nodeExtent = m_settings.nodeHeight,
            .nodeGap = m_settings.nodeGap,
            .bendGap = m_settings.nodeGap * 3 / 7};
        const std::vector<LayerOrders> orders = reduceCrossings(layers,
            {.keepGroups = m_settings.groupByNamespace,
                .budget = crossingBudget(layers.realCount),
                .orders = layers.realCount <= kSmall ? kOrders : 1},
            m_stop);
        std::vector<double> best;
        std::size_t fewest = std::numeric_limits<std::size_t>::max();
        LayerOrders bestOrder;
        for (const LayerOrders &order : orders) {
            layers.layers = order;
            std::vector<double> at = assignCoordinates(layers, spacing);
            if (orders.size() == 1)
                return at;
            const std::size_t crossings
                = layerCrossings(layers) + straightCrossings(layers, arcs, at);
            if (crossings < fewest) {
                fewest = crossings;
                best = std::move(at);
                bestOrder = order;
            }
        }
        layers.layers = std::move(bestOrder);
        return best;
    }

    std::size_t straightCrossings(
        const LayerGraph &layers, const std::vector<Arc> &arcs, const std::vector<double> &at) const
    {
        MeshLayout straight;
        for (Vertex vertex = 0; vertex < layers.realCount; ++vertex)
            straight.places.push_back(
                {.box = m_columns.box(static_cast<int>(layers.rank[vertex]), at[vertex])});
        for (const Arc &arc : arcs)
            straight.routes.push_back({.source = arc.source, .target = arc.target});
        return countCrossings(straight);
    }

    void adopt(
        const std::vector<Vertex> &members, const LayerGraph &layers, const std::vector<double> &at)
    {
        // Coordinates are middles; the topmost may be a bend, which needs no room above.
        double least = std::numeric_limits<double>::max();
        double most = 0;
        for (Vertex vertex = 0; vertex < layers.size(); ++vertex) {
            const double half = layers.isBend(vertex) ? 0 : m_settings.nodeHeight / 2;
            least = std::min(least, at[vertex] - half);
            most = std::max(most, at[vertex] + half);
        }
        m_partTop = m_top - least;
        for (std::size_t i = 0; i < members.size(); ++i) {
            MeshLayout::Place &place = m_layout.places[members[i]];
            place.rank = static_cast<int>(layers.rank[i]);
            place.box = m_columns.box(
                place.rank, std::round(m_partTop + at[i] - m_settings.nodeHeight / 2));
            m_ranks = std::max(m_ranks, place.rank + 1);
        }
        m_top = std::ceil(m_partTop + most + kGapsBetweenParts * m_settings.nodeGap);
    }

    // Services without calls fill rows at the bottom.
    void drawSingles(const std::vector<Vertex> &single)
    {
        const auto square
            = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(single.size()))));
        const int columns = std::max({1, m_ranks, square / 2});
        for (std::size_t i = 0; i < single.size(); ++i) {
            const int row = static_cast<int>(i) / columns;
            MeshLayout::Place &place = m_layout.places[single[i]];
            place.rank = static_cast<int>(i) % columns;
            place.box = m_columns.box(
                place.rank, m_top + row * (m_settings.nodeHeight + m_settings.nodeGap));
        }
    }

    void routeAll()
    {
        const auto add = [this](Vertex source, Vertex target, const std::vector<std::size_t> &edges,
                             const std::vector<double> &bends) {
            MeshLayout::Route route{.source = source, .target = target, .edges = edges};
            routeEdge(m_layout, route, bends, m_settings);
            m_layout.routes.push_back(std::move(route));
        };
        for (std::size_t i = 0; i < m_graph.arcs.size(); ++i)
            add(m_graph.arcs[i].source, m_graph.arcs[i].target, m_graph.arcEdges[i], m_bends[i]);
        for (std::size_t i = 0; i < m_graph.loops.size(); ++i)
            add(m_graph.loops[i], m_graph.loops[i], m_graph.loopEdges[i], {});
    }

    const FoldedGraph &m_graph;
    const LayoutSettings &m_settings;
    Columns m_columns;
    std::stop_token m_stop;
    std::vector<std::uint32_t> m_namespaces;
    std::vector<bool> m_against;
    std::vector<Vertex> m_local; // number of a place within its part
    std::vector<std::vector<double>> m_bends;
    MeshLayout m_layout;
    double m_top = 0;     // where the next part begins
    double m_partTop = 0; // what to add to coordinates of the present part
    int m_ranks = 0;
};

void measure(MeshLayout &layout, const LayoutSettings &settings)
{
    layout.width = layout.height = 0;
    const auto include = [&layout](double x, double y) {
        layout.width = std::max(layout.width, x);
        layout.height = std::max(layout.height, y);
    };
    for (const MeshLayout::Place &place : layout.places)
        include(place.box.x + place.box.width, place.box.y + place.box.height);
    for (const MeshLayout::Route &route : layout.routes) {
        for (const MeshPoint &point : route.points)
            include(point.x, point.y);
    }
    if (!layout.places.empty()) {
        layout.width += Columns(settings).margin();
        layout.height += Columns(settings).margin();
    }
}

} // namespace

MeshLayout layoutGraph(const MeshGraph &graph, const LayoutSettings &settings,
    const MeshLayout *previous, std::stop_token stop)
{
    const FoldedGraph folded = foldNamespaces(graph, settings);
    std::optional<MeshLayout> layout;
    if (previous != nullptr && !previous->places.empty())
        layout = placeIncrementally(folded, settings, *previous);
    if (!layout)
        layout = FreshLayout(folded, settings, stop).draw();
    if (stop.stop_requested())
        return {};
    std::vector<std::string> namespaces;
    for (const FoldedGraph::Place &place : folded.places)
        namespaces.push_back(place.ns);
    layout->groups = namespaceGroups(*layout, namespaces, settings);
    measure(*layout, settings);
    return std::move(*layout);
}

} // namespace binnacle::topology
