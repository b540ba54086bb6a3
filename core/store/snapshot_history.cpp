#include "core/store/snapshot_history.h"

#include "core/store/clock_guard.h"
#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <array>

namespace binnacle::store {

namespace {

constexpr int kSlice = 50; // bodies are up to megabytes

struct Thinning
{
    std::chrono::hours olderThan;
    std::chrono::hours keepOneIn;
};
constexpr std::array<Thinning, 2> kThinning{{{std::chrono::hours{24}, std::chrono::hours{1}},
    {std::chrono::hours{24 * 8}, std::chrono::hours{6}}}};
constexpr std::chrono::hours kKeep{24 * 38};

} // namespace

Status keepSnapshot(WriteContext &context, const SnapshotRecord &record)
{
    const auto cluster = context.dictionary.cluster(record.cluster);
    if (!cluster)
        return cluster.error();
    auto put = context.connection.prepare("snapshot_history.put");
    if (!put)
        return put.error();
    return put->bind(
                  *cluster, toEpochMs(record.fetchedAt), Blob{record.body}, record.isGzip ? 1 : 0)
        .run();
}

Result<std::optional<SnapshotRecord>> snapshotAt(
    Connection &connection, const ClusterId &cluster, Timestamp at)
{
    auto find = connection.prepare("snapshot_history.at");
    if (!find)
        return find.error();
    const auto found = find->bind(cluster.value, toEpochMs(at)).step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<SnapshotRecord>();
    return std::optional(SnapshotRecord{.cluster = cluster,
        .fetchedAt = fromEpochMs(find->number(0)),
        .body = std::string(find->text(1)),
        .isGzip = find->number(2) != 0});
}

Result<std::vector<Timestamp>> snapshotTimes(
    Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    auto list = connection.prepare("snapshot_history.times");
    if (!list)
        return list.error();
    list->bind(cluster.value, toEpochMs(range.from), toEpochMs(range.to));
    return collectRows(*list, [](const Statement &row) { return fromEpochMs(row.number(0)); });
}

Result<Timestamp> oldestSnapshot(Connection &connection, const ClusterId &cluster)
{
    auto find = connection.prepare("snapshot_history.oldest");
    if (!find)
        return find.error();
    const auto found = find->bind(cluster.value).step();
    if (!found)
        return found.error();
    return *found ? fromEpochMs(find->number(0)) : Timestamp{};
}

Result<std::int64_t> thinSnapshots(WriteContext &context, Timestamp now)
{
    const Result<RetentionTime> time = retentionTime(context.connection, now);
    if (!time)
        return time.error();
    auto expire = context.connection.prepare("snapshot_history.expire");
    if (!expire)
        return expire.error();
    if (const Status done = expire->bind(toEpochMs(time->at - kKeep), kSlice).run(); !done)
        return done.error();
    std::int64_t deleted = context.connection.changes();
    for (const Thinning &rule : kThinning) {
        auto thin = context.connection.prepare("snapshot_history.thin");
        if (!thin)
            return thin.error();
        const Status done = thin->bind(toEpochMs(time->at - rule.olderThan),
                                    Duration(rule.keepOneIn).count(), kSlice)
                                .run();
        if (!done)
            return done.error();
        deleted += context.connection.changes();
    }
    return deleted;
}

} // namespace binnacle::store
