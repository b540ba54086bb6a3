#include "core/topology/longest_path.h"

#include <algorithm>
#include <limits>

namespace binnacle::topology {

namespace {

// In an order in which callers come first.
std::vector<Vertex> topologicalOrder(const Adjacency &targets, const Adjacency &sources)
{
    const std::size_t vertices = targets.vertices();
    std::vector<std::size_t> waiting(vertices);
    std::vector<Vertex> order;
    order.reserve(vertices);
    for (Vertex vertex = 0; vertex < vertices; ++vertex) {
        waiting[vertex] = sources.degree(vertex);
        if (waiting[vertex] == 0)
            order.push_back(vertex);
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const Vertex target : targets.of(order[next])) {
            if (--waiting[target] == 0)
                order.push_back(target);
        }
    }
    return order;
}

int bestRank(Vertex vertex, const std::vector<int> &ranks, const Adjacency &targets,
    const Adjacency &sources)
{
    const std::size_t in = sources.degree(vertex);
    const std::size_t out = targets.degree(vertex);
    int rank = ranks[vertex];
    if (out > in) {
        rank = std::numeric_limits<int>::max();
        for (const Vertex target : targets.of(vertex))
            rank = std::min(rank, ranks[target] - 1);
    } else if (in > out) {
        rank = std::numeric_limits<int>::min();
        for (const Vertex source : sources.of(vertex))
            rank = std::max(rank, ranks[source] + 1);
    }
    return rank;
}

// Single vertices move towards the side with more arcs until none gains: most of the way to the
// optimum in linear time, so that few exchanges are left.
void tighten(std::vector<int> &ranks, const std::vector<Vertex> &order, const Adjacency &targets,
    const Adjacency &sources)
{
    constexpr int kPasses = 30;
    bool moved = true;
    for (int pass = 0; moved && pass < kPasses; ++pass) {
        moved = false;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Vertex vertex = order[pass % 2 == 0 ? order.size() - 1 - i : i];
            const int rank = bestRank(vertex, ranks, targets, sources);
            moved = moved || rank != ranks[vertex];
            ranks[vertex] = rank;
        }
    }
}

} // namespace

std::vector<int> longestPathRanks(const Adjacency &targets, const Adjacency &sources)
{
    const std::vector<Vertex> order = topologicalOrder(targets, sources);
    std::vector<int> ranks(targets.vertices());
    for (const Vertex vertex : order) {
        for (const Vertex target : targets.of(vertex))
            ranks[target] = std::max(ranks[target], ranks[vertex] + 1);
    }
    tighten(ranks, order, targets, sources);
    return ranks;
}

} // namespace binnacle::topology
