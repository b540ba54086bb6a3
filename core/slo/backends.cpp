#include "core/slo/slo_service.h"

#include <algorithm>
#include <set>

namespace binnacle::slo {

namespace {

std::string_view labelOf(const ObjectMeta &meta, std::string_view key)
{
    const auto found = std::ranges::find(meta.labels, key, &Label::key);
    return found == meta.labels.end() ? std::string_view() : found->value;
}

bool matches(std::span<const Label> selector, const ObjectMeta &meta)
{
    return std::ranges::all_of(selector, [&meta](const Label &wanted) {
        return std::ranges::any_of(meta.labels, [&wanted](const Label &label) {
            return label.key == wanted.key && label.value == wanted.value;
        });
    });
}

// Of a ReplicaSet's pod: the Deployment above it. A snapshot may leave ReplicaSets out; then the
// name without the template's hash is what the Deployment is called.
std::string deploymentOf(const ClusterSnapshot &snapshot, const ObjectMeta &pod)
{
    const auto isOwner = [&pod](const ReplicaSet &set) {
        return set.meta.name == pod.ownerName && set.meta.ns == pod.ns;
    };
    const auto found = std::ranges::find_if(snapshot.replicaSets, isOwner);
    if (found != snapshot.replicaSets.end())
        return std::string(
            found->meta.ownerName.empty() ? found->meta.name : found->meta.ownerName);
    const std::string_view hash = labelOf(pod, "pod-template-hash");
    const std::string_view name = pod.ownerName;
    if (!hash.empty() && name.size() > hash.size() + 1 && name.ends_with(hash)
        && name[name.size() - hash.size() - 1] == '-')
        return std::string(name.substr(0, name.size() - hash.size() - 1));
    return std::string(name);
}

ServiceRef workloadOf(const ClusterSnapshot &snapshot, const ObjectMeta &pod)
{
    if (pod.ownerKind == "ReplicaSet")
        return {.ns = std::string(pod.ns), .name = deploymentOf(snapshot, pod)};
    return {.ns = std::string(pod.ns),
        .name = std::string(pod.ownerName.empty() ? pod.name : pod.ownerName)};
}

} // namespace

std::vector<ServiceRef> backendsOf(
    const ClusterSnapshot &snapshot, std::string_view ns, std::string_view serviceName)
{
    const auto service = std::ranges::find_if(snapshot.services, [&](const K8sService &candidate) {
        return candidate.meta.name == serviceName && candidate.meta.ns == ns;
    });
    // Without a selector, endpoints are made by hand: nothing to follow.
    if (service == snapshot.services.end() || service->selector.empty())
        return {};
    std::set<ServiceRef> workloads;
    std::set<std::string_view> seenOwners; // pods of one owner need one look
    for (const Pod &pod : snapshot.pods) {
        if (pod.meta.ns != ns || !matches(service->selector, pod.meta))
            continue;
        if (!pod.meta.ownerName.empty() && !seenOwners.insert(pod.meta.ownerName).second)
            continue;
        workloads.insert(workloadOf(snapshot, pod.meta));
    }
    return {workloads.begin(), workloads.end()};
}

} // namespace binnacle::slo
