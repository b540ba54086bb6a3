#include "core/codec/agent_messages.h"

#include "core/codec/json_dom.h"
#include "core/codec/json_reader.h"
#include "core/codec/json_writer.h"

#include <utility>

namespace binnacle::codec {

namespace {

constexpr auto kResultKeys
    = keys("commandId", "success", "output", "error", "execTime", "executedAt");

void writeUnlessEmpty(JsonWriter &out, std::string_view key, std::string_view text)
{
    if (!text.empty())
        out.member(key, text);
}

void writeCommand(JsonWriter &out, const Command &command)
{
    out.beginObject()
        .member("id", std::string_view(command.id.value))
        .member("clusterId", std::string_view(command.cluster.value))
        .member("action", std::string_view(command.action));
    writeUnlessEmpty(out, "kind", command.target.kind);
    writeUnlessEmpty(out, "namespace", command.target.ns);
    writeUnlessEmpty(out, "name", command.target.name);
    if (!command.params.empty() && command.params != "{}")
        out.key("params").raw(command.params);
    out.member("source", std::string_view(command.source));
    writeUnlessEmpty(out, "createdBy", command.createdBy);
    if (isKnown(command.createdAt))
        out.member("createdAt", command.createdAt);
    out.endObject();
}

// Agents send Go durations, which are nanoseconds; the specification says milliseconds. No command
// runs for 10^7 ms (close to three hours) and none finishes within 10^7 ns.
Duration executionTime(std::int64_t sent)
{
    constexpr std::int64_t kLargestMilliseconds = 10'000'000;
    constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
    if (sent < 0)
        return Duration{};
    return Duration{sent > kLargestMilliseconds ? sent / kNanosecondsPerMillisecond : sent};
}

} // namespace

std::string encodeCommandPoll(const std::optional<Command> &command)
{
    // Two keys for one fact: agents of different ages look for different ones.
    JsonWriter out;
    out.beginObject()
        .member("hasCommand", command.has_value())
        .member("has_command", command.has_value());
    if (command) {
        out.key("command");
        writeCommand(out, *command);
    }
    out.endObject();
    return out.take();
}

Result<CommandResult> decodeCommandResult(const std::string &json)
{
    const auto document = parseJson(json, {});
    if (!document)
        return document.error();
    Arena arena;
    JsonReader in(arena);
    const JsonPath root;
    const auto object = in.objectAt(root, *document);
    if (!object)
        return in.takeError();

    const JsonFields<kResultKeys> fields(root, *object);
    CommandResult result;
    result.command.value = in.required(fields.at<"commandId">());
    result.success = in.flag(fields.at<"success">());
    result.output = in.view(fields.at<"output">());
    result.error = in.view(fields.at<"error">());
    result.executionTime = executionTime(in.integer(fields.at<"execTime">()));
    result.executedAt = in.time(fields.at<"executedAt">());
    if (in.failed())
        return in.takeError();
    return result;
}

std::string encodeError(const Error &error)
{
    JsonWriter out;
    out.beginObject()
        .member("error", std::string_view(error.message))
        .member("code", stableCode(error.code))
        .endObject();
    return out.take();
}

} // namespace binnacle::codec
