#include "core/store/traffic_retention.h"

#include "core/domain/traffic.h"
#include "core/store/clock_guard.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_hours.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace binnacle::store {

namespace {

constexpr std::int64_t kSlice = 5'000;
constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

struct Task
{
    enum class What { Raw, Hourly, Log, Status };

    What what = What::Raw;
    std::int64_t cluster = 0;
    TrafficKind kind = TrafficKind::Service;
    std::int64_t from = std::numeric_limits<std::int64_t>::min(); // everything before is done
};

// Where a sweep stands between two slices.
struct Progress
{
    bool started = false;
    Timestamp now{}; // by which rows are old
    std::deque<Task> tasks;
    std::int64_t allowance = kNoLimit;
    std::int64_t deleted = 0;

    bool isDone() const { return started && (tasks.empty() || allowance <= 0); }
    std::int64_t slice() const { return std::min(kSlice, allowance); }
};

std::int64_t hourAt(Timestamp at)
{
    return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

struct RowPosition
{
    std::int64_t at = 0;
    std::int64_t series = 0;
};

class SweepSlice
{
public:
    SweepSlice(WriteContext &context, const TrafficSweepLimits &limits, Progress &progress)
        : m_context(context)
        , m_connection(context.connection)
        , m_limits(limits)
        , m_progress(progress)
    {}

    Status run()
    {
        if (!m_progress.started)
            return start();
        switch (m_progress.tasks.front().what) {
        case Task::What::Raw:
            if (Status read = readCutHours(); !read)
                return read;
            return sweepRaw();
        case Task::What::Hourly:
            return sweepHourly();
        case Task::What::Log:
            return sweepLog();
        case Task::What::Status:
            break;
        }
        return sweepStatus();
    }

private:
    Status start();
    Status askTheTime();
    Status sweepRaw();
    Result<std::optional<std::int64_t>> oldestRawHour();
    Status readCutHours();
    bool isCut(std::int64_t hour) const;
    Status deleteRawOf(std::int64_t hour);
    Status sweepHourly();
    Status sweepLog();
    Status sweepStatus();
    void taskIsDone() { m_progress.tasks.pop_front(); }
    // Runs the statement with these values and counts what it deleted.
    template<typename... Values>
    Result<std::int64_t> remove(std::string_view statement, const Values &...values);
    // The first row that stays, after a slice of them; nothing when fewer are left.
    template<typename... Values>
    Result<std::optional<RowPosition>> sliceEnd(
        std::string_view statement, const Values &...values);

    WriteContext &m_context;
    Connection &m_connection;
    const TrafficSweepLimits &m_limits;
    Progress &m_progress;
    std::set<std::int64_t> m_cutHours; // by maintenance that uses up no budget, as of this slice
};

template<typename... Values>
Result<std::int64_t> SweepSlice::remove(std::string_view statement, const Values &...values)
{
    Result<Statement> gone = m_connection.prepare(statement);
    if (!gone)
        return gone.error();
    if (const Status done = gone->bind(values...).run(); !done)
        return done.error();
    const std::int64_t number = m_connection.changes();
    m_progress.deleted += number;
    if (m_progress.allowance != kNoLimit)
        m_progress.allowance -= number;
    return number;
}

template<typename... Values>
Result<std::optional<RowPosition>> SweepSlice::sliceEnd(
    std::string_view statement, const Values &...values)
{
    Result<Statement> find = m_connection.prepare(statement);
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(values...).step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<RowPosition>();
    return std::optional(RowPosition{.at = find->number(0), .series = find->number(1)});
}

Status SweepSlice::askTheTime()
{
    const Result<RetentionTime> now = retentionTime(m_connection, m_limits.now);
    if (!now)
        return now.error();
    m_progress.now = now->at;
    if (!now->isDoubted)
        return Done{};
    const Result<std::int64_t> raw = m_connection.number("traffic.logged_rows");
    const Result<std::int64_t> hourly = m_connection.number("traffic.hourly_total");
    if (!raw || !hourly)
        return raw ? hourly.error() : raw.error();
    m_progress.allowance = (*raw + *hourly) / 10;
    return Done{};
}

Status SweepSlice::start()
{
    m_progress.started = true;
    if (Status asked = askTheTime(); !asked)
        return asked;
    Result<Statement> clusters = m_connection.prepare("traffic.raw_clusters");
    if (!clusters)
        return clusters.error();
    constexpr std::array kKinds{TrafficKind::Service, TrafficKind::Edge, TrafficKind::Ingress};
    const Status read = forEachRow(*clusters, [&](Statement &row) {
        const std::int64_t cluster = row.number(0);
        for (const Task::What what : {Task::What::Raw, Task::What::Hourly}) {
            for (const TrafficKind kind : kKinds)
                m_progress.tasks.push_back({.what = what, .cluster = cluster, .kind = kind});
        }
        m_progress.tasks.push_back({.what = Task::What::Log, .cluster = cluster});
    });
    if (!read)
        return read;
    m_progress.tasks.push_back({.what = Task::What::Status});
    return Done{};
}

Result<std::optional<std::int64_t>> SweepSlice::oldestRawHour()
{
    const Task &task = m_progress.tasks.front();
    Result<Statement> find = m_connection.prepare("traffic.oldest_raw");
    if (!find)
        return find.error();
    find->bind(task.cluster, static_cast<int>(task.kind), task.from);
    const Result<bool> found = find->step();
    if (!found)
        return found.error();
    return *found ? std::optional(hourOf(find->number(0))) : std::nullopt;
}

Status SweepSlice::readCutHours()
{
    Result<Statement> hours = m_connection.prepare("traffic.cut_hours");
    if (!hours)
        return hours.error();
    return forEachRow(*hours, [this](Statement &row) { m_cutHours.insert(row.number(0)); });
}

// From the hourly rows of such an hour alone nobody could tell what counts. When they go, so does
// all else.
bool SweepSlice::isCut(std::int64_t hour) const
{
    return hour >= hourAt(m_progress.now - m_limits.hourly) && m_cutHours.contains(hour);
}

Status SweepSlice::sweepRaw()
{
    Task &task = m_progress.tasks.front();
    for (;;) {
        const Result<std::optional<std::int64_t>> hour = oldestRawHour();
        if (!hour)
            return hour.error();
        if (!*hour || **hour >= hourAt(m_progress.now - m_limits.raw)) {
            taskIsDone();
            return Done{};
        }
        const auto mark = readHour(m_connection, task.cluster, **hour);
        if (!mark)
            return mark.error();
        const bool isOpen = !*mark || (*mark)->state == HourState::Open; // not summed up yet
        if (isOpen || (isCut(**hour) && (*mark)->state == HourState::Closed)) {
            task.from = endsOfHours(**hour + 1, **hour + 1).from; // it stays
            continue;
        }
        task.from = endsOfHours(**hour, **hour).from;
        if ((*mark)->state == HourState::Closed) {
            const Status final = setHour(m_context, task.cluster,
                {.hour = **hour, .state = HourState::Final, .covered = (*mark)->covered});
            if (!final)
                return final;
        }
        return deleteRawOf(**hour);
    }
}

Status SweepSlice::deleteRawOf(std::int64_t hour)
{
    const Task &task = m_progress.tasks.front();
    const int kind = static_cast<int>(task.kind);
    const SecondsRange ends = endsOfHours(hour, hour + 1);
    const Result<std::optional<RowPosition>> end = sliceEnd(
        "traffic.raw_slice_end", task.cluster, kind, ends.from, ends.to, m_progress.slice());
    if (!end)
        return end.error();
    const RowPosition stays = end->value_or(RowPosition{.at = ends.to});
    const Result<std::int64_t> deleted
        = remove("traffic.delete_raw", task.cluster, kind, ends.from, stays.at, stays.series);
    return deleted ? Status(Done{}) : deleted.error();
}

Status SweepSlice::sweepHourly()
{
    const Task &task = m_progress.tasks.front();
    const int kind = static_cast<int>(task.kind);
    const std::int64_t before = hourAt(m_progress.now - m_limits.hourly);
    const Result<std::optional<RowPosition>> end
        = sliceEnd("traffic.hourly_slice_end", task.cluster, kind, before, m_progress.slice());
    if (!end)
        return end.error();
    const RowPosition stays = end->value_or(RowPosition{.at = before});
    const Result<std::int64_t> deleted
        = remove("traffic.delete_hourly", task.cluster, kind, stays.at, stays.series);
    if (!deleted)
        return deleted.error();
    if (!*end)
        taskIsDone();
    return Done{};
}

// Marks of hours that are gone, the ingest log, and runs of agents that are not in it any more.
Status SweepSlice::sweepLog()
{
    const std::int64_t cluster = m_progress.tasks.front().cluster;
    const std::int64_t hourlyFrom = hourAt(m_progress.now - m_limits.hourly);
    const std::int64_t logFrom
        = toEpochMs(m_progress.now - std::max(m_limits.log, m_limits.raw)) / 1000;
    const Result<std::int64_t> logged
        = remove("traffic.delete_log", cluster, logFrom, hourlyFrom * 3600, m_progress.slice());
    if (!logged)
        return logged.error();
    if (*logged > 0)
        return Done{}; // there may be more
    const Result<std::int64_t> hours = remove("traffic.delete_hours", cluster, hourlyFrom);
    if (!hours)
        return hours.error();
    const Result<std::int64_t> orphans
        = remove("traffic.delete_orphaned_log", cluster, hourlyFrom * 3600);
    if (!orphans)
        return orphans.error();
    const Result<std::int64_t> boots = remove("traffic.delete_boots", cluster);
    if (!boots)
        return boots.error();
    taskIsDone();
    return Done{};
}

Status SweepSlice::sweepStatus()
{
    const std::int64_t before = toEpochMs(m_progress.now - m_limits.status);
    const std::int64_t limit = m_progress.slice();
    const Result<std::int64_t> deleted = remove("traffic.delete_status_changes", before, limit);
    if (!deleted)
        return deleted.error();
    if (*deleted < limit)
        taskIsDone();
    return Done{};
}

using Finished = std::function<void(const Result<std::int64_t> &)>;

void continueSweep(StoreWriter &writer, const TrafficSweepLimits &limits,
    const std::shared_ptr<const Progress> &progress, const Finished &finished)
{
    const auto next = std::make_shared<Progress>();
    writer.submit(
        [limits, progress, next](WriteContext &context) {
            *next = *progress; // a job may run twice
            return SweepSlice(context, limits, *next).run();
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

void sweepTraffic(StoreWriter &writer, const TrafficSweepLimits &limits, Finished finished)
{
    continueSweep(writer, limits, std::make_shared<const Progress>(), finished);
}

} // namespace binnacle::store
