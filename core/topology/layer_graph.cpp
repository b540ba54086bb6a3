#include "core/topology/layer_graph.h"

#include <algorithm>

namespace binnacle::topology {

Adjacency::Adjacency(std::size_t vertices, std::span<const Arc> arcs, Towards towards)
    : m_begin(vertices + 1)
    , m_neighbours(arcs.size())
    , m_arcs(arcs.size())
{
    const auto from = [towards](const Arc &arc) {
        return towards == Towards::Targets ? arc.source : arc.target;
    };
    for (const Arc &arc : arcs)
        ++m_begin[from(arc) + 1];
    for (std::size_t vertex = 0; vertex < vertices; ++vertex)
        m_begin[vertex + 1] += m_begin[vertex];
    std::vector<std::size_t> next(m_begin.begin(), m_begin.end() - 1);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        const std::size_t at = next[from(arcs[i])]++;
        m_neighbours[at] = towards == Towards::Targets ? arcs[i].target : arcs[i].source;
        m_arcs[at] = static_cast<std::uint32_t>(i);
    }
}

LayerGraph makeLayerGraph(std::span<const Arc> arcs, std::span<const std::uint32_t> ranks,
    std::span<const std::uint32_t> groups)
{
    LayerGraph made;
    made.realCount = ranks.size();
    made.rank.assign(ranks.begin(), ranks.end());
    made.group.assign(groups.begin(), groups.end());
    std::uint32_t nextGroup = groups.empty() ? 0 : std::ranges::max(groups) + 1;
    std::vector<Arc> pieces;
    pieces.reserve(arcs.size() * 2);
    for (const Arc &arc : arcs) {
        made.firstBend.push_back(toVertex(made.rank.size()));
        Vertex last = arc.source;
        for (std::uint32_t rank = ranks[arc.source] + 1; rank < ranks[arc.target]; ++rank) {
            const Vertex bend = toVertex(made.rank.size());
            made.rank.push_back(rank);
            made.group.push_back(nextGroup++);
            pieces.push_back({last, bend});
            last = bend;
        }
        pieces.push_back({last, arc.target});
    }
    made.layers.resize(made.rank.empty() ? 0 : std::ranges::max(made.rank) + 1);
    for (std::size_t vertex = 0; vertex < made.rank.size(); ++vertex)
        made.layers[made.rank[vertex]].push_back(toVertex(vertex));
    made.before = Adjacency(made.rank.size(), pieces, Adjacency::Towards::Sources);
    made.after = Adjacency(made.rank.size(), pieces, Adjacency::Towards::Targets);
    return made;
}

} // namespace binnacle::topology
