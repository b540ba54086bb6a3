#pragma once

#include "core/base/result.h"
#include "core/hub/hub_state.h"

#include <string>
#include <string_view>

namespace binnacle::store {
class Connection;
}

namespace binnacle::gateway {

// The data of GET /api/v2/overview, contract 05 §5.4. On a reader thread.
Result<std::string> overviewJson(
    store::Connection &connection, const hub::ClusterState &cluster, Timestamp now);

std::string_view healthName(ClusterHealth health); // "healthy"

} // namespace binnacle::gateway
