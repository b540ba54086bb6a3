#include "core/gateway/openapi_schemas.h"

#include <algorithm>
#include <array>
#include <string>

namespace binnacle::gateway {

namespace {

using codec::JsonWriter;

struct Member
{
    std::string_view schema;
    std::string_view name;
    std::string_view type; // of JSON; "time": a date-time or null; "#X": a list of the schema X
    std::string_view description;
};

// Members of one schema stand together, in the order they are sent in.
constexpr auto kMembers = std::to_array<Member>({
    {"Command", "commandId", "string", "its id"},
    {"Command", "clusterId", "string", "id of the cluster"},
    {"Command", "action", "string", "scale, restart, …"},
    {"Command", "targetKind", "string", "Deployment, Pod, …"},
    {"Command", "targetNamespace", "string", "empty: its kind has none"},
    {"Command", "targetName", "string", "its name"},
    {"Command", "params", "object", "what the action takes"},
    {"Command", "source", "string", "web, api or ai"},
    {"Command", "createdBy", "string", "who asked for it"},
    {"Command", "status", "string",
        "pending, delivering, running, success, failed, timeout, cancelled or expired; of what is "
        "no command yet: awaiting approval, rejected or expired"},
    {"Command", "proposalId", "integer", "of what is no command yet: number of its proposal"},
    {"Command", "attempts", "integer", "times it was handed to the agent"},
    {"Command", "createdAt", "time", "when it was asked for"},
    {"Command", "startedAt", "time", "when the agent got it"},
    {"Command", "finishedAt", "time", "when it ended"},
    {"Command", "error", "string", "what went wrong"},
    {"Command", "reason", "string", "why, as the person said"},
    {"Command", "late", "boolean",
        "a result came after the deadline; the status stays what it was"},
    {"Command", "outcomeUnknown", "boolean",
        "an agent had it, it changes something and no result settles it: it may have been done, "
        "wholly or in part, whatever the status says"},
    {"Command", "output", "string", "of the agent; not in messages of /subscribe"},
    {"RunbookRun", "id", "integer", "number of the run"},
    {"RunbookRun", "runbook", "integer", "number of the runbook"},
    {"RunbookRun", "runbookName", "string", "as it was called at the start"},
    {"RunbookRun", "clusterId", "string", "id of the cluster"},
    {"RunbookRun", "arguments", "object", "its parameters, as texts"},
    {"RunbookRun", "state", "string", "running, succeeded, failed or cancelled"},
    {"RunbookRun", "resultCode", "string",
        "ok, step-failed, condition-failed, cancelled, lost, declined or not-allowed; empty while "
        "it runs"},
    {"RunbookRun", "startedBy", "string", "a person or a rule"},
    {"RunbookRun", "startedAt", "time", "when it began"},
    {"RunbookRun", "endedAt", "time", "when it ended"},
    {"RunbookRun", "steps", "#RunbookRunStep", "in their order"},
    {"RunbookRunStep", "name", "string", "as the runbook calls it"},
    {"RunbookRunStep", "state", "string",
        "waiting, skipped, running, proposed, succeeded, failed, declined or unknown"},
    {"RunbookRunStep", "commandId", "string", "empty: none was sent"},
    {"RunbookRunStep", "proposalId", "integer",
        "of the proposal that a second person decides; left out where there is none"},
    {"RunbookRunStep", "note", "string", "what became of it"},
    {"RunbookRunStep", "startedAt", "time", "when it began"},
    {"RunbookRunStep", "endedAt", "time", "when it ended"},
});

struct Answer
{
    http::Method method;
    std::string_view path;
    std::string_view schema; // "#X": a list of X
};
constexpr std::array kAnswers{
    Answer{http::Method::Get, "/commands/{id}", "Command"},
    Answer{http::Method::Get, "/commands/history", "#Command"},
    Answer{http::Method::Get, "/runbooks/runs/{id}", "RunbookRun"},
    Answer{http::Method::Post, "/runbooks/{id}/start", "RunbookRun"},
};

void writeMember(JsonWriter &json, const Member &member)
{
    json.key(member.name).beginObject().member("description", member.description);
    if (member.type == "time")
        json.member("type", "string").member("format", "date-time").member("nullable", true);
    else if (member.type.starts_with('#'))
        writeSchemaReference(json, member.type);
    else
        json.member("type", member.type);
    json.endObject();
}

} // namespace

std::string_view answerSchema(const Route &route)
{
    const auto found = std::ranges::find_if(kAnswers, [&route](const Answer &answer) {
        return answer.method == route.method && answer.path == route.path;
    });
    return found == kAnswers.end() ? std::string_view() : found->schema;
}

void writeSchemaReference(JsonWriter &json, std::string_view schema)
{
    const bool isList = schema.starts_with('#');
    if (isList)
        json.member("type", "array").key("items").beginObject();
    json.member("$ref", "#/components/schemas/" + std::string(schema.substr(isList ? 1 : 0)));
    if (isList)
        json.endObject();
}

void writeAnswerSchemas(JsonWriter &json)
{
    std::string_view open;
    for (const Member &member : kMembers) {
        if (member.schema != open) {
            if (!open.empty())
                json.endObject().endObject();
            open = member.schema;
            json.key(open).beginObject().member("type", "object").key("properties").beginObject();
        }
        writeMember(json, member);
    }
    json.endObject().endObject();
}

} // namespace binnacle::gateway
