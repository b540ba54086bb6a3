#include "core/demo/workload_controller.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace binnacle::demo {

namespace {

constexpr std::size_t kKeptRevisions = 3;
constexpr Duration kRollOutStep{5'000};

// The ReplicaSets of a Deployment, newest first.
std::vector<ReplicaSetModel *> setsOf(ClusterModel &model, const WorkloadModel &workload)
{
    std::vector<ReplicaSetModel *> sets;
    const std::string owner = workload.key();
    for (auto &[key, set] : model.replicaSets) {
        if (set.workload == owner)
            sets.push_back(&set);
    }
    std::sort(sets.begin(), sets.end(),
        [](const auto *a, const auto *b) { return a->revision > b->revision; });
    return sets;
}

} // namespace

WorkloadController::WorkloadController(World &world, PodLifecycle &pods)
    : m_world(world)
    , m_pods(pods)
{
    m_pods.onGone([this](const PodModel &pod) { podGone(pod); });
}

std::string WorkloadController::newHash()
{
    return m_world.random.word(static_cast<std::size_t>(m_world.random.between(9, 10)));
}

void WorkloadController::podGone(const PodModel &pod)
{
    const auto owner = m_world.model.workloads.find(pod.workload);
    if (owner == m_world.model.workloads.end())
        return;
    WorkloadModel &workload = owner->second;
    if (workload.kind == WorkloadKind::StatefulSet && pod.phase == "Failed") {
        m_world.warn(refOf(workload), "statefulset-controller", "RecreatingFailedPod",
            "StatefulSet " + objectKey(workload.ns, workload.name) + " is recreating failed Pod "
                + pod.name);
        m_world.record(refOf(workload), "statefulset-controller", "SuccessfulDelete",
            "delete Pod " + pod.name + " in StatefulSet " + workload.name + " successful");
        m_world.model.pods.erase(objectKey(pod.ns, pod.name));
    }
    reconcile(workload);
}

void WorkloadController::scale(WorkloadModel &workload, int replicas)
{
    workload.replicas = replicas;
    ++workload.generation;
    if (workload.kind == WorkloadKind::Deployment) {
        const auto set
            = m_world.model.replicaSets.find(objectKey(workload.ns, workload.currentSet));
        if (set != m_world.model.replicaSets.end())
            scaleSet(workload, set->second, replicas);
        planStep(workload, kRollOutStep); // older sets, when a roll-out was under way
        return;
    }
    reconcile(workload);
}

void WorkloadController::autoscale(WorkloadModel &workload, int replicas, const std::string &reason)
{
    m_world.record(autoscalerOf(workload, m_world.model.seed), "horizontal-pod-autoscaler",
        "SuccessfulRescale", "New size: " + std::to_string(replicas) + "; reason: " + reason);
    scale(workload, replicas);
}

void WorkloadController::restart(WorkloadModel &workload)
{
    rollOut(workload, PodTemplate(*workload.shape));
}

void WorkloadController::rollOut(WorkloadModel &workload, PodTemplate shape)
{
    ++workload.revision;
    ++workload.generation;
    if (workload.kind == WorkloadKind::Deployment) {
        const std::string hash = newHash();
        shape.labels["pod-template-hash"] = hash;
        workload.shape = std::make_shared<const PodTemplate>(std::move(shape));
        workload.currentSet = workload.name + '-' + hash;
        ReplicaSetModel set;
        set.name = workload.currentSet;
        set.ns = workload.ns;
        set.workload = workload.key();
        set.uid = m_world.newUid("ReplicaSet", objectKey(set.ns, set.name));
        set.revision = workload.revision;
        set.createdAt = m_world.now();
        set.shape = workload.shape;
        m_world.model.replicaSets.emplace(objectKey(set.ns, set.name), std::move(set));
    } else {
        workload.shape = std::make_shared<const PodTemplate>(std::move(shape));
    }
    stepRollOut(workload);
}

void WorkloadController::planStep(const WorkloadModel &workload, Duration delay)
{
    m_world.agenda.after(delay, [this, key = workload.key(), generation = workload.generation] {
        const auto found = m_world.model.workloads.find(key);
        // A newer change plans its own steps.
        if (found != m_world.model.workloads.end() && found->second.generation == generation)
            stepRollOut(found->second);
    });
}

void WorkloadController::stepRollOut(WorkloadModel &workload)
{
    if (workload.kind == WorkloadKind::Deployment)
        stepDeployment(workload);
    else
        stepOneByOne(workload);
}

void WorkloadController::stepDeployment(WorkloadModel &workload)
{
    const auto sets = setsOf(m_world.model, workload);
    if (sets.empty())
        return;
    ReplicaSetModel &current = *sets.front();
    int old = 0;
    ReplicaSetModel *oldest = nullptr;
    for (std::size_t i = 1; i < sets.size(); ++i) {
        old += sets[i]->desired;
        if (sets[i]->desired > 0)
            oldest = sets[i];
    }
    if (!oldest && current.desired == workload.replicas) {
        forgetOldSets(workload);
        return;
    }
    const int surge = std::max(1, workload.replicas / 4);
    const int ready = m_world.model.readyPodsOf(current);
    if (current.desired < workload.replicas && current.desired + old < workload.replicas + surge) {
        const int room = workload.replicas + surge - current.desired - old;
        scaleSet(workload, current, std::min(workload.replicas, current.desired + room));
    } else if (oldest && ready >= current.desired) {
        const int spare = current.desired + old - workload.replicas;
        scaleSet(workload, *oldest, oldest->desired - std::clamp(spare, 1, oldest->desired));
    } else if (current.desired > workload.replicas) {
        scaleSet(workload, current, workload.replicas);
    }
    planStep(workload, kRollOutStep);
}

void WorkloadController::stepOneByOne(WorkloadModel &workload)
{
    const std::string owner = workload.key();
    PodModel *next = nullptr;
    bool waiting = false;
    for (auto &[key, pod] : m_world.model.pods) {
        if (pod.workload != owner)
            continue;
        if (pod.shape != workload.shape && !pod.terminating)
            next = &pod; // the last one: the highest ordinal goes first
        else if (!pod.isReady())
            waiting = true;
    }
    if (!next && !waiting)
        return;
    if (next && !waiting)
        m_pods.remove(*next);
    planStep(workload, kRollOutStep);
}

void WorkloadController::forgetOldSets(const WorkloadModel &workload)
{
    const auto sets = setsOf(m_world.model, workload);
    for (std::size_t i = kKeptRevisions; i < sets.size(); ++i)
        m_world.model.replicaSets.erase(objectKey(sets[i]->ns, sets[i]->name));
}

void WorkloadController::scaleSet(WorkloadModel &workload, ReplicaSetModel &set, int desired)
{
    if (set.desired == desired)
        return;
    m_world.record(refOf(workload), "deployment-controller", "ScalingReplicaSet",
        std::string("Scaled ") + (desired > set.desired ? "up" : "down") + " replica set "
            + set.name + " from " + std::to_string(set.desired) + " to " + std::to_string(desired));
    set.desired = desired;
    reconcileSet(set);
}

void WorkloadController::reconcile(WorkloadModel &workload)
{
    switch (workload.kind) {
    case WorkloadKind::Deployment:
        for (ReplicaSetModel *set : setsOf(m_world.model, workload))
            reconcileSet(*set);
        break;
    case WorkloadKind::StatefulSet:
        reconcileStateful(workload);
        break;
    case WorkloadKind::DaemonSet:
        reconcileDaemons(workload);
        break;
    }
}

PodModel WorkloadController::podOf(const WorkloadModel &workload, const std::string &name) const
{
    PodModel pod;
    pod.name = name;
    pod.ns = workload.ns;
    pod.ownerKind = workloadKindName(workload.kind);
    pod.ownerName = workload.name;
    pod.workload = workload.key();
    pod.shape = workload.shape;
    return pod;
}

void WorkloadController::reconcileSet(ReplicaSetModel &set)
{
    auto owned = m_world.model.livePodsOf("ReplicaSet", set.ns, set.name);
    const auto &owner = m_world.model.workloads.at(set.workload);
    for (auto missing = set.desired - static_cast<int>(owned.size()); missing > 0; --missing) {
        PodModel pod = podOf(owner, set.name + '-' + m_world.random.word(5));
        pod.ownerKind = "ReplicaSet";
        pod.ownerName = set.name;
        pod.shape = set.shape;
        m_world.record(
            refOf(set), "replicaset-controller", "SuccessfulCreate", "Created pod: " + pod.name);
        m_pods.create(std::move(pod));
    }
    // Unready ones first, then the youngest.
    std::stable_sort(owned.begin(), owned.end(), [](const PodModel *a, const PodModel *b) {
        return std::pair(a->isReady(), -toEpochMs(a->createdAt))
            < std::pair(b->isReady(), -toEpochMs(b->createdAt));
    });
    for (std::size_t i = 0; i + static_cast<std::size_t>(set.desired) < owned.size(); ++i) {
        m_world.record(refOf(set), "replicaset-controller", "SuccessfulDelete",
            "Deleted pod: " + owned[i]->name);
        m_pods.remove(*owned[i]);
    }
}

void WorkloadController::reconcileStateful(WorkloadModel &workload)
{
    for (int ordinal = 0; ordinal < workload.replicas; ++ordinal) {
        PodModel pod = podOf(workload, workload.name + '-' + std::to_string(ordinal));
        if (m_world.model.pods.contains(objectKey(pod.ns, pod.name)))
            continue;
        pod.ordinal = ordinal;
        m_world.record(refOf(workload), "statefulset-controller", "SuccessfulCreate",
            "create Pod " + pod.name + " in StatefulSet " + workload.name + " successful");
        m_pods.create(std::move(pod));
    }
    for (PodModel *pod : m_world.model.livePodsOf("StatefulSet", workload.ns, workload.name)) {
        if (pod->ordinal < workload.replicas)
            continue;
        m_world.record(refOf(workload), "statefulset-controller", "SuccessfulDelete",
            "delete Pod " + pod->name + " in StatefulSet " + workload.name + " successful");
        m_pods.remove(*pod);
    }
}

void WorkloadController::reconcileDaemons(WorkloadModel &workload)
{
    std::set<std::string> served;
    for (const auto &[key, pod] : m_world.model.pods) {
        if (pod.workload == workload.key())
            served.insert(pod.node);
    }
    for (const NodeModel &node : m_world.model.nodes) {
        if (served.contains(node.name))
            continue;
        PodModel pod = podOf(workload, workload.name + '-' + m_world.random.word(5));
        pod.node = node.name;
        m_world.record(refOf(workload), "daemonset-controller", "SuccessfulCreate",
            "Created pod: " + pod.name);
        m_pods.create(std::move(pod));
    }
}

} // namespace binnacle::demo
