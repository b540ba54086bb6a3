#pragma once

#include "core/base/result.h"
#include "core/domain/event_query.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;

// What "events of this object" comes down to: events of any of these objects, and events on a node.
struct ResolvedScope
{
    std::vector<std::int64_t> objects;
    std::optional<std::string> host;
};

// A workload tree holds what the object owns by known links, and objects without a known owner
// whose name is of the kind the owner gives: "<deployment>-<hash>[-<suffix>]" in its namespace.
Result<ResolvedScope> resolveScope(
    Connection &connection, const std::optional<ClusterId> &cluster, const ScopedObject &scoped);

// Whether an object of that name may be owned by `owner`, by the way controllers name things.
bool isNamedAfter(const ResourceRef &owner, std::string_view kind, std::string_view name);

} // namespace binnacle::store
