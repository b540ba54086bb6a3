#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"

#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

enum class SignOfLife { Heartbeat = 0, Snapshot = 1 };

// Time in which a sign of life of an agent stayed away for longer than it may be late.
struct ContactGap
{
    ClusterId cluster;
    SignOfLife sign = SignOfLife::Heartbeat;
    Timestamp from{};  // the last one before; unknown: gaps are written down since `until`
    Timestamp until{}; // the first one after; unknown: it goes on
};

// On the writer's thread. One that ends also ends all others that go on. Nothing for a cluster
// that is not known.
Status keepContactGap(WriteContext &context, const ContactGap &gap);
// Those that were over before.
Status expireContactGaps(WriteContext &context, Timestamp before);

// Since when there is a record of gaps; unknown: there is none.
Result<Timestamp> contactRecordSince(
    Connection &connection, const ClusterId &cluster, SignOfLife sign);
// Those that reach into the range, by their starts. They may overlap.
Result<std::vector<ContactGap>> contactGaps(
    Connection &connection, const ClusterId &cluster, SignOfLife sign, const TimeRange &range);

} // namespace binnacle::store
