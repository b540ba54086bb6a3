#include "core/store/traffic_hours.h"

#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/wall_clock.h"

#include <algorithm>
#include <unordered_map>

namespace binnacle::store {

namespace {

constexpr std::int64_t kHourSeconds = 3600;

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
    std::vector<HourMark> marks;
    for (;;) {
        const Result<bool> row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return marks;
        marks.push_back({.hour = rows->number(0),
            .state = stateFrom(rows->number(1)),
            .covered = Duration{rows->number(2)}});
    }
}

Result<std::vector<OpenHour>> readOpenHours(Connection &connection)
{
    Result<Statement> rows = connection.prepare("traffic.open_hours");
    if (!rows)
        return rows.error();
    std::vector<OpenHour> hours;
    for (;;) {
        const Result<bool> row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return hours;
        hours.push_back({.cluster = rows->number(0), .hour = rows->number(1)});
    }
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
            if (const Status put = putHourlyRow(context, scope, encoded->row(series, hour)); !put)
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
    rows->bind(cluster, ends.from - 1, ends.to + kHourSeconds);
    std::vector<TimeRange> intervals;
    for (;;) {
        const Result<bool> row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return intervals;
        const Timestamp to = fromEpochMs(rows->number(0) * 1000);
        const std::int64_t length = std::clamp<std::int64_t>(rows->number(1), 0, kHourMs);
        if (to - Duration{length} < range.to)
            intervals.push_back({.from = to - Duration{length}, .to = to});
    }
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
