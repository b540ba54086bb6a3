#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_snapshot.h"

#include <string>

namespace binnacle::codec {

// The complete object as the agent sent it, pretty-printed JSON, found by kind, namespace and name
// ("Pod", "shop", "cart-0"). Reads the snapshot's body again, so it costs milliseconds: call it on
// a worker. Values of environment variables whose name looks secret are replaced by "••••".
// Errors: NotFound when the snapshot has no such object, Unavailable when it kept no body.
Result<std::string> objectDetails(const ClusterSnapshot &snapshot, const ResourceRef &object);

} // namespace binnacle::codec
