#pragma once

#include "core/base/time.h"
#include "core/domain/event_query.h"

#include <map>

namespace binnacle {

// How far back the events kept of one cluster go. Unknown: there are none.
struct EventReach
{
    Timestamp oldest{}; // of either type
    Timestamp oldestNormal{};

    friend bool operator==(const EventReach &, const EventReach &) = default;
};
using EventReaches = std::map<ClusterId, EventReach>;

// How far back a list goes that shows what `query` asks for: of its cluster, or of any. Retention
// takes Normal events first, so since the oldest event of either type no Warning is missing, while
// a list of Normal ones alone may begin later. Unknown: nothing is kept.
Timestamp reachOf(const EventReaches &reaches, const EventQuery &query);

} // namespace binnacle
