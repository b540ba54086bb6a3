#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/command.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::commands {

// What a command is about, found in a snapshot. Pointers live as long as the snapshot.

// Null: the snapshot lists none.
const Workload *findWorkload(const ClusterSnapshot &snapshot, const ResourceRef &object);
const Pod *findPod(const ClusterSnapshot &snapshot, std::string_view ns, std::string_view name);
const Node *findNode(const ClusterSnapshot &snapshot, std::string_view name);

// The workload above a pod, through its ReplicaSet; the pod itself when nobody owns it.
ResourceRef ownerOf(const ClusterSnapshot &snapshot, const Pod &pod);
// Pods of a workload, a ReplicaSet or a Job; a Pod's own; those on a Node; those in a Namespace.
// Finished ones are left out.
std::vector<const Pod *> podsOf(const ClusterSnapshot &snapshot, const ResourceRef &object);

// The workloads that the command touches, as the mesh calls them: of a Pod its owner, of a Service
// those behind it, of a Node and a Namespace those with pods there. A workload that the snapshot
// does not list stands for itself.
std::vector<ServiceRef> touchedServices(const ClusterSnapshot *snapshot, const Command &command);

// Whether one of these workloads owns the pod.
bool belongsToService(
    const ClusterSnapshot &snapshot, const Pod &pod, const std::vector<ServiceRef> &services);

// Whether every one of `selector` is among the labels.
bool selects(const std::vector<std::pair<std::string, std::string>> &selector,
    std::span<const Label> labels);

bool isReady(const Pod &pod); // runs, and all its containers are ready

// What the pods asked for: -1 where no container says.
std::int64_t cpuRequestOf(const Pod &pod);
std::int64_t memoryRequestOf(const Pod &pod);

} // namespace binnacle::commands
