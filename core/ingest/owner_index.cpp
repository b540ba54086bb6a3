#include "core/ingest/owner_index.h"

#include <QHashFunctions>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

namespace binnacle::ingest {

namespace {

constexpr std::size_t kLongestChain = 8; // a loop of owner references must end

// "shop-api" of "shop-api-5d9f7c6b8", as the Deployment controller names its ReplicaSets.
std::string_view withoutHash(std::string_view replicaSet)
{
    const std::size_t dash = replicaSet.rfind('-');
    if (dash == std::string_view::npos || dash == 0)
        return {};
    const std::string_view hash = replicaSet.substr(dash + 1);
    const bool looksLikeIt = hash.size() >= 5 && hash.size() <= 10
        && std::ranges::all_of(
            hash, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    return looksLikeIt ? replicaSet.substr(0, dash) : std::string_view{};
}

// Seeded anew with every process: no agent can choose names that meet.
std::uint32_t hashOf(std::string_view kind, std::string_view ns, std::string_view name)
{
    static const std::size_t seed = QHashSeed::globalSeed();
    const std::size_t place = qHashBits(ns.data(), ns.size(), seed ^ kind.size());
    return static_cast<std::uint32_t>(qHashBits(name.data(), name.size(), place));
}

} // namespace

OwnerIndex::OwnerIndex(const ClusterSnapshot &snapshot)
{
    const std::size_t objects = snapshot.pods.size() + snapshot.replicaSets.size()
        + snapshot.jobs.size() + snapshot.workloads.size();
    m_objects.reserve(objects);
    m_slots.resize(std::bit_ceil(2 * objects + 1));
    for (const Pod &pod : snapshot.pods)
        add("Pod", pod.meta, pod.nodeName);
    for (const ReplicaSet &set : snapshot.replicaSets)
        add("ReplicaSet", set.meta);
    for (const Job &job : snapshot.jobs)
        add("Job", job.meta);
    for (const Workload &workload : snapshot.workloads)
        add(workloadKindName(workload.kind), workload.meta);
}

std::vector<ResourceRef> OwnerIndex::ownersOf(const ResourceRef &object) const
{
    std::vector<ResourceRef> chain;
    for (ResourceRef next = ownerOf(object); !next.isEmpty() && chain.size() < kLongestChain;
         next = ownerOf(chain.back())) {
        if (next == object || std::ranges::find(chain, next) != chain.end())
            break;
        chain.push_back(std::move(next));
    }
    return chain;
}

std::string_view OwnerIndex::nodeOf(std::string_view ns, std::string_view pod, Timestamp at) const
{
    const Object *found = find("Pod", ns, pod);
    return found && found->meta->createdAt <= at ? found->node : std::string_view{};
}

void OwnerIndex::add(std::string_view kind, const ObjectMeta &meta, std::string_view node)
{
    const std::uint32_t hash = hashOf(kind, meta.ns, meta.name);
    Slot &slot = m_slots[slotOf(hash, kind, meta.ns, meta.name)];
    if (slot.object != kFree)
        return; // listed twice: the first one counts
    slot = {hash, static_cast<std::uint32_t>(m_objects.size())};
    m_objects.push_back({kind, &meta, node});
}

const OwnerIndex::Object *OwnerIndex::find(
    std::string_view kind, std::string_view ns, std::string_view name) const
{
    const Slot &slot = m_slots[slotOf(hashOf(kind, ns, name), kind, ns, name)];
    return slot.object == kFree ? nullptr : &m_objects[slot.object];
}

std::size_t OwnerIndex::slotOf(
    std::uint32_t hash, std::string_view kind, std::string_view ns, std::string_view name) const
{
    const std::size_t mask = m_slots.size() - 1;
    const auto isIt = [&](const Object &object) {
        return object.kind == kind && object.meta->ns == ns && object.meta->name == name;
    };
    std::size_t at = hash & mask;
    while (m_slots[at].object != kFree
        && (m_slots[at].hash != hash || !isIt(m_objects[m_slots[at].object])))
        at = (at + 1) & mask;
    return at;
}

ResourceRef OwnerIndex::ownerOf(const ResourceRef &object) const
{
    const Object *found = find(object.kind, object.ns, object.name);
    if (found && !found->meta->ownerName.empty()) {
        // A static pod belongs to its node, which has no namespace.
        return {.kind = std::string(found->meta->ownerKind),
            .ns = found->meta->ownerKind == "Node" ? std::string() : object.ns,
            .name = std::string(found->meta->ownerName)};
    }
    if (!found && object.kind == "ReplicaSet") {
        const std::string_view deployment = withoutHash(object.name);
        if (find("Deployment", object.ns, deployment))
            return {.kind = "Deployment", .ns = object.ns, .name = std::string(deployment)};
    }
    return {};
}

} // namespace binnacle::ingest
