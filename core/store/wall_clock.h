#pragma once

#include "core/base/time.h"

namespace binnacle::store {

// For created_at and updated_at, which are bookkeeping of the database itself: nothing decides by
// them but the guard against clock jumps in retention.
inline Timestamp wallClockNow()
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

} // namespace binnacle::store
