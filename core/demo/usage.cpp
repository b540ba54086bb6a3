#include "core/demo/usage.h"

#include "core/demo/random.h"

#include <algorithm>

namespace binnacle::demo {

namespace {

constexpr std::int64_t kNoisePeriodMs = 30'000;
constexpr Usage kSystem{.cpu = 240, .memory = 1'400};

// 0.85 .. 1.15
double noise(std::string_view uid, Timestamp at)
{
    const auto period = static_cast<std::uint64_t>(toEpochMs(at) / kNoisePeriodMs);
    return 0.85 + static_cast<double>(stableHash(uid, period) % 301U) / 1000.0;
}

} // namespace

Usage usageOf(const PodModel &pod, Timestamp at)
{
    if (pod.phase != "Running")
        return {};
    int cpu = 0;
    int memory = 0;
    for (std::size_t i = 0; i < pod.containers.size(); ++i) {
        if (pod.containers[i].state != "running")
            continue;
        cpu += pod.shape->containers[i].cpuRequest;
        memory += pod.shape->containers[i].memoryRequest;
    }
    // Behind the mesh are the services that customers load; the rest is mostly steady.
    const bool followsDemand = pod.shape->containers.size() > 1;
    const double load = followsDemand ? 0.22 + 0.55 * demandAt(at) : 0.35;
    const double jitter = noise(pod.uid, at);
    const double warmth
        = std::clamp(static_cast<double>((at - pod.createdAt).count()) / 3'600'000.0, 0.0, 1.0);
    return {.cpu = static_cast<std::int64_t>(cpu * load * jitter),
        .memory = static_cast<std::int64_t>(memory * (0.45 + 0.3 * warmth) * (0.9 + jitter / 10))};
}

Usage usageOf(const ClusterModel &model, const NodeModel &node, Timestamp at)
{
    Usage sum = kSystem;
    for (const auto &[key, pod] : model.pods) {
        if (pod.node != node.name)
            continue;
        const Usage usage = usageOf(pod, at);
        sum.cpu += usage.cpu;
        sum.memory += usage.memory;
    }
    return sum;
}

} // namespace binnacle::demo
