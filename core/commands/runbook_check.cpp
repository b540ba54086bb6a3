#include "core/commands/catalogue.h"
#include "core/commands/runbook_file.h"
#include "core/query/query.h"

#include <algorithm>
#include <set>

namespace binnacle::commands {

namespace {

constexpr std::size_t kMostSteps = 50;
constexpr std::size_t kMostParameters = 30;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestText = 4096;
constexpr Duration kLongestTimeout = std::chrono::hours{24};

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

bool isParameterName(std::string_view name)
{
    const auto isFine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, isFine);
}

// What stands for the parameters while nobody gave values: their defaults.
RunbookArguments placeholders(const Runbook &runbook, const std::string &otherwise)
{
    RunbookArguments arguments;
    for (const RunbookParameter &parameter : runbook.parameters)
        arguments.emplace_back(
            parameter.name, parameter.value.empty() ? otherwise : parameter.value);
    return arguments;
}

Status checkCondition(const Runbook &runbook, const RunbookStep &step, const std::string &place)
{
    if (step.when.empty())
        return Done{};
    if (step.when.size() > kLongestText)
        return invalid(place + "when: longer than 4 KiB");
    // Whether a parameter stands for a number or a text only shows in its place.
    std::string reason;
    for (const char *value : {"x", "1", "1m"}) {
        const auto text = conditionOf(step, placeholders(runbook, value));
        if (!text)
            return invalid(place + "when: " + text.error().message);
        const auto query = query::parseQuery(*text, fromEpochMs(1));
        if (query)
            return Done{};
        if (reason.empty())
            reason = query.error().message;
    }
    return invalid(place + "when: " + reason);
}

// As the dispatch would, but for what only values can show.
Status checkStep(const Runbook &runbook, const RunbookStep &step, const std::string &place)
{
    if (step.name.empty() || step.name.size() > kLongestName)
        return invalid(place + "name: 1 to 100 characters");
    if (!findAction(step.action))
        return invalid(place + "action: unknown action \"" + step.action.substr(0, 40) + '"');
    if (step.timeout <= Duration::zero() || step.timeout > kLongestTimeout)
        return invalid(place + "timeout: more than nothing, at most 24h");
    const RunbookArguments arguments = placeholders(runbook, "1");
    for (const auto &[field, text] :
        {std::pair("kind", &step.kind), std::pair("namespace", &step.ns),
            std::pair("target", &step.target), std::pair("params", &step.params)}) {
        if (const auto done = substitute(*text, arguments); !done)
            return invalid(place + field + ": " + done.error().message);
    }
    // A kind that comes from a parameter is checked when the run begins.
    if (step.kind.find("{{") == std::string::npos) {
        if (const auto command = commandOf(step, {"cluster"}, arguments); !command)
            return invalid(place + command.error().message);
    }
    return checkCondition(runbook, step, place);
}

} // namespace

Status validateRunbook(const Runbook &runbook)
{
    if (runbook.name.empty() || runbook.name.size() > kLongestName)
        return invalid("name: 1 to 100 characters");
    if (runbook.description.size() > kLongestText)
        return invalid("description: longer than 4 KiB");
    if (runbook.parameters.size() > kMostParameters)
        return invalid("parameters: at most 30");
    if (runbook.steps.empty() || runbook.steps.size() > kMostSteps)
        return invalid("steps: 1 to 50");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < runbook.parameters.size(); ++i) {
        const RunbookParameter &parameter = runbook.parameters[i];
        const std::string place = "parameters[" + std::to_string(i) + "].";
        if (!isParameterName(parameter.name))
            return invalid(place + "name: letters, digits, _ and -, at most 40");
        if (!names.insert(parameter.name).second)
            return invalid(place + "name: \"" + parameter.name + "\" is there twice");
        if (parameter.value.size() > kLongestText)
            return invalid(place + "default: longer than 4 KiB");
    }
    names.clear();
    for (std::size_t i = 0; i < runbook.steps.size(); ++i) {
        const std::string place = "steps[" + std::to_string(i) + "].";
        if (Status checked = checkStep(runbook, runbook.steps[i], place); !checked)
            return checked;
        if (!names.insert(runbook.steps[i].name).second)
            return invalid(place + "name: \"" + runbook.steps[i].name + "\" is there twice");
    }
    return Done{};
}

} // namespace binnacle::commands
