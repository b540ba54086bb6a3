#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"

#include <string_view>

namespace binnacle::store {

struct WriteContext;

// Keeps the full-text index over reason and message (event_text). New events enter it in slices,
// as a chore of the writer; until then searches scan them, so a search never misses a stored event.
// Events already in it are corrected at once.

// Adds the next events. True: there may be more.
Result<bool> indexNextTexts(WriteContext &context);

// The last event in the index.
Result<EventRowId> textIndexedTo(WriteContext &context);

// REQUIRES: `id` is in the index with exactly these texts, or was removed.
Status addText(
    WriteContext &context, EventRowId id, std::string_view reason, std::string_view message);
Status removeText(
    WriteContext &context, EventRowId id, std::string_view reason, std::string_view message);

} // namespace binnacle::store
