#include "core/query/execution/snapshot_index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::query {

namespace {

constexpr std::size_t kMostIndexes = 512;
constexpr std::array<std::string_view, 2> kZoneLabels{
    "topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"};

struct NameHash
{
    std::size_t operator()(const std::pair<std::string_view, std::string_view> &name) const
    {
        constexpr std::size_t kMix = 0x9e3779b97f4a7c15;
        const std::hash<std::string_view> hash;
        return hash(name.first) * kMix + hash(name.second);
    }
};
// (namespace, name) -> the object
using Names = std::unordered_map<std::pair<std::string_view, std::string_view>, const ObjectMeta *,
    NameHash>;

template<typename Objects>
Names namesOf(const Objects &objects)
{
    Names names;
    names.reserve(objects.size());
    for (const auto &object : objects)
        names.emplace(std::pair{object.meta.ns, object.meta.name}, &object.meta);
    return names;
}

double requested(std::span<const Container> containers, std::int64_t Container::*request)
{
    double sum = 0;
    for (const Container &container : containers)
        sum += static_cast<double>(std::max<std::int64_t>(container.*request, 0));
    return sum;
}

bool isFinished(const Pod &pod)
{
    return pod.phase == PodPhase::Succeeded || pod.phase == PodPhase::Failed;
}

} // namespace

const std::vector<const Node *> &SnapshotIndex::nodesOfPods() const
{
    std::call_once(m_nodesOnce, [this] {
        std::unordered_map<std::string_view, const Node *> byName;
        byName.reserve(m_snapshot.nodes.size());
        for (const Node &node : m_snapshot.nodes)
            byName.emplace(node.meta.name, &node);
        m_nodes.reserve(m_snapshot.pods.size());
        for (const Pod &pod : m_snapshot.pods) {
            const auto found = byName.find(pod.nodeName);
            m_nodes.push_back(found == byName.end() ? nullptr : found->second);
        }
    });
    return m_nodes;
}

const std::vector<SnapshotIndex::Owner> &SnapshotIndex::ownersOfPods() const
{
    std::call_once(m_ownersOnce, [this] {
        const Names replicaSets = namesOf(m_snapshot.replicaSets);
        const Names jobs = namesOf(m_snapshot.jobs);
        m_owners.reserve(m_snapshot.pods.size());
        for (const Pod &pod : m_snapshot.pods) {
            Owner owner{.kind = pod.meta.ownerKind, .name = pod.meta.ownerName};
            const bool isSet = owner.kind == "ReplicaSet";
            if (isSet || owner.kind == "Job") {
                const Names &between = isSet ? replicaSets : jobs;
                const auto found = between.find({pod.meta.ns, owner.name});
                if (found != between.end() && !found->second->ownerName.empty())
                    owner = {found->second->ownerKind, found->second->ownerName};
            }
            m_owners.push_back(owner);
        }
    });
    return m_owners;
}

const std::vector<SnapshotIndex::NodePods> &SnapshotIndex::podsOfNodes() const
{
    std::call_once(m_podsOnce, [this] {
        m_pods.resize(m_snapshot.nodes.size());
        const std::vector<const Node *> &nodes = nodesOfPods();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Pod &pod = m_snapshot.pods[i];
            if (!nodes[i] || isFinished(pod))
                continue;
            NodePods &sum = m_pods[static_cast<std::size_t>(nodes[i] - m_snapshot.nodes.data())];
            ++sum.pods;
            sum.cpuRequests += requested(pod.containers, &Container::cpuRequest) / 1000;
            sum.memoryRequests += requested(pod.containers, &Container::memoryRequest);
        }
    });
    return m_pods;
}

Selection SnapshotIndex::plainObjects(std::string_view kind) const
{
    Selection rows;
    for (std::size_t i = 0; i < m_snapshot.plainObjects.size(); ++i) {
        if (m_snapshot.plainObjects[i].kind == kind)
            rows.push_back(static_cast<RowIndex>(i));
    }
    return rows;
}

Selection SnapshotIndex::workloads(WorkloadKind kind) const
{
    Selection rows;
    for (std::size_t i = 0; i < m_snapshot.workloads.size(); ++i) {
        if (m_snapshot.workloads[i].kind == kind)
            rows.push_back(static_cast<RowIndex>(i));
    }
    return rows;
}

std::string_view labelValue(const ObjectMeta &meta, std::string_view key)
{
    const auto found = std::ranges::find(meta.labels, key, &Label::key);
    return found == meta.labels.end() ? std::string_view{} : found->value;
}

bool hasLabel(const ObjectMeta &meta, std::string_view key)
{
    return std::ranges::find(meta.labels, key, &Label::key) != meta.labels.end();
}

std::string_view zoneOf(const Node &node)
{
    for (const std::string_view label : kZoneLabels) {
        if (hasLabel(node.meta, label))
            return labelValue(node.meta, label);
    }
    return {};
}

std::shared_ptr<const SnapshotIndex> SnapshotIndexes::of(
    const std::shared_ptr<const ClusterSnapshot> &snapshot)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_entries.find(snapshot.get());
    if (known != m_entries.end() && known->second.snapshot.lock() == snapshot)
        return known->second.index;
    std::erase_if(m_entries, [](const auto &entry) { return entry.second.snapshot.expired(); });
    if (m_entries.size() >= kMostIndexes)
        m_entries.erase(m_entries.begin());
    auto index = std::make_shared<const SnapshotIndex>(*snapshot);
    m_entries[snapshot.get()] = {.snapshot = snapshot, .index = index};
    return index;
}

} // namespace binnacle::query
