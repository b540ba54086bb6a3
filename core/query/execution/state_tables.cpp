#include "core/query/execution/state_tables.h"

#include "core/query/execution/object_table.h"

namespace binnacle::query {

void appendLabels(std::string &list, std::span<const Label> labels)
{
    bool isFirst = true;
    for (const Label &label : labels) {
        if (!isFirst)
            list += ',';
        list.append(label.key).append("=").append(label.value);
        isFirst = false;
    }
}

bool isStateSource(SourceId source)
{
    return source <= SourceId::Secrets;
}

std::int64_t stateRows(SourceId source, const ClusterSnapshot &snapshot)
{
    const auto sizeOf = [](const auto &rows) { return static_cast<std::int64_t>(rows.size()); };
    switch (source) {
    case SourceId::Pods:
        return sizeOf(snapshot.pods);
    case SourceId::Nodes:
        return sizeOf(snapshot.nodes);
    case SourceId::Workloads:
        return sizeOf(snapshot.workloads);
    case SourceId::Deployments:
        return sizeOf(SnapshotIndex(snapshot).workloads(WorkloadKind::Deployment));
    case SourceId::StatefulSets:
        return sizeOf(SnapshotIndex(snapshot).workloads(WorkloadKind::StatefulSet));
    case SourceId::DaemonSets:
        return sizeOf(SnapshotIndex(snapshot).workloads(WorkloadKind::DaemonSet));
    case SourceId::ReplicaSets:
        return sizeOf(snapshot.replicaSets);
    case SourceId::Jobs:
        return sizeOf(snapshot.jobs);
    case SourceId::CronJobs:
        return sizeOf(snapshot.cronJobs);
    case SourceId::Services:
        return sizeOf(snapshot.services);
    case SourceId::Ingresses:
        return sizeOf(snapshot.ingresses);
    case SourceId::Namespaces:
        return sizeOf(snapshot.namespaces);
    default:
        return sizeOf(SnapshotIndex(snapshot).plainObjects(plainObjectKind(source)));
    }
}

TablePtr makeStateTable(SourceId source, const StateMoment &moment)
{
    switch (source) {
    case SourceId::Pods:
        return makePodTable(moment);
    case SourceId::Nodes:
        return makeNodeTable(moment);
    case SourceId::Workloads:
    case SourceId::Deployments:
    case SourceId::StatefulSets:
    case SourceId::DaemonSets:
        return makeWorkloadTable(source, moment);
    case SourceId::ReplicaSets:
        return makeReplicaSetTable(moment);
    case SourceId::Jobs:
        return makeJobTable(moment);
    case SourceId::CronJobs:
        return makeCronJobTable(moment);
    case SourceId::Services:
        return makeServiceTable(moment);
    case SourceId::Ingresses:
        return makeIngressTable(moment);
    case SourceId::Namespaces:
        return makeNamespaceTable(moment);
    default:
        return makePlainTable(source, moment);
    }
}

} // namespace binnacle::query
