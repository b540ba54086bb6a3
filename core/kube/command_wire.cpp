#include "core/kube/command_wire.h"

#include "core/codec/json_writer.h"
#include "core/kube/json_value.h"

#include <algorithm>

namespace binnacle::kube {

Result<std::optional<Command>> decodePoll(const std::string &body)
{
    const auto document = parseValue(body);
    if (!document)
        return withContext(document.error(), "the answer to a poll");
    if (!(*document)->IsObject())
        return Error{ErrorCode::MalformedBody, "the answer to a poll: expected a JSON object"};
    const rapidjson::Value *sent = memberOf(std::as_const(**document), "command");
    if (!sent || !sent->IsObject())
        return std::optional<Command>();
    Command command;
    command.id.value = textOf(*sent, "id");
    command.cluster.value = textOf(*sent, "clusterId");
    command.action = textOf(*sent, "action");
    command.target = {textOf(*sent, "kind"), textOf(*sent, "namespace"), textOf(*sent, "name")};
    if (const rapidjson::Value *params = memberOf(*sent, "params"); params && params->IsObject())
        command.params = printed(*params);
    command.source = textOf(*sent, "source");
    command.createdBy = textOf(*sent, "createdBy");
    if (const auto at = parseRfc3339(textOf(*sent, "createdAt")))
        command.createdAt = *at;
    if (command.id.isEmpty())
        return Error{ErrorCode::MalformedBody, "the answer to a poll: command.id: missing"};
    return std::optional(std::move(command));
}

std::string encodeResult(const CommandId &command, const CommandOutcome &outcome,
    std::chrono::nanoseconds took, Timestamp executedAt)
{
    constexpr std::int64_t kLeast = 10'000'001;
    codec::JsonWriter json;
    json.beginObject()
        .member("commandId", std::string_view(command.value))
        .member("success", outcome.success);
    if (!outcome.output.empty())
        json.member("output", outcome.output);
    if (!outcome.error.empty())
        json.member("error", outcome.error);
    json.member("execTime", std::max<std::int64_t>(took.count(), kLeast))
        .member("executedAt", executedAt)
        .endObject();
    return json.take();
}

Duration askedTimeout(const Command &command)
{
    constexpr std::int64_t kLongestSeconds = 3'600;
    const auto params = parseValue(command.params);
    if (!params)
        return Duration{0};
    const auto seconds = integerOf(**params, "timeoutSec").value_or(0);
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLongestSeconds));
}

} // namespace binnacle::kube
