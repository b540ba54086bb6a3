#include "core/gateway/openapi_schemas.h"

#include <algorithm>
#include <array>
#include <span>

namespace binnacle::gateway {

namespace {

using codec::JsonWriter;

struct Member
{
    std::string_view name;
    std::string_view type; // of JSON; "time": a date-time or null; "#X": a list of the schema X
    std::string_view description;
};

constexpr std::array kCommand{
    Member{"commandId", "string", "its id"},
    Member{"clusterId", "string", "id of the cluster"},
    Member{"action", "string", "scale, restart, …"},
    Member{"targetKind", "string", "Deployment, Pod, …"},
    Member{"targetNamespace", "string", "empty: its kind has none"},
    Member{"targetName", "string", "its name"},
    Member{"params", "object", "what the action takes"},
    Member{"source", "string", "web, api or ai"},
    Member{"createdBy", "string", "who asked for it"},
    Member{"status", "string",
        "pending, delivering, running, success, failed, timeout, cancelled or expired; of what is "
        "no command yet: awaiting approval, rejected or expired"},
    Member{"proposalId", "integer", "of what is no command yet: number of its proposal"},
    Member{"attempts", "integer", "times it was handed to the agent"},
    Member{"createdAt", "time", "when it was asked for"},
    Member{"startedAt", "time", "when the agent got it"},
    Member{"finishedAt", "time", "when it ended"},
    Member{"error", "string", "what went wrong"},
    Member{"reason", "string", "why, as the person said"},
    Member{"late", "boolean", "a result came after the deadline; the status stays what it was"},
    Member{"outcomeUnknown", "boolean",
        "an agent had it, it changes something and no result settles it: it may have been done, "
        "wholly or in part, whatever the status says"},
    Member{"output", "string", "of the agent; not in messages of /subscribe"},
};

constexpr std::array kRun{
    Member{"id", "integer", "number of the run"},
    Member{"runbook", "integer", "number of the runbook"},
    Member{"runbookName", "string", "as it was called at the start"},
    Member{"clusterId", "string", "id of the cluster"},
    Member{"arguments", "object", "its parameters, as texts"},
    Member{"state", "string", "running, succeeded, failed or cancelled"},
    Member{"resultCode", "string",
        "ok, step-failed, condition-failed, cancelled, lost, declined or not-allowed; empty while "
        "it runs"},
    Member{"startedBy", "string", "a person or a rule"},
    Member{"startedAt", "time", "when it began"},
    Member{"endedAt", "time", "when it ended"},
    Member{"steps", "#RunbookRunStep", "in their order"},
};

constexpr std::array kRunStep{
    Member{"name", "string", "as the runbook calls it"},
    Member{"state", "string",
        "waiting, skipped, running, proposed, succeeded, failed, declined or unknown"},
    Member{"commandId", "string", "empty: none was sent"},
    Member{"proposalId", "integer",
        "of the proposal that a second person decides; left out where there is none"},
    Member{"note", "string", "what became of it"},
    Member{"startedAt", "time", "when it began"},
    Member{"endedAt", "time", "when it ended"},
};

struct Answer
{
    http::Method method;
    std::string_view path;
    std::string_view schema;
};
constexpr std::array kAnswers{
    Answer{http::Method::Get, "/commands/{id}", "Command"},
    Answer{http::Method::Get, "/runbooks/runs/{id}", "RunbookRun"},
    Answer{http::Method::Post, "/runbooks/{id}/start", "RunbookRun"},
};

void writeMember(JsonWriter &json, const Member &member)
{
    json.key(member.name).beginObject().member("description", member.description);
    if (member.type == "time") {
        json.member("type", "string").member("format", "date-time").member("nullable", true);
    } else if (member.type.starts_with('#')) {
        json.member("type", "array").key("items").beginObject();
        json.member("$ref", "#/components/schemas/" + std::string(member.type.substr(1)));
        json.endObject();
    } else {
        json.member("type", member.type);
    }
    json.endObject();
}

void writeSchema(JsonWriter &json, std::string_view name, std::span<const Member> members)
{
    json.key(name).beginObject().member("type", "object").key("properties").beginObject();
    for (const Member &member : members)
        writeMember(json, member);
    json.endObject().endObject();
}

} // namespace

std::string_view answerSchema(const Route &route)
{
    const auto found = std::ranges::find_if(kAnswers, [&route](const Answer &answer) {
        return answer.method == route.method && answer.path == route.path;
    });
    return found == kAnswers.end() ? std::string_view() : found->schema;
}

void writeAnswerSchemas(JsonWriter &json)
{
    writeSchema(json, "Command", kCommand);
    writeSchema(json, "RunbookRun", kRun);
    writeSchema(json, "RunbookRunStep", kRunStep);
}

} // namespace binnacle::gateway
