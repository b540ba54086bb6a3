#include "core/store/retention.h"

#include "core/domain/cluster_event.h"
#include "core/store/clock_guard.h"
#include "core/store/delete_events.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <memory>
#include <utility>

namespace binnacle::store {

namespace {

constexpr std::int64_t kDayMs = std::int64_t{24} * 3600 * 1000;
constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kSlice = 1'000;

// Delete the oldest of one type in one cluster: what is older than `before`, at most `left`.
struct Task
{
    std::int64_t cluster = 0;
    EventType type = EventType::Normal;
    std::int64_t beforeMs = 0;
    std::int64_t left = kNoLimit;
    std::int64_t fromMs = std::numeric_limits<std::int64_t>::min(); // everything below is done
};

// Where a sweep stands between two slices.
struct Progress
{
    bool started = false;
    std::vector<std::int64_t> clusters; // whose number is still to be checked
    std::deque<Task> tasks;
    std::int64_t allowance = kNoLimit;
    std::int64_t deleted = 0;

    bool isDone() const
    {
        return started && ((tasks.empty() && clusters.empty()) || allowance <= 0);
    }
};

Status start(Connection &connection, const SweepLimits &limits, Progress &progress)
{
    progress.started = true;
    const Result<RetentionTime> now = retentionTime(connection, limits.now);
    if (!now)
        return now.error();
    if (now->isDoubted) {
        const Result<std::int64_t> total = connection.number("sweep.total");
        if (!total)
            return total.error();
        progress.allowance = *total / 10;
    }
    Result<Statement> rows = connection.prepare("sweep.clusters");
    if (!rows)
        return rows.error();
    const Status read = forEachRow(
        *rows, [&progress](Statement &row) { progress.clusters.push_back(row.number(0)); });
    if (!read)
        return read;
    const std::int64_t cutoff = toEpochMs(now->at) - limits.days * kDayMs;
    for (const EventType type : {EventType::Normal, EventType::Warning}) {
        for (const std::int64_t cluster : progress.clusters)
            progress.tasks.push_back({.cluster = cluster, .type = type, .beforeMs = cutoff});
    }
    return Done{};
}

Result<std::int64_t> clusterTotal(Connection &connection, std::int64_t cluster)
{
    Result<Statement> count = connection.prepare("sweep.cluster_total");
    if (!count)
        return count.error();
    const Result<bool> row = count->bind(cluster).step();
    if (!row)
        return row.error();
    return count->number(0);
}

// After the age of all is done: the number of one cluster.
Status checkNumber(Connection &connection, const SweepLimits &limits, Progress &progress)
{
    const std::int64_t cluster = progress.clusters.back();
    progress.clusters.pop_back();
    const Result<std::int64_t> total = clusterTotal(connection, cluster);
    if (!total)
        return total.error();
    if (*total > limits.perCluster) {
        progress.tasks.push_back({.cluster = cluster,
            .type = EventType::Normal,
            .beforeMs = kNoLimit,
            .left = *total - limits.perCluster});
    }
    return Done{};
}

Status runTask(WriteContext &context, Progress &progress)
{
    Task &task = progress.tasks.front();
    const std::int64_t limit = std::min({kSlice, task.left, progress.allowance});
    Result<Statement> oldest = context.connection.prepare("sweep.oldest_before");
    if (!oldest)
        return oldest.error();
    oldest->bind(task.cluster, static_cast<int>(task.type), task.fromMs, task.beforeMs, limit);
    const Result<DeletedEvents> deleted = deleteEvents(context, *oldest);
    if (!deleted)
        return deleted.error();
    progress.deleted += deleted->number;
    if (task.left != kNoLimit)
        task.left -= deleted->number;
    if (progress.allowance != kNoLimit)
        progress.allowance -= deleted->number;
    task.fromMs = std::max(task.fromMs, deleted->newestMs);
    const bool isCounted = task.beforeMs == kNoLimit;
    if (isCounted && deleted->number < limit && task.type == EventType::Normal) {
        // No Normal ones left: go on with the oldest Warnings.
        task.type = EventType::Warning;
        task.fromMs = std::numeric_limits<std::int64_t>::min();
    } else if (deleted->number < limit || task.left <= 0) {
        progress.tasks.pop_front();
    }
    return Done{};
}

Status slice(WriteContext &context, const SweepLimits &limits, Progress &progress)
{
    if (!progress.started)
        return start(context.connection, limits, progress);
    if (progress.tasks.empty())
        return checkNumber(context.connection, limits, progress);
    return runTask(context, progress);
}

using Finished = std::function<void(const Result<std::int64_t> &)>;

void continueSweep(StoreWriter &writer, const SweepLimits &limits,
    const std::shared_ptr<const Progress> &progress, const Finished &finished)
{
    const auto next = std::make_shared<Progress>();
    writer.submit(
        [limits, progress, next](WriteContext &context) {
            *next = *progress; // a job may run twice
            return slice(context, limits, *next);
        },
        [&writer, limits, next, finished](const Status &status) {
            if (!status)
                finished(status.error());
            else if (next->isDone())
                finished(next->deleted);
            else
                continueSweep(writer, limits, next, finished);
        });
}

} // namespace

void sweepEvents(StoreWriter &writer, const SweepLimits &limits, Finished finished)
{
    continueSweep(writer, limits, std::make_shared<const Progress>(), finished);
}

} // namespace binnacle::store
