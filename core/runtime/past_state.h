#pragma once

#include "core/base/result.h"
#include "core/hub/hub_state.h"

#include <memory>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// What a cluster looked like at an instant of the past: the newest state kept from before it. On a
// reader thread. Errors: NotFound when nothing that old is kept (the message names the oldest),
// Corrupt.
Result<std::shared_ptr<const ClusterSnapshot>> readPastState(
    store::Connection &connection, const ClusterId &cluster, Timestamp at);

// The state that goes with numbers of `at`: the newest one, or, for an instant so long before
// `state` that another one is kept, that; null when there is none.
std::shared_ptr<const ClusterSnapshot> stateFor(store::Connection &connection,
    const hub::HubState &state, const ClusterId &cluster, Timestamp at);

} // namespace binnacle::runtime
