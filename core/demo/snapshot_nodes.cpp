#include "core/demo/snapshot_parts.h"
#include "core/demo/usage.h"

#include <algorithm>
#include <cmath>

namespace binnacle::demo {

namespace {

constexpr int kPodCapacity = 110;
constexpr std::int64_t kKiPerMi = 1024;
constexpr int kReservedMi = 700; // of a node's memory, for the system

double percent(std::int64_t part, std::int64_t whole)
{
    return whole == 0
        ? 0
        : std::round(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10.0;
}

void writeResources(codec::JsonWriter &json, std::string_view key, const NodeModel &node, int less)
{
    json.key(key).beginObject().member("cpu", std::to_string(node.cores));
    json.member("memory", std::to_string((node.memoryMi - less) * kKiPerMi) + "Ki");
    json.member("pods", std::to_string(kPodCapacity));
    json.member("ephemeralStorage", "102350Mi").endObject();
}

void writeConditions(codec::JsonWriter &json, const NodeModel &node)
{
    json.key("conditions").beginArray();
    writeCondition(json,
        {"MemoryPressure", node.memoryPressure,
            node.memoryPressure ? "KubeletHasInsufficientMemory" : "KubeletHasSufficientMemory",
            node.memoryPressure ? "kubelet has insufficient memory available"
                                : "kubelet has sufficient memory available",
            node.memorySince});
    writeCondition(json,
        {"DiskPressure", node.diskPressure,
            node.diskPressure ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure",
            node.diskPressure ? "kubelet has disk pressure" : "kubelet has no disk pressure",
            node.diskSince});
    writeCondition(json,
        {"PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available",
            node.createdAt});
    writeCondition(json,
        {"Ready", node.ready, node.ready ? "KubeletReady" : "NodeStatusUnknown",
            node.ready ? "kubelet is posting ready status" : "Kubelet stopped posting node status.",
            node.readySince});
    json.endArray();
}

void writeTaint(codec::JsonWriter &json, std::string_view key, Timestamp since)
{
    json.beginObject().member("key", key).member("value", "").member("effect", "NoSchedule");
    json.member("timeAdded", since).endObject();
}

void writeTaints(codec::JsonWriter &json, const NodeModel &node)
{
    json.key("taints").beginArray();
    if (node.diskPressure)
        writeTaint(json, "node.kubernetes.io/disk-pressure", node.diskSince);
    if (node.memoryPressure)
        writeTaint(json, "node.kubernetes.io/memory-pressure", node.memorySince);
    if (!node.schedulable)
        writeTaint(json, "node.kubernetes.io/unschedulable", node.cordonedAt);
    json.endArray();
}

void writeMetrics(SnapshotScope &scope, const NodeModel &node)
{
    codec::JsonWriter &json = scope.json;
    const Usage usage = usageOf(scope.model, node, scope.now);
    const std::int64_t cpu = 1000LL * node.cores;
    const std::int64_t memory = node.memoryMi - kReservedMi;
    const auto pods = std::count_if(scope.model.pods.begin(), scope.model.pods.end(),
        [&](const auto &item) { return item.second.node == node.name; });
    json.key("metrics").beginObject();
    json.key("cpu").beginObject().member("usage", std::to_string(usage.cpu) + 'm');
    json.member("allocatable", std::to_string(node.cores));
    json.member("capacity", std::to_string(node.cores));
    json.member("utilPct", percent(usage.cpu, cpu)).endObject();
    json.key("memory").beginObject().member("usage", std::to_string(usage.memory) + "Mi");
    json.member("allocatable", std::to_string(memory) + "Mi");
    json.member("capacity", std::to_string(node.memoryMi) + "Mi");
    json.member("utilPct", percent(usage.memory, memory)).endObject();
    json.key("pods").beginObject().member("used", static_cast<int>(pods));
    json.member("capacity", kPodCapacity)
        .member("utilPct", percent(pods, kPodCapacity))
        .endObject();
    json.key("pressure").beginObject().member("memoryPressure", node.memoryPressure);
    json.member("diskPressure", node.diskPressure).member("pidPressure", false);
    json.member("networkUnavailable", false).endObject();
    json.endObject();
}

void writeNodeSummary(SnapshotScope &scope, const NodeModel &node)
{
    codec::JsonWriter &json = scope.json;
    const bool isControlPlane = &node == &scope.model.nodes.front();
    json.key("summary").beginObject().member("name", node.name).key("roles").beginArray();
    if (isControlPlane)
        json.value("control-plane");
    json.value("worker").endArray().member("ready", node.ready ? "True" : "Unknown");
    json.member("schedulable", node.schedulable);
    json.member("age", ageText(node.createdAt, scope.now));
    json.member("creationTime", node.createdAt).key("badges").beginArray();
    if (node.diskPressure)
        json.value("DiskPressure");
    if (node.memoryPressure)
        json.value("MemoryPressure");
    if (!node.schedulable)
        json.value("SchedulingDisabled");
    json.endArray().endObject();
}

} // namespace

void writeNodes(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("nodes").beginArray();
    for (const NodeModel &node : scope.model.nodes) {
        json.beginObject();
        writeNodeSummary(scope, node);
        json.key("spec").beginObject().member("unschedulable", !node.schedulable);
        json.member("providerID", "demo:///" + node.zone + '/' + node.name).endObject();
        writeResources(json, "capacity", node, 0);
        writeResources(json, "allocatable", node, kReservedMi);
        json.key("addresses").beginObject().member("hostname", node.name);
        json.member("internalIP", node.ip).endObject();
        json.key("info").beginObject().member("osImage", "Debian GNU/Linux 12 (bookworm)");
        json.member("operatingSystem", "linux").member("architecture", "amd64");
        json.member("kernelVersion", "6.1.0-25-amd64");
        json.member("containerRuntimeVersion", "containerd://1.7.22");
        json.member("kubeletVersion", scope.model.kubeletVersion).endObject();
        writeConditions(json, node);
        writeTaints(json, node);
        writeLabels(json, "labels",
            {{"kubernetes.io/hostname", node.name}, {"kubernetes.io/os", "linux"},
                {"topology.kubernetes.io/zone", node.zone}});
        writeMetrics(scope, node);
        json.endObject();
    }
    json.endArray();
}

} // namespace binnacle::demo
