#include "core/query/execution/query_run.h"
#include "core/query/execution/result_shape.h"

#include <algorithm>

namespace binnacle::query {

namespace {

constexpr std::size_t kRowsTold = 20;

// The first moment at which something was true.
struct FirstMoment
{
    ClusterId cluster;
    Timestamp at{};
    Timestamp before{}; // the stored moment before it, when it was not true yet
    std::vector<QueryRowSubject> rows;
};

std::string nameOf(const ResourceRef &object)
{
    return object.ns.empty() ? object.name : object.ns + '/' + object.name;
}

void tell(QueryRun &run, const std::optional<FirstMoment> &first)
{
    run.result.columns = {{.name = "at", .type = FieldType::Time},
        {.name = "before", .type = FieldType::Time}, {.name = "cluster", .type = FieldType::Text},
        {.name = "matches", .type = FieldType::Count}, {.name = "rows", .type = FieldType::Text}};
    if (!first)
        return;
    std::string names;
    for (std::size_t i = 0; i < first->rows.size() && i < kRowsTold; ++i)
        names += (names.empty() ? "" : ", ") + nameOf(first->rows[i].object);
    if (first->rows.size() > kRowsTold)
        names += ", …";
    std::vector<QueryValue> row;
    row.emplace_back(toEpochMs(first->at));
    row.push_back(isKnown(first->before) ? QueryValue(toEpochMs(first->before)) : QueryValue());
    row.emplace_back(first->cluster.value);
    row.emplace_back(static_cast<std::int64_t>(first->rows.size()));
    row.emplace_back(std::move(names));
    run.result.rows.push_back(std::move(row));
    run.result.subjects.push_back(first->rows.front());
    run.result.total = 1;
    run.result.asOf = first->at;
}

PredicatePtr bothOf(const PredicatePtr &a, const PredicatePtr &b)
{
    if (!a || !b)
        return a ? a : b;
    return allOf({a, b});
}

TimeRange rangeOf(const QueryRun &run)
{
    return {isKnown(run.range.from) ? run.range.from : fromEpochMs(1),
        isKnown(run.range.to) ? run.range.to : run.now + Duration{1}};
}

// Where a search that ran out of time was, so that the next one can go on from there.
Error untilThere(Error error, Timestamp at, std::size_t looked, std::size_t moments)
{
    if (error.code == ErrorCode::Timeout)
        error.message += "; bisect() looked at " + std::to_string(looked) + " of "
            + std::to_string(moments) + " moments: it was not true before " + formatRfc3339(at)
            + ", go on from there with since=";
    return error;
}

// Looks at the stored moments of one cluster in order of time, until one holds. What became true
// may have become false again, so halving the time could miss the first moment; nothing but looking
// at every one finds it. The limit of time bounds the search, which stops between two moments, and
// one state is held at a time.
Result<std::optional<FirstMoment>> firstIn(
    QueryRun &run, const WorldCluster &cluster, const TimeRange &range)
{
    const auto times = run.world.snapshotTimes(cluster.id, range, run.guard.token());
    if (!times)
        return times.error();
    StepTimer step(run, "moments of " + cluster.id.value + " in order");
    const PredicatePtr where = bothOf(run.query.where, run.query.time.becomes);
    std::vector<QueryExplain::Step> steps = run.result.explain.steps;
    Timestamp before{};
    std::size_t looked = 0;
    for (const Timestamp at : *times) {
        if (Status going = run.guard.check(); !going)
            return untilThere(going.error(), at, looked, times->size());
        Result<TablePtr> table = stateTableAt(run, cluster, at);
        if (!table)
            return untilThere(run.guard.explain(table.error()), at, looked, times->size());
        ++looked;
        step.rows(looked, 0);
        if (!*table)
            continue;
        const auto rows = matchingRows(run, {*table}, where);
        run.result.explain.steps = steps; // one scan a moment would drown the plan
        if (!rows)
            return rows.error();
        if (rows->rows.empty()) {
            before = at;
            continue;
        }
        FirstMoment first{.cluster = cluster.id, .at = at, .before = before, .rows = {}};
        for (const RowRef &row : rows->rows)
            first.rows.push_back(rows->tables.front()->subject(row.row));
        step.rows(looked, first.rows.size());
        return std::optional(std::move(first));
    }
    return std::optional<FirstMoment>();
}

Status bisectStates(QueryRun &run)
{
    run.result.explain.source = "snapshots kept";
    TimeRange range = rangeOf(run);
    std::optional<FirstMoment> earliest;
    for (const WorldCluster &cluster : run.clusters) {
        auto first = firstIn(run, cluster, range);
        if (!first)
            return first.error();
        if (*first) {
            earliest = *std::move(first);
            range.to = earliest->at; // only an earlier one is of interest
        }
    }
    tell(run, earliest);
    return Done{};
}

Status bisectEvents(QueryRun &run)
{
    run.result.explain.source = "history (SQL)";
    StepTimer step(run, "first event that matches (SQL)");
    EventQuery query = eventQueryOf(run, bothOf(run.query.where, run.query.time.becomes));
    const auto event = run.world.firstEvent(query, run.guard.token());
    if (!event)
        return event.error();
    std::optional<FirstMoment> first;
    if (*event) {
        first = FirstMoment{.cluster = (*event)->cluster,
            .at = (*event)->first,
            .rows = {{.cluster = (*event)->cluster,
                .object = (*event)->involved,
                .event = (*event)->id}}};
    }
    step.rows(first ? 1 : 0, first ? 1 : 0);
    tell(run, first);
    return Done{};
}

} // namespace

Status answerBisect(QueryRun &run)
{
    if (run.query.source == SourceId::Events)
        return bisectEvents(run);
    if (isStateSource(run.query.source) || run.query.source == SourceId::Clusters)
        return bisectStates(run);
    return Error{ErrorCode::InvalidArgument,
        "bisect() looks through states and events; " + std::string(schemaOf(run.query.source).name)
            + " have neither"};
}

} // namespace binnacle::query
