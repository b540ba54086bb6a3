#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// Who acts and what they may do. One table (capabilitiesOf) is asked by the gateway, the command
// line and the desktop alike.

// The numbers are stored and sent (contract 00); code asks for capabilities, never compares them.
enum class Role { Admin = 1, Operator = 2, Viewer = 3 };

std::string_view roleName(Role role); // "admin", "operator", "viewer"
std::optional<Role> roleFromName(std::string_view name);
std::optional<Role> roleFromNumber(std::int64_t number);

enum class Capability {
    ReadState,      // clusters, objects, events, service levels, queries
    ReadSensitive,  // contents of config maps, names of secrets, results of commands
    RunCommands,    // and see their history
    ManageTargets,  // service level objectives
    ManageSources,  // metrics endpoints, imports
    ManageClusters, // rename and remove
    ReadAudit,      // one's own entries
    ReadAllAudit,
    ManageAccess, // users, roles, tokens of others
    ManageSettings,
    ReadSecurity, // security events, and resolve them
    ManageAlerts, // rules, silences, acknowledgements, channels
};

std::string_view capabilityName(Capability capability); // "run-commands"
bool roleHas(Role role, Capability capability);
// The least powerful role that has it.
Role leastRoleWith(Capability capability);

// Part of the estate. Empty lists mean all of it.
struct AccessScope
{
    std::vector<ClusterId> clusters;
    std::vector<std::string> namespaces;

    bool isEverything() const { return clusters.empty() && namespaces.empty(); }
    bool allowsCluster(const ClusterId &cluster) const;
    // Cluster-wide objects (`ns` empty) only when every namespace is allowed.
    bool allows(const ClusterId &cluster, std::string_view ns) const;

    friend bool operator==(const AccessScope &, const AccessScope &) = default;
};

enum class ActionSource { Web, Api, Ai, Desktop, CommandLine };
std::string_view actionSourceName(ActionSource source); // "web", "api", "ai", "desktop", "cli"

struct Principal
{
    std::int64_t userId = 0; // 0: nobody known
    std::string username;
    Role role = Role::Viewer;
    AccessScope scope;
    ActionSource source = ActionSource::Api;
    std::int64_t tokenId = 0; // 0: none (the desktop)
    // Of an API key, "METHOD /path/prefix": what the role allows is narrowed to these. Empty: all.
    std::vector<std::string> permissions;
    bool isReadOnly = false; // the console was switched to read-only

    // Errors: PermissionDenied; the sentence names the capability and the role that has it.
    Status require(Capability capability) const;
    Status require(Capability capability, const ClusterId &cluster) const;
    bool may(Capability capability) const { return require(capability).has_value(); }
};

} // namespace binnacle
