#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

namespace binnacle::hub {

// What an agent would understand, or InvalidArgument that names the field: the action is on the
// whitelist of contract 01 §1.6, its target is complete, its parameters have the right types.
// Fills in what the action implies (`scale` is about a Deployment) and maps `delete_pod` to
// `delete` of a Pod. Whether the cluster exists is the hub's business.
Result<Command> checkCommand(Command command);

// How long it may wait for an agent to fetch it.
Duration timeToLive(CommandTopic topic);

// How long the agent may take: `params.timeoutSec`, at least a minute, at most an hour.
Duration resultDeadline(const Command &command);

} // namespace binnacle::hub
