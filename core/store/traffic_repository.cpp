#include "core/store/traffic_repository.h"

#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace binnacle::store {

namespace {

// Rows come in order of time; these bring them in order of their keys.
struct KeptRow
{
    const TrafficKey *key = nullptr;
    std::int64_t at = 0;
    TrafficSum traffic;
};

class RowCollector
{
public:
    explicit RowCollector(const SeriesNames &names)
        : m_names(names)
    {}

    void add(const StoredTraffic &row)
    {
        const auto name = m_names.find(row.series);
        if (name == m_names.end())
            return;
        KeptRow &kept = m_rows.emplace_back();
        kept.key = &name->second.key;
        kept.at = row.at;
        m_isSound = kept.traffic.add(row) && m_isSound;
    }

    Status visit(Connection &connection, Duration unit, const TrafficVisitor &visit)
    {
        if (!m_isSound)
            return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
        std::ranges::sort(m_rows, [](const KeptRow &a, const KeptRow &b) {
            return a.key == b.key ? a.at < b.at : *a.key < *b.key;
        });
        TrafficDecoder decoder(connection);
        TrafficRow row;
        for (const KeptRow &kept : m_rows) {
            Result<Traffic> traffic = decoder.traffic(kept.traffic);
            if (!traffic)
                return traffic.error();
            row.key = *kept.key;
            row.at = Timestamp{unit * kept.at};
            row.traffic = *std::move(traffic);
            visit(row);
        }
        return Done{};
    }

private:
    const SeriesNames &m_names;
    std::vector<KeptRow> m_rows;
    bool m_isSound = true;
};

template<typename Read>
Status readRows(Connection &connection, const TrafficScope &scope, Duration unit,
    const TrafficVisitor &visit, const Read &read)
{
    const Result<std::optional<ScopeNumbers>> numbers = scopeNumbers(connection, scope);
    if (!numbers)
        return numbers.error();
    if (!*numbers)
        return Done{};
    const Result<SeriesNames> names = seriesNames(connection, (*numbers)->cluster, scope.kind);
    if (!names)
        return names.error();
    RowCollector rows(*names);
    const Status done = read(**numbers, [&rows](const StoredTraffic &row) { rows.add(row); });
    if (!done)
        return done;
    return rows.visit(connection, unit, visit);
}

struct HourPlace
{
    ScopeNumbers scope;
    std::int64_t series = 0;
    std::int64_t hour = 0;
};

Result<HourPlace> placeOf(WriteContext &context, const ClusterId &cluster, const TrafficRow &row)
{
    const Result<std::int64_t> number = context.dictionary.cluster(cluster);
    if (!number)
        return number.error();
    const Result<std::int64_t> series
        = context.dictionary.traffic().series(*number, row.key, row.at + Duration{kHourMs});
    if (!series)
        return series.error();
    return HourPlace{
        .scope = {.cluster = *number, .kind = row.key.kind, .series = std::nullopt},
        .series = *series,
        .hour = toEpochMs(row.at) / kHourMs,
    };
}

} // namespace

Status readRaw(Connection &connection, const TrafficScope &scope, const TimeRange &range,
    const TrafficVisitor &visit)
{
    const auto read = [&](const ScopeNumbers &numbers, const StoredVisitor &each) {
        return visitRaw(connection, numbers, endsWithin(range), each);
    };
    return readRows(connection, scope, std::chrono::seconds(1), visit, read);
}

Status readHourly(Connection &connection, const TrafficScope &scope, const TimeRange &range,
    const TrafficVisitor &visit)
{
    const auto firstHour = [](Timestamp at) {
        return std::chrono::ceil<std::chrono::hours>(at).time_since_epoch().count();
    };
    const auto read = [&](const ScopeNumbers &numbers, const StoredVisitor &each) {
        return visitHourly(connection, numbers, firstHour(range.from), firstHour(range.to), each);
    };
    return readRows(connection, scope, std::chrono::hours(1), visit, read);
}

Status putHour(
    WriteContext &context, const ClusterId &cluster, const TrafficRow &row, Duration covered)
{
    const Result<HourPlace> place = placeOf(context, cluster, row);
    if (!place)
        return place.error();
    const Result<EncodedTraffic> encoded = encodeTraffic(context, row.traffic);
    if (!encoded)
        return encoded.error();
    const Status put
        = putHourlyRow(context, place->scope, encoded->row(place->series, place->hour));
    if (!put)
        return put;
    const Result<std::optional<HourMark>> before
        = readHour(context.connection, place->scope.cluster, place->hour);
    if (!before)
        return before.error();
    const HourState state
        = *before ? std::max((*before)->state, HourState::Closed) : HourState::Final;
    return setHour(
        context, place->scope.cluster, {.hour = place->hour, .state = state, .covered = covered});
}

Status addToHour(
    WriteContext &context, const ClusterId &cluster, const TrafficRow &row, Duration covered)
{
    const Result<HourPlace> place = placeOf(context, cluster, row);
    if (!place)
        return place.error();
    const std::int64_t number = place->scope.cluster;
    const Result<std::optional<HourMark>> before
        = readHour(context.connection, number, place->hour);
    if (!before)
        return before.error();
    if (*before && (*before)->state == HourState::Open) {
        if (Status closed = closeFromRaw(context, number, place->hour); !closed)
            return closed;
    }
    const Result<EncodedTraffic> encoded = encodeTraffic(context, row.traffic);
    if (!encoded)
        return encoded.error();
    const Status added
        = addHourlyRow(context, place->scope, encoded->row(place->series, place->hour));
    if (!added)
        return added;
    const Duration known = *before ? (*before)->covered : Duration{0};
    return setHour(context, number,
        {.hour = place->hour, .state = HourState::Final, .covered = std::max(known, covered)});
}

Result<std::vector<Coverage>> readCoverage(
    Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    std::vector<Coverage> coverage;
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return coverage;
    const Result<std::vector<HourMark>> marks = readHours(connection, **number,
        std::chrono::ceil<std::chrono::hours>(range.from).time_since_epoch().count(),
        std::chrono::ceil<std::chrono::hours>(range.to).time_since_epoch().count());
    if (!marks)
        return marks.error();
    Timestamp logFrom = range.from;
    for (const HourMark &mark : *marks) {
        if (mark.state != HourState::Final)
            continue;
        coverage.push_back({.at = fromEpochMs(mark.hour * kHourMs), .covered = mark.covered});
        logFrom = std::max(logFrom, fromEpochMs((mark.hour + 1) * kHourMs));
    }
    const Result<std::vector<TimeRange>> intervals
        = readIntervals(connection, **number, {.from = logFrom, .to = range.to});
    if (!intervals)
        return intervals.error();
    for (const TimeRange &interval : *intervals) {
        if (interval.to <= range.to)
            coverage.push_back({.at = interval.to, .covered = interval.to - interval.from});
    }
    return coverage;
}

Result<std::vector<LostIncrements>> readLosses(
    Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    std::vector<LostIncrements> losses;
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return losses;
    Result<Statement> rows = connection.prepare("traffic.losses");
    if (!rows)
        return rows.error();
    const SecondsRange ends = endsWithin(range);
    rows->bind(**number, ends.from, ends.to);
    const Status read = forEachRow(*rows, [&losses](Statement &row) {
        losses.push_back({.bootId = std::string(row.text(0)),
            .afterSeq = static_cast<std::uint64_t>(row.number(1)),
            .count = static_cast<std::uint64_t>(row.number(2)),
            .at = fromEpochMs(row.number(3) * 1000)});
    });
    if (!read)
        return read.error();
    return losses;
}

Result<Timestamp> oldestTraffic(Connection &connection, const ClusterId &cluster)
{
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return Timestamp{};
    Result<Statement> oldest = connection.prepare("traffic.oldest_hour");
    if (!oldest)
        return oldest.error();
    const Result<bool> row = oldest->bind(**number).step();
    if (!row)
        return row.error();
    return *row ? fromEpochMs(oldest->number(0) * kHourMs) : Timestamp{};
}

Result<std::vector<SeenTraffic>> readSeen(
    Connection &connection, const ClusterId &cluster, TrafficKind kind)
{
    std::vector<SeenTraffic> seen;
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return seen;
    Result<SeriesNames> names = seriesNames(connection, **number, kind);
    if (!names)
        return names.error();
    for (auto &[id, name] : *names)
        seen.push_back({.key = std::move(name.key), .at = name.firstSeen});
    std::ranges::sort(seen, {}, &SeenTraffic::key);
    return seen;
}

Result<std::vector<SeenTraffic>> readLastTraffic(
    Connection &connection, const ClusterId &cluster, TrafficKind kind, const TimeRange &range)
{
    std::vector<SeenTraffic> seen;
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return seen;
    const Result<SeriesNames> names = seriesNames(connection, **number, kind);
    if (!names)
        return names.error();
    std::unordered_map<std::int64_t, std::int64_t> last; // end of the interval, seconds
    const auto read
        = [&](const char *statement, const SecondsRange &span, auto secondsOf) -> Status {
        Result<Statement> rows = connection.prepare(statement);
        if (!rows)
            return rows.error();
        rows->bind(**number, static_cast<int>(kind), span.from, span.to);
        return forEachRow(*rows, [&](Statement &row) {
            std::int64_t &at = last[row.number(0)];
            at = std::max(at, secondsOf(row.number(1)));
        });
    };
    const SecondsRange ends = endsWithin(range);
    // Where there are no raw rows any more, whole hours have to do.
    const auto hour = [](Timestamp at) {
        return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
    };
    const SecondsRange hours{
        .from = hour(range.from), .to = std::max(hour(range.to), hour(range.from) + 1)};
    const Status raw = read("traffic.last_raw", ends, [](std::int64_t seconds) { return seconds; });
    if (!raw)
        return raw.error();
    if (last.empty()) {
        const Status hourly = read(
            "traffic.last_hourly", hours, [](std::int64_t start) { return (start + 1) * 3600; });
        if (!hourly)
            return hourly.error();
    }
    for (const auto &[series, at] : last) {
        if (const auto name = names->find(series); name != names->end())
            seen.push_back({.key = name->second.key, .at = fromEpochMs(at * 1000)});
    }
    std::ranges::sort(seen, {}, &SeenTraffic::key);
    return seen;
}

} // namespace binnacle::store
