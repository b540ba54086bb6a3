#pragma once

#include "core/alerts/replay.h"
#include "core/base/result.h"

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// Tells the world of a scene who was out of contact within the range, as it was written down while
// somebody listened (ContactWatch): a cluster is offline from `offlineAfter` after its last sign of
// life until the next one, as in the hub. What the scene's world says of that is replaced.
//
// On a reader thread. Errors: those of the store.
Status takePastOffline(store::Connection &connection, const TimeRange &range, Duration offlineAfter,
    ReplayScene &scene);

} // namespace binnacle::alerts
