#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <functional>

namespace binnacle::store {

class StoreWriter;

struct SweepLimits
{
    Timestamp now{};
    int days = 30;
    std::int64_t perCluster = 1'000'000;
};

// Deletes events last seen more than `days` before `now`, then the oldest beyond `perCluster`,
// Normal before Warning, of every cluster in the database. In slices, each a transaction of its
// own, so that other writes get their turn in between.
//
// While the clock is in doubt (clock_guard.h) no event grows older, and a sweep deletes at most a
// tenth of all, so that a person can notice.
//
// `finished` gets the number of deleted events, on the writer's thread.
void sweepEvents(StoreWriter &writer, const SweepLimits &limits,
    std::function<void(const Result<std::int64_t> &)> finished);

} // namespace binnacle::store
