#pragma once

#include "core/domain/mesh.h"

#include <string>

namespace binnacle::topology {

// The graph in other clothes. Names are escaped for each format; numbers are machine-readable.
std::string toDot(const MeshGraph &graph);
std::string toJson(const MeshGraph &graph); // the answer of contract 03 §3.7 topology
std::string toCsv(const MeshGraph &graph);  // one row an edge, then one row a node without edges

} // namespace binnacle::topology
