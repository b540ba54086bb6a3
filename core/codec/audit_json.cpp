#include "core/codec/audit_json.h"

namespace binnacle::codec {

JsonWriter &writeAuditDeed(JsonWriter &json, const AuditEntry &entry)
{
    return json.member("source", actionSourceName(entry.source))
        .member("action", auditActionName(entry.action))
        .member("resource", entry.resource)
        .member("method", entry.method)
        .member("requestBody", entry.requestBody)
        .member("before", entry.before)
        .member("after", entry.after)
        .member("reason", entry.reason)
        .member("statusCode", entry.statusCode)
        .member("success", entry.success)
        .member("errorMessage", entry.errorMessage)
        .member("ip", entry.address)
        .member("userAgent", entry.userAgent)
        .member("traceId", entry.traceId)
        .member("durationMs", static_cast<std::int64_t>(entry.took.count()));
}

JsonWriter &writeAuditLine(JsonWriter &json, const AuditEntry &entry)
{
    json.member("id", entry.id)
        .member("at", entry.at)
        .member("userId", entry.userId)
        .member("username", entry.username)
        .member("role", entry.role ? roleName(*entry.role) : std::string_view());
    return writeAuditDeed(json, entry);
}

} // namespace binnacle::codec
