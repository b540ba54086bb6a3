#include "core/ingest/owner_index.h"

#include <algorithm>
#include <functional>
#include <string>

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

} // namespace

OwnerIndex::OwnerIndex(const ClusterSnapshot &snapshot)
{
    m_objects.reserve(snapshot.pods.size() + snapshot.replicaSets.size() + snapshot.jobs.size()
        + snapshot.workloads.size());
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
         next = ownerOf(next)) {
        if (next == object || std::ranges::find(chain, next) != chain.end())
            break;
        chain.push_back(next);
    }
    return chain;
}

std::string_view OwnerIndex::nodeOf(std::string_view ns, std::string_view pod, Timestamp at) const
{
    const auto it = m_objects.find({"Pod", ns, pod});
    if (it == m_objects.end() || it->second.createdAt > at)
        return {};
    return it->second.node;
}

void OwnerIndex::add(std::string_view kind, const ObjectMeta &meta, std::string_view node)
{
    m_objects.try_emplace({kind, meta.ns, meta.name},
        Owned{.ownerKind = meta.ownerKind,
            .ownerName = meta.ownerName,
            .node = node,
            .createdAt = meta.createdAt});
}

ResourceRef OwnerIndex::ownerOf(const ResourceRef &object) const
{
    const auto it = m_objects.find({object.kind, object.ns, object.name});
    if (it != m_objects.end() && !it->second.ownerName.empty()) {
        // A static pod belongs to its node, which has no namespace.
        return {.kind = std::string(it->second.ownerKind),
            .ns = it->second.ownerKind == "Node" ? std::string() : object.ns,
            .name = std::string(it->second.ownerName)};
    }
    if (it == m_objects.end() && object.kind == "ReplicaSet") {
        const std::string_view deployment = withoutHash(object.name);
        if (m_objects.contains({"Deployment", object.ns, deployment}))
            return {.kind = "Deployment", .ns = object.ns, .name = std::string(deployment)};
    }
    return {};
}

std::size_t OwnerIndex::KeyHash::operator()(const Key &key) const noexcept
{
    const std::hash<std::string_view> hash;
    std::size_t all = hash(std::get<0>(key));
    for (const std::string_view part : {std::get<1>(key), std::get<2>(key)})
        all = all * 1'000'003 + hash(part);
    return all;
}

} // namespace binnacle::ingest
