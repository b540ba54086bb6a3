#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/query/execution/cell.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace binnacle::query {

// What rows of a snapshot need of each other: the node of a pod, the controller behind its
// ReplicaSet, the pods of a node. Each part is made when it is first asked for. Thread-safe; the
// snapshot must outlive it.
class SnapshotIndex
{
public:
    explicit SnapshotIndex(const ClusterSnapshot &snapshot)
        : m_snapshot(snapshot)
    {}

    const ClusterSnapshot &snapshot() const { return m_snapshot; }

    // By place in snapshot().pods; null: not scheduled, or the node is not listed.
    const std::vector<const Node *> &nodesOfPods() const;

    struct Owner
    {
        std::string_view kind;
        std::string_view name;
    };
    // The top controller of each pod: a ReplicaSet's Deployment, a Job's CronJob.
    const std::vector<Owner> &ownersOfPods() const;

    struct NodePods
    {
        std::int64_t pods = 0;     // not finished
        double cpuRequests = 0;    // cores
        double memoryRequests = 0; // bytes
    };
    const std::vector<NodePods> &podsOfNodes() const; // by place in snapshot().nodes

    // Objects of one kind, by their places in snapshot().plainObjects.
    Selection plainObjects(std::string_view kind) const;
    Selection workloads(WorkloadKind kind) const;

private:
    const ClusterSnapshot &m_snapshot;
    mutable std::once_flag m_nodesOnce;
    mutable std::once_flag m_ownersOnce;
    mutable std::once_flag m_podsOnce;
    mutable std::vector<const Node *> m_nodes;
    mutable std::vector<Owner> m_owners;
    mutable std::vector<NodePods> m_pods;
};

// The value of a label; empty where there is none.
std::string_view labelValue(const ObjectMeta &meta, std::string_view key);
bool hasLabel(const ObjectMeta &meta, std::string_view key);
// Where a node stands, of the well-known labels; empty: not told.
std::string_view zoneOf(const Node &node);

// Indexes of snapshots that were asked about lately and are still alive. Thread-safe.
class SnapshotIndexes
{
public:
    std::shared_ptr<const SnapshotIndex> of(const std::shared_ptr<const ClusterSnapshot> &snapshot);

private:
    struct Entry
    {
        std::weak_ptr<const ClusterSnapshot> snapshot;
        std::shared_ptr<const SnapshotIndex> index;
    };
    std::mutex m_mutex;
    std::unordered_map<const ClusterSnapshot *, Entry> m_entries; // guarded by m_mutex
};

} // namespace binnacle::query
