#include "core/commands/touched.h"

#include "core/slo/slo_service.h"

#include <algorithm>
#include <set>

namespace binnacle::commands {

namespace {

bool isFinished(const Pod &pod)
{
    return pod.phase == PodPhase::Succeeded || pod.phase == PodPhase::Failed;
}

std::string_view labelOf(const ObjectMeta &meta, std::string_view key)
{
    const auto found = std::ranges::find(meta.labels, key, &Label::key);
    return found == meta.labels.end() ? std::string_view() : found->value;
}

// A snapshot may leave ReplicaSets out; then the name without the template's hash is what the
// Deployment is called.
ResourceRef ownerOfReplicaSet(const ClusterSnapshot &snapshot, const Pod &pod)
{
    const std::string ns(pod.meta.ns);
    for (const ReplicaSet &set : snapshot.replicaSets) {
        if (set.meta.name != pod.meta.ownerName || set.meta.ns != pod.meta.ns)
            continue;
        if (set.meta.ownerName.empty())
            return {"ReplicaSet", ns, std::string(set.meta.name)};
        return {std::string(set.meta.ownerKind), ns, std::string(set.meta.ownerName)};
    }
    const std::string_view hash = labelOf(pod.meta, "pod-template-hash");
    const std::string_view name = pod.meta.ownerName;
    if (!hash.empty() && name.size() > hash.size() + 1 && name.ends_with(hash)
        && name[name.size() - hash.size() - 1] == '-')
        return {"Deployment", ns, std::string(name.substr(0, name.size() - hash.size() - 1))};
    return {"ReplicaSet", ns, std::string(name)};
}

bool isWorkloadKind(std::string_view kind)
{
    return kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet";
}

// The sum over the containers, -1 when none of them says anything.
std::int64_t requested(const Pod &pod, std::int64_t Container::*request)
{
    std::int64_t sum = -1;
    for (const Container &container : pod.containers) {
        if (container.*request >= 0)
            sum = std::max<std::int64_t>(sum, 0) + container.*request;
    }
    return sum;
}

bool belongsTo(const ClusterSnapshot &snapshot, const Pod &pod, const ResourceRef &object)
{
    if (object.kind == "Node")
        return pod.nodeName == object.name;
    if (object.kind == "Namespace")
        return pod.meta.ns == object.name;
    if (pod.meta.ns != object.ns)
        return false;
    if (object.kind == "Pod")
        return pod.meta.name == object.name;
    if (pod.meta.ownerKind == object.kind)
        return pod.meta.ownerName == object.name;
    // A Deployment's pods are named after it: most others need no look at the ReplicaSets.
    return pod.meta.ownerKind == "ReplicaSet" && pod.meta.ownerName.starts_with(object.name)
        && ownerOfReplicaSet(snapshot, pod) == object;
}

} // namespace

const Workload *findWorkload(const ClusterSnapshot &snapshot, const ResourceRef &object)
{
    const auto found = std::ranges::find_if(snapshot.workloads, [&object](const Workload &one) {
        return one.meta.name == object.name && one.meta.ns == object.ns
            && workloadKindName(one.kind) == object.kind;
    });
    return found == snapshot.workloads.end() ? nullptr : &*found;
}

const Pod *findPod(const ClusterSnapshot &snapshot, std::string_view ns, std::string_view name)
{
    const auto found = std::ranges::find_if(
        snapshot.pods, [&](const Pod &pod) { return pod.meta.name == name && pod.meta.ns == ns; });
    return found == snapshot.pods.end() ? nullptr : &*found;
}

const Node *findNode(const ClusterSnapshot &snapshot, std::string_view name)
{
    const auto found = std::ranges::find_if(
        snapshot.nodes, [name](const Node &node) { return node.meta.name == name; });
    return found == snapshot.nodes.end() ? nullptr : &*found;
}

ResourceRef ownerOf(const ClusterSnapshot &snapshot, const Pod &pod)
{
    if (pod.meta.ownerKind == "ReplicaSet")
        return ownerOfReplicaSet(snapshot, pod);
    const std::string ns(pod.meta.ns);
    if (pod.meta.ownerName.empty())
        return {"Pod", ns, std::string(pod.meta.name)};
    return {std::string(pod.meta.ownerKind), ns, std::string(pod.meta.ownerName)};
}

std::vector<const Pod *> podsOf(const ClusterSnapshot &snapshot, const ResourceRef &object)
{
    std::vector<const Pod *> pods;
    for (const Pod &pod : snapshot.pods) {
        if (!isFinished(pod) && belongsTo(snapshot, pod, object))
            pods.push_back(&pod);
    }
    return pods;
}

std::vector<ServiceRef> touchedServices(const ClusterSnapshot *snapshot, const Command &command)
{
    const ResourceRef &target = command.target;
    if (isWorkloadKind(target.kind))
        return {{target.ns, target.name}};
    if (!snapshot)
        return {};
    if (target.kind == "Service")
        return slo::backendsOf(*snapshot, target.ns, target.name);
    std::set<ServiceRef> services;
    std::set<std::pair<std::string_view, std::string_view>> seen; // pods of one owner need one look
    if (target.kind == "Pod" || target.kind == "ReplicaSet" || target.kind == "Node"
        || target.kind == "Namespace") {
        for (const Pod *pod : podsOf(*snapshot, target)) {
            if (!pod->meta.ownerName.empty()
                && !seen.insert({pod->meta.ns, pod->meta.ownerName}).second)
                continue;
            const ResourceRef owner = ownerOf(*snapshot, *pod);
            // What DaemonSets run on a node is of the node and no service that moves.
            if (target.kind != "Node" || owner.kind != "DaemonSet")
                services.insert({owner.ns, owner.name});
        }
    }
    return {services.begin(), services.end()};
}

bool selects(
    const std::vector<std::pair<std::string, std::string>> &selector, std::span<const Label> labels)
{
    return std::ranges::all_of(selector, [labels](const auto &wanted) {
        return std::ranges::any_of(labels, [&wanted](const Label &label) {
            return label.key == wanted.first && label.value == wanted.second;
        });
    });
}

bool belongsToService(
    const ClusterSnapshot &snapshot, const Pod &pod, const std::vector<ServiceRef> &services)
{
    return std::ranges::any_of(services, [&](const ServiceRef &service) {
        // Most pods need no look at the ReplicaSets: those of a workload are named after it.
        if (pod.meta.ns != service.ns || !pod.meta.name.starts_with(service.name))
            return false;
        return ownerOf(snapshot, pod).name == service.name;
    });
}

bool isReady(const Pod &pod)
{
    return pod.phase == PodPhase::Running && pod.totalContainers > 0
        && pod.readyContainers >= pod.totalContainers;
}

std::int64_t cpuRequestOf(const Pod &pod)
{
    return requested(pod, &Container::cpuRequest);
}

std::int64_t memoryRequestOf(const Pod &pod)
{
    return requested(pod, &Container::memoryRequest);
}

} // namespace binnacle::commands
