#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/resource_ref.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
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
    struct Object
    {
        std::string_view kind;
        const ObjectMeta *meta;
        std::string_view node;
    };
    // Open addressing: of ten thousand objects one in ten is asked for, so an entry must cost
    // little to make.
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t object = kFree;
    };
    static constexpr std::uint32_t kFree = 0xffff'ffff;

    void add(std::string_view kind, const ObjectMeta &meta, std::string_view node = {});
    const Object *find(std::string_view kind, std::string_view ns, std::string_view name) const;
    // Where the object is, or where it would go.
    std::size_t slotOf(std::uint32_t hash, std::string_view kind, std::string_view ns,
        std::string_view name) const;
    ResourceRef ownerOf(const ResourceRef &object) const;

    std::vector<Object> m_objects;
    std::vector<Slot> m_slots; // a power of two, at most half of them taken
};

} // namespace binnacle::ingest
