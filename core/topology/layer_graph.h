#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace binnacle::topology {

// The bare graphs that the phases of the layout work on: numbers instead of names, so that every
// phase is quick and gives the same answer for the same structure.

using Vertex = std::uint32_t;

constexpr Vertex toVertex(std::size_t index)
{
    return static_cast<Vertex>(index);
}

struct Arc
{
    Vertex source = 0;
    Vertex target = 0;
    friend bool operator==(const Arc &, const Arc &) = default;
    friend auto operator<=>(const Arc &, const Arc &) = default;
};

// Neighbours of every vertex, in one piece of memory.
class Adjacency
{
public:
    enum class Towards { Targets, Sources };

    Adjacency() = default;
    Adjacency(std::size_t vertices, std::span<const Arc> arcs, Towards towards);

    std::span<const Vertex> of(Vertex vertex) const
    {
        return std::span(m_neighbours).subspan(begin(vertex), end(vertex) - begin(vertex));
    }
    std::span<Vertex> of(Vertex vertex)
    {
        return std::span(m_neighbours).subspan(begin(vertex), end(vertex) - begin(vertex));
    }
    // The numbers of the arcs that `of` follows, in the same order.
    std::span<const std::uint32_t> arcsOf(Vertex vertex) const
    {
        return std::span(m_arcs).subspan(begin(vertex), end(vertex) - begin(vertex));
    }
    std::size_t degree(Vertex vertex) const { return end(vertex) - begin(vertex); }
    std::size_t begin(Vertex vertex) const { return m_begin[vertex]; }
    std::size_t end(Vertex vertex) const { return m_begin[vertex + 1]; }
    std::size_t vertices() const { return m_begin.empty() ? 0 : m_begin.size() - 1; }
    std::size_t size() const { return m_neighbours.size(); }

private:
    std::vector<std::size_t> m_begin;
    std::vector<Vertex> m_neighbours;
    std::vector<std::uint32_t> m_arcs;
};

// A proper layering: every arc joins neighbouring layers, because an arc over several ranks was cut
// into pieces at bends. Vertices below `realCount` are the places, the others are bends.
struct LayerGraph
{
    std::size_t realCount = 0;
    std::vector<std::uint32_t> rank;
    std::vector<std::uint32_t> group;        // namespace; each bend has one of its own
    std::vector<std::vector<Vertex>> layers; // from the top; crossing reduction orders them
    Adjacency before;                        // neighbours in the layer before
    Adjacency after;                         // and in the one after
    std::vector<Vertex> firstBend;           // of each arc; the bends of an arc follow one another

    std::size_t size() const { return rank.size(); }
    bool isBend(Vertex vertex) const { return vertex >= realCount; }
};

// REQUIRES: ranks of every source below that of its target.
LayerGraph makeLayerGraph(std::span<const Arc> arcs, std::span<const std::uint32_t> ranks,
    std::span<const std::uint32_t> groups);

} // namespace binnacle::topology
