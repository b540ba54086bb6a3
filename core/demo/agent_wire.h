#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/demo/command_executor.h"

#include <optional>
#include <string>

namespace binnacle::demo {

// The agent's side of contract 01 §1.5 and §1.7.

// Empty when nothing was queued. Errors: MalformedBody.
Result<std::optional<AgentCommand>> decodePoll(const std::string &body);

// `took` travels in nanoseconds.
std::string encodeResult(const std::string &commandId, const CommandOutcome &outcome,
    std::chrono::nanoseconds took, Timestamp executedAt);

} // namespace binnacle::demo
