#include "core/query/execution/query_run.h"

#include <algorithm>
#include <limits>

namespace binnacle::query {

namespace {

Error nothingKept(const QueryRun &run, Timestamp at)
{
    if (run.clusters.empty())
        return {ErrorCode::NotFound, "no cluster has reported yet"};
    return {ErrorCode::NotFound,
        "no state of " + std::string(run.hasSeveralClusters() ? "these clusters" : "")
            + (run.hasSeveralClusters() ? "" : run.clusters.front().id.value)
            + " is kept from before " + formatRfc3339(at)};
}

TablePtr tableOf(QueryRun &run, const ClusterId &cluster,
    const std::shared_ptr<const ClusterSnapshot> &snapshot, Timestamp at)
{
    return makeStateTable(run.query.source,
        {.cluster = cluster, .snapshot = snapshot, .index = run.indexes.of(snapshot), .at = at});
}

bool isNotFound(const Error &error)
{
    return error.code == ErrorCode::NotFound;
}

// The clusters as they were: their state of then, and what is known of them now.
Result<std::vector<TablePtr>> clusterTables(QueryRun &run, std::optional<Timestamp> at)
{
    std::vector<WorldCluster> clusters = run.clusters;
    for (WorldCluster &cluster : clusters) {
        if (!at)
            break;
        auto snapshot = run.world.snapshotAt(cluster.id, *at, run.guard.token());
        if (!snapshot && !isNotFound(snapshot.error()))
            return snapshot.error();
        cluster.snapshot = snapshot ? *std::move(snapshot) : nullptr;
    }
    std::vector<TablePtr> tables;
    tables.push_back(makeClusterTable(std::move(clusters)));
    return tables;
}

} // namespace

Result<TablePtr> stateTableAt(QueryRun &run, const WorldCluster &cluster, Timestamp at)
{
    if (run.query.source == SourceId::Clusters) {
        WorldCluster then = cluster;
        auto snapshot = run.world.snapshotAt(cluster.id, at, run.guard.token());
        if (!snapshot)
            return isNotFound(snapshot.error()) ? Result<TablePtr>(TablePtr())
                                                : Result<TablePtr>(snapshot.error());
        then.snapshot = *std::move(snapshot);
        return makeClusterTable({std::move(then)});
    }
    // What came last may not be in the history yet.
    if (cluster.snapshot && isKnown(cluster.snapshot->fetchedAt)
        && cluster.snapshot->fetchedAt <= at)
        return tableOf(run, cluster.id, cluster.snapshot, at);
    auto snapshot = run.world.snapshotAt(cluster.id, at, run.guard.token());
    if (!snapshot)
        return isNotFound(snapshot.error()) ? Result<TablePtr>(TablePtr())
                                            : Result<TablePtr>(snapshot.error());
    return tableOf(run, cluster.id, *snapshot, at);
}

Result<std::vector<TablePtr>> stateTables(QueryRun &run, std::optional<Timestamp> at)
{
    run.result.explain.source = at ? "snapshots kept" : "memory";
    if (run.query.source == SourceId::Clusters)
        return clusterTables(run, at);
    std::vector<TablePtr> tables;
    for (const WorldCluster &cluster : run.clusters) {
        if (Status going = run.guard.check(); !going)
            return going.error();
        if (!at) {
            if (cluster.snapshot)
                tables.push_back(tableOf(run, cluster.id, cluster.snapshot, run.now));
            continue;
        }
        StepTimer step(run, "state of " + cluster.id.value + " as of " + formatRfc3339(*at));
        Result<TablePtr> table = stateTableAt(run, cluster, *at);
        if (!table)
            return table.error();
        step.rows(*table ? 1 : 0, *table ? 1 : 0);
        if (*table)
            tables.push_back(*std::move(table));
    }
    if (at && tables.empty())
        return nothingKept(run, *at);
    return tables;
}

Result<std::vector<TablePtr>> historyTables(QueryRun &run)
{
    run.result.explain.source = "history (SQL)";
    const SourceId source = run.query.source;
    std::vector<TablePtr> tables;
    for (const WorldCluster &cluster : run.clusters) {
        if (Status going = run.guard.check(); !going)
            return going.error();
        StepTimer step(run, "history of " + cluster.id.value);
        if (source == SourceId::Edges) {
            auto graph = run.world.mesh(cluster.id, run.range, run.guard.token());
            if (!graph)
                return graph.error();
            step.rows(graph->edges.size(), graph->edges.size());
            tables.push_back(makeEdgeTable(*std::move(graph)));
            continue;
        }
        const auto kind
            = source == SourceId::Slo ? SloSubject::Kind::Service : SloSubject::Kind::Domain;
        auto board = run.world.board(cluster.id, kind, run.range, run.guard.token());
        if (!board)
            return board.error();
        step.rows(board->rows.size(), board->rows.size());
        tables.push_back(makeLevelTable(source, cluster.id, *std::move(board)));
    }
    return tables;
}

} // namespace binnacle::query
