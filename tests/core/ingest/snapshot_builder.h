#pragma once

#include "core/domain/cluster_snapshot.h"

#include <string>
#include <string_view>
#include <utility>

namespace binnacle::test {

// Snapshots as a decoder would make them, in a line or two.
class SnapshotBuilder
{
public:
    SnapshotBuilder() { m_snapshot.fetchedAt = fromEpochMs(1'772'355'600'000); }

    SnapshotBuilder &pod(std::string_view ns, std::string_view name, std::string_view node,
        std::string_view ownerKind = {}, std::string_view ownerName = {})
    {
        Pod pod;
        pod.meta = meta(ns, name, ownerKind, ownerName);
        pod.nodeName = m_snapshot.arena->copy(node);
        pod.phase = PodPhase::Running;
        m_snapshot.pods.push_back(pod);
        return *this;
    }
    // When the last pod was made.
    SnapshotBuilder &createdAt(Timestamp at)
    {
        m_snapshot.pods.back().meta.createdAt = at;
        return *this;
    }
    SnapshotBuilder &replicaSet(std::string_view ns, std::string_view name,
        std::string_view ownerKind = {}, std::string_view ownerName = {})
    {
        m_snapshot.replicaSets.push_back({.meta = meta(ns, name, ownerKind, ownerName)});
        return *this;
    }
    SnapshotBuilder &job(std::string_view ns, std::string_view name,
        std::string_view ownerKind = {}, std::string_view ownerName = {})
    {
        m_snapshot.jobs.push_back({.meta = meta(ns, name, ownerKind, ownerName)});
        return *this;
    }
    SnapshotBuilder &workload(WorkloadKind kind, std::string_view ns, std::string_view name)
    {
        m_snapshot.workloads.push_back({.kind = kind, .meta = meta(ns, name, {}, {})});
        return *this;
    }
    SnapshotBuilder &event(ClusterEvent event)
    {
        m_snapshot.events.push_back(std::move(event));
        return *this;
    }

    ClusterSnapshot take() { return std::move(m_snapshot); }

private:
    ObjectMeta meta(std::string_view ns, std::string_view name, std::string_view ownerKind,
        std::string_view ownerName)
    {
        Arena &arena = *m_snapshot.arena;
        return {.name = arena.copy(name),
            .ns = arena.copy(ns),
            .ownerKind = arena.copy(ownerKind),
            .ownerName = arena.copy(ownerName)};
    }

    ClusterSnapshot m_snapshot;
};

} // namespace binnacle::test
