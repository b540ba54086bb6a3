#include "core/query/execution/grouping.h"
#include "core/query/execution/query_run.h"
#include "core/query/execution/result_shape.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <limits>

namespace binnacle::query {

namespace {

using std::chrono::microseconds;

constexpr int kPage = 4'096;
// What a sort by another field than time may keep in memory; about half a kilobyte each.
constexpr std::size_t kMostSorted = 250'000;
// A page is there in a millisecond; knowing how many more there are must not take longer.
constexpr microseconds kCountBudget{2'000};

constexpr std::array<EventField, 7> kGroupedInSql{EventField::Reason, EventField::Type,
    EventField::Kind, EventField::Namespace, EventField::Node, EventField::Source,
    EventField::Cluster};

// The order the store has them in.
bool isNewestFirst(const Query &query)
{
    return query.sort.empty()
        || (query.sort.size() == 1 && query.sort.front().descending
            && query.sort.front().field.field == fieldIdOf(EventField::Last));
}

bool isOnlyCounted(const Query &query)
{
    return std::ranges::all_of(query.aggregates,
        [](const Aggregate &aggregate) { return aggregate.function == AggregateFunction::Count; });
}

std::optional<EventField> groupInSql(const Query &query)
{
    if (query.groupBy.size() != 1 || !isOnlyCounted(query))
        return std::nullopt;
    const auto field = std::ranges::find(
        kGroupedInSql, query.groupBy.front().field, [](EventField one) { return fieldIdOf(one); });
    return field == kGroupedInSql.end() ? std::nullopt : std::optional(*field);
}

PredicatePtr oneOf(EventField field, std::vector<std::string> values)
{
    Predicate predicate;
    predicate.field = fieldIdOf(field);
    predicate.op = CompareOp::In;
    predicate.values = std::move(values);
    return std::make_shared<const Predicate>(std::move(predicate));
}

// All events of a query, newest first, page by page.
class EventPages
{
public:
    EventPages(QueryRun &run, const EventQuery &query)
        : m_run(run)
        , m_query(query)
    {}

    // Empty: there are no more.
    Result<World::Events> next(int limit)
    {
        if (Status going = m_run.guard.check(); !going)
            return going.error();
        if (m_isDone)
            return World::Events{};
        m_page.limit = limit;
        Result<World::Events> events = m_run.world.events(m_query, m_page, m_run.guard.token());
        if (!events)
            return events;
        m_isDone = events->size() < static_cast<std::size_t>(limit);
        if (!events->empty())
            m_page.before = {.lastMs = toEpochMs(events->back().last), .id = events->back().id};
        m_run.result.explain.rowsScanned += events->size();
        return events;
    }
    bool isDone() const { return m_isDone; }

private:
    QueryRun &m_run;
    const EventQuery &m_query;
    EventPageRequest m_page;
    bool m_isDone = false;
};

// How many there are in all; when telling takes too long, at least how many were seen.
Status countRest(QueryRun &run, const EventQuery &query, std::size_t seen, bool sawAll)
{
    run.result.total = static_cast<std::int64_t>(seen);
    if (sawAll)
        return Done{};
    StepTimer step(run, "count by index");
    const auto count = run.world.countEvents(
        query, run.query.limit ? std::optional(kCountBudget) : std::nullopt, run.guard.token());
    if (!count)
        return count.error();
    if (*count) {
        run.result.total = std::max(run.result.total, **count);
        step.rows(static_cast<std::size_t>(**count), 1);
    } else {
        run.result.totalIsLowerBound = true;
    }
    return Done{};
}

Status newestFirst(QueryRun &run, const EventQuery &query)
{
    const std::size_t cap = run.request.limits.rows;
    const std::size_t wanted = std::min(run.query.limit.value_or(cap + 1), cap + 1);
    EventPages pages(run, query);
    std::vector<ClusterEvent> found;
    std::size_t skipped = 0;
    {
        StepTimer step(run, "events by index on time");
        while (found.size() < wanted && !pages.isDone()) {
            const std::size_t missing = run.query.offset - skipped + wanted - found.size();
            auto events = pages.next(static_cast<int>(std::min<std::size_t>(missing, kPage)));
            if (!events)
                return events.error();
            const std::size_t drop = std::min(run.query.offset - skipped, events->size());
            skipped += drop;
            std::move(events->begin() + static_cast<std::ptrdiff_t>(drop), events->end(),
                std::back_inserter(found));
        }
        step.rows(skipped + found.size(), found.size());
    }
    const std::size_t seen = skipped + found.size();
    if (found.size() > cap) {
        found.resize(cap);
        run.result.isCapped = true;
    }
    if (Status counted = countRest(run, query, seen, pages.isDone()); !counted)
        return counted;
    StepTimer step(run, "project");
    RowList rows{.tables = {makeEventTable(std::move(found))}, .rows = {}};
    for (const RowIndex row : rows.tables.front()->rows())
        rows.rows.push_back({.table = 0, .row = row});
    const std::vector<FieldRef> fields = shownFields(run.query, run.hasSeveralClusters());
    run.result.columns = columnsOf(eventSchema(), fields);
    projectRows(rows, fields, 0, rows.rows.size(), run.result);
    step.rows(rows.rows.size(), rows.rows.size());
    return Done{};
}

Status sortedOtherwise(QueryRun &run, const EventQuery &query)
{
    EventPages pages(run, query);
    RowList rows;
    {
        StepTimer step(run, "all events that match");
        while (!pages.isDone()) {
            auto events = pages.next(kPage);
            if (!events)
                return events.error();
            if (rows.rows.size() + events->size() > kMostSorted)
                return Error{ErrorCode::TooLarge,
                    "more than " + std::to_string(kMostSorted)
                        + " events would have to be sorted; narrow them by time or condition, or "
                          "sort by last"};
            rows.tables.push_back(makeEventTable(*std::move(events)));
            const auto table = static_cast<std::uint32_t>(rows.tables.size() - 1);
            for (const RowIndex row : rows.tables.back()->rows())
                rows.rows.push_back({.table = table, .row = row});
        }
        step.rows(rows.rows.size(), rows.rows.size());
    }
    return answerFromRows(run, std::move(rows));
}

Status groupedInMemory(QueryRun &run, const EventQuery &query)
{
    Grouping grouping(run.query);
    EventPages pages(run, query);
    StepTimer step(run, "all events that match, summed");
    std::size_t seen = 0;
    while (!pages.isDone()) {
        auto events = pages.next(kPage);
        if (!events)
            return events.error();
        seen += events->size();
        const TablePtr table = makeEventTable(*std::move(events));
        if (Status added = grouping.add(*table, table->rows(), run.guard); !added)
            return added;
    }
    auto rows = grouping.take();
    step.rows(seen, rows.size());
    answerFromGroups(run, std::move(rows));
    return Done{};
}

Status groupedByStore(QueryRun &run, const EventQuery &query, EventField field)
{
    std::vector<std::vector<QueryValue>> rows;
    {
        StepTimer step(run, "count by " + std::string(eventFieldName(field)) + " (SQL)");
        const auto groups = run.world.groupEvents(query, field, run.guard.token());
        if (!groups)
            return groups.error();
        std::int64_t events = 0;
        for (const auto &[value, count] : *groups) {
            std::vector<QueryValue> &row = rows.emplace_back();
            row.emplace_back(value);
            for (std::size_t i = 0; i < run.query.aggregates.size(); ++i)
                row.emplace_back(count);
            events += count;
        }
        run.result.explain.rowsScanned += static_cast<std::size_t>(events);
        step.rows(static_cast<std::size_t>(events), rows.size());
    }
    answerFromGroups(run, std::move(rows));
    return Done{};
}

Status counted(QueryRun &run, const EventQuery &query)
{
    std::vector<QueryValue> row;
    {
        StepTimer step(run, "count (SQL)");
        const auto count = run.world.countEvents(query, std::nullopt, run.guard.token());
        if (!count)
            return count.error();
        const std::int64_t events = count->value_or(0);
        row.assign(run.query.aggregates.size(), QueryValue(events));
        run.result.explain.rowsScanned += static_cast<std::size_t>(events);
        step.rows(static_cast<std::size_t>(events), 1);
    }
    answerFromGroups(run, {std::move(row)});
    return Done{};
}

} // namespace

EventQuery eventQueryOf(const QueryRun &run, const PredicatePtr &where)
{
    EventQuery query;
    std::vector<PredicatePtr> all;
    if (where)
        all.push_back(where);
    if (!run.isWholeEstate && run.clusters.size() == 1) {
        query.cluster = run.clusters.front().id;
    } else if (!run.isWholeEstate) {
        std::vector<std::string> ids;
        for (const WorldCluster &cluster : run.clusters)
            ids.push_back(cluster.id.value);
        all.push_back(oneOf(EventField::Cluster, std::move(ids)));
    }
    if (!run.request.scope.namespaces.empty())
        all.push_back(oneOf(EventField::Namespace, run.request.scope.namespaces));
    if (all.size() == 1)
        query.where = all.front();
    else if (all.size() > 1)
        query.where = allOf(std::move(all));
    if (run.isHistory()) {
        query.lastSeen = TimeRange{
            run.range.from, isKnown(run.range.to) ? run.range.to : run.now + Duration{1}};
    }
    return query;
}

Status answerFromEvents(QueryRun &run)
{
    run.result.explain.source = "history (SQL)";
    const EventQuery query = eventQueryOf(run, run.query.where);
    if (!run.query.isAggregated())
        return isNewestFirst(run.query) ? newestFirst(run, query) : sortedOtherwise(run, query);
    if (run.query.groupBy.empty() && isOnlyCounted(run.query))
        return counted(run, query);
    if (const auto field = groupInSql(run.query))
        return groupedByStore(run, query, *field);
    return groupedInMemory(run, query);
}

} // namespace binnacle::query
