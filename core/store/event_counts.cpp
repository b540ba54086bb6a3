#include "core/store/event_counts.h"

#include "core/store/event_plan.h"
#include "core/store/event_repository.h"
#include "core/store/sqlite/rows.h"

#include <string_view>

namespace binnacle::store {

namespace {

// Empty: events are not counted by that field.
std::string_view statementBy(EventField field)
{
    switch (field) {
    case EventField::Reason:
        return "event.count_by_reason";
    case EventField::Type:
        return "event.count_by_type";
    case EventField::Kind:
        return "event.count_by_kind";
    case EventField::Namespace:
        return "event.count_by_namespace";
    case EventField::Node:
        return "event.count_by_node";
    case EventField::Source:
        return "event.count_by_source";
    case EventField::Cluster:
        return "event.count_by_cluster";
    default:
        return {};
    }
}

} // namespace

Result<std::optional<std::int64_t>> countMatches(Connection &connection, const EventQuery &query,
    std::optional<std::chrono::microseconds> budget, const std::stop_token &stop)
{
    const Result<EventPlan> plan = EventPlan::make(connection, query);
    if (!plan)
        return plan.error();
    Result<Statement> rows = plan->select("event.matches");
    if (!rows)
        return rows.error();
    const Watch watch(connection, stop, budget);
    const Result<bool> row = rows->step();
    if (!row && watch.ranOut())
        return std::optional<std::int64_t>();
    if (!row)
        return row.error();
    return std::optional(rows->number(0));
}

Result<EventCounts> countMatchesBy(
    Connection &connection, const EventQuery &query, EventField field, const std::stop_token &stop)
{
    const std::string_view statement = statementBy(field);
    if (statement.empty())
        return Error{ErrorCode::InvalidArgument,
            "events are not counted by " + std::string(eventFieldName(field))};
    const Result<EventPlan> plan = EventPlan::make(connection, query);
    if (!plan)
        return plan.error();
    Result<Statement> rows = plan->select(statement);
    if (!rows)
        return rows.error();
    const Watch watch(connection, stop);
    return collectRows(*rows, [](const Statement &row) {
        return EventCounts::value_type(std::string(row.text(0)), row.number(1));
    });
}

Result<std::optional<ClusterEvent>> firstMatch(
    Connection &connection, const EventQuery &query, const std::stop_token &stop)
{
    const Result<EventPlan> plan = EventPlan::make(connection, query);
    if (!plan)
        return plan.error();
    EventRowId id = 0;
    {
        Result<Statement> rows = plan->select("event.began_first");
        if (!rows)
            return rows.error();
        const Watch watch(connection, stop);
        const Result<bool> row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<ClusterEvent>();
        id = rows->number(0);
    }
    Result<std::vector<ClusterEvent>> events = EventReader(connection).byId({&id, 1});
    if (!events)
        return events.error();
    if (events->empty())
        return std::optional<ClusterEvent>();
    return std::optional(std::move(events->front()));
}

} // namespace binnacle::store
