#include "core/commands/blast_radius.h"
#include "core/commands/command_params.h"
#include "core/commands/touched.h"

#include <algorithm>

namespace binnacle::commands {

namespace {

PodChange scaled(const Workload &workload, std::int64_t replicas)
{
    const int after = static_cast<int>(replicas);
    return {.created = std::max(0, after - workload.desired),
        .removed = std::max(0, workload.desired - after),
        .before = workload.desired,
        .after = after,
        .least = std::min(workload.ready, after)};
}

// A rolling update takes a share away and puts a share on top; Kubernetes rounds the first down and
// the second up, and takes one away when both are nothing.
PodChange rolled(const Workload &workload, const ScalingLimits &limits)
{
    if (workload.paused)
        return {.before = workload.desired, .after = workload.desired, .least = workload.ready};
    int away = workload.desired;
    if (workload.strategy != "Recreate") {
        away = shareOf(limits.maxUnavailable, workload.desired, false).value_or(0);
        if (away == 0 && shareOf(limits.maxSurge, workload.desired, true).value_or(0) == 0)
            away = 1;
    }
    return {.created = workload.desired,
        .removed = workload.desired,
        .before = workload.desired,
        .after = workload.desired,
        .least = std::min(workload.ready, std::max(0, workload.desired - away))};
}

PodChange podDeleted(const ClusterSnapshot &snapshot, const ResourceRef &target)
{
    const Pod *pod = findPod(snapshot, target.ns, target.name);
    if (!pod)
        return {};
    if (pod->meta.ownerName.empty())
        return {.removed = 1, .before = 1, .after = 0, .least = 0};
    PodChange change{.created = 1, .removed = 1};
    if (const Workload *owner = findWorkload(snapshot, ownerOf(snapshot, *pod))) {
        change.before = owner->desired;
        change.after = owner->desired;
        change.least = std::max(0, owner->ready - (isReady(*pod) ? 1 : 0));
    }
    return change;
}

PodChange allDeleted(const ClusterSnapshot &snapshot, const ResourceRef &target)
{
    const int pods = static_cast<int>(podsOf(snapshot, target).size());
    PodChange change{.removed = pods};
    if (const Workload *workload = findWorkload(snapshot, target)) {
        change.before = workload->desired;
        change.after = 0;
        change.least = 0;
    }
    // A ReplicaSet of a Deployment comes back with its pods.
    for (const ReplicaSet &set : snapshot.replicaSets) {
        if (target.kind == "ReplicaSet" && set.meta.name == target.name && set.meta.ns == target.ns
            && !set.meta.ownerName.empty()) {
            change.created = pods;
            change.least = 0;
        }
    }
    return change;
}

} // namespace

PodChange podChangeOf(
    const Command &command, const ClusterSnapshot *snapshot, const ScalingLimits &limits)
{
    if (!snapshot)
        return {};
    const ResourceRef &target = command.target;
    if (command.action == "delete") {
        static constexpr std::array<std::string_view, 6> kWithPods{
            "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Namespace"};
        if (target.kind == "Pod")
            return podDeleted(*snapshot, target);
        if (std::ranges::find(kWithPods, target.kind) != kWithPods.end())
            return allDeleted(*snapshot, target);
        return {};
    }
    const Workload *workload = findWorkload(*snapshot, target);
    if (!workload)
        return {};
    if (command.action == "scale") {
        const auto replicas = CommandParams(command.params).number("replicas");
        return replicas ? scaled(*workload, *replicas) : PodChange{};
    }
    if (command.action == "restart" || command.action == "update_image")
        return rolled(*workload, limits);
    return {};
}

} // namespace binnacle::commands
