#pragma once

#include "core/commands/pod_placement.h"
#include "core/domain/cluster_snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::commands {

// Room on nodes by what pods asked for, as the scheduler counts: allocatable less the requests of
// all pods that have not finished. Cordoned nodes, those that are not ready and those under
// pressure take nothing new; nor do those that the pod may not run on (see PodPlacement). Volumes
// are not looked at: they are not in a snapshot in a form that could be.
struct PodNeed
{
    std::int64_t cpu = 0;    // millicores; 0: nothing asked for
    std::int64_t memory = 0; // bytes
};

struct NodeRoom
{
    std::string node;
    int pods = 0; // how many of these fit
};

struct Room
{
    std::vector<NodeRoom> nodes; // those with room for at least one, the most room first
    int pods = 0;                // together
    int usableNodes = 0;
    int forbiddenNodes = 0; // usable for others: taints, the node selector or affinity
    bool isKnown = false;   // some node told what it can give
};

// `without` is a node to leave out besides, "" none.
Room roomFor(const ClusterSnapshot &snapshot, const PodNeed &need, const PodPlacement &placement,
    std::string_view without = {});

// What one more pod of a workload asks for: as its pods do now.
PodNeed needOf(const std::vector<const Pod *> &pods);

bool takesNewPods(const Node &node);

} // namespace binnacle::commands
