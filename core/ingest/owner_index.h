#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/resource_ref.h"

#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace binnacle::ingest {

// Who owns what in one snapshot, for looking up many events. Keeps views into the snapshot, which
// must outlive it.
class OwnerIndex
{
public:
    explicit OwnerIndex(const ClusterSnapshot &snapshot);

    // Owners of the object, nearest first: Pod -> ReplicaSet -> Deployment, Pod -> Job -> CronJob.
    // An agent that does not list ReplicaSets still tells a Deployment by the ReplicaSet's name.
    std::vector<ResourceRef> ownersOf(const ResourceRef &object) const;
    // Node on which the pod ran at `at`; empty when the snapshot does not list the pod, or lists a
    // younger one of the same name, which may run elsewhere.
    std::string_view nodeOf(std::string_view ns, std::string_view pod, Timestamp at) const;

private:
    using Key = std::tuple<std::string_view, std::string_view, std::string_view>; // kind, ns, name
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const noexcept;
    };
    struct Owned
    {
        std::string_view ownerKind;
        std::string_view ownerName;
        std::string_view node;
        Timestamp createdAt{};
    };

    void add(std::string_view kind, const ObjectMeta &meta, std::string_view node = {});
    ResourceRef ownerOf(const ResourceRef &object) const;

    std::unordered_map<Key, Owned, KeyHash> m_objects;
};

} // namespace binnacle::ingest
