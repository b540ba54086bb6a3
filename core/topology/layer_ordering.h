#pragma once

#include "core/topology/crossing_reduction.h"
#include "core/topology/layer_graph.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace binnacle::topology {

// What sweeps and sifting share: the layers being ordered, where everybody stands, who may change
// places with whom, and how much of the budget is spent.
class LayerOrdering
{
public:
    LayerOrdering(LayerGraph &graph, const CrossingSettings &settings, const std::stop_token &stop);

    LayerGraph &graph() { return m_graph; }
    const LayerGraph &graph() const { return m_graph; }
    bool keepsGroups() const { return m_settings.keepGroups; }

    double share() const; // of the budget that is spent
    bool hasBudget(double limit = 1) const { return share() < limit && !m_stop.stop_requested(); }
    void spend(std::size_t steps) { m_spent += steps; }

    // To be called for each layer whose order changed.
    void number(const std::vector<Vertex> &layer);
    void number();
    std::uint32_t position(Vertex vertex) const { return m_position[vertex]; }

    // Two neighbours of one layer: whether groups stay together when they swap.
    bool maySwap(Vertex u, Vertex v) const;
    // The only one of its group in its layer, or a bend.
    bool isAlone(Vertex vertex) const { return m_isAlone[vertex]; }

    // The positions of all neighbours of a layer, ascending for each vertex; they stay right while
    // only this layer is reordered.
    void listNeighbours(const std::vector<Vertex> &layer);
    std::span<const std::uint32_t> before(Vertex vertex) const;
    std::span<const std::uint32_t> after(Vertex vertex) const;
    // What swapping the neighbours u and v gains, when u stands before v.
    std::int64_t gainOfSwap(Vertex u, Vertex v);

private:
    void findLoners();
    void list(const Adjacency &side, Vertex vertex, std::vector<std::uint32_t> &positions) const;

    LayerGraph &m_graph;
    const CrossingSettings &m_settings;
    const std::stop_token &m_stop;
    std::vector<std::uint32_t> m_position;
    std::vector<bool> m_isAlone;
    std::vector<std::uint32_t> m_before;
    std::vector<std::uint32_t> m_after;
    std::size_t m_spent = 0;
};

} // namespace binnacle::topology
