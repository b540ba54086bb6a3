#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

#include <span>
#include <string_view>
#include <vector>

namespace binnacle::commands {

// The actions of contract 01 §1.6 as data, as forms and runbooks offer them: `delete_pod` stands
// beside `delete`; `exec` and `drain` are not offered because agents do not know them.

struct ActionParameter
{
    enum class Type { Text, Number, Flag };
    std::string_view name;
    Type type = Type::Text;
    bool isRequired = false;
    std::string_view help;
};

struct ActionInfo
{
    std::string_view name;
    std::string_view help;
    std::span<const std::string_view> kinds; // of targets; empty: none is needed
    bool changesState = false;
    std::span<const ActionParameter> parameters;
};

std::span<const ActionInfo> actions();
const ActionInfo *findAction(std::string_view name); // null: unknown

// What can be done to an object, most likely first. Names of actions; empty for what is no object
// of a cluster.
std::vector<std::string_view> actionsFor(const ResourceRef &object);

// Whether it changes the cluster: everything but the safe actions.
bool changesState(std::string_view action);

// hub::checkCommand and what only people and runbooks get wrong: the syntax of names, image
// references and label selectors, ranges of numbers, types of parameters. Maps `delete_pod` to
// `delete` of a Pod. Errors: InvalidArgument; the message begins with the field ("params.image:
// …").
Result<Command> checkForDispatch(Command command);

// The most replicas that a person can mean.
inline constexpr std::int64_t kMostReplicas = 10'000;

} // namespace binnacle::commands
