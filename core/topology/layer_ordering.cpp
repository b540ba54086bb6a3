#include "core/topology/layer_ordering.h"

#include "core/topology/layer_crossings.h"

#include <algorithm>
#include <iterator>

namespace binnacle::topology {

LayerOrdering::LayerOrdering(
    LayerGraph &graph, const CrossingSettings &settings, const std::stop_token &stop)
    : m_graph(graph)
    , m_settings(settings)
    , m_stop(stop)
    , m_position(graph.size())
    , m_isAlone(graph.size(), true)
    , m_before(graph.before.size())
    , m_after(graph.after.size())
{
    if (settings.keepGroups)
        findLoners();
    number();
}

void LayerOrdering::findLoners()
{
    for (const auto &layer : m_graph.layers) {
        std::vector<Vertex> byGroup;
        std::ranges::copy_if(layer, std::back_inserter(byGroup),
            [this](Vertex vertex) { return !m_graph.isBend(vertex); });
        std::ranges::sort(byGroup, {}, [this](Vertex vertex) { return m_graph.group[vertex]; });
        for (std::size_t i = 1; i < byGroup.size(); ++i) {
            if (m_graph.group[byGroup[i]] == m_graph.group[byGroup[i - 1]])
                m_isAlone[byGroup[i]] = m_isAlone[byGroup[i - 1]] = false;
        }
    }
}

double LayerOrdering::share() const
{
    return static_cast<double>(m_spent) / static_cast<double>(m_settings.budget);
}

void LayerOrdering::number(const std::vector<Vertex> &layer)
{
    for (std::size_t i = 0; i < layer.size(); ++i)
        m_position[layer[i]] = static_cast<std::uint32_t>(i);
}

void LayerOrdering::number()
{
    for (const auto &layer : m_graph.layers)
        number(layer);
}

bool LayerOrdering::maySwap(Vertex u, Vertex v) const
{
    return !m_settings.keepGroups || m_graph.group[u] == m_graph.group[v] || m_graph.isBend(u)
        || m_graph.isBend(v) || (m_isAlone[u] && m_isAlone[v]);
}

void LayerOrdering::list(
    const Adjacency &side, Vertex vertex, std::vector<std::uint32_t> &positions) const
{
    std::size_t at = side.begin(vertex);
    for (const Vertex other : side.of(vertex))
        positions[at++] = m_position[other];
    sortPositions(std::span(positions).subspan(side.begin(vertex), side.degree(vertex)));
}

void LayerOrdering::listNeighbours(const std::vector<Vertex> &layer)
{
    for (const Vertex vertex : layer) {
        list(m_graph.before, vertex, m_before);
        list(m_graph.after, vertex, m_after);
    }
}

std::span<const std::uint32_t> LayerOrdering::before(Vertex vertex) const
{
    return std::span(m_before).subspan(m_graph.before.begin(vertex), m_graph.before.degree(vertex));
}

std::span<const std::uint32_t> LayerOrdering::after(Vertex vertex) const
{
    return std::span(m_after).subspan(m_graph.after.begin(vertex), m_graph.after.degree(vertex));
}

std::int64_t LayerOrdering::gainOfSwap(Vertex u, Vertex v)
{
    const auto beforeU = before(u);
    const auto beforeV = before(v);
    const auto afterU = after(u);
    const auto afterV = after(v);
    spend(2 + beforeU.size() + beforeV.size() + afterU.size() + afterV.size());
    return crossingSurplus(beforeU, beforeV) + crossingSurplus(afterU, afterV);
}

} // namespace binnacle::topology
