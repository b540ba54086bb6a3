#pragma once

#include "core/base/result.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <vector>

namespace binnacle::store {

struct WriteContext;

// What the agent saw at `seenAt`; an older list replaces nothing. readRoutes and ageRoutes are in
// traffic_repository.h.
Status putRoutes(WriteContext &context, std::int64_t cluster,
    const std::vector<IngressRoute> &routes, Timestamp seenAt);

} // namespace binnacle::store
