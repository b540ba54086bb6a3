#pragma once

#include "core/base/result.h"
#include "core/domain/command_plan.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::commands {

using RunbookArguments = std::vector<std::pair<std::string, std::string>>;

// A runbook as JSON, for files, the API and the store:
//   {"name","description","parameters":[{"name","help","default","required"}],
//    "steps":[{"name","when","action","kind","namespace","target","params":{…},"timeout":"2m",
//              "continueOnFailure"}]}
// Reading what was written gives the same runbook (id, version and who changed it apart).
std::string runbookJson(const Runbook &runbook);
// Errors: MalformedBody when it is not JSON, InvalidArgument naming the place ("steps[1].action:
// …"), TooLarge. The result is valid.
Result<Runbook> runbookFromJson(std::string_view json);

// The two lists alone, as the store keeps them.
std::string runbookParametersJson(const Runbook &runbook);
std::string runbookStepsJson(const Runbook &runbook);
Result<Runbook> runbookFromParts(std::string_view parametersJson, std::string_view stepsJson);

// Names are there and unique, at most 50 steps, known actions, queries that parse, placeholders
// that are parameters. Errors: InvalidArgument naming the place.
Status validateRunbook(const Runbook &runbook);

// The parameters with their values: defaults filled in. Errors: InvalidArgument when a required one
// has no value, when a name is unknown or given twice, or a value is longer than 4 KiB.
Result<RunbookArguments> completeArguments(
    const Runbook &runbook, const RunbookArguments &arguments);

// Replaces {{name}}, once: what a value holds is never looked at again. Errors: InvalidArgument for
// a name that is none.
Result<std::string> substitute(std::string_view text, const RunbookArguments &arguments);

// The query of a step. A value may hold letters, digits and ._:/@%+- only, so that it stays a
// value.
Result<std::string> conditionOf(const RunbookStep &step, const RunbookArguments &arguments);

// The command of a step, checked; without id, creator and time. Within params values are replaced
// inside JSON strings, so they cannot break out; a string that becomes the value of a number or
// flag parameter of the action becomes that number or flag. Errors: InvalidArgument.
Result<Command> commandOf(
    const RunbookStep &step, const ClusterId &cluster, const RunbookArguments &arguments);

} // namespace binnacle::commands
