#pragma once

#include "core/console/mesh_feed.h"

namespace binnacle::fake {

// What the pictures of fake::MeshFeed are made of: any graph, laid out by hand.

inline constexpr double kMeshBoxWidth = 136;
inline constexpr double kMeshBoxHeight = 50;

SloStatus judge(const Traffic &traffic);
MeshEdge newEdge(const MeshGraph &graph, std::size_t source, std::size_t target);
// A straight line for the edge at `index`.
MeshLayout::Route routeOf(const MeshLayout &layout, const MeshGraph &graph, std::size_t index);

// Only the namespace and what it calls and is called by, or the focus and so many hops around it.
void narrow(MeshGraph &graph, MeshLayout &layout, const console::MeshQuestion &question);
MeshDiff diffOf(const MeshGraph &before, const MeshGraph &now);

} // namespace binnacle::fake
