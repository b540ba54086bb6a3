#include "core/topology/coordinate_assignment.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace binnacle::topology {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Neighbours by position, and which arcs may not be made straight because they would cross a piece
// of a long arc (type 1 conflicts).
struct Alignable
{
    Adjacency before;
    Adjacency after;
    std::vector<std::uint32_t> position;
    std::vector<bool> beforeConflict; // one for each entry of `before`
    std::vector<bool> afterConflict;
};

void sortByPosition(Adjacency &side, const std::vector<std::uint32_t> &position)
{
    for (Vertex vertex = 0; vertex < side.vertices(); ++vertex)
        std::ranges::sort(
            side.of(vertex), {}, [&position](Vertex other) { return position[other]; });
}

// The bend in the layer before that belongs to the same long arc, kNone when there is none.
Vertex innerNeighbour(const LayerGraph &graph, Vertex vertex)
{
    if (!graph.isBend(vertex))
        return kNone;
    const Vertex other = graph.before.of(vertex).front();
    return graph.isBend(other) ? other : kNone;
}

// Of the arcs that end in `vertex`, those that leave the positions from `low` to `high`.
void markArcsBeyond(Vertex vertex, std::uint32_t low, std::uint32_t high, Alignable &made)
{
    const auto others = made.before.of(vertex);
    for (std::size_t k = 0; k < others.size(); ++k) {
        const std::uint32_t at = made.position[others[k]];
        if (at < low || at > high)
            made.beforeConflict[made.before.begin(vertex) + k] = true;
    }
}

// The same conflicts, seen from where the arcs begin.
void mirrorConflicts(const LayerGraph &graph, Alignable &made)
{
    for (Vertex vertex = 0; vertex < graph.size(); ++vertex) {
        for (std::size_t k = 0; k < made.before.of(vertex).size(); ++k) {
            if (!made.beforeConflict[made.before.begin(vertex) + k])
                continue;
            const Vertex other = made.before.of(vertex)[k];
            const auto back = made.after.of(other);
            const auto at = static_cast<std::size_t>(
                std::distance(back.begin(), std::ranges::find(back, vertex)));
            made.afterConflict[made.after.begin(other) + at] = true;
        }
    }
}

void markConflicts(const LayerGraph &graph, Alignable &made)
{
    for (std::size_t rank = 1; rank < graph.layers.size(); ++rank) {
        const auto &layer = graph.layers[rank];
        std::uint32_t low = 0; // position of the inner arc last passed
        std::size_t scanned = 0;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const Vertex inner = innerNeighbour(graph, layer[i]);
            const bool isLast = i + 1 == layer.size();
            if (inner == kNone && !isLast)
                continue;
            const std::uint32_t high = inner != kNone ? made.position[inner] : kNone;
            for (; scanned <= i; ++scanned) {
                if (innerNeighbour(graph, layer[scanned]) == kNone)
                    markArcsBeyond(layer[scanned], low, high, made);
            }
            if (inner != kNone)
                low = high;
        }
    }
    mirrorConflicts(graph, made);
}

Alignable prepare(const LayerGraph &graph)
{
    Alignable made{.before = graph.before,
        .after = graph.after,
        .position = std::vector<std::uint32_t>(graph.size()),
        .beforeConflict = std::vector<bool>(graph.before.size()),
        .afterConflict = std::vector<bool>(graph.after.size())};
    for (const auto &layer : graph.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            made.position[layer[i]] = static_cast<std::uint32_t>(i);
    }
    sortByPosition(made.before, made.position);
    sortByPosition(made.after, made.position);
    markConflicts(graph, made);
    return made;
}

// One of the four drawings: layers from the top or bottom, vertices from the left or right.
class Drawing
{
public:
    Drawing(const LayerGraph &graph, const Alignable &alignable, const Spacing &spacing,
        bool fromBottom, bool fromRight)
        : m_graph(graph)
        , m_alignable(alignable)
        , m_spacing(spacing)
        , m_fromBottom(fromBottom)
        , m_fromRight(fromRight)
        , m_root(graph.size())
        , m_align(graph.size())
    {
        std::iota(m_root.begin(), m_root.end(), 0U);
        std::iota(m_align.begin(), m_align.end(), 0U);
    }

    std::vector<double> draw()
    {
        align();
        std::vector<double> at = compact();
        if (m_fromRight)
            std::ranges::transform(at, at.begin(), std::negate());
        return at;
    }

private:
    const std::vector<Vertex> &layer(std::size_t i) const
    {
        return m_graph.layers[m_fromBottom ? m_graph.layers.size() - 1 - i : i];
    }
    // The vertex at a place counted from the side we come from.
    Vertex vertexAt(const std::vector<Vertex> &layer, std::size_t i) const
    {
        return layer[m_fromRight ? layer.size() - 1 - i : i];
    }

    void align()
    {
        for (std::size_t i = 1; i < m_graph.layers.size(); ++i) {
            const auto &present = layer(i);
            const auto width = static_cast<std::int64_t>(layer(i - 1).size());
            std::int64_t taken = -1;
            for (std::size_t k = 0; k < present.size(); ++k)
                alignVertex(vertexAt(present, k), width, taken);
        }
    }

    void alignVertex(Vertex vertex, std::int64_t width, std::int64_t &taken)
    {
        const Adjacency &side = m_fromBottom ? m_alignable.after : m_alignable.before;
        const auto &conflicts
            = m_fromBottom ? m_alignable.afterConflict : m_alignable.beforeConflict;
        const auto others = side.of(vertex);
        if (others.empty())
            return;
        const std::size_t low = (others.size() - 1) / 2;
        const std::size_t high = others.size() / 2;
        for (std::size_t m = low; m <= high; ++m) {
            const std::size_t k = m_fromRight ? others.size() - 1 - m : m;
            const Vertex other = others[k];
            const auto position = static_cast<std::int64_t>(m_alignable.position[other]);
            const std::int64_t at = m_fromRight ? width - 1 - position : position;
            if (m_align[vertex] != vertex || at <= taken || conflicts[side.begin(vertex) + k])
                continue;
            m_align[other] = vertex;
            m_align[vertex] = m_root[vertex] = m_root[other];
            taken = at;
        }
    }

    double separation(Vertex a, Vertex b) const
    {
        const double extent = (m_graph.isBend(a) ? 0 : m_spacing.nodeExtent / 2)
            + (m_graph.isBend(b) ? 0 : m_spacing.nodeExtent / 2);
        const bool isPlain = m_graph.isBend(a) || m_graph.isBend(b);
        return extent + (isPlain ? m_spacing.bendGap : m_spacing.nodeGap);
    }

    struct Distance
    {
        Vertex from = 0;
        Vertex to = 0;
        double least = 0;
    };

    std::vector<double> compact() const
    {
        std::vector<Distance> distances;
        std::vector<Arc> arcs;
        for (const auto &present : m_graph.layers) {
            for (std::size_t i = 1; i < present.size(); ++i) {
                const Vertex a = vertexAt(present, i - 1);
                const Vertex b = vertexAt(present, i);
                distances.push_back({m_root[a], m_root[b], separation(a, b)});
                arcs.push_back({m_root[a], m_root[b]});
            }
        }
        const Adjacency next(m_graph.size(), arcs, Adjacency::Towards::Targets);
        const std::vector<Vertex> order = blockOrder(next);
        std::vector<double> at(m_graph.size());
        for (const Vertex block : order) {
            for (const std::uint32_t arc : next.arcsOf(block)) {
                const Distance &distance = distances[arc];
                at[distance.to] = std::max(at[distance.to], at[block] + distance.least);
            }
        }
        // Blocks with room behind them move up to what follows, so that none is left alone.
        for (std::size_t i = order.size(); i-- > 0;) {
            double room = std::numeric_limits<double>::max();
            for (const std::uint32_t arc : next.arcsOf(order[i]))
                room = std::min(room, at[distances[arc].to] - distances[arc].least);
            if (next.degree(order[i]) > 0)
                at[order[i]] = std::max(at[order[i]], room);
        }
        for (Vertex vertex = 0; vertex < m_graph.size(); ++vertex)
            at[vertex] = at[m_root[vertex]];
        return at;
    }

    std::vector<Vertex> blockOrder(const Adjacency &next) const
    {
        std::vector<std::size_t> waiting(m_graph.size());
        for (Vertex vertex = 0; vertex < m_graph.size(); ++vertex) {
            for (const Vertex other : next.of(vertex))
                ++waiting[other];
        }
        std::vector<Vertex> order;
        for (Vertex vertex = 0; vertex < m_graph.size(); ++vertex) {
            if (m_root[vertex] == vertex && waiting[vertex] == 0)
                order.push_back(vertex);
        }
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const Vertex other : next.of(order[i])) {
                if (--waiting[other] == 0)
                    order.push_back(other);
            }
        }
        return order;
    }

    const LayerGraph &m_graph;
    const Alignable &m_alignable;
    const Spacing &m_spacing;
    bool m_fromBottom;
    bool m_fromRight;
    std::vector<Vertex> m_root;
    std::vector<Vertex> m_align;
};

double widthOf(const std::vector<double> &drawing)
{
    const auto [least, most] = std::ranges::minmax(drawing);
    return most - least;
}

} // namespace

std::vector<double> assignCoordinates(const LayerGraph &graph, const Spacing &spacing)
{
    if (graph.size() == 0)
        return {};
    const Alignable alignable = prepare(graph);
    constexpr std::size_t kDrawings = 4;
    std::array<std::vector<double>, kDrawings> drawings;
    for (std::size_t i = 0; i < kDrawings; ++i)
        drawings[i] = Drawing(graph, alignable, spacing, i / 2 == 1, i % 2 == 1).draw();
    const auto &narrowest = *std::ranges::min_element(drawings, {}, widthOf);
    const auto [least, most] = std::ranges::minmax(narrowest);
    for (std::size_t i = 0; i < kDrawings; ++i) {
        const auto [low, high] = std::ranges::minmax(drawings[i]);
        const double shift = i % 2 == 0 ? least - low : most - high;
        for (double &value : drawings[i])
            value += shift;
    }
    std::vector<double> at(graph.size());
    for (std::size_t vertex = 0; vertex < at.size(); ++vertex) {
        std::array<double, kDrawings> values{};
        for (std::size_t i = 0; i < kDrawings; ++i)
            values[i] = drawings[i][vertex];
        std::ranges::sort(values);
        at[vertex] = (values[1] + values[2]) / 2;
    }
    const double top = std::ranges::min(at);
    for (double &value : at)
        value -= top;
    return at;
}

} // namespace binnacle::topology
