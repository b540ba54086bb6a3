#pragma once

#include "core/collect/http_exchange.h"

namespace binnacle::kube {

// What a hub says to an agent. Errors: PermissionDenied; InvalidArgument for what the hub will
// never take; Unavailable for what may be tried again.
Status acceptedByHub(const collect::HttpAnswer &answer);

} // namespace binnacle::kube
