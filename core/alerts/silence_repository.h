#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"

#include <cstdint>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::alerts {

// Table alert_silences. Blocking, on the thread the connection belongs to.

// Those that end or ended after `endsSince`, by their beginning.
Result<std::vector<Silence>> readSilences(store::Connection &connection, Timestamp endsSince);
// Active ones whose creator wants to hear that they end soon and has not been told.
Result<std::vector<Silence>> readSilencesToRemind(store::Connection &connection, Timestamp now);

// Matchers with labels that alerts have, expressions that can be read, a span that is not empty.
// Errors: InvalidArgument.
Status checkSilence(const Silence &silence);
// As stored. Errors: InvalidArgument.
Result<Silence> insertSilence(store::WriteContext &context, const Silence &silence, Timestamp now);
// Errors: InvalidArgument, NotFound (also: it ended).
Status updateSilence(store::WriteContext &context, const Silence &silence);
// Ended by hand or by its exit condition. Errors: NotFound (also: it ended before).
Status endSilence(store::WriteContext &context, std::int64_t id, Timestamp at);
Status markReminded(store::WriteContext &context, std::int64_t id, Timestamp at);

} // namespace binnacle::alerts
