#pragma once

#include "core/base/time.h"
#include "core/domain/principal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

enum class AuditAction { Login, Logout, Create, Update, Delete, Execute, Read, Export };
std::string_view auditActionName(AuditAction action); // "login", ...
std::optional<AuditAction> auditActionFromName(std::string_view name);

// One thing somebody did or tried, contract 05 §5.2. Bodies are redacted by core/access before
// they are stored (contract 05 §5.2's list, 2 KiB after masking).
struct AuditEntry
{
    std::int64_t id = 0; // row; 0: not stored yet
    Timestamp at{};
    std::int64_t userId = 0; // 0: system or nobody known
    std::string username;
    std::optional<Role> role;
    ActionSource source = ActionSource::Api;
    AuditAction action = AuditAction::Read;
    std::string resource; // "/api/v2/user/register", "slo target shop.example.com"
    std::string method;   // of HTTP; empty otherwise
    std::string requestBody;
    std::string before; // JSON, of changes
    std::string after;
    std::string reason;
    int statusCode = 200;
    bool success = true;
    std::string errorMessage;
    std::string address;
    std::string userAgent;
    std::string traceId;
    Duration took{};
};

struct AuditQuery
{
    std::optional<std::int64_t> userId;
    std::optional<ActionSource> source;
    std::optional<AuditAction> action;
    std::string text; // in resource, username, error or bodies; whatever the case
    TimeRange range;  // unknown ends: open
    int limit = 50;
    std::int64_t offset = 0;
};

struct AuditPage
{
    std::vector<AuditEntry> entries; // newest first
    std::int64_t total = 0;          // of all matches
};

// What a walk along the hash chain found.
struct AuditVerdict
{
    std::int64_t rows = 0;
    std::int64_t brokenRow = 0; // the first row that is not what was written; 0: none
    std::string problem;        // "row 17 was changed", "rows 18 to 20 are missing"
    std::string head;           // hash of the newest row, hex

    bool isIntact() const { return problem.empty(); }
};

enum class SecurityKind {
    InvalidToken,
    PermissionDenied,
    RateLimit,
    LoginFailed,
    ClusterIdMismatch,
    BadAgentToken,
    BodyLimit,
};
std::string_view securityKindName(SecurityKind kind); // "invalid_token", ...

enum class SecuritySeverity { Low, Medium, High, Critical };
std::string_view securitySeverityName(SecuritySeverity severity);

struct SecurityEvent
{
    std::int64_t id = 0;
    Timestamp at{};
    SecurityKind kind = SecurityKind::InvalidToken;
    SecuritySeverity severity = SecuritySeverity::Low;
    std::string address;
    std::int64_t userId = 0;
    std::int64_t tokenId = 0;
    std::string resource;
    std::string details;    // JSON object, redacted
    std::int64_t count = 1; // the same thing from the same address within five minutes
    bool isResolved = false;
    Timestamp resolvedAt{};
    std::string resolvedBy;
};

struct SecurityQuery
{
    std::optional<SecurityKind> kind;
    bool unresolvedOnly = false;
    int limit = 50;
    std::int64_t offset = 0;
};

struct SecurityPage
{
    std::vector<SecurityEvent> events; // newest first
    std::int64_t total = 0;
};

} // namespace binnacle
