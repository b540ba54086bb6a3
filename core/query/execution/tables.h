#pragma once

#include "core/domain/alert.h"
#include "core/domain/audit.h"
#include "core/domain/cluster_event.h"
#include "core/domain/command.h"
#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"
#include "core/query/execution/snapshot_index.h"
#include "core/query/execution/table.h"
#include "core/query/execution/world.h"

#include <memory>
#include <vector>

namespace binnacle::query {

// The state of one cluster at one moment.
struct StateMoment
{
    ClusterId cluster;
    std::shared_ptr<const ClusterSnapshot> snapshot; // never null
    std::shared_ptr<const SnapshotIndex> index;      // of that snapshot
    Timestamp at{};                                  // ages count back from here
};

// Whether the rows of a source are objects of a snapshot.
bool isStateSource(SourceId source);
// REQUIRES, both: isStateSource(source).
std::int64_t stateRows(SourceId source, const ClusterSnapshot &snapshot);
TablePtr makeStateTable(SourceId source, const StateMoment &moment);

TablePtr makeClusterTable(std::vector<WorldCluster> clusters);
TablePtr makeEventTable(std::vector<ClusterEvent> events);
// `source` is Slo or Domains.
TablePtr makeLevelTable(SourceId source, const ClusterId &cluster, SloBoard board);
TablePtr makeEdgeTable(MeshGraph graph);
// Lengths of alerts that fire count up to `at`.
TablePtr makeAlertTable(std::vector<Alert> alerts, Timestamp at);
bool isVisible(const Alert &alert, const AccessScope &scope);
TablePtr makeCommandTable(std::vector<CommandRecord> commands);
TablePtr makeAuditTable(std::vector<AuditEntry> entries);

} // namespace binnacle::query
