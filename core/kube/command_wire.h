#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"
#include "core/kube/command_runner.h"

#include <chrono>
#include <optional>
#include <string>

namespace binnacle::kube {

// The agent's side of contract 01 §1.5 and §1.7.

// Empty when nothing was queued. Errors: MalformedBody, TooLarge.
Result<std::optional<Command>> decodePoll(const std::string &body);

// `took` travels in nanoseconds; at least 10^7 + 1 of them are told, because a hub takes smaller
// numbers for milliseconds.
std::string encodeResult(const CommandId &command, const CommandOutcome &outcome,
    std::chrono::nanoseconds took, Timestamp executedAt);

// How long the whole command may take since it was delivered: params.timeoutSec, which is what the
// hub waits, or nothing.
Duration askedTimeout(const Command &command);

} // namespace binnacle::kube
