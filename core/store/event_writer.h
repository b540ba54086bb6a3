#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_event.h"

#include <string>
#include <string_view>

namespace binnacle::store {

struct WriteContext;

// What became of one event, with the fields that decide whether a later sighting changes it.
struct StoredEvent
{
    enum class Change { None, Inserted, Updated };

    Change change = Change::None;
    EventRowId id = 0;
    // What mergeEvent() looks at, unless inserted: then it is the event itself.
    ClusterEvent merged;
};

// Folds a sighting into what is stored. But for the node, the result does not depend on the order
// of sightings: count and last grow, first shrinks, message, type, reason and component are those
// of the newest (at equal times, of the greater message). The node that was known first stays: an
// event does not move, even when a pod of the same name runs elsewhere by now. True when something
// changed.
bool mergeEvent(ClusterEvent &stored, const ClusterEvent &sighting);

// Inserts or merges, inside the running transaction. `state` is kept for a new event unless empty.
Result<StoredEvent> storeEvent(
    WriteContext &context, const ClusterEvent &event, std::string_view state);

} // namespace binnacle::store
