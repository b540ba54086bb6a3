#include "core/topology/namespace_folding.h"

#include <map>
#include <utility>

namespace binnacle::topology {

FoldedGraph foldNamespaces(const MeshGraph &graph, const LayoutSettings &settings)
{
    const bool foldAll = graph.nodes.size() > settings.foldAbove;
    const auto isFolded = [&](const std::string &ns) {
        return settings.folded.contains(ns) || (foldAll && !settings.unfolded.contains(ns));
    };
    std::map<std::string, FoldedGraph::Place> places;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const ServiceRef &service = graph.nodes[i].service;
        const bool folded = isFolded(service.ns);
        std::string id = folded ? service.ns + "/*" : service.text();
        FoldedGraph::Place &place = places[id];
        place.id = std::move(id);
        place.ns = service.ns;
        place.isFolded = folded;
        place.nodes.push_back(i);
    }
    FoldedGraph made;
    std::vector<Vertex> placeOf(graph.nodes.size());
    for (auto &[id, place] : places) {
        for (const std::size_t node : place.nodes)
            placeOf[node] = toVertex(made.places.size());
        made.places.push_back(std::move(place));
    }
    std::map<Arc, std::vector<std::size_t>> arcs;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const MeshEdge &edge = graph.edges[i];
        arcs[{placeOf[edge.source], placeOf[edge.target]}].push_back(i);
    }
    for (auto &[arc, edges] : arcs) {
        if (arc.source != arc.target) {
            made.arcs.push_back(arc);
            made.arcEdges.push_back(std::move(edges));
        } else if (!made.places[arc.source].isFolded) {
            made.loops.push_back(arc.source);
            made.loopEdges.push_back(std::move(edges));
        }
    }
    return made;
}

} // namespace binnacle::topology
