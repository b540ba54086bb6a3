#include "app/binnaclectl/gateway_reading.h"

#include <utility>

namespace binnacle::ctl {

using rapidjson::Value;

const Value *Fields::find(const char *name) const
{
    if (!m_object.IsObject())
        return nullptr;
    const auto found = m_object.FindMember(name);
    return found == m_object.MemberEnd() ? nullptr : &found->value;
}

std::string Fields::text(const char *name) const
{
    const Value *value = find(name);
    return value && value->IsString() ? std::string(value->GetString(), value->GetStringLength())
                                      : std::string();
}

std::int64_t Fields::number(const char *name) const
{
    const Value *value = find(name);
    return value && value->IsInt64() ? value->GetInt64() : 0;
}

bool Fields::isTrue(const char *name) const
{
    const Value *value = find(name);
    return value && value->IsBool() && value->GetBool();
}

Timestamp Fields::time(const char *name) const
{
    const auto parsed = parseRfc3339(text(name));
    return parsed ? *parsed : Timestamp{};
}

std::vector<std::string> Fields::texts(const char *name) const
{
    std::vector<std::string> all;
    const Value *list = find(name);
    if (!list || !list->IsArray())
        return all;
    for (const Value &item : list->GetArray()) {
        if (item.IsString())
            all.emplace_back(item.GetString(), item.GetStringLength());
    }
    return all;
}

User userOf(const Value &json)
{
    const Fields fields(json);
    User user{.id = fields.number("id"),
        .username = fields.text("username"),
        .displayName = fields.text("displayName"),
        .email = fields.text("email"),
        .role = roleFromNumber(fields.number("role")).value_or(Role::Viewer),
        .isEnabled = fields.number("status") == 1,
        .createdAt = fields.time("createdAt"),
        .lastLoginAt = fields.time("lastLoginAt"),
        .lastLoginAddress = fields.text("lastLoginIp")};
    for (std::string &cluster : fields.texts("clusters"))
        user.scope.clusters.push_back({std::move(cluster)});
    user.scope.namespaces = fields.texts("namespaces");
    return user;
}

Token tokenOf(const Value &json)
{
    const Fields fields(json);
    return {.id = fields.number("id"),
        .userId = fields.number("userId"),
        .kind = fields.number("type") == 1 ? Token::Kind::Session : Token::Kind::ApiKey,
        .name = fields.text("name"),
        .permissions = fields.texts("permissions"),
        .createdAt = fields.time("createdAt"),
        .expiresAt = fields.time("expiresAt"),
        .lastUsedAt = fields.time("lastUsedAt")};
}

std::optional<ActionSource> actionSourceNamed(std::string_view name)
{
    for (const ActionSource source : {ActionSource::Web, ActionSource::Api, ActionSource::Ai,
             ActionSource::Desktop, ActionSource::CommandLine}) {
        if (actionSourceName(source) == name)
            return source;
    }
    return std::nullopt;
}

AuditEntry auditEntryOf(const Value &json)
{
    const Fields fields(json);
    return {.id = fields.number("id"),
        .at = fields.time("timestamp"),
        .userId = fields.number("userId"),
        .username = fields.text("username"),
        .role = roleFromNumber(fields.number("role")),
        .source = actionSourceNamed(fields.text("source")).value_or(ActionSource::Api),
        .action = auditActionFromName(fields.text("action")).value_or(AuditAction::Read),
        .resource = fields.text("resource"),
        .method = fields.text("method"),
        .requestBody = fields.text("requestBody"),
        .before = fields.text("before"),
        .after = fields.text("after"),
        .reason = fields.text("reason"),
        .statusCode = static_cast<int>(fields.number("statusCode")),
        .success = fields.isTrue("success"),
        .errorMessage = fields.text("errorMessage"),
        .address = fields.text("ip"),
        .userAgent = fields.text("userAgent"),
        .traceId = fields.text("traceId"),
        .took = Duration{fields.number("durationMs")}};
}

} // namespace binnacle::ctl
