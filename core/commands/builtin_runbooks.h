#pragma once

#include "core/domain/command_plan.h"

#include <vector>

namespace binnacle::commands {

// Runbooks that every workspace begins with. People may change and remove them.
std::vector<Runbook> builtInRunbooks();

} // namespace binnacle::commands
