#include "core/codec/json_writer.h"
#include "core/gateway/gateway.h"
#include "core/gateway/openapi_schemas.h"
#include "core/gateway/route.h"

#include <algorithm>
#include <array>
#include <map>

namespace binnacle::gateway {

namespace {

using codec::JsonWriter;

std::string lowerMethod(http::Method method)
{
    std::string name(methodName(method));
    std::ranges::transform(name, name.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

// "GET /clusters/{id}" -> "getClustersId"
std::string operationId(const Route &route)
{
    std::string id = lowerMethod(route.method);
    bool isUpper = true;
    for (const char c : route.path) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!isLetter) {
            isUpper = true;
            continue;
        }
        id += isUpper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        isUpper = false;
    }
    return id;
}

// The members of a schema.
void writeType(JsonWriter &json, Parameter::Type type)
{
    switch (type) {
    case Parameter::Type::Text:
        json.member("type", "string");
        return;
    case Parameter::Type::Number:
        json.member("type", "number");
        return;
    case Parameter::Type::Flag:
        json.member("type", "boolean");
        return;
    case Parameter::Type::Texts:
        json.member("type", "array")
            .key("items")
            .beginObject()
            .member("type", "string")
            .endObject();
        return;
    case Parameter::Type::Object:
        json.member("type", "object");
        return;
    case Parameter::Type::Objects:
        json.member("type", "array")
            .key("items")
            .beginObject()
            .member("type", "object")
            .endObject();
        return;
    }
}

void writeParameters(JsonWriter &json, const Route &route)
{
    json.key("parameters").beginArray();
    for (const Parameter &parameter : route.parameters) {
        if (parameter.in == Parameter::In::Body)
            continue;
        json.beginObject()
            .member("name", parameter.name)
            .member("in", parameter.in == Parameter::In::Path ? "path" : "query")
            .member("required", parameter.isRequired)
            .member("description", parameter.help);
        json.key("schema").beginObject();
        writeType(json, parameter.type);
        json.endObject().endObject();
    }
    json.endArray();
}

void writeBody(JsonWriter &json, const Route &route)
{
    const auto isBody = [](const Parameter &one) { return one.in == Parameter::In::Body; };
    if (std::ranges::none_of(route.parameters, isBody))
        return;
    json.key("requestBody").beginObject().member("required", true);
    json.key("content").beginObject().key("application/json").beginObject();
    json.key("schema").beginObject().member("type", "object");
    const auto isRequired = [&](const Parameter &one) { return isBody(one) && one.isRequired; };
    if (std::ranges::any_of(route.parameters, isRequired)) { // an empty list is not allowed
        json.key("required").beginArray();
        for (const Parameter &parameter : route.parameters) {
            if (isRequired(parameter))
                json.value(parameter.name);
        }
        json.endArray();
    }
    json.key("properties").beginObject();
    for (const Parameter &parameter : route.parameters) {
        if (!isBody(parameter))
            continue;
        json.key(parameter.name).beginObject().member("description", parameter.help);
        writeType(json, parameter.type);
        json.endObject();
    }
    json.endObject().endObject().endObject().endObject().endObject();
}

void writeAnswerSchema(JsonWriter &json, const Route &route)
{
    const std::string_view schema = answerSchema(route);
    if (schema.empty())
        return;
    json.key("schema").beginObject().member("type", "object").key("properties").beginObject();
    json.key("message").beginObject().member("type", "string").endObject();
    json.key("data").beginObject();
    writeSchemaReference(json, schema);
    json.endObject().endObject().endObject();
}

void writeResponses(JsonWriter &json, const Route &route)
{
    json.key("responses").beginObject();
    json.key(std::to_string(route.success)).beginObject().member("description", "ok");
    if (!route.example.empty()) {
        json.key("content").beginObject().key("application/json").beginObject();
        writeAnswerSchema(json, route);
        json.key("example").raw(route.example).endObject().endObject();
    }
    json.endObject();
    struct Refusal
    {
        std::string_view status;
        std::string_view description;
    };
    constexpr std::array<Refusal, 4> kRefusals{{{"400", "a parameter is wrong; the error names it"},
        {"401", "no token, or not a valid one"}, {"403", "the role or the key may not do this"},
        {"429", "too many requests; Retry-After says when"}}};
    for (const Refusal &refusal : kRefusals) {
        json.key(refusal.status).beginObject().member("description", refusal.description);
        json.key("content").beginObject().key("application/json").beginObject();
        json.key("schema").beginObject().member("$ref", "#/components/schemas/Error").endObject();
        json.endObject().endObject().endObject();
    }
    json.endObject();
}

void writeOperation(JsonWriter &json, const Route &route)
{
    json.key(lowerMethod(route.method)).beginObject();
    json.member("operationId", operationId(route)).member("summary", route.summary);
    const auto *capability = std::get_if<Capability>(&route.policy);
    json.key("security").beginArray();
    if (capability)
        json.beginObject().key("token").beginArray().endArray().endObject();
    json.endArray();
    if (capability)
        json.member("description",
            "Takes the right " + std::string(capabilityName(*capability)) + ", which "
                + std::string(roleName(leastRoleWith(*capability))) + " has."
                + (route.audit ? " Audited." : ""));
    writeParameters(json, route);
    writeBody(json, route);
    writeResponses(json, route);
    json.endObject();
}

void writeComponents(JsonWriter &json)
{
    json.key("components").beginObject().key("securitySchemes").beginObject();
    json.key("token").beginObject().member("type", "http").member("scheme", "bearer").endObject();
    json.endObject().key("schemas").beginObject().key("Error").beginObject();
    json.member("type", "object").key("properties").beginObject();
    for (const std::string_view name : {"error", "code"})
        json.key(name).beginObject().member("type", "string").endObject();
    json.endObject().endObject();
    writeAnswerSchemas(json);
    json.endObject().endObject();
}

std::string_view leastRole(const Route &route)
{
    const auto *capability = std::get_if<Capability>(&route.policy);
    return capability ? roleName(leastRoleWith(*capability)) : "public";
}

} // namespace

std::string openApiDocument()
{
    JsonWriter json;
    json.beginObject().member("openapi", "3.0.3").key("info").beginObject();
    json.member("title", "Binnacle").member("version", std::string_view(BINNACLE_VERSION));
    json.endObject().key("servers").beginArray().beginObject().member("url", "/api/v2");
    json.endObject().endArray();
    std::map<std::string_view, std::vector<const Route *>> paths;
    for (const Route &route : allRoutes())
        paths[route.path].push_back(&route);
    json.key("paths").beginObject();
    for (const auto &[path, routes] : paths) {
        json.key(path).beginObject();
        for (const Route *route : routes)
            writeOperation(json, *route);
        json.endObject();
    }
    json.endObject();
    writeComponents(json);
    json.endObject();
    return json.take();
}

std::string roleMatrix()
{
    std::string text
        = "| route | least | viewer | operator | admin |\n| --- | --- | --- | --- | --- |\n";
    for (const Route &route : allRoutes()) {
        text.append("| ").append(methodName(route.method)).append(" /api/v2").append(route.path);
        text.append(" | ").append(leastRole(route));
        for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
            const auto *capability = std::get_if<Capability>(&route.policy);
            text += !capability || roleHas(role, *capability) ? " | yes" : " | no";
        }
        text += " |\n";
    }
    return text;
}

} // namespace binnacle::gateway
