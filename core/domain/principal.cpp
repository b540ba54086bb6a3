#include "core/domain/principal.h"

#include <algorithm>
#include <array>

namespace binnacle {

namespace {

struct Grant
{
    Capability capability;
    std::string_view name;
    Role least;
    bool changes; // refused while the console is read-only
};

constexpr std::array<Grant, 12> kGrants{{
    {Capability::ReadState, "read-state", Role::Viewer, false},
    {Capability::ReadSensitive, "read-sensitive", Role::Operator, false},
    {Capability::RunCommands, "run-commands", Role::Operator, true},
    {Capability::ManageTargets, "manage-targets", Role::Operator, true},
    {Capability::ManageSources, "manage-sources", Role::Operator, true},
    {Capability::ManageClusters, "manage-clusters", Role::Admin, true},
    {Capability::ReadAudit, "read-audit", Role::Operator, false},
    {Capability::ReadAllAudit, "read-all-audit", Role::Admin, false},
    {Capability::ManageAccess, "manage-access", Role::Admin, true},
    {Capability::ManageSettings, "manage-settings", Role::Admin, true},
    {Capability::ReadSecurity, "read-security", Role::Admin, false},
    {Capability::ManageAlerts, "manage-alerts", Role::Operator, true},
}};

const Grant &grantOf(Capability capability)
{
    return *std::ranges::find(kGrants, capability, &Grant::capability);
}

// How much a role may, as a rank of its own: the stored numbers say nothing.
int powerOf(Role role)
{
    switch (role) {
    case Role::Viewer:
        return 0;
    case Role::Operator:
        return 1;
    case Role::Admin:
        return 2;
    }
    return -1;
}

} // namespace

std::string_view roleName(Role role)
{
    switch (role) {
    case Role::Admin:
        return "admin";
    case Role::Operator:
        return "operator";
    case Role::Viewer:
        break;
    }
    return "viewer";
}

std::optional<Role> roleFromName(std::string_view name)
{
    for (const Role role : {Role::Admin, Role::Operator, Role::Viewer}) {
        if (roleName(role) == name)
            return role;
    }
    return std::nullopt;
}

std::optional<Role> roleFromNumber(std::int64_t number)
{
    for (const Role role : {Role::Admin, Role::Operator, Role::Viewer}) {
        if (static_cast<std::int64_t>(role) == number)
            return role;
    }
    return std::nullopt;
}

std::string_view capabilityName(Capability capability)
{
    return grantOf(capability).name;
}

bool roleHas(Role role, Capability capability)
{
    return powerOf(role) >= powerOf(grantOf(capability).least);
}

Role leastRoleWith(Capability capability)
{
    return grantOf(capability).least;
}

bool AccessScope::allowsCluster(const ClusterId &cluster) const
{
    return clusters.empty() || std::ranges::find(clusters, cluster) != clusters.end();
}

bool AccessScope::allows(const ClusterId &cluster, std::string_view ns) const
{
    return allowsCluster(cluster)
        && (namespaces.empty() || std::ranges::find(namespaces, ns) != namespaces.end());
}

std::string_view actionSourceName(ActionSource source)
{
    switch (source) {
    case ActionSource::Web:
        return "web";
    case ActionSource::Api:
        return "api";
    case ActionSource::Ai:
        return "ai";
    case ActionSource::Desktop:
        return "desktop";
    case ActionSource::CommandLine:
        break;
    }
    return "cli";
}

Status Principal::require(Capability capability) const
{
    const Grant &grant = grantOf(capability);
    if (userId == 0)
        return Error{ErrorCode::Unauthenticated, "log in first"};
    if (!roleHas(role, capability)) {
        return Error{ErrorCode::PermissionDenied,
            "your role (" + std::string(roleName(role)) + ") may not " + std::string(grant.name)
                + "; that takes " + std::string(roleName(grant.least))};
    }
    if (isReadOnly && grant.changes)
        return Error{ErrorCode::PermissionDenied, "this console is switched to read-only"};
    return Done{};
}

Status Principal::require(Capability capability, const ClusterId &cluster) const
{
    if (Status granted = require(capability); !granted)
        return granted;
    if (!scope.allowsCluster(cluster))
        return Error{ErrorCode::NotFound, "there is no cluster " + cluster.value};
    return Done{};
}

} // namespace binnacle
