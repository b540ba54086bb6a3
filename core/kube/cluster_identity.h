#pragma once

#include "core/kube/api_transport.h"

#include <string>

namespace binnacle::kube {

// What a cluster is called when nobody named it: the uid of its namespace kube-system (contract 01
// §1.3), which no other cluster has and which stays while it lives.
Result<std::string> clusterIdentity(ApiTransport &api, const CallBudget &budget);

} // namespace binnacle::kube
