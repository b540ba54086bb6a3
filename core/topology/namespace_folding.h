#pragma once

#include "core/topology/layer_graph.h"
#include "core/topology/layered_layout.h"

#include <cstddef>
#include <string>
#include <vector>

namespace binnacle::topology {

// What is drawn of a graph: a place for every service, or one for all services of a folded
// namespace. Everything is sorted by name, so nothing after this depends on the order of the input.
struct FoldedGraph
{
    struct Place
    {
        std::string id; // "shop/checkout", "shop/*"
        std::string ns;
        std::vector<std::size_t> nodes; // of the MeshGraph
        bool isFolded = false;
    };
    std::vector<Place> places;                       // by id
    std::vector<Arc> arcs;                           // between places, by source and target
    std::vector<std::vector<std::size_t>> arcEdges;  // the MeshGraph's edges behind each arc
    std::vector<Vertex> loops;                       // places that call themselves, unfolded ones
    std::vector<std::vector<std::size_t>> loopEdges; // calls within a fold are inside its place
};

FoldedGraph foldNamespaces(const MeshGraph &graph, const LayoutSettings &settings);

} // namespace binnacle::topology
