#include "core/commands/catalogue.h"
#include "core/commands/runbook_file.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>

// Parameters of runbooks, put in their places.
namespace binnacle::commands {

namespace {

using rapidjson::Value;
using Allocator = rapidjson::Document::AllocatorType;

constexpr std::size_t kLongestValue = 4096;
constexpr int kDeepest = 32;

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// What cannot end a string or begin anything else in a query.
bool isPlainValue(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("._:/@%+-").find(c) != std::string_view::npos;
    });
}

template<typename Accepts>
Result<std::string> expanded(
    std::string_view text, const RunbookArguments &arguments, const Accepts &accepts)
{
    std::string result;
    while (true) {
        const std::size_t open = text.find("{{");
        result += text.substr(0, open);
        if (open == std::string_view::npos)
            return result;
        const std::size_t close = text.find("}}", open);
        if (close == std::string_view::npos)
            return invalid("\"{{\" without \"}}\"");
        const std::string name(trimmed(text.substr(open + 2, close - open - 2)));
        const auto found = std::ranges::find(arguments, name, &RunbookArguments::value_type::first);
        if (found == arguments.end())
            return invalid("there is no parameter \"" + name.substr(0, 60) + '"');
        if (!accepts(found->second))
            return invalid(name + ": in a condition a value has only letters, digits, ._:/@%+-");
        result += found->second;
        text.remove_prefix(close + 2);
    }
}

void setText(Value &value, const std::string &text, Allocator &memory)
{
    value.SetString(text.data(), static_cast<rapidjson::SizeType>(text.size()), memory);
}

Status substituteIn(
    Value &value, const RunbookArguments &arguments, Allocator &memory, int depth = 0)
{
    if (depth > kDeepest)
        return invalid("params: nested more than 32 deep");
    if (value.IsString()) {
        const auto text = substitute({value.GetString(), value.GetStringLength()}, arguments);
        if (!text)
            return text.error();
        setText(value, *text, memory);
    } else if (value.IsArray()) {
        for (Value &item : value.GetArray()) {
            if (Status done = substituteIn(item, arguments, memory, depth + 1); !done)
                return done;
        }
    } else if (value.IsObject()) {
        for (auto &member : value.GetObject()) {
            if (Status done = substituteIn(member.value, arguments, memory, depth + 1); !done)
                return done;
        }
    }
    return Done{};
}

// What an action wants as a number or a flag can only come out of a placeholder as a text.
void setType(Value &value, ActionParameter::Type type)
{
    const std::string_view text(value.GetString(), value.GetStringLength());
    if (type == ActionParameter::Type::Flag && (text == "true" || text == "false")) {
        value.SetBool(text == "true");
    } else if (type == ActionParameter::Type::Number) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size() && !text.empty())
            value.SetInt64(number);
    }
}

Result<std::string> paramsOf(const RunbookStep &step, const RunbookArguments &arguments)
{
    rapidjson::Document params;
    params.Parse<rapidjson::kParseIterativeFlag>(step.params.data(), step.params.size());
    if (params.HasParseError() || !params.IsObject())
        return invalid("params: not a JSON object");
    if (const Status done = substituteIn(params, arguments, params.GetAllocator()); !done)
        return done.error();
    const ActionInfo *action = findAction(step.action);
    for (auto &member : params.GetObject()) {
        if (!action || !member.value.IsString())
            continue;
        const std::string_view name(member.name.GetString(), member.name.GetStringLength());
        const auto parameter = std::ranges::find(action->parameters, name, &ActionParameter::name);
        if (parameter != action->parameters.end())
            setType(member.value, parameter->type);
    }
    // A placeholder that got nothing leaves an optional parameter out.
    for (auto member = params.MemberBegin(); member != params.MemberEnd();) {
        const bool isEmpty = member->value.IsString() && member->value.GetStringLength() == 0;
        member = isEmpty ? params.EraseMember(member) : std::next(member);
    }
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    params.Accept(writer);
    return std::string(buffer.GetString(), buffer.GetSize());
}

} // namespace

Result<RunbookArguments> completeArguments(
    const Runbook &runbook, const RunbookArguments &arguments)
{
    RunbookArguments complete;
    for (const RunbookParameter &parameter : runbook.parameters)
        complete.emplace_back(parameter.name, parameter.value);
    std::vector<bool> isGiven(complete.size(), false);
    for (const auto &[name, value] : arguments) {
        const auto found = std::ranges::find(complete, name, &RunbookArguments::value_type::first);
        if (found == complete.end())
            return invalid(name.substr(0, 60) + ": the runbook has no such parameter");
        const auto index = static_cast<std::size_t>(found - complete.begin());
        if (isGiven[index])
            return invalid(name + ": given twice");
        if (value.size() > kLongestValue)
            return invalid(name + ": longer than 4 KiB");
        isGiven[index] = true;
        // An empty field of a form means what the runbook says.
        if (!value.empty())
            found->second = value;
    }
    for (std::size_t i = 0; i < complete.size(); ++i) {
        if (runbook.parameters[i].isRequired && complete[i].second.empty())
            return invalid(complete[i].first + ": required");
    }
    return complete;
}

Result<std::string> substitute(std::string_view text, const RunbookArguments &arguments)
{
    return expanded(text, arguments, [](std::string_view) { return true; });
}

Result<std::string> conditionOf(const RunbookStep &step, const RunbookArguments &arguments)
{
    return expanded(step.when, arguments, isPlainValue);
}

Result<Command> commandOf(
    const RunbookStep &step, const ClusterId &cluster, const RunbookArguments &arguments)
{
    const auto kind = substitute(step.kind, arguments);
    const auto ns = substitute(step.ns, arguments);
    const auto name = substitute(step.target, arguments);
    const auto params = paramsOf(step, arguments);
    for (const auto *part : {&kind, &ns, &name, &params}) {
        if (!*part)
            return part->error();
    }
    return checkForDispatch({.id = {},
        .cluster = cluster,
        .action = step.action,
        .target = {*kind, *ns, *name},
        .params = *params,
        .createdBy = {}});
}

} // namespace binnacle::commands
