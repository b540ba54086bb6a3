#include "core/commands/blast_capacity.h"

#include "core/commands/touched.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace binnacle::commands {

namespace {

constexpr int kMostPods = 100'000; // "no limit" that can still be added up

struct Taken
{
    std::int64_t cpu = 0;
    std::int64_t memory = 0;
    std::int64_t pods = 0;
};

std::unordered_map<std::string_view, Taken> takenByNode(const ClusterSnapshot &snapshot)
{
    std::unordered_map<std::string_view, Taken> taken;
    for (const Pod &pod : snapshot.pods) {
        if (pod.nodeName.empty() || pod.phase == PodPhase::Succeeded
            || pod.phase == PodPhase::Failed)
            continue;
        Taken &node = taken[pod.nodeName];
        node.cpu += std::max<std::int64_t>(0, cpuRequestOf(pod));
        node.memory += std::max<std::int64_t>(0, memoryRequestOf(pod));
        ++node.pods;
    }
    return taken;
}

// How many times `need` fits into what is left; an amount that was not told limits nothing.
std::int64_t fits(std::int64_t allocatable, std::int64_t taken, std::int64_t need)
{
    if (allocatable < 0 || need <= 0)
        return kMostPods;
    return std::max<std::int64_t>(0, allocatable - taken) / need;
}

} // namespace

bool takesNewPods(const Node &node)
{
    return node.schedulable && node.ready == "True" && !node.memoryPressure && !node.diskPressure
        && !node.pidPressure && !node.networkUnavailable;
}

PodNeed needOf(const std::vector<const Pod *> &pods)
{
    PodNeed need;
    const Pod *newest = nullptr;
    for (const Pod *pod : pods) {
        if (!newest || pod->meta.createdAt > newest->meta.createdAt)
            newest = pod;
    }
    if (newest) {
        need.cpu = std::max<std::int64_t>(0, cpuRequestOf(*newest));
        need.memory = std::max<std::int64_t>(0, memoryRequestOf(*newest));
    }
    return need;
}

Room roomFor(const ClusterSnapshot &snapshot, const PodNeed &need, const PodPlacement &placement,
    std::string_view without)
{
    const auto taken = takenByNode(snapshot);
    Room room;
    for (const Node &node : snapshot.nodes) {
        if (!takesNewPods(node) || node.meta.name == without)
            continue;
        if (!mayRunOn(placement, node)) {
            ++room.forbiddenNodes;
            continue;
        }
        ++room.usableNodes;
        room.isKnown = room.isKnown || node.cpuAllocatable >= 0 || node.memoryAllocatable >= 0;
        const auto found = taken.find(node.meta.name);
        const Taken used = found == taken.end() ? Taken{} : found->second;
        const std::int64_t pods = std::min({fits(node.cpuAllocatable, used.cpu, need.cpu),
            fits(node.memoryAllocatable, used.memory, need.memory),
            fits(node.podCapacity, used.pods, 1)});
        if (pods <= 0)
            continue;
        room.nodes.push_back({std::string(node.meta.name), static_cast<int>(pods)});
        room.pods = std::min(kMostPods, room.pods + static_cast<int>(pods));
    }
    std::ranges::sort(room.nodes, [](const NodeRoom &a, const NodeRoom &b) {
        return a.pods != b.pods ? a.pods > b.pods : a.node < b.node;
    });
    return room;
}

} // namespace binnacle::commands
