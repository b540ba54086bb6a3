#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/increments.h"
#include "core/domain/temporal_edge.h"

#include <cstddef>
#include <string>
#include <vector>

namespace binnacle::topology {

using binnacle::EdgeUpdate;
using binnacle::TemporalEdge;

struct UpdateRules
{
    bool rebuild = false; // accept a time that is not newer than the newest
    bool force = false;   // accept that most edges are gone
    // The newest `from` or `to` of the source's closed rows, where known; `open` tells the others.
    Timestamp newestClosed{};
};

// What changes when `found` are all edges of one source at `at`, the end of its window. `open` are
// the open rows; those of other sources are left alone (when nothing was found, all must be of
// one). An edge found twice counts once, one whose properties changed is closed and opened again.
// Rows that would have lived for no time are deleted. The same input twice changes nothing. Errors:
// Conflict ("stale: …" when something would change and `at` is not newer than the newest `from`;
// "suspicious_shrink: …" when more than half and more than 20 would be closed); InvalidArgument
// without a time or with several sources.
Result<EdgeUpdate> updateEdges(const std::vector<TemporalEdge> &open,
    std::vector<TemporalEdge> found, Timestamp at, const UpdateRules &rules = {});

// from <= at and (open or at < to).
std::vector<TemporalEdge> edgesAt(const std::vector<TemporalEdge> &all, Timestamp at);

} // namespace binnacle::topology
