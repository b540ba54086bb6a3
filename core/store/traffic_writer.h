#pragma once

#include "core/base/result.h"
#include "core/domain/increments.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_rows.h"

#include <cstdint>
#include <vector>

namespace binnacle::store {

struct WriteContext;

// What one SloIncrements left in the store, for those who keep sums along with it.
struct WrittenIncrements
{
    IncrementOutcome outcome = IncrementOutcome::Stored;
    std::int64_t cluster = 0;
    std::int64_t hour = 0;
    std::int64_t at = 0; // seconds
    bool isFirstOfHour = false;
    bool isHourOnly = false; // it went straight into the hourly rows

    struct Row
    {
        TrafficKind kind = TrafficKind::Service;
        std::int64_t series = 0;
        EncodedTraffic traffic;
    };
    std::vector<Row> rows; // those that were stored
};

// As insertIncrements, and tells what was written.
Result<WrittenIncrements> writeIncrements(WriteContext &context, const ClusterId &cluster,
    const SloIncrements &increments, Timestamp receivedAt, Timestamp rawSince);

// Everything of a cluster in the SLO tables but its targets and status history, which are kept by
// its name.
Status removeTraffic(WriteContext &context, std::int64_t cluster);

} // namespace binnacle::store
