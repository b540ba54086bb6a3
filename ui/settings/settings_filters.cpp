#include "ui/settings/settings_filters.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::ui {

namespace {

using enum FieldType;

QueryValue countOf(std::size_t count)
{
    return static_cast<std::int64_t>(count);
}

QueryValue joined(const std::vector<std::string> &items)
{
    std::string all;
    for (const std::string &item : items)
        all.append(all.empty() ? "" : ",").append(item);
    return all;
}

using AuditFields = std::vector<RowFilter<AuditEntry>::Field>;

void addDeed(AuditFields &fields)
{
    fields.push_back({Text, {"user", "username", "by"}, "who",
        [](const AuditEntry &entry) { return QueryValue(entry.username); }});
    fields.push_back({Choice, {"action"}, "login, create, …",
        [](const AuditEntry &entry) { return filterWord(auditActionName(entry.action)); },
        {"login", "logout", "create", "update", "delete", "execute", "read", "export"}});
    fields.push_back({Text, {"resource"}, "to what",
        [](const AuditEntry &entry) { return QueryValue(entry.resource); }});
    fields.push_back({Flag, {"success"}, "whether it went through",
        [](const AuditEntry &entry) { return QueryValue(entry.success); }});
    fields.push_back({Choice, {"source"}, "through which door",
        [](const AuditEntry &entry) { return filterWord(actionSourceName(entry.source)); },
        {"web", "api", "ai", "desktop", "cli"}});
    fields.push_back({Text, {"address", "ip"}, "from where",
        [](const AuditEntry &entry) { return QueryValue(entry.address); }});
    fields.push_back({Choice, {"role"}, "as what",
        [](const AuditEntry &entry) {
            return entry.role ? filterWord(roleName(*entry.role)) : filterWord({});
        },
        {"admin", "operator", "viewer"}});
    fields.push_back({Time, {"at", "time"}, "when",
        [](const AuditEntry &entry) { return filterTime(entry.at); }});
    fields.push_back({Count, {"code", "status"}, "as HTTP says it", [](const AuditEntry &entry) {
                          return QueryValue(static_cast<std::int64_t>(entry.statusCode));
                      }});
    fields.push_back({Span, {"took", "duration"}, "how long it took",
        [](const AuditEntry &entry) { return filterSpan(entry.took); }});
    fields.push_back({Count, {"id"}, "number of the row",
        [](const AuditEntry &entry) { return QueryValue(entry.id); }});
}

void addTexts(AuditFields &fields)
{
    const auto text = [&fields](std::vector<std::string_view> names, std::string_view help,
                          std::string AuditEntry::*member) {
        fields.push_back({Text, std::move(names), help,
            [member](const AuditEntry &entry) { return QueryValue(entry.*member); }});
    };
    text({"error"}, "why not", &AuditEntry::errorMessage);
    text({"reason"}, "why, as the person said", &AuditEntry::reason);
    text({"method"}, "of HTTP", &AuditEntry::method);
    text({"body", "request"}, "what was sent, without secrets", &AuditEntry::requestBody);
    text({"before"}, "what it was", &AuditEntry::before);
    text({"after"}, "what it became", &AuditEntry::after);
    text({"agent", "user_agent"}, "the program that asked", &AuditEntry::userAgent);
    text({"trace"}, "id of the request", &AuditEntry::traceId);
}

} // namespace

RowFilter<AuditEntry> newAuditRowFilter()
{
    AuditFields fields;
    addDeed(fields);
    addTexts(fields);
    return {"audit", std::move(fields)};
}

RowFilter<SecurityEvent> newSecurityFilter()
{
    std::vector<RowFilter<SecurityEvent>::Field> fields;
    fields.push_back({Choice, {"kind", "what"}, "what was refused",
        [](const SecurityEvent &event) { return filterWord(securityKindName(event.kind)); },
        {"invalid_token", "permission_denied", "rate_limit", "login_failed", "cluster_id_mismatch",
            "bad_agent_token", "body_limit"}});
    fields.push_back({Choice, {"severity"}, "low, medium, high or critical",
        [](const SecurityEvent &event) { return filterWord(securitySeverityName(event.severity)); },
        {"low", "medium", "high", "critical"}});
    fields.push_back({Text, {"address", "ip", "from"}, "from where",
        [](const SecurityEvent &event) { return QueryValue(event.address); }});
    fields.push_back({Text, {"resource"}, "what it was about",
        [](const SecurityEvent &event) { return QueryValue(event.resource); }});
    fields.push_back({Count, {"count", "times"}, "how often within five minutes",
        [](const SecurityEvent &event) { return QueryValue(event.count); }});
    fields.push_back({Time, {"at", "time", "last"}, "when it was last seen",
        [](const SecurityEvent &event) { return filterTime(event.at); }});
    fields.push_back({Flag, {"resolved"}, "whether somebody has looked into it",
        [](const SecurityEvent &event) { return QueryValue(event.isResolved); }});
    fields.push_back({Text, {"resolved_by", "by"}, "who has",
        [](const SecurityEvent &event) { return QueryValue(event.resolvedBy); }});
    fields.push_back({Text, {"details"}, "without secrets",
        [](const SecurityEvent &event) { return QueryValue(event.details); }});
    return {"security events", std::move(fields)};
}

RowFilter<User> newUserFilter()
{
    std::vector<RowFilter<User>::Field> fields;
    const auto text = [&fields](std::vector<std::string_view> names, std::string_view help,
                          std::string User::*member) {
        fields.push_back({Text, std::move(names), help,
            [member](const User &user) { return QueryValue(user.*member); }});
    };
    text({"user", "name", "username"}, "the name to log in with", &User::username);
    text({"display", "display_name"}, "the full name", &User::displayName);
    text({"email", "mail"}, "where to write", &User::email);
    fields.push_back({Choice, {"role"}, "admin, operator or viewer",
        [](const User &user) { return filterWord(roleName(user.role)); },
        {"admin", "operator", "viewer"}});
    fields.push_back(
        {Text, {"clusters", "cluster"}, "for which clusters; empty: all", [](const User &user) {
             std::vector<std::string> names;
             for (const ClusterId &cluster : user.scope.clusters)
                 names.push_back(cluster.value);
             return joined(names);
         }});
    fields.push_back({Text, {"namespaces", "namespace", "ns"}, "for which namespaces; empty: all",
        [](const User &user) { return joined(user.scope.namespaces); }});
    fields.push_back({Flag, {"enabled"}, "whether it may log in",
        [](const User &user) { return QueryValue(user.isEnabled); }});
    fields.push_back({Flag, {"password"}, "whether it has one",
        [](const User &user) { return QueryValue(user.hasPassword); }});
    fields.push_back({Time, {"login", "last_login"}, "when it last logged in",
        [](const User &user) { return filterTime(user.lastLoginAt); }});
    fields.push_back({Time, {"created"}, "when it was made",
        [](const User &user) { return filterTime(user.createdAt); }});
    text({"address", "ip"}, "from where it last logged in", &User::lastLoginAddress);
    return {"users", std::move(fields)};
}

RowFilter<TokenRow> newTokenFilter()
{
    std::vector<RowFilter<TokenRow>::Field> fields;
    fields.push_back({Text, {"name", "token"}, "what it is called",
        [](const TokenRow &row) { return QueryValue(row.token.name); }});
    fields.push_back({Text, {"user", "by"}, "whose it is",
        [](const TokenRow &row) { return filterText(row.user); }});
    fields.push_back({Choice, {"kind", "type"}, "session or key",
        [](const TokenRow &row) {
            return filterWord(row.token.kind == Token::Kind::Session ? "session" : "key");
        },
        {"session", "key"}});
    fields.push_back({Text, {"permissions"}, "what it may; empty: all of the role",
        [](const TokenRow &row) { return joined(row.token.permissions); }});
    fields.push_back({Time, {"created"}, "when it was made",
        [](const TokenRow &row) { return filterTime(row.token.createdAt); }});
    fields.push_back({Time, {"expires"}, "when it lapses",
        [](const TokenRow &row) { return filterTime(row.token.expiresAt); }});
    fields.push_back({Time, {"used", "last_used"}, "when it was last used",
        [](const TokenRow &row) { return filterTime(row.token.lastUsedAt); }});
    fields.push_back({Flag, {"expired"}, "whether it has lapsed", [](const TokenRow &row) {
                          return QueryValue(
                              isKnown(row.token.expiresAt) && row.token.expiresAt <= row.now);
                      }});
    return {"tokens", std::move(fields)};
}

RowFilter<MetricsSourceState> newSourceFilter()
{
    using State = MetricsSourceState;
    std::vector<RowFilter<State>::Field> fields;
    fields.push_back({Text, {"name"}, "what it is called",
        [](const State &state) { return QueryValue(state.source.name); }});
    fields.push_back({Text, {"location", "url"}, "where it is read",
        [](const State &state) { return QueryValue(state.source.location); }});
    fields.push_back({Text, {"cluster"}, "cluster id",
        [](const State &state) { return QueryValue(state.source.cluster.value); }});
    fields.push_back({Flag, {"healthy", "ok"}, "whether the last scrape was good",
        [](const State &state) { return QueryValue(state.health.has_value()); }});
    fields.push_back({Text, {"error"}, "why it was not", [](const State &state) {
                          return state.health ? filterWord({})
                                              : filterWord(state.health.error().message);
                      }});
    fields.push_back({Flag, {"enabled"}, "whether it is scraped",
        [](const State &state) { return QueryValue(state.source.isEnabled); }});
    fields.push_back({Time, {"scraped", "last"}, "the last good scrape",
        [](const State &state) { return filterTime(state.lastScrape); }});
    fields.push_back({Span, {"took"}, "how long that took",
        [](const State &state) { return filterSpan(state.took); }});
    fields.push_back({Span, {"interval"}, "how often",
        [](const State &state) { return filterSpan(state.source.interval); }});
    fields.push_back({Count, {"samples"}, "in the last scrape",
        [](const State &state) { return countOf(state.samples); }});
    fields.push_back({Count, {"services"}, "found in it",
        [](const State &state) { return countOf(state.services); }});
    fields.push_back(
        {Count, {"edges"}, "found in it", [](const State &state) { return countOf(state.edges); }});
    fields.push_back({Count, {"ingresses"}, "ingress services found in it",
        [](const State &state) { return countOf(state.ingressServices); }});
    return {"endpoints", std::move(fields)};
}

} // namespace binnacle::ui
