#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/temporal_edge.h"

#include <string>
#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

// Table topo_edge_time of contract 07 §7.7. Blocking, on the thread the connection belongs to.
// Ordered by the time from which they exist.
Result<std::vector<TemporalEdge>> readOpenEdges(
    Connection &connection, const ClusterId &cluster, const std::string &source);
// Of every source, those that existed at some time in `range`.
Result<std::vector<TemporalEdge>> readEdges(
    Connection &connection, const ClusterId &cluster, const TimeRange &range);

// Closes, deletes, then opens, inside the running transaction. Errors: Conflict when an edge that
// is to be opened is open already; nothing is left of the update then.
Status applyEdgeUpdate(WriteContext &context, const ClusterId &cluster, const EdgeUpdate &update);

} // namespace binnacle::store
