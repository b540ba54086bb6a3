#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace binnacle::codec {

// The complete object as the agent sent it, pretty-printed JSON, found by kind, namespace and name
// ("Pod", "shop", "cart-0"). Reads the snapshot's body again, so it costs milliseconds: call it on
// a worker. Values of environment variables whose name looks secret are replaced by "••••".
// Errors: NotFound when the snapshot has no such object, Unavailable when it kept no body.
Result<std::string> objectDetails(const ClusterSnapshot &snapshot, const ResourceRef &object);

// Objects of one kind as sent, masked likewise. Besides the kinds of contract 01 §1.8 also
// PodDisruptionBudget and HorizontalPodAutoscaler, which only some agents list.
struct ListedObjects
{
    bool isListed = false; // the agent sends this kind at all
    std::vector<std::string> objects;
};
// One answer for each of `wanted`, in its order; an empty name means all of that namespace. Reads
// the body once. Errors: Unavailable when the snapshot kept no body.
Result<std::vector<ListedObjects>> listedObjects(
    const ClusterSnapshot &snapshot, std::span<const ResourceRef> wanted);

} // namespace binnacle::codec
