#pragma once

#include "core/base/result.h"
#include "core/domain/command_plan.h"
#include "core/domain/principal.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::commands {

// How parts of plans are stored and sent: JSON both ways. Errors: Corrupt.

std::string commandJson(const Command &command);
Result<Command> commandFromJson(std::string_view json);

std::string measuresJson(const std::vector<VerdictMeasure> &measures);
Result<std::vector<VerdictMeasure>> measuresFromJson(std::string_view json);

std::string argumentsJson(const std::vector<std::pair<std::string, std::string>> &arguments);
Result<std::vector<std::pair<std::string, std::string>>> argumentsFromJson(std::string_view json);

std::string stepRunsJson(const std::vector<RunbookRun::StepRun> &steps);
Result<std::vector<RunbookRun::StepRun>> stepRunsFromJson(std::string_view json);

// Without isReadOnly, which is of a console. An empty text is nobody known.
std::string principalJson(const Principal &who);
Result<Principal> principalFromJson(std::string_view json);

} // namespace binnacle::commands
