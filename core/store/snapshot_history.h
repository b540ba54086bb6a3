#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

// One past state of a cluster, as its agent sent it.
struct SnapshotRecord
{
    ClusterId cluster;
    Timestamp fetchedAt{};
    std::string body;
    bool isGzip = false;
};

// On the writer's thread. One of the same instant is kept as it is.
Status keepSnapshot(WriteContext &context, const SnapshotRecord &record);

// The state at an instant: the newest that is not younger. Nothing when there is none that old.
Result<std::optional<SnapshotRecord>> snapshotAt(
    Connection &connection, const ClusterId &cluster, Timestamp at);
// When the states kept are from, oldest first.
Result<std::vector<Timestamp>> snapshotTimes(
    Connection &connection, const ClusterId &cluster, const TimeRange &range);
// Unknown: there is none.
Result<Timestamp> oldestSnapshot(Connection &connection, const ClusterId &cluster);

// One slice of thinning out: all of the newest day, one an hour of the week before, one in six
// hours of the 30 days before that, none older; all of it stays while the clock is in doubt, see
// clock_guard.h. The number of deleted ones; 0: all is done.
Result<std::int64_t> thinSnapshots(WriteContext &context, Timestamp now);

} // namespace binnacle::store
