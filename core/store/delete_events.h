#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <limits>

namespace binnacle::store {

class Statement;
struct WriteContext;

struct DeletedEvents
{
    std::int64_t number = 0;
    std::int64_t newestMs = std::numeric_limits<std::int64_t>::min(); // last_ms of the newest
};

// Deletes the events that `rows`, bound and ready, lists as (id, reason, message, last_ms,
// object_id), with their texts and states and the objects that nothing else refers to, inside the
// running transaction.
Result<DeletedEvents> deleteEvents(WriteContext &context, Statement &rows);

} // namespace binnacle::store
