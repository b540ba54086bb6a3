#pragma once

#include "core/domain/ids.h"
#include "core/domain/principal.h"

#include <optional>
#include <string>

namespace binnacle::gateway {

// Whom a published message is for.
struct Audience
{
    ClusterId cluster{}; // empty: who may see everything
    // Of the object it is about, "" when that is cluster-wide; nullopt: who may see the cluster.
    std::optional<std::string> ns{};
    Capability capability = Capability::ReadState;
};

} // namespace binnacle::gateway
