#pragma once

#include "core/query/execution/tables.h"

namespace binnacle::query {

// Tables of the objects of a snapshot, by kind; see makeStateTable().
TablePtr makePodTable(StateMoment moment);
TablePtr makeNodeTable(StateMoment moment);
// Workloads, Deployments, StatefulSets, DaemonSets.
TablePtr makeWorkloadTable(SourceId source, StateMoment moment);
TablePtr makeReplicaSetTable(StateMoment moment);
TablePtr makeJobTable(StateMoment moment);
TablePtr makeCronJobTable(StateMoment moment);
TablePtr makeServiceTable(StateMoment moment);
TablePtr makeIngressTable(StateMoment moment);
TablePtr makeNamespaceTable(StateMoment moment);
// "PersistentVolume" for PersistentVolumes, and so on.
std::string_view plainObjectKind(SourceId source);
// Persistent volumes and claims, config maps, secrets.
TablePtr makePlainTable(SourceId source, StateMoment moment);

} // namespace binnacle::query
