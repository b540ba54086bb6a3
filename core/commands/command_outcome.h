#pragma once

#include "core/domain/command.h"

#include <string_view>

namespace binnacle::commands {

// The one place that says when nobody knows what became of a command. An agent had it, it changes
// something, and no result came in time: it may have been done, wholly or in part, so this is never
// told as failed. A result that comes late settles it, unless the agent does not know either
// (kOutcomeUnknown), as which it may also end in time. While it runs it is unknown too once its
// agent is not heard any more.
bool isOutcomeUnknown(const CommandRecord &record, bool isAgentLost = false);

// The word people see, design ui §2.9: "queued", "delivered", "running", "succeeded", "failed",
// "unknown", "cancelled", "expired", and "timeout" of what only reads.
std::string_view stateWord(const CommandRecord &record, bool isAgentLost = false);

// What a late result said about a command that had timed out.
bool succeededLate(const CommandRecord &record);

} // namespace binnacle::commands
