#pragma once

#include "core/store/event_repository.h"

namespace binnacle::store {

// See EventReader::ownership.
Result<std::vector<OwnershipNode>> readOwnership(
    Connection &connection, const ClusterId &cluster, const ResourceRef &object, int limit);

} // namespace binnacle::store
