#pragma once

#include "core/base/result.h"
#include "core/console/mesh_feed.h"
#include "core/domain/cluster_snapshot.h"

#include <memory>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// The inspector's facts about one service of the mesh. On a reader thread. Errors: NotFound when
// nothing was measured of it in the range.
struct MeshDetailQuery
{
    ClusterId cluster;
    ServiceRef service;
    TimeRange range;
    std::shared_ptr<const ClusterSnapshot> snapshot; // may be null
};
Result<console::MeshServiceDetail> readMeshDetail(
    store::Connection &connection, const MeshDetailQuery &query);

// Requests of the whole cluster over time with the marks of the incident timeline, for the scrubber
// under the graph. What came in at the ingress; without an ingress what services served.
Result<console::MeshTimeline> readMeshTimeline(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range);

// The first moment from which on `trend` is clearly worse than before it, in error rate or p95;
// unknown when it never gets worse. For "rose 3 m before".
Timestamp onsetOf(const std::vector<Measured> &trend);

} // namespace binnacle::runtime
