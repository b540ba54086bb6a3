#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/predicate.h"
#include "core/domain/resource_ref.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace binnacle {

// Contract 04 §4.3: what "events of this object" means depends on the object.
enum class EventScope {
    Object,       // exactly this kind, namespace and name
    WorkloadTree, // a Deployment (or other owner), its ReplicaSets and their Pods, gone ones too
    Node,         // the node's own events and those of what ran on it
};

struct ScopedObject
{
    EventScope scope = EventScope::Object;
    ResourceRef object;
};

// Absent members match everything. All present ones must match.
struct EventQuery
{
    std::optional<ClusterId> cluster;
    std::optional<TimeRange> lastSeen; // on ClusterEvent::last
    std::optional<ScopedObject> scope;
    PredicatePtr where; // null: everything
};

// Position of an event in the one order every list uses: newest `last` first, then newest row.
// Sorted this way keys compare with operator>.
struct EventKey
{
    std::int64_t lastMs = 0;
    EventRowId id = 0;

    friend auto operator<=>(const EventKey &, const EventKey &) = default;
};

// The newest `limit` events older than `before`, that key excluded.
struct EventPageRequest
{
    EventKey before{
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
    int limit = 256;
};

} // namespace binnacle
