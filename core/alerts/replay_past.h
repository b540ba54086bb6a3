#pragma once

#include "core/alerts/replay.h"
#include "core/base/result.h"

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// Tells a scene what was in force within the range, as it was written down: silences, however long
// ago they ended, and who was out of contact while somebody listened (ContactWatch). A cluster is
// offline from `offlineAfter` after its last sign of life until the next one, as in the hub; what
// the scene's world says of that is replaced.
//
// REQUIRES: the scene has no worldChanges yet. On a reader thread. Errors: those of the store.
Status takePast(store::Connection &connection, const TimeRange &range, Duration offlineAfter,
    ReplayScene &scene);

} // namespace binnacle::alerts
