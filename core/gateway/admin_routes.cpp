#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/codec/audit_json.h"
#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"

#include <charconv>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

void writeEntry(codec::JsonWriter &json, const AuditEntry &entry)
{
    json.beginObject()
        .member("id", entry.id)
        .member("timestamp", entry.at)
        .member("userId", entry.userId)
        .member("username", entry.username)
        .member("role", entry.role ? static_cast<std::int32_t>(*entry.role) : 0);
    codec::writeAuditDeed(json, entry).endObject();
}

std::optional<ActionSource> sourceNamed(std::string_view name)
{
    for (const ActionSource source : {ActionSource::Web, ActionSource::Api, ActionSource::Ai,
             ActionSource::Desktop, ActionSource::CommandLine}) {
        if (actionSourceName(source) == name)
            return source;
    }
    return std::nullopt;
}

Result<AuditQuery> auditQueryOf(const Call &call)
{
    constexpr std::int64_t kMost = 200;
    const auto page = paging(call.request, kMost);
    const auto user = numberParameter(call.request, "userId", 0, 0, 1'000'000'000);
    const auto since = timeParameter(call.request, "since");
    const auto until = timeParameter(call.request, "until");
    if (!page || !user)
        return !page ? page.error() : user.error();
    if (!since || !until)
        return !since ? since.error() : until.error();
    AuditQuery query{.text = textParameter(call.request, "search"),
        .range = {*since, *until},
        .limit = static_cast<int>(page->limit),
        .offset = page->offset};
    if (call.request.query.contains("userId"))
        query.userId = *user;
    const std::string source = textParameter(call.request, "source");
    const std::string action = textParameter(call.request, "action");
    query.source = sourceNamed(source);
    query.action = auditActionFromName(action);
    if (!source.empty() && !query.source)
        return Error{ErrorCode::InvalidArgument, "source: web, api, ai, desktop or cli"};
    if (!action.empty() && !query.action)
        return Error{ErrorCode::InvalidArgument, "action: login, create, update, …"};
    return query;
}

void auditLogs(Call call)
{
    auto query = auditQueryOf(call);
    if (!query)
        return call.fail(query.error());
    if (!call.who.may(Capability::ReadAllAudit)) {
        if (query->userId && *query->userId != call.who.userId)
            return call.fail(call.who.require(Capability::ReadAllAudit).error());
        query->userId = call.who.userId;
    }
    answerFromStore(
        call, [query = *std::move(query)](store::Connection &connection) -> Result<http::Response> {
            const auto page = access::readAudit(connection, query);
            if (!page)
                return page.error();
            codec::JsonWriter json;
            json.beginArray();
            for (const AuditEntry &entry : page->entries)
                writeEntry(json, entry);
            json.endArray();
            return listAnswer(json.take(), page->total);
        });
}

void auditVerify(Call call)
{
    answerFromStore(call, [](store::Connection &connection) -> Result<http::Response> {
        const auto verdict = access::verifyAudit(connection);
        if (!verdict)
            return verdict.error();
        codec::JsonWriter json;
        json.beginObject()
            .member("intact", verdict->isIntact())
            .member("rows", verdict->rows)
            .member("brokenRow", verdict->brokenRow)
            .member("problem", verdict->problem)
            .member("head", verdict->head)
            .endObject();
        return dataAnswer(json.take());
    });
}

void auditExport(Call call)
{
    answerFromStore(call, [](store::Connection &connection) -> Result<http::Response> {
        constexpr std::size_t kMost = std::size_t{256} << 20;
        std::string lines;
        const Status written
            = access::exportAudit(connection, [&lines](const std::string &line) -> Status {
                  if (lines.size() + line.size() > kMost)
                      return Error{ErrorCode::TooLarge,
                          "the audit log is larger than 256 MiB; use binnaclectl audit export "
                          "--workspace"};
                  lines.append(line) += '\n';
                  return Done{};
              });
        if (!written)
            return written.error();
        return http::Response{.body = std::move(lines), .contentType = "application/x-ndjson"};
    });
}

void listSettings(Call call)
{
    const std::vector<SettingRow> rows = call.parts.host.settings();
    codec::JsonWriter json;
    json.beginArray();
    for (const SettingRow &row : rows)
        json.beginObject()
            .member("key", row.key)
            .member("value", row.value)
            .member("description", row.description)
            .member("needsRestart", row.needsRestart)
            .endObject();
    json.endArray();
    call.answer(listAnswer(json.take(), static_cast<std::int64_t>(rows.size())));
}

void putSetting(Call call)
{
    const std::string &key = call.request.captures.front();
    const auto body = Body::read(call.request);
    const auto value = body ? body->text("value") : Result<std::string>(body.error());
    if (!value || !body->has("value"))
        return call.fail(
            !value ? value.error() : Error{ErrorCode::InvalidArgument, "value: is required"});
    for (const SettingRow &row : call.parts.host.settings()) {
        if (row.key == key) {
            codec::JsonWriter before;
            before.beginObject().member("value", row.value).endObject();
            codec::JsonWriter after;
            after.beginObject().member("value", *value).endObject();
            call.changed(before.take(), after.take());
        }
    }
    call.parts.host.setSetting(key, *value, call.who, statusAnswer(call));
}

void securityEvents(Call call)
{
    const auto page = paging(call.request, 200);
    const auto open = numberParameter(call.request, "unresolved", 0, 0, 1);
    if (!page || !open)
        return call.fail(!page ? page.error() : open.error());
    SecurityQuery query{.unresolvedOnly = *open == 1,
        .limit = static_cast<int>(page->limit),
        .offset = page->offset};
    answerFromStore(call, [query](store::Connection &connection) -> Result<http::Response> {
        const auto events = access::readSecurityEvents(connection, query);
        if (!events)
            return events.error();
        codec::JsonWriter json;
        json.beginArray();
        for (const SecurityEvent &event : events->events)
            json.beginObject()
                .member("id", event.id)
                .member("timestamp", event.at)
                .member("eventType", securityKindName(event.kind))
                .member("severity", securitySeverityName(event.severity))
                .member("ip", event.address)
                .member("userId", event.userId)
                .member("tokenId", event.tokenId)
                .member("resource", event.resource)
                .member("details", event.details)
                .member("count", event.count)
                .member("resolved", event.isResolved)
                .member("resolvedAt", event.resolvedAt)
                .member("resolvedBy", event.resolvedBy)
                .endObject();
        json.endArray();
        return listAnswer(json.take(), events->total);
    });
}

void resolveEvent(Call call)
{
    const std::string &text = call.request.captures.front();
    std::int64_t id = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return call.fail({ErrorCode::NotFound, "there is no such security event"});
    call.parts.security.resolve(id, call.who.username, statusAnswer(call));
}

void openApi(Call call)
{
    static const std::string document = openApiDocument();
    call.answer(http::json(document));
}

void health(Call call)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("status", "ok")
        .member("version", std::string_view(BINNACLE_VERSION))
        .endObject();
    call.answer(http::json(json.take()));
}

constexpr std::string_view kOk = R"({"message":"ok"})";

} // namespace

std::vector<Route> adminRoutes()
{
    using http::Method;
    const std::vector<Parameter> paged{
        {"limit", In::Query, Type::Number, false, "at most this many, 1 to 200"},
        {"offset", In::Query, Type::Number, false, "skip so many"}};
    std::vector<Parameter> audited = paged;
    audited.insert(audited.begin(),
        {{"userId", In::Query, Type::Number, false, "only of this user"},
            {"source", In::Query, Type::Text, false, "web, api, ai, desktop or cli"},
            {"action", In::Query, Type::Text, false, "login, create, update, …"},
            {"since", In::Query, Type::Text, false, "RFC 3339"},
            {"until", In::Query, Type::Text, false, "RFC 3339"},
            {"search", In::Query, Type::Text, false, "part of resource, user or body"}});
    std::vector<Parameter> watched = paged;
    watched.push_back({"unresolved", In::Query, Type::Number, false, "1: only open ones"});
    return {
        {Method::Get, "/health", "Whether the gateway answers", Public{}, {}, {},
            R"({"status":"ok","version":"0.1.0"})", 200, health},
        {Method::Get, "/openapi.json", "This document", Capability::ReadState, {}, {},
            R"({"openapi":"3.0.3"})", 200, openApi},
        {Method::Get, "/audit/logs", "Who did what; operators see their own", Capability::ReadAudit,
            {}, audited,
            R"({"message":"ok","data":[{"id":1,"username":"ops","action":"login","success":true}],"total":1})",
            200, auditLogs},
        {Method::Get, "/audit/verify", "Whether the audit log is as it was written",
            Capability::ReadAllAudit, {}, {},
            R"({"message":"ok","data":{"intact":true,"rows":12,"brokenRow":0,"problem":"","head":"3f…"}})",
            200, auditVerify},
        {Method::Get, "/audit/export", "The whole audit log, one JSON object a line",
            Capability::ReadAllAudit, AuditAction::Export, {}, "", 200, auditExport},
        {Method::Get, "/settings", "Settings", Capability::ReadSensitive, {}, {},
            R"({"message":"ok","data":[{"key":"query.rows","value":"10000"}],"total":1})", 200,
            listSettings},
        {Method::Put, "/settings/{key}", "Change a setting", Capability::ManageSettings,
            AuditAction::Update,
            {{"key", In::Path, Type::Text, true, "query.rows"},
                {"value", In::Body, Type::Text, true, "as the settings file writes it"}},
            kOk, 200, putSetting},
        {Method::Get, "/security/events", "What should not happen", Capability::ReadSecurity, {},
            watched,
            R"({"message":"ok","data":[{"id":1,"eventType":"invalid_token","severity":"low"}],"total":1})",
            200, securityEvents},
        {Method::Post, "/security/events/{id}/resolve", "Mark one as dealt with",
            Capability::ReadSecurity, AuditAction::Update,
            {{"id", In::Path, Type::Number, true, "its number"}}, kOk, 200, resolveEvent},
    };
}

} // namespace binnacle::gateway
