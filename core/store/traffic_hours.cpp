#include "core/store/traffic_hours.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/wall_clock.h"

#include <algorithm>
#include <unordered_map>

namespace binnacle::store {

namespace {

constexpr std::int64_t kHourSeconds = 3600;

// Instants are cut to whole seconds, lengths are not: between two increments that follow each other
// up to a second seems to be missing. What one run of an agent tells without a break it told whole.
class Continuity
{
public:
    // Where an interval of that run begins. Call in order of `to`.
    Timestamp begin(std::int64_t boot, std::int64_t seq, const TimeRange &interval)
    {
        constexpr Duration kCutOff = std::chrono::seconds(1);
        if (boot == 0) // of no run: nothing is known to follow
            return interval.from;
        Last &last = m_last[boot];
        const bool follows
            = last.seq + 1 == seq && last.to < interval.from && interval.from - last.to < kCutOff;
        const Timestamp from = follows ? last.to : interval.from;
        last = {.seq = seq, .to = interval.to};
        return from;
    }

private:
    struct Last
    {
        std::int64_t seq = 0;
        Timestamp to{};
    };
    std::unordered_map<std::int64_t, Last> m_last;
};

TimeRange hourRange(std::int64_t hour)
{
    return {.from = fromEpochMs(hour * kHourMs), .to = fromEpochMs((hour + 1) * kHourMs)};
}

HourState stateFrom(std::int64_t stored)
{
    return stored == 0 ? HourState::Open : stored == 1 ? HourState::Closed : HourState::Final;
}

} // namespace

Result<std::optional<HourMark>> readHour(
    Connection &connection, std::int64_t cluster, std::int64_t hour)
{
    Result<Statement> find = connection.prepare("traffic.hour");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(cluster, hour).step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<HourMark>();
    return std::optional(HourMark{
        .hour = hour, .state = stateFrom(find->number(0)), .covered = Duration{find->number(1)}});
}

Result<std::vector<HourMark>> readHours(
    Connection &connection, std::int64_t cluster, std::int64_t from, std::int64_t to)
{
    Result<Statement> rows = connection.prepare("traffic.hours");
    if (!rows)
        return rows.error();
    rows->bind(cluster, from, to);
    return collectRows(*rows, [](const Statement &row) {
        return HourMark{.hour = row.number(0),
            .state = stateFrom(row.number(1)),
            .covered = Duration{row.number(2)}};
    });
}

Result<std::vector<OpenHour>> readOpenHours(Connection &connection)
{
    Result<Statement> rows = connection.prepare("traffic.open_hours");
    if (!rows)
        return rows.error();
    return collectRows(*rows, [](const Statement &row) {
        return OpenHour{.cluster = row.number(0), .hour = row.number(1)};
    });
}

Status setHour(WriteContext &context, std::int64_t cluster, const HourMark &mark)
{
    Result<Statement> set = context.connection.prepare("traffic.set_hour");
    if (!set)
        return set.error();
    return set
        ->bind(cluster, mark.hour, static_cast<int>(mark.state), mark.covered.count(),
            toEpochMs(wallClockNow()))
        .run();
}

Status reopenHour(WriteContext &context, std::int64_t cluster, std::int64_t hour)
{
    Result<Statement> reopen = context.connection.prepare("traffic.reopen_hour");
    if (!reopen)
        return reopen.error();
    return reopen->bind(cluster, hour).run();
}

Status closeFromRaw(WriteContext &context, std::int64_t cluster, std::int64_t hour)
{
    for (const TrafficKind kind : {TrafficKind::Service, TrafficKind::Edge, TrafficKind::Ingress}) {
        const ScopeNumbers scope{.cluster = cluster, .kind = kind, .series = std::nullopt};
        std::unordered_map<std::int64_t, TrafficSum> sums;
        bool isSound = true;
        const Status visited = visitRaw(context.connection, scope, endsOfHours(hour, hour + 1),
            [&](const StoredTraffic &row) { isSound = sums[row.series].add(row) && isSound; });
        if (!visited)
            return visited;
        if (!isSound)
            return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
        for (const auto &[series, sum] : sums) {
            const Result<EncodedTraffic> encoded = encodeSum(context, sum);
            if (!encoded)
                return encoded.error();
            if (Status put = putHourlyRow(context, scope, encoded->row(series, hour)); !put)
                return put;
        }
    }
    const Result<Duration> covered = coveredOfHour(context.connection, cluster, hour);
    if (!covered)
        return covered.error();
    return setHour(
        context, cluster, {.hour = hour, .state = HourState::Closed, .covered = *covered});
}

Result<std::vector<TimeRange>> readIntervals(
    Connection &connection, std::int64_t cluster, const TimeRange &range)
{
    Result<Statement> rows = connection.prepare("traffic.intervals");
    if (!rows)
        return rows.error();
    const SecondsRange ends = endsWithin(range);
    constexpr std::int64_t kOneBefore = 2; // the one that the first of the range follows
    rows->bind(cluster, ends.from - kOneBefore, ends.to + kHourSeconds);
    std::vector<TimeRange> intervals;
    Continuity continuity;
    const Status read = forEachRow(*rows, [&](Statement &row) {
        const Timestamp to = fromEpochMs(row.number(0) * 1000);
        const std::int64_t length = std::clamp<std::int64_t>(row.number(1), 0, kHourMs);
        const Timestamp from = continuity.begin(
            row.number(2), row.number(3), {.from = to - Duration{length}, .to = to});
        if (from < range.to && range.from < to)
            intervals.push_back({.from = from, .to = to});
    });
    if (!read)
        return read.error();
    return intervals;
}

Result<std::vector<IncrementArrival>> readArrivals(
    Connection &connection, std::int64_t cluster, const TimeRange &range)
{
    Result<Statement> rows = connection.prepare("traffic.arrivals");
    if (!rows)
        return rows.error();
    const SecondsRange ends = endsWithin(range);
    rows->bind(cluster, ends.from, ends.to);
    return collectRows(*rows, [](const Statement &row) {
        return IncrementArrival{.end = fromEpochMs(row.number(0) * 1000),
            .receivedAt = fromEpochMs(row.number(1)),
            .boot = row.number(2)};
    });
}

std::vector<TimeRange> unionWithin(std::vector<TimeRange> intervals, const TimeRange &range)
{
    std::ranges::sort(intervals, {}, &TimeRange::from);
    std::vector<TimeRange> told;
    for (const TimeRange &interval : intervals) {
        const Timestamp from = std::max(interval.from, range.from);
        const Timestamp to = std::min(interval.to, range.to);
        if (from >= to)
            continue;
        if (!told.empty() && from <= told.back().to)
            told.back().to = std::max(told.back().to, to);
        else
            told.push_back({.from = from, .to = to});
    }
    return told;
}

Result<Duration> coveredOfHour(Connection &connection, std::int64_t cluster, std::int64_t hour)
{
    const TimeRange range = hourRange(hour);
    const Result<std::vector<TimeRange>> intervals = readIntervals(connection, cluster, range);
    if (!intervals)
        return intervals.error();
    Duration covered{0};
    for (const TimeRange &told : unionWithin(*intervals, range))
        covered += told.length();
    return covered;
}

} // namespace binnacle::store
