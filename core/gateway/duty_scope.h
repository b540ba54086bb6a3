#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"
#include "core/domain/command_plan.h"
#include "core/domain/notification.h"
#include "core/domain/principal.h"
#include "core/domain/resource_ref.h"

#include <string_view>

namespace binnacle::gateway {

// Which alerts, rules, silences, channels and plans are within an account's part of the estate.
// What is not does not exist for it. `mayKeep` says whether it may make, change or remove one:
// NotFound for what it cannot see, PermissionDenied where it would reach beyond its part.

// A namespace is itself what its scope is about.
std::string_view namespaceOf(const ResourceRef &object);

bool sees(const AccessScope &scope, const Alert &alert);
bool sees(const AccessScope &scope, const Command &command);

bool sees(const AccessScope &scope, const AlertRule &rule); // those of all clusters, too
Status mayKeep(const AccessScope &scope, const AlertRule &rule);

// Unless it names a cluster or namespace that is not.
bool sees(const AccessScope &scope, const Silence &silence);
Status mayKeep(const AccessScope &scope, const Silence &silence);

bool sees(const AccessScope &scope, const Channel &channel);
Status mayKeep(const AccessScope &scope, const Channel &channel);

// Arguments may name any namespace: of part of a cluster one sees one's own.
bool sees(const Principal &who, const RunbookRun &run);

} // namespace binnacle::gateway
