#pragma once

#include "core/query/execution/world.h"
#include "core/query/query.h"
#include "core/query/query_service.h"

#include <stop_token>

namespace binnacle::query {

// A query with the window of the alert it names, `during(alert:7)`: from when it fired, or became
// pending, to when it was over, or now. Other queries as they are. Errors: NotFound with the place
// of the alert in the text and the nearest there are; an alert outside `scope` is not there.
Result<Query, QueryFailure> withAlertTime(
    Query query, World &world, const AccessScope &scope, const std::stop_token &stop);

} // namespace binnacle::query
