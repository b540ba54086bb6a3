#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace binnacle::store {

class Connection;

// Where a sweep keeps what it remembers: keys of store_state.
struct ClockGuardKeys
{
    const char *lastSweep;
    const char *jumpedAt;
};

// Whether `now` is more than two days from the last sweep (or, before the first, from the newest
// arrival; 0: none), or was so within a day: then the clock may be wrong, and a sweep should delete
// little. Remembers that it was asked. Inside a transaction.
Result<bool> clockJumped(Connection &connection, const ClockGuardKeys &keys,
    std::int64_t newestArrivalMs, std::int64_t nowMs);

} // namespace binnacle::store
