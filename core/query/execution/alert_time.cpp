#include "core/query/execution/alert_time.h"

#include "core/query/execution/tables.h"

#include <utility>

namespace binnacle::query {

namespace {

QueryFailure noSuchAlert(const AlertTime &wanted, const std::vector<std::int64_t> &nearest)
{
    FilterError at{.offset = wanted.offset,
        .length = wanted.length,
        .message = "there is no alert " + std::to_string(wanted.id)};
    std::string known;
    for (const std::int64_t id : nearest) {
        at.expected.push_back("alert:" + std::to_string(id));
        known += (known.empty() ? "" : " and ") + std::to_string(id);
    }
    if (!known.empty())
        at.message += "; the nearest " + std::string(nearest.size() > 1 ? "are " : "is ") + known;
    return {.failure = ErrorCode::NotFound, .at = std::move(at)};
}

} // namespace

Result<Query, QueryFailure> withAlertTime(
    Query query, World &world, const AccessScope &scope, const std::stop_token &stop)
{
    const std::optional<AlertTime> wanted = query.time.alert;
    if (!wanted || isKnown(query.time.range.from))
        return query;
    const auto found = world.findAlert(wanted->id, stop);
    if (!found)
        return QueryFailure{
            .failure = found.error().code, .at = {.message = found.error().message}};
    if (!found->alert || !isVisible(*found->alert, scope)) {
        // Numbers of alerts tell that there are some.
        return noSuchAlert(
            *wanted, scope.isEverything() ? found->nearest : std::vector<std::int64_t>());
    }
    const Alert &alert = *found->alert;
    TimeRange &range = query.time.range;
    range.from = isKnown(alert.firedAt) ? alert.firedAt : alert.pendingSince;
    range.to = alert.isOver() ? alert.resolvedAt : world.now();
    if (range.to <= range.from)
        range.to = range.from + Duration{1};
    return query;
}

} // namespace binnacle::query
