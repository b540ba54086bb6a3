#pragma once

#include "core/base/id.h"

#include <cstdint>

namespace binnacle {

using ClusterId = Id<struct ClusterTag>; // [A-Za-z0-9._:-]{1,128}, see isValidClusterId
using CommandId = Id<struct CommandTag>; // UUIDv4

// Event rows are numbered by the local store; the number of an event never changes.
using EventRowId = std::int64_t;

} // namespace binnacle
