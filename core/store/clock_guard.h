#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

namespace binnacle::store {

class Connection;

struct RetentionTime
{
    Timestamp at{};
    bool isDoubted = false;
};

// The time by which rows are too old to be kept: `now`, unless that is more than two days from the
// last time that was believed (before the first, from the newest arrival). Then either the program
// was away or the clock is wrong, and a wrong one must not cost history: the earlier of the two
// counts until times so far off were seen on three different days. So a clock that is a year ahead
// for a day removes nothing, one that begins in 2000 at each start changes nothing, and after a
// long pause rows stay two days of use longer.
//
// One for the whole workspace. Inside a transaction, as it remembers that it was asked.
Result<RetentionTime> retentionTime(Connection &connection, Timestamp now);

} // namespace binnacle::store
