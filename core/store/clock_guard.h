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

// The time by which rows are too old to be kept: `now`, unless that is more than two days ahead of
// the last time asked (before the first, of the newest arrival). Then either the program was away
// or the clock is wrong, and a wrong one must not cost history: the last time that was believed
// goes on until the new one was seen on three different days. So a clock that is a year ahead for a
// day removes nothing, and after a long pause rows stay two days of use longer.
//
// One for the whole workspace. Inside a transaction, as it remembers that it was asked.
Result<RetentionTime> retentionTime(Connection &connection, Timestamp now);

} // namespace binnacle::store
