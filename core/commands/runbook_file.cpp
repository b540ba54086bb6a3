#include "core/commands/runbook_file.h"

#include "core/codec/json_writer.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <utility>

namespace binnacle::commands {

namespace {

using rapidjson::Value;

constexpr std::size_t kLongestFile = 1U << 20;
constexpr std::size_t kDeepest = 32;

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

// How deep brackets are nested, without looking into strings.
std::size_t depthOf(std::string_view json)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool isInString = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isInString) {
            at += c == '\\' ? 1 : 0;
            isInString = c != '"';
        } else if (c == '"') {
            isInString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

Result<rapidjson::Document> parsed(std::string_view json)
{
    if (json.size() > kLongestFile)
        return Error{ErrorCode::TooLarge, "a runbook has at most 1 MiB"};
    if (depthOf(json) > kDeepest)
        return Error{ErrorCode::TooLarge, "a runbook is nested at most 32 deep"};
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
        json.data(), json.size());
    if (document.HasParseError()) {
        return Error{ErrorCode::MalformedBody,
            "not JSON, at byte " + std::to_string(document.GetErrorOffset())};
    }
    return document;
}

std::string compact(const Value &value)
{
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

// Members of one object; the first of a wrong type is remembered.
class Members
{
public:
    Members(const Value &object, std::string place)
        : m_object(object)
        , m_place(std::move(place))
    {}

    Status status() const { return m_error.empty() ? Status(Done{}) : Status(invalid(m_error)); }
    std::string text(const char *name)
    {
        const Value *value = find(name);
        if (!value)
            return {};
        if (!value->IsString())
            return fail(name, "expected a string");
        return {value->GetString(), value->GetStringLength()};
    }
    bool flag(const char *name)
    {
        const Value *value = find(name);
        if (value && !value->IsBool())
            fail(name, "expected true or false");
        return value && value->IsBool() && value->GetBool();
    }
    std::string object(const char *name)
    {
        const Value *value = find(name);
        if (!value)
            return "{}";
        return value->IsObject() ? compact(*value) : fail(name, "expected an object");
    }
    Duration duration(const char *name, Duration absent)
    {
        const std::string told = text(name);
        if (told.empty())
            return absent;
        const auto length = parseDuration(told);
        if (!length)
            fail(name, "expected a duration like 2m");
        return length ? *length : absent;
    }

private:
    const Value *find(const char *name) const
    {
        const auto member = m_object.FindMember(name);
        return member == m_object.MemberEnd() || member->value.IsNull() ? nullptr : &member->value;
    }
    std::string fail(const char *name, const char *what)
    {
        if (m_error.empty())
            m_error = m_place + name + ": " + what;
        return {};
    }

    const Value &m_object;
    std::string m_place;
    std::string m_error;
};

Status readParameters(const Value &list, Runbook &runbook)
{
    if (!list.IsArray())
        return invalid("parameters: expected a list");
    for (const Value &item : list.GetArray()) {
        const std::string place = "parameters[" + std::to_string(runbook.parameters.size()) + ']';
        if (!item.IsObject())
            return invalid(place + ": expected an object");
        Members members(item, place + '.');
        runbook.parameters.push_back({.name = members.text("name"),
            .help = members.text("help"),
            .value = members.text("default"),
            .isRequired = members.flag("required")});
        if (Status read = members.status(); !read)
            return read;
    }
    return Done{};
}

Status readSteps(const Value &list, Runbook &runbook)
{
    if (!list.IsArray())
        return invalid("steps: expected a list");
    for (const Value &item : list.GetArray()) {
        const std::string place = "steps[" + std::to_string(runbook.steps.size()) + ']';
        if (!item.IsObject())
            return invalid(place + ": expected an object");
        Members members(item, place + '.');
        runbook.steps.push_back({.name = members.text("name"),
            .when = members.text("when"),
            .action = members.text("action"),
            .kind = members.text("kind"),
            .ns = members.text("namespace"),
            .target = members.text("target"),
            .params = members.object("params"),
            .timeout = members.duration("timeout", RunbookStep().timeout),
            .continueOnFailure = members.flag("continueOnFailure")});
        if (Status read = members.status(); !read)
            return read;
    }
    return Done{};
}

std::string durationText(Duration length)
{
    const auto ms = length.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + 's' : std::to_string(ms) + "ms";
}

void writeParameters(codec::JsonWriter &json, const Runbook &runbook)
{
    json.beginArray();
    for (const RunbookParameter &parameter : runbook.parameters) {
        json.beginObject()
            .member("name", parameter.name)
            .member("help", parameter.help)
            .member("default", parameter.value)
            .member("required", parameter.isRequired)
            .endObject();
    }
    json.endArray();
}

void writeSteps(codec::JsonWriter &json, const Runbook &runbook)
{
    json.beginArray();
    for (const RunbookStep &step : runbook.steps) {
        const auto params = parsed(step.params);
        json.beginObject()
            .member("name", step.name)
            .member("when", step.when)
            .member("action", step.action)
            .member("kind", step.kind)
            .member("namespace", step.ns)
            .member("target", step.target)
            .key("params")
            .raw(params && params->IsObject() ? compact(*params) : "{}")
            .member("timeout", durationText(step.timeout))
            .member("continueOnFailure", step.continueOnFailure)
            .endObject();
    }
    json.endArray();
}

} // namespace

std::string runbookParametersJson(const Runbook &runbook)
{
    codec::JsonWriter json;
    writeParameters(json, runbook);
    return json.take();
}

std::string runbookStepsJson(const Runbook &runbook)
{
    codec::JsonWriter json;
    writeSteps(json, runbook);
    return json.take();
}

std::string runbookJson(const Runbook &runbook)
{
    codec::JsonWriter json;
    json.beginObject().member("name", runbook.name).member("description", runbook.description);
    json.key("parameters");
    writeParameters(json, runbook);
    json.key("steps");
    writeSteps(json, runbook);
    json.endObject();
    return json.take();
}

Result<Runbook> runbookFromJson(std::string_view text)
{
    const auto document = parsed(text);
    if (!document)
        return document.error();
    if (!document->IsObject())
        return invalid("a runbook is an object");
    Members members(*document, {});
    Runbook runbook;
    runbook.name = members.text("name");
    runbook.description = members.text("description");
    if (const Status read = members.status(); !read)
        return read.error();
    if (const auto list = document->FindMember("parameters"); list != document->MemberEnd()) {
        if (const Status read = readParameters(list->value, runbook); !read)
            return read.error();
    }
    if (const auto list = document->FindMember("steps"); list != document->MemberEnd()) {
        if (const Status read = readSteps(list->value, runbook); !read)
            return read.error();
    }
    if (const Status valid = validateRunbook(runbook); !valid)
        return valid.error();
    return runbook;
}

Result<Runbook> runbookFromParts(std::string_view parametersJson, std::string_view stepsJson)
{
    const auto parameters = parsed(parametersJson);
    if (!parameters)
        return parameters.error();
    const auto steps = parsed(stepsJson);
    if (!steps)
        return steps.error();
    Runbook runbook;
    if (const Status read = readParameters(*parameters, runbook); !read)
        return read.error();
    if (const Status read = readSteps(*steps, runbook); !read)
        return read.error();
    return runbook;
}

} // namespace binnacle::commands
