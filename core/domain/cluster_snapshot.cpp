#include "core/domain/cluster_snapshot.h"

#include <algorithm>

namespace binnacle {

namespace {

template<typename Range, typename Predicate>
std::int32_t countOf(const Range &range, Predicate predicate)
{
    return static_cast<std::int32_t>(std::ranges::count_if(range, predicate));
}

template<typename Range>
std::int32_t sizeOf(const Range &range)
{
    return static_cast<std::int32_t>(range.size());
}

// Adds a reading that may be absent (-1) to a sum that may not have started (-1).
void addReading(std::int64_t &sum, std::int64_t reading)
{
    if (reading >= 0)
        sum = std::max<std::int64_t>(sum, 0) + reading;
}

double share(std::int32_t part, std::int32_t whole)
{
    return whole == 0 ? 1.0 : static_cast<double>(part) / whole;
}

} // namespace

std::string_view podPhaseName(PodPhase phase)
{
    switch (phase) {
    case PodPhase::Unknown:
        return "Unknown";
    case PodPhase::Pending:
        return "Pending";
    case PodPhase::Running:
        return "Running";
    case PodPhase::Succeeded:
        return "Succeeded";
    case PodPhase::Failed:
        return "Failed";
    }
    return "Unknown";
}

std::string_view podStatusWord(const Pod &pod)
{
    for (const Container &container : pod.initContainers) {
        if (container.state == "waiting" && container.stateReason != "PodInitializing"
            && !container.stateReason.empty())
            return container.stateReason;
    }
    for (const Container &container : pod.containers) {
        if (container.state != "running" && !container.stateReason.empty()
            && container.stateReason != "Completed")
            return container.stateReason;
    }
    if (pod.phase == PodPhase::Failed && !pod.reason.empty())
        return pod.reason;
    return podPhaseName(pod.phase);
}

std::string_view workloadKindName(WorkloadKind kind)
{
    switch (kind) {
    case WorkloadKind::Deployment:
        return "Deployment";
    case WorkloadKind::StatefulSet:
        return "StatefulSet";
    case WorkloadKind::DaemonSet:
        return "DaemonSet";
    }
    return "Deployment";
}

SnapshotSummary summarise(const ClusterSnapshot &s)
{
    SnapshotSummary sum;
    sum.totalNodes = sizeOf(s.nodes);
    sum.readyNodes = countOf(s.nodes, [](const Node &node) { return node.ready == "True"; });
    sum.totalPods = sizeOf(s.pods);
    for (const Pod &pod : s.pods) {
        sum.runningPods += pod.phase == PodPhase::Running;
        sum.pendingPods += pod.phase == PodPhase::Pending;
        sum.failedPods += pod.phase == PodPhase::Failed;
        sum.succeededPods += pod.phase == PodPhase::Succeeded;
    }
    sum.totalWorkloads = sizeOf(s.workloads);
    sum.healthyWorkloads
        = countOf(s.workloads, [](const Workload &workload) { return workload.isHealthy(); });
    sum.totalNamespaces = sizeOf(s.namespaces);
    sum.totalEvents = sizeOf(s.events);
    sum.warningEvents = countOf(
        s.events, [](const ClusterEvent &event) { return event.type == EventType::Warning; });
    sum.totalObjects = sizeOf(s.pods) + sizeOf(s.nodes) + sizeOf(s.workloads)
        + sizeOf(s.replicaSets) + sizeOf(s.jobs) + sizeOf(s.cronJobs) + sizeOf(s.services)
        + sizeOf(s.ingresses) + sizeOf(s.namespaces) + sizeOf(s.plainObjects);
    for (const Node &node : s.nodes) {
        if (node.cpuUsage >= 0) {
            addReading(sum.cpuUsage, node.cpuUsage);
            addReading(sum.cpuAllocatable, node.cpuAllocatable);
        }
        if (node.memoryUsage >= 0) {
            addReading(sum.memoryUsage, node.memoryUsage);
            addReading(sum.memoryAllocatable, node.memoryAllocatable);
        }
    }
    return sum;
}

ClusterHealth healthOf(const SnapshotSummary &summary)
{
    if (summary.totalNodes == 0)
        return ClusterHealth::Unknown;
    const double nodes = share(summary.readyNodes, summary.totalNodes);
    const double pods = share(summary.runningPods, summary.totalPods - summary.succeededPods);
    if (nodes >= 0.9 && pods >= 0.8)
        return ClusterHealth::Healthy;
    return nodes >= 0.7 && pods >= 0.6 ? ClusterHealth::Degraded : ClusterHealth::Unhealthy;
}

} // namespace binnacle
