#include "core/topology/layer_crossings.h"

#include <algorithm>
#include <vector>

namespace binnacle::topology {

namespace {

// Counts pairs in the wrong order while positions come in one by one (Barth, Jünger and Mutzel,
// "Simple and Efficient Bilayer Cross Counting", 2002).
class InversionCounter
{
public:
    void reset(std::size_t positions)
    {
        m_leaves = 1;
        while (m_leaves < positions)
            m_leaves *= 2;
        m_tree.assign(2 * m_leaves, 0);
    }
    std::size_t add(std::uint32_t position)
    {
        std::size_t larger = 0;
        for (std::size_t node = position + m_leaves; node > 1; node /= 2) {
            ++m_tree[node];
            if (node % 2 == 0)
                larger += m_tree[node + 1];
        }
        return larger;
    }

private:
    std::size_t m_leaves = 1;
    std::vector<std::uint32_t> m_tree;
};

} // namespace

void sortPositions(std::span<std::uint32_t> positions)
{
    if (positions.size() > 32) {
        std::ranges::sort(positions);
        return;
    }
    for (std::size_t i = 1; i < positions.size(); ++i) {
        const std::uint32_t position = positions[i];
        std::size_t at = i;
        for (; at > 0 && positions[at - 1] > position; --at)
            positions[at] = positions[at - 1];
        positions[at] = position;
    }
}

std::int64_t crossingSurplus(std::span<const std::uint32_t> u, std::span<const std::uint32_t> v)
{
    if (u.size() == 1 && v.size() == 1)
        return static_cast<std::int64_t>(v[0] < u[0]) - static_cast<std::int64_t>(v[0] > u[0]);
    std::int64_t surplus = 0;
    std::size_t below = 0;    // of v's, less than the present of u
    std::size_t notAbove = 0; // of v's, at most the present of u
    for (const std::uint32_t position : u) {
        while (below < v.size() && v[below] < position)
            ++below;
        notAbove = std::max(notAbove, below);
        while (notAbove < v.size() && v[notAbove] <= position)
            ++notAbove;
        surplus
            += static_cast<std::int64_t>(below) - static_cast<std::int64_t>(v.size() - notAbove);
    }
    return surplus;
}

std::size_t layerCrossings(const LayerGraph &graph)
{
    std::vector<std::uint32_t> position(graph.size());
    for (const auto &layer : graph.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            position[layer[i]] = static_cast<std::uint32_t>(i);
    }
    InversionCounter counter;
    std::vector<std::uint32_t> targets;
    std::size_t crossings = 0;
    for (std::size_t rank = 1; rank < graph.layers.size(); ++rank) {
        counter.reset(graph.layers[rank].size());
        for (const Vertex vertex : graph.layers[rank - 1]) {
            targets.clear();
            for (const Vertex target : graph.after.of(vertex))
                targets.push_back(position[target]);
            sortPositions(targets);
            for (const std::uint32_t target : targets)
                crossings += counter.add(target);
        }
    }
    return crossings;
}

} // namespace binnacle::topology
