#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <functional>

namespace binnacle::store {

class StoreWriter;

struct TrafficSweepLimits
{
    Timestamp now{};
    Duration raw{};
    Duration hourly{}; // of increments that left only hourly rows, the log stays as long as these
    Duration status{};
    Duration log{};
};

// Deletes raw rows, hourly rows, status history and ingest log past their retention, of every
// cluster in the database, in slices of 5 000 rows, each a transaction of its own. Raw rows go by
// whole hours, and only when their hour is closed. Hours in which a maintenance that uses up no
// budget begins or ends keep theirs, and their log, as long as hourly rows are kept: windows leave
// out exactly the maintenance, see slo::readCutHoursFromRaw.
//
// While the clock is in doubt (clock_guard.h) no row grows older, and a sweep deletes at most a
// tenth of all.
//
// `finished` gets the number of deleted rows, on the writer's thread.
void sweepTraffic(StoreWriter &writer, const TrafficSweepLimits &limits,
    std::function<void(const Result<std::int64_t> &)> finished);

} // namespace binnacle::store
