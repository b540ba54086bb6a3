#pragma once

#include "core/base/result.h"
#include "core/console/console_types.h"

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// The incident timeline of one cluster and range: events, commands and burn-rate spans of its
// domains and services, as buildTimeline() makes it of them. On a reader thread.
Result<console::Timeline> readTimeline(
    store::Connection &connection, const ClusterId &cluster, TimeRange range);

} // namespace binnacle::runtime
