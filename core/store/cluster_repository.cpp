#include "core/store/cluster_repository.h"

#include "core/store/delete_events.h"
#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_writer.h"
#include "core/store/wall_clock.h"

namespace binnacle::store {

namespace {

constexpr std::int64_t kDeletedAtOnce = 20'000; // bounds the memory, not the transaction

ClusterRecord recordFrom(const Statement &row)
{
    return {
        .id = {std::string(row.text(0))},
        .name = std::string(row.text(1)),
        .description = std::string(row.text(2)),
        .environment = environmentFromName(row.text(3)),
        .times = {.lastHeartbeat = fromEpochMs(row.number(4)),
            .lastSnapshot = fromEpochMs(row.number(5)),
            .lastIncrement = fromEpochMs(row.number(6))},
        .snapshotBody = {},
        .snapshotIsGzip = row.number(8) != 0,
        .snapshotReceivedAt = fromEpochMs(row.number(7)),
    };
}

Result<std::string> snapshotBody(Connection &connection, const ClusterId &id)
{
    Result<Statement> body = connection.prepare("clusters.snapshot_body");
    if (!body)
        return body.error();
    const Result<bool> row = body->bind(id.value).step();
    if (!row)
        return row.error();
    return *row ? std::string(body->text(0)) : std::string();
}

Status deleteEventsOf(WriteContext &context, std::int64_t cluster)
{
    for (;;) {
        Result<Statement> rows = context.connection.prepare("sweep.of_cluster");
        if (!rows)
            return rows.error();
        rows->bind(cluster, kDeletedAtOnce);
        const Result<DeletedEvents> deleted = deleteEvents(context, *rows);
        if (!deleted)
            return deleted.error();
        if (deleted->number < kDeletedAtOnce)
            return Done{};
    }
}

} // namespace

Result<std::vector<ClusterRecord>> readClusters(Connection &connection, bool withSnapshots)
{
    Result<Statement> list = connection.prepare("clusters.list");
    if (!list)
        return list.error();
    Result<std::vector<ClusterRecord>> records = collectRows(*list, recordFrom);
    if (!records)
        return records;
    for (ClusterRecord &record : *records) {
        if (!withSnapshots)
            break;
        Result<std::string> body = snapshotBody(connection, record.id);
        if (!body)
            return body.error();
        record.snapshotBody = *std::move(body);
    }
    return records;
}

Status rememberCluster(WriteContext &context, const ClusterId &id, const AgentTimes &times)
{
    const Result<std::int64_t> number = context.dictionary.cluster(id);
    if (!number)
        return number.error();
    Result<Statement> touch = context.connection.prepare("clusters.touch");
    if (!touch)
        return touch.error();
    return touch
        ->bind(toEpochMs(times.lastHeartbeat), toEpochMs(times.lastSnapshot),
            toEpochMs(times.lastIncrement), *number)
        .run();
}

Status rememberSnapshot(WriteContext &context, const ClusterRecord &record)
{
    if (Status known = rememberCluster(context, record.id, record.times); !known)
        return known;
    const Result<std::int64_t> number = context.dictionary.cluster(record.id);
    if (!number)
        return number.error();
    Result<Statement> set = context.connection.prepare("clusters.set_snapshot");
    if (!set)
        return set.error();
    return set
        ->bind(*number, Blob{record.snapshotBody}, record.snapshotIsGzip ? 1 : 0,
            toEpochMs(record.snapshotReceivedAt))
        .run();
}

Status renameCluster(WriteContext &context, const ClusterId &id, const std::string &name,
    Environment environment, const std::string &description)
{
    Result<Statement> rename = context.connection.prepare("clusters.rename");
    if (!rename)
        return rename.error();
    rename->bind(
        name, description, environmentName(environment), toEpochMs(wallClockNow()), id.value);
    if (Status done = rename->run(); !done)
        return done;
    if (context.connection.changes() == 0)
        return Error{ErrorCode::NotFound, "no cluster " + id.value};
    return Done{};
}

Status removeCluster(WriteContext &context, const ClusterId &id)
{
    Result<Statement> find = context.connection.prepare("cluster.find");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(id.value).step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::NotFound, "no cluster " + id.value};
    const std::int64_t number = find->number(0);
    if (Status gone = deleteEventsOf(context, number); !gone)
        return gone;
    if (Status gone = removeTraffic(context, number); !gone)
        return gone;
    for (const char *name : {"snapshot_history.remove", "contact_gaps.remove",
             "clusters.remove_snapshot", "clusters.remove_objects", "clusters.remove"}) {
        Result<Statement> remove = context.connection.prepare(name);
        if (!remove)
            return remove.error();
        if (Status gone = remove->bind(number).run(); !gone)
            return gone;
    }
    context.dictionary.forget();
    return Done{};
}

} // namespace binnacle::store
