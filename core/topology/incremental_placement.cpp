#include "core/topology/incremental_placement.h"

#include "core/topology/edge_routes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace binnacle::topology {

namespace {

constexpr std::size_t kLeastRemembered = 100; // places of what is gone
// Rows that a new one gives way to what is gone; further off it takes such a place.
constexpr double kMostAside = 3;

class Placer
{
public:
    Placer(const FoldedGraph &graph, const LayoutSettings &settings, const MeshLayout &previous)
        : m_graph(graph)
        , m_settings(settings)
        , m_previous(previous)
        , m_columns(settings)
        , m_targets(graph.places.size(), graph.arcs, Adjacency::Towards::Targets)
        , m_sources(graph.places.size(), graph.arcs, Adjacency::Towards::Sources)
        , m_placed(graph.places.size())
    {}

    std::optional<MeshLayout> place()
    {
        if (!keepOld())
            return std::nullopt;
        rememberGone();
        placeNew();
        routeAll();
        return std::move(m_layout);
    }

private:
    bool keepOld()
    {
        std::map<std::string_view, const MeshLayout::Place *> old;
        for (const auto *places : {&m_previous.places, &m_previous.gone}) {
            for (const MeshLayout::Place &place : *places)
                old.emplace(place.id, &place);
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_graph.places.size(); ++i) {
            MeshLayout::Place place{.id = m_graph.places[i].id, .nodes = m_graph.places[i].nodes};
            if (const auto found = old.find(place.id); found != old.end()) {
                place.box = found->second->box;
                place.rank = found->second->rank;
                if (place.box != m_columns.box(place.rank, place.box.y))
                    return false;
                m_placed[i] = true;
                ++kept;
            }
            m_layout.places.push_back(std::move(place));
        }
        return kept > 0 && 2 * kept >= m_layout.places.size();
    }

    void rememberGone()
    {
        const std::size_t most = std::max(kLeastRemembered, 2 * m_layout.places.size());
        std::set<std::string_view> shown;
        for (const FoldedGraph::Place &place : m_graph.places)
            shown.insert(place.id);
        for (const auto *places : {&m_previous.places, &m_previous.gone}) {
            for (const MeshLayout::Place &place : *places) {
                if (m_layout.gone.size() < most && !shown.contains(place.id))
                    m_layout.gone.push_back({.id = place.id, .box = place.box, .rank = place.rank});
            }
        }
    }

    int placedNeighbours(Vertex vertex) const
    {
        const auto isPlaced = [this](Vertex other) { return static_cast<bool>(m_placed[other]); };
        return static_cast<int>(std::ranges::count_if(m_targets.of(vertex), isPlaced)
            + std::ranges::count_if(m_sources.of(vertex), isPlaced));
    }

    // Those with most known neighbours first; those without any last.
    void placeNew()
    {
        std::vector<Vertex> left;
        for (Vertex vertex = 0; vertex < m_placed.size(); ++vertex) {
            if (!m_placed[vertex])
                left.push_back(vertex);
        }
        while (!left.empty()) {
            const auto best = std::ranges::max_element(
                left, {}, [this](Vertex vertex) { return placedNeighbours(vertex); });
            placeOne(*best);
            left.erase(best);
        }
    }

    int rankFor(Vertex vertex) const
    {
        int behindCallers = -1;
        for (const Vertex source : m_sources.of(vertex)) {
            if (m_placed[source])
                behindCallers = std::max(behindCallers, m_layout.places[source].rank + 1);
        }
        if (behindCallers >= 0)
            return behindCallers;
        int beforeCallees = std::numeric_limits<int>::max();
        for (const Vertex target : m_targets.of(vertex)) {
            if (m_placed[target])
                beforeCallees = std::min(beforeCallees, m_layout.places[target].rank - 1);
        }
        return beforeCallees == std::numeric_limits<int>::max() ? 0 : std::max(0, beforeCallees);
    }

    // Where its neighbours are on average; at the bottom when it has none.
    double wishedTop(Vertex vertex) const
    {
        double sum = 0;
        int count = 0;
        for (const Adjacency *side : {&m_sources, &m_targets}) {
            for (const Vertex other : side->of(vertex)) {
                if (m_placed[other]) {
                    sum += m_layout.places[other].box.y;
                    ++count;
                }
            }
        }
        return count > 0 ? std::round(sum / count) : std::numeric_limits<double>::max();
    }

    void placeOne(Vertex vertex)
    {
        MeshLayout::Place &place = m_layout.places[vertex];
        place.rank = rankFor(vertex);
        const double wished = wishedTop(vertex);
        const double near = freeTop(place.rank, wished, {});
        const double beside = freeTop(place.rank, wished, m_layout.gone);
        const double step = m_settings.nodeHeight + m_settings.nodeGap;
        const bool isFar = std::abs(beside - near) > kMostAside * step;
        place.box = m_columns.box(place.rank, isFar ? near : beside);
        m_placed[vertex] = true;
        std::erase_if(m_layout.gone, [&](const MeshLayout::Place &gone) {
            return gone.rank == place.rank && std::abs(gone.box.y - place.box.y) < step;
        });
    }

    // The free top nearest to the wished one: there or right above or below a box of the column.
    // The places of `kept` are not free either.
    double freeTop(int rank, double wished, std::span<const MeshLayout::Place> kept) const
    {
        std::vector<double> taken;
        for (std::size_t i = 0; i < m_layout.places.size(); ++i) {
            if (m_placed[i] && m_layout.places[i].rank == rank)
                taken.push_back(m_layout.places[i].box.y);
        }
        for (const MeshLayout::Place &place : kept) {
            if (place.rank == rank)
                taken.push_back(place.box.y);
        }
        std::ranges::sort(taken);
        const double step = m_settings.nodeHeight + m_settings.nodeGap;
        const auto isFree = [&](double top) {
            const auto next = std::ranges::lower_bound(taken, top);
            return top >= m_columns.margin() && (next == taken.end() || *next - top >= step)
                && (next == taken.begin() || top - *(next - 1) >= step);
        };
        std::vector<double> candidates{m_columns.margin()};
        if (wished < std::numeric_limits<double>::max())
            candidates.push_back(wished);
        else
            wished = taken.empty() ? m_columns.margin() : taken.back() + step;
        for (const double top : taken) {
            candidates.push_back(top - step);
            candidates.push_back(top + step);
        }
        double best = std::numeric_limits<double>::max();
        for (const double top : candidates) {
            if (isFree(top) && std::abs(top - wished) < std::abs(best - wished))
                best = top;
        }
        return best;
    }

    void routeAll()
    {
        std::map<std::pair<std::string_view, std::string_view>, const MeshLayout::Route *> old;
        for (const MeshLayout::Route &route : m_previous.routes)
            old[{m_previous.places[route.source].id, m_previous.places[route.target].id}] = &route;
        const auto add = [&](Vertex source, Vertex target, const std::vector<std::size_t> &edges) {
            MeshLayout::Route route{.source = source, .target = target, .edges = edges};
            const auto found = old.find({m_graph.places[source].id, m_graph.places[target].id});
            if (found != old.end()) {
                route.points = found->second->points;
                route.isBack = found->second->isBack;
            } else {
                routeEdge(m_layout, route, freeWay(route), m_settings);
            }
            m_layout.routes.push_back(std::move(route));
        };
        for (std::size_t i = 0; i < m_graph.arcs.size(); ++i)
            add(m_graph.arcs[i].source, m_graph.arcs[i].target, m_graph.arcEdges[i]);
        for (std::size_t i = 0; i < m_graph.loops.size(); ++i)
            add(m_graph.loops[i], m_graph.loops[i], m_graph.loopEdges[i]);
    }

    // For each column between, the y nearest to the straight line that hits no box.
    std::vector<double> freeWay(const MeshLayout::Route &route) const
    {
        const MeshLayout::Place &source = m_layout.places[route.source];
        const MeshLayout::Place &target = m_layout.places[route.target];
        const int ranks = std::abs(target.rank - source.rank);
        const int step = source.rank < target.rank ? 1 : -1;
        const double half = m_settings.nodeHeight / 2;
        std::vector<double> way;
        for (int i = 1; i < ranks; ++i) {
            const double line = source.box.y + half
                + (target.box.y - source.box.y) * i / static_cast<double>(ranks);
            way.push_back(freeLine(source.rank + i * step, line));
        }
        return way;
    }

    double freeLine(int rank, double wished) const
    {
        const double clear = m_settings.nodeGap / 2;
        std::vector<std::pair<double, double>> taken; // from, to
        for (const MeshLayout::Place &place : m_layout.places) {
            if (place.rank == rank)
                taken.emplace_back(place.box.y - clear, place.box.y + place.box.height + clear);
        }
        const auto isFree = [&taken](double y) {
            return y >= 0 && std::ranges::none_of(taken, [y](const auto &span) {
                return span.first < y && y < span.second;
            });
        };
        double best = isFree(wished) ? wished : std::numeric_limits<double>::max();
        for (const auto &[from, to] : taken) {
            for (const double y : {from, to}) {
                if (isFree(y) && std::abs(y - wished) < std::abs(best - wished))
                    best = y;
            }
        }
        return best;
    }

    const FoldedGraph &m_graph;
    const LayoutSettings &m_settings;
    const MeshLayout &m_previous;
    Columns m_columns;
    Adjacency m_targets;
    Adjacency m_sources;
    std::vector<bool> m_placed;
    MeshLayout m_layout;
};

} // namespace

std::optional<MeshLayout> placeIncrementally(
    const FoldedGraph &graph, const LayoutSettings &settings, const MeshLayout &previous)
{
    return Placer(graph, settings, previous).place();
}

} // namespace binnacle::topology
