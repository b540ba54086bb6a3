#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_event.h"
#include "core/domain/event_query.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::store {

class Connection;

// Sums over the event history that need no row's text. Blocking, on a reader thread; they end with
// Cancelled once `stop` is requested.

// nullopt: it takes more processor time than the budget allows.
Result<std::optional<std::int64_t>> countMatches(Connection &connection, const EventQuery &query,
    std::optional<std::chrono::microseconds> budget, const std::stop_token &stop);

// How many events there are by each value of a field, in no order. InvalidArgument for fields
// other than type, reason, kind, namespace, node, source and cluster.
using EventCounts = std::vector<std::pair<std::string, std::int64_t>>;
Result<EventCounts> countMatchesBy(
    Connection &connection, const EventQuery &query, EventField field, const std::stop_token &stop);

// The match that began first.
Result<std::optional<ClusterEvent>> firstMatch(
    Connection &connection, const EventQuery &query, const std::stop_token &stop);

} // namespace binnacle::store
