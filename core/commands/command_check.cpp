#include "core/hub/command_check.h"

#include "core/commands/catalogue.h"
#include "core/commands/command_params.h"
#include "core/commands/image_reference.h"
#include "core/commands/label_selector.h"

#include <algorithm>
#include <string>
#include <utility>

namespace binnacle::commands {

namespace {

constexpr std::int64_t kLongestGrace = 86'400; // seconds

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

// Names of objects: what Kubernetes allows for any kind, and nothing that a command line would take
// for an option. Roles may hold ':'.
bool isObjectName(std::string_view name)
{
    const auto isAlphanumeric = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto isFine
        = [&](char c) { return isAlphanumeric(c) || c == '-' || c == '.' || c == ':' || c == '_'; };
    return !name.empty() && std::ranges::all_of(name, isFine) && isAlphanumeric(name.front());
}

Status checkNames(const ResourceRef &target)
{
    if (!target.name.empty() && !isObjectName(target.name))
        return invalid("name: not the name of an object: \"" + target.name.substr(0, 60) + '"');
    if (!target.ns.empty() && !isObjectName(target.ns))
        return invalid("namespace: not the name of one: \"" + target.ns.substr(0, 60) + '"');
    return Done{};
}

Status checkType(const ActionParameter &parameter, const CommandParams &params)
{
    const std::string name = "params." + std::string(parameter.name);
    if (!params.has(parameter.name)) {
        return parameter.isRequired ? Status(invalid(name + ": required")) : Status(Done{});
    }
    switch (parameter.type) {
    case ActionParameter::Type::Number:
        return params.number(parameter.name) ? Status(Done{})
                                             : Status(invalid(name + ": a whole number"));
    case ActionParameter::Type::Flag:
        return params.flag(parameter.name) ? Status(Done{})
                                           : Status(invalid(name + ": true or false"));
    case ActionParameter::Type::Text:
        break;
    }
    return params.text(parameter.name) ? Status(Done{}) : Status(invalid(name + ": a text"));
}

Status checkRange(
    const CommandParams &params, std::string_view name, std::int64_t least, std::int64_t most)
{
    const auto number = params.number(name);
    if (!number || (*number >= least && *number <= most))
        return Done{};
    return invalid("params." + std::string(name) + ": a whole number from " + std::to_string(least)
        + " to " + std::to_string(most));
}

Status checkValues(const Command &command, const CommandParams &params)
{
    if (command.action == "scale")
        return checkRange(params, "replicas", 0, kMostReplicas);
    if (command.action == "update_image") {
        const std::string image = params.textOr("image");
        if (!isImageReference(image))
            return invalid("params.image: not an image reference: \"" + image.substr(0, 80) + '"');
        const std::string container = params.textOr("container");
        if (!container.empty() && !isObjectName(container))
            return invalid("params.container: not the name of a container");
        return Done{};
    }
    if (command.action == "delete")
        return checkRange(params, "gracePeriodSeconds", 0, kLongestGrace);
    if (command.action == "get_logs") {
        const std::string container = params.textOr("container");
        if (!container.empty() && !isObjectName(container))
            return invalid("params.container: not the name of a container");
        return checkRange(params, "sinceSeconds", 0, 31'536'000);
    }
    if (command.action == "dynamic") {
        const std::string selector = params.textOr("label_selector");
        if (!selector.empty() && !isLabelSelector(selector))
            return invalid("params.label_selector: not a label selector");
    }
    return Done{};
}

} // namespace

Result<Command> checkForDispatch(Command command)
{
    Result<Command> checked = hub::checkCommand(std::move(command));
    if (!checked)
        return checked;
    if (const Status names = checkNames(checked->target); !names)
        return names.error();
    const CommandParams params(checked->params);
    if (const ActionInfo *info = findAction(checked->action)) {
        for (const ActionParameter &parameter : info->parameters) {
            if (const Status typed = checkType(parameter, params); !typed)
                return typed.error();
        }
    }
    if (const Status values = checkValues(*checked, params); !values)
        return values.error();
    return checked;
}

} // namespace binnacle::commands
