#pragma once

#include "core/domain/mesh.h"
#include "ui/mesh/mesh_selection.h"

#include <QString>

#include <vector>

namespace binnacle::ui {

// What the mesh puts on the clipboard. One line for each selection; nothing for none.

QString meshNameText(const std::vector<MeshSelection> &selections);       // "shop/checkout"
QString meshNamespaceLines(const std::vector<MeshSelection> &selections); // each once
// Name, requests a second, errors in percent and p95 in milliseconds, tab separated.
QString meshRowLines(const MeshGraph &graph, const std::vector<MeshSelection> &selections);
// The numbers of the window as JSON: an object for one, an array for several. Times are UTC, rates
// a second, shares percent, latencies milliseconds.
QString meshJsonText(const MeshGraph &graph, const std::vector<MeshSelection> &selections);

} // namespace binnacle::ui
