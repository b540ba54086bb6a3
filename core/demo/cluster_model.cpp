#include "core/demo/cluster_model.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace binnacle::demo {

bool PodModel::isReady() const
{
    return phase == "Running" && !terminating
        && std::all_of(containers.begin(), containers.end(),
            [](const ContainerStatus &status) { return status.ready; });
}

int PodModel::restarts() const
{
    int sum = 0;
    for (const ContainerStatus &status : containers)
        sum += status.restarts;
    return sum;
}

std::string WorkloadModel::key() const
{
    return std::string(workloadKindName(kind)) + '/' + objectKey(ns, name);
}

std::string objectKey(std::string_view ns, std::string_view name)
{
    std::string key(ns);
    key.append("/").append(name);
    return key;
}

NodeModel *ClusterModel::node(std::string_view name)
{
    const auto found = std::find_if(
        nodes.begin(), nodes.end(), [&](const NodeModel &node) { return node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

const NodeModel *ClusterModel::node(std::string_view name) const
{
    const auto found = std::find_if(
        nodes.begin(), nodes.end(), [&](const NodeModel &node) { return node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

WorkloadModel *ClusterModel::workload(WorkloadKind kind, std::string_view ns, std::string_view name)
{
    const auto found
        = workloads.find(std::string(workloadKindName(kind)) + '/' + objectKey(ns, name));
    return found == workloads.end() ? nullptr : &found->second;
}

PodModel *ClusterModel::pod(std::string_view ns, std::string_view name)
{
    const auto found = pods.find(objectKey(ns, name));
    return found == pods.end() ? nullptr : &found->second;
}

std::vector<PodModel *> ClusterModel::livePodsOf(
    std::string_view ownerKind, std::string_view ns, std::string_view ownerName)
{
    std::vector<PodModel *> owned;
    for (auto &[key, pod] : pods) {
        const bool isLive = !pod.terminating && pod.phase != "Failed" && pod.phase != "Succeeded";
        if (isLive && pod.ownerName == ownerName && pod.ns == ns && pod.ownerKind == ownerKind)
            owned.push_back(&pod);
    }
    return owned;
}

int ClusterModel::readyPodsOf(const WorkloadModel &workload) const
{
    const std::string key = workload.key();
    return static_cast<int>(std::count_if(pods.begin(), pods.end(),
        [&](const auto &item) { return item.second.workload == key && item.second.isReady(); }));
}

int ClusterModel::readyPodsOf(const ReplicaSetModel &set) const
{
    return static_cast<int>(std::count_if(pods.begin(), pods.end(), [&](const auto &item) {
        const PodModel &pod = item.second;
        return pod.ownerName == set.name && pod.ns == set.ns && pod.isReady();
    }));
}

double demandAt(Timestamp at)
{
    constexpr double kDayMs = 86'400'000;
    constexpr double kTop = 15.0 / 24.0; // of the day
    const auto ms = static_cast<double>(toEpochMs(at));
    const double wave = 0.5 + 0.5 * std::cos(2 * std::numbers::pi * (ms / kDayMs - kTop));
    const auto weekday = (toEpochMs(at) / 86'400'000 + 4) % 7; // 0 is Sunday
    const double weekend = weekday == 0 || weekday == 6 ? 0.8 : 1.0;
    return wave * weekend;
}

} // namespace binnacle::demo
