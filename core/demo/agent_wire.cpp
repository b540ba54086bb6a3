#include "core/demo/agent_wire.h"

#include "core/codec/json_writer.h"

#include <rapidjson/document.h>

namespace binnacle::demo {

namespace {

std::string textOf(const rapidjson::Value &object, const char *name)
{
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::string parameterText(const rapidjson::Value &value)
{
    if (value.IsString())
        return {value.GetString(), value.GetStringLength()};
    if (value.IsBool())
        return value.GetBool() ? "true" : "false";
    if (value.IsInt64())
        return std::to_string(value.GetInt64());
    return {};
}

} // namespace

Result<std::optional<AgentCommand>> decodePoll(const std::string &body)
{
    rapidjson::Document document;
    // Iterative: a deep answer must not use up the stack.
    document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (document.HasParseError() || !document.IsObject())
        return Error{ErrorCode::MalformedBody,
            "the answer to a poll is not a JSON object (byte "
                + std::to_string(document.GetErrorOffset()) + ')'};
    const auto member = document.FindMember("command");
    if (member == document.MemberEnd() || !member->value.IsObject())
        return std::optional<AgentCommand>();
    const rapidjson::Value &object = member->value;
    AgentCommand command{.id = textOf(object, "id"),
        .action = textOf(object, "action"),
        .kind = textOf(object, "kind"),
        .ns = textOf(object, "namespace"),
        .name = textOf(object, "name")};
    const auto params = object.FindMember("params");
    if (params != object.MemberEnd() && params->value.IsObject()) {
        for (const auto &param : params->value.GetObject())
            command.params[param.name.GetString()] = parameterText(param.value);
    }
    if (command.id.empty())
        return Error{ErrorCode::MalformedBody, "command.id: missing"};
    return std::optional(std::move(command));
}

std::string encodeResult(const std::string &commandId, const CommandOutcome &outcome,
    std::chrono::nanoseconds took, Timestamp executedAt)
{
    codec::JsonWriter json;
    json.beginObject().member("commandId", commandId).member("success", outcome.has_value());
    if (!outcome)
        json.member("error", outcome.error().message);
    else if (!outcome->empty())
        json.member("output", *outcome);
    json.member("execTime", static_cast<std::int64_t>(took.count()));
    json.member("executedAt", executedAt).endObject();
    return json.take();
}

} // namespace binnacle::demo
