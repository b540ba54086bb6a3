#pragma once

#include "core/base/error.h"
#include "core/domain/ids.h"

namespace binnacle::hub {

// A random UUIDv4 from the system's source of randomness: agents and logs of many hubs never meet
// the same one twice, and nobody guesses the next.
CommandId makeCommandId();

// NotFound, for an id that somebody sent.
Error unknownCommand(const CommandId &id);

} // namespace binnacle::hub
