#pragma once

#include <cstdint>
#include <string>

namespace binnacle::demo {

// The body an agent of contract 01 §1.8 would send for a cluster of this size: pods with the full
// set of fields (about 1.7 KB each), the Deployments and ReplicaSets that own them, nodes,
// services, namespaces and events. The same seed gives the same bytes.
std::string syntheticSnapshotJson(int pods, int events, std::uint32_t seed = 1);

} // namespace binnacle::demo
