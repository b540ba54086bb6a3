#include "core/commands/plan_json.h"

#include "core/codec/json_writer.h"

#include <rapidjson/document.h>

#include <optional>

namespace binnacle::commands {

namespace {

using rapidjson::Value;

Result<rapidjson::Document> parsed(std::string_view json)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError())
        return Error{ErrorCode::Corrupt, "a stored plan is not JSON"};
    return document;
}

std::string textOf(const Value &object, const char *name)
{
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::int64_t numberOf(const Value &object, const char *name)
{
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsInt64() ? member->value.GetInt64() : 0;
}

Timestamp timeOf(const Value &object, const char *name)
{
    return fromEpochMs(numberOf(object, name));
}

std::vector<std::string> textsOf(const Value &object, const char *name)
{
    std::vector<std::string> texts;
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsArray())
        return texts;
    for (const Value &item : member->value.GetArray()) {
        if (item.IsString())
            texts.emplace_back(item.GetString(), item.GetStringLength());
    }
    return texts;
}

template<typename Texts>
void writeTexts(codec::JsonWriter &json, std::string_view name, const Texts &texts)
{
    json.key(name).beginArray();
    for (const auto &text : texts)
        json.value(std::string_view(text));
    json.endArray();
}

ActionSource sourceFromName(std::string_view name)
{
    for (const ActionSource source :
        {ActionSource::Web, ActionSource::Ai, ActionSource::Desktop, ActionSource::CommandLine}) {
        if (actionSourceName(source) == name)
            return source;
    }
    return ActionSource::Api;
}

std::optional<double> realOf(const Value &object, const char *name)
{
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsNumber()
        ? std::optional(member->value.GetDouble())
        : std::nullopt;
}

bool flagOf(const Value &object, const char *name)
{
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsBool() && member->value.GetBool();
}

// The items of a list of objects.
template<typename T>
Result<std::vector<T>> listOf(std::string_view json, T (*read)(const Value &))
{
    const auto document = parsed(json);
    if (!document)
        return document.error();
    if (!document->IsArray())
        return Error{ErrorCode::Corrupt, "a stored plan is not a list"};
    std::vector<T> items;
    for (const Value &item : document->GetArray()) {
        if (!item.IsObject())
            return Error{ErrorCode::Corrupt, "a stored plan is not a list of objects"};
        items.push_back(read(item));
    }
    return items;
}

void writeReal(codec::JsonWriter &json, std::string_view name, const std::optional<double> &value)
{
    if (value)
        json.member(name, *value);
}

VerdictMeasure measureOf(const Value &item)
{
    return {.name = textOf(item, "name"),
        .unit = textOf(item, "unit"),
        .before = realOf(item, "before"),
        .after = realOf(item, "after"),
        .isSignificant = flagOf(item, "significant"),
        .isBetter = flagOf(item, "better")};
}

std::pair<std::string, std::string> argumentOf(const Value &item)
{
    return {textOf(item, "name"), textOf(item, "value")};
}

RunbookRun::StepRun stepRunOf(const Value &item)
{
    return {.name = textOf(item, "name"),
        .state = textOf(item, "state"),
        .command = {textOf(item, "command")},
        .proposal = numberOf(item, "proposal"),
        .note = textOf(item, "note"),
        .startedAt = timeOf(item, "startedAt"),
        .endedAt = timeOf(item, "endedAt")};
}

} // namespace

std::string commandJson(const Command &command)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("id", command.id.value)
        .member("cluster", command.cluster.value)
        .member("action", command.action)
        .member("kind", command.target.kind)
        .member("namespace", command.target.ns)
        .member("name", command.target.name)
        .member("params", command.params)
        .member("source", command.source)
        .member("createdBy", command.createdBy)
        .member("createdAt", toEpochMs(command.createdAt))
        .endObject();
    return json.take();
}

Result<Command> commandFromJson(std::string_view json)
{
    const auto document = parsed(json);
    if (!document)
        return document.error();
    if (!document->IsObject())
        return Error{ErrorCode::Corrupt, "a stored command is not an object"};
    return Command{.id = {textOf(*document, "id")},
        .cluster = {textOf(*document, "cluster")},
        .action = textOf(*document, "action"),
        .target
        = {textOf(*document, "kind"), textOf(*document, "namespace"), textOf(*document, "name")},
        .params = textOf(*document, "params"),
        .source = textOf(*document, "source"),
        .createdBy = textOf(*document, "createdBy"),
        .createdAt = timeOf(*document, "createdAt")};
}

std::string measuresJson(const std::vector<VerdictMeasure> &measures)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const VerdictMeasure &measure : measures) {
        json.beginObject().member("name", measure.name).member("unit", measure.unit);
        writeReal(json, "before", measure.before);
        writeReal(json, "after", measure.after);
        json.member("significant", measure.isSignificant)
            .member("better", measure.isBetter)
            .endObject();
    }
    json.endArray();
    return json.take();
}

Result<std::vector<VerdictMeasure>> measuresFromJson(std::string_view json)
{
    return listOf<VerdictMeasure>(json, measureOf);
}

std::string argumentsJson(const std::vector<std::pair<std::string, std::string>> &arguments)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const auto &[name, value] : arguments)
        json.beginObject().member("name", name).member("value", value).endObject();
    json.endArray();
    return json.take();
}

Result<std::vector<std::pair<std::string, std::string>>> argumentsFromJson(std::string_view json)
{
    return listOf<std::pair<std::string, std::string>>(json, argumentOf);
}

std::string stepRunsJson(const std::vector<RunbookRun::StepRun> &steps)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const RunbookRun::StepRun &step : steps) {
        json.beginObject()
            .member("name", step.name)
            .member("state", step.state)
            .member("command", step.command.value)
            .member("proposal", step.proposal)
            .member("note", step.note)
            .member("startedAt", toEpochMs(step.startedAt))
            .member("endedAt", toEpochMs(step.endedAt))
            .endObject();
    }
    json.endArray();
    return json.take();
}

Result<std::vector<RunbookRun::StepRun>> stepRunsFromJson(std::string_view json)
{
    return listOf<RunbookRun::StepRun>(json, stepRunOf);
}

std::string principalJson(const Principal &who)
{
    std::vector<std::string_view> clusters;
    for (const ClusterId &cluster : who.scope.clusters)
        clusters.push_back(cluster.value);
    codec::JsonWriter json;
    json.beginObject()
        .member("userId", who.userId)
        .member("username", who.username)
        .member("role", roleName(who.role))
        .member("source", actionSourceName(who.source))
        .member("tokenId", who.tokenId);
    writeTexts(json, "clusters", clusters);
    writeTexts(json, "namespaces", who.scope.namespaces);
    writeTexts(json, "permissions", who.permissions);
    json.endObject();
    return json.take();
}

Result<Principal> principalFromJson(std::string_view json)
{
    if (json.empty())
        return Principal{};
    const auto document = parsed(json);
    if (!document)
        return document.error();
    const auto role = document->IsObject() ? roleFromName(textOf(*document, "role")) : std::nullopt;
    if (!role)
        return Error{ErrorCode::Corrupt, "it is stored unreadably who started a run"};
    Principal who{.userId = numberOf(*document, "userId"),
        .username = textOf(*document, "username"),
        .role = *role,
        .scope = {.clusters = {}, .namespaces = textsOf(*document, "namespaces")},
        .source = sourceFromName(textOf(*document, "source")),
        .tokenId = numberOf(*document, "tokenId"),
        .permissions = textsOf(*document, "permissions")};
    for (std::string &cluster : textsOf(*document, "clusters"))
        who.scope.clusters.push_back({std::move(cluster)});
    return who;
}

} // namespace binnacle::commands
