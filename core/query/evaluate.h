#pragma once

#include "core/domain/cluster_event.h"
#include "core/domain/predicate.h"

namespace binnacle::query {

// Whether an event satisfies a predicate; null matches everything. The reference that the SQL
// translation in core/store is tested against. Reentrant.
bool matches(const PredicatePtr &predicate, const ClusterEvent &event);

} // namespace binnacle::query
