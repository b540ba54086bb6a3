#include "core/domain/audit.h"

namespace binnacle {

std::string_view auditActionName(AuditAction action)
{
    switch (action) {
    case AuditAction::Login:
        return "login";
    case AuditAction::Logout:
        return "logout";
    case AuditAction::Create:
        return "create";
    case AuditAction::Update:
        return "update";
    case AuditAction::Delete:
        return "delete";
    case AuditAction::Execute:
        return "execute";
    case AuditAction::Read:
        return "read";
    case AuditAction::Export:
        break;
    }
    return "export";
}

std::optional<AuditAction> auditActionFromName(std::string_view name)
{
    using enum AuditAction;
    for (const AuditAction action :
        {Login, Logout, Create, Update, Delete, Execute, Read, Export}) {
        if (auditActionName(action) == name)
            return action;
    }
    return std::nullopt;
}

std::string_view securityKindName(SecurityKind kind)
{
    switch (kind) {
    case SecurityKind::InvalidToken:
        return "invalid_token";
    case SecurityKind::PermissionDenied:
        return "permission_denied";
    case SecurityKind::RateLimit:
        return "rate_limit";
    case SecurityKind::LoginFailed:
        return "login_failed";
    case SecurityKind::ClusterIdMismatch:
        return "cluster_id_mismatch";
    case SecurityKind::BadAgentToken:
        return "bad_agent_token";
    case SecurityKind::BodyLimit:
        break;
    }
    return "body_limit";
}

std::string_view securitySeverityName(SecuritySeverity severity)
{
    switch (severity) {
    case SecuritySeverity::Low:
        return "low";
    case SecuritySeverity::Medium:
        return "medium";
    case SecuritySeverity::High:
        return "high";
    case SecuritySeverity::Critical:
        break;
    }
    return "critical";
}

} // namespace binnacle
