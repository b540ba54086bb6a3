#include "core/query/execution/query_run.h"
#include "core/query/execution/record_moments.h"
#include "core/query/execution/record_query.h"

#include <algorithm>
#include <utility>

namespace binnacle::query {

namespace {

const ClusterId &clusterOf(const Alert &alert)
{
    return alert.subject.cluster;
}
const ClusterId &clusterOf(const CommandRecord &record)
{
    return record.command.cluster;
}

RecordQuery recordQuery(const QueryRun &run, const TimeRange &range)
{
    RecordQuery query{.range = range, .cluster = {}, .equal = {}};
    if (!run.isWholeEstate && run.clusters.size() == 1)
        query.cluster = run.clusters.front().id;
    narrowBy(query, run.query.source, run.query.where);
    return query;
}

// Leaves out what the query is not about and rewinds the rest.
template<typename Record>
void settle(const QueryRun &run, std::optional<Timestamp> at, std::vector<Record> &records)
{
    if constexpr (requires(const Record &record) { clusterOf(record); }) {
        if (!run.isWholeEstate)
            std::erase_if(records, [&run](const Record &record) {
                return std::ranges::find(run.clusters, clusterOf(record), &WorldCluster::id)
                    == run.clusters.end();
            });
    }
    if (!at)
        return;
    std::erase_if(records, [at](const Record &record) { return !existedAt(record, *at); });
    for (Record &record : records)
        record = asOf(std::move(record), *at);
}

Result<std::vector<TablePtr>> tablesOf(
    QueryRun &run, const TimeRange &range, std::optional<Timestamp> at)
{
    run.result.explain.source = "history (SQL)";
    StepTimer step(run, std::string(schemaOf(run.query.source).name) + " by time and conditions");
    const RecordQuery query = recordQuery(run, range);
    const auto table = [&](auto records, auto make) -> Result<std::vector<TablePtr>> {
        if (!records)
            return records.error();
        const std::size_t read = records->size();
        settle(run, at, *records);
        step.rows(read, records->size());
        return std::vector<TablePtr>{make(*std::move(records))};
    };
    switch (run.query.source) {
    case SourceId::Alerts:
        return table(run.world.alerts(query, run.guard.token()), [&](std::vector<Alert> alerts) {
            return makeAlertTable(std::move(alerts), at.value_or(run.now));
        });
    case SourceId::Commands:
        return table(run.world.commands(query, run.guard.token()), makeCommandTable);
    default:
        return table(run.world.audit(query, run.guard.token()), makeAuditTable);
    }
}

} // namespace

Result<std::vector<TablePtr>> recordTablesAt(QueryRun &run, Timestamp at)
{
    const Timestamp end = at + Duration{1};
    const bool isLife = run.query.source == SourceId::Alerts;
    return tablesOf(run, {.from = isLife ? at : Timestamp{}, .to = end}, at);
}

Result<std::vector<TablePtr>> recordTables(QueryRun &run)
{
    const TimeScope::Kind kind = run.query.time.kind;
    const bool isMoment
        = kind == TimeScope::Kind::At || (kind == TimeScope::Kind::Now && run.isRewound);
    if (isMoment)
        return recordTablesAt(run, run.range.to);
    if (kind == TimeScope::Kind::Now && run.query.source == SourceId::Alerts)
        return tablesOf(run, {.from = run.now, .to = {}}, std::nullopt); // those not over
    return tablesOf(run, run.range, std::nullopt);
}

} // namespace binnacle::query
