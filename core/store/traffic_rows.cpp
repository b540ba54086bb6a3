#include "core/store/traffic_rows.h"

#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <limits>

namespace binnacle::store {

namespace {

Status visitRows(Statement &rows, const StoredVisitor &visit)
{
    StoredTraffic stored;
    return forEachRow(rows, [&](Statement &row) -> Status {
        stored.series = row.number(0);
        stored.at = row.number(1);
        if (!decodeData(row.text(2), stored))
            return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
        visit(stored);
        return Done{};
    });
}

Status putRow(WriteContext &context, std::string_view statement, const ScopeNumbers &scope,
    const StoredTraffic &row)
{
    Result<Statement> put = context.connection.prepare(statement);
    if (!put)
        return put.error();
    const std::string data = encodeData(row);
    put->bind(scope.cluster, static_cast<int>(scope.kind), row.at, row.series, Blob{data});
    return put->run();
}

// What is stored there plus `row`.
Result<EncodedTraffic> added(WriteContext &context, std::string_view statement,
    const ScopeNumbers &scope, const StoredTraffic &row)
{
    TrafficSum sum;
    bool isSound = sum.add(row);
    Result<Statement> find = context.connection.prepare(statement);
    if (!find)
        return find.error();
    find->bind(scope.cluster, static_cast<int>(scope.kind), row.at, row.series);
    const Status visited = visitRows(*find,
        [&sum, &isSound](const StoredTraffic &stored) { isSound = sum.add(stored) && isSound; });
    if (!visited)
        return visited.error();
    if (!isSound)
        return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
    return encodeSum(context, sum);
}

} // namespace

SecondsRange endsWithin(const TimeRange &range)
{
    const auto first = [](Timestamp at) {
        return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() + 1;
    };
    return {.from = first(range.from), .to = first(range.to)};
}

SecondsRange endsOfHours(std::int64_t fromHour, std::int64_t toHour)
{
    return {.from = fromHour * 3600 + 1, .to = toHour * 3600 + 1};
}

Result<std::optional<std::int64_t>> clusterNumber(Connection &connection, const ClusterId &cluster)
{
    Result<Statement> find = connection.prepare("traffic.cluster_number");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(cluster.value).step();
    if (!found)
        return found.error();
    return *found ? std::optional(find->number(0)) : std::nullopt;
}

Result<std::optional<ScopeNumbers>> scopeNumbers(Connection &connection, const TrafficScope &scope)
{
    const Result<std::optional<std::int64_t>> cluster = clusterNumber(connection, scope.cluster);
    if (!cluster)
        return cluster.error();
    if (!*cluster)
        return std::optional<ScopeNumbers>();
    ScopeNumbers numbers{.cluster = **cluster, .kind = scope.kind, .series = std::nullopt};
    if (!scope.only)
        return std::optional(numbers);
    const TrafficKey &key = *scope.only;
    Result<Statement> find = connection.prepare("traffic.series_of_names");
    if (!find)
        return find.error();
    find->bind(numbers.cluster, static_cast<int>(scope.kind), key.service.ns,
        scope.kind == TrafficKind::Ingress ? key.serviceKey : key.service.name, key.target.ns,
        key.target.name);
    const Result<bool> found = find->step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<ScopeNumbers>();
    numbers.series = find->number(0);
    return std::optional(numbers);
}

Status visitRaw(Connection &connection, const ScopeNumbers &scope, const SecondsRange &ends,
    const StoredVisitor &visit)
{
    Result<Statement> rows
        = connection.prepare(scope.series ? "traffic.raw_rows_of_series" : "traffic.raw_rows");
    if (!rows)
        return rows.error();
    if (scope.series) {
        rows->bind(scope.cluster, ends.from, ends.to, static_cast<int>(scope.kind), *scope.series);
    } else {
        rows->bind(scope.cluster, static_cast<int>(scope.kind), ends.from, ends.to);
    }
    return visitRows(*rows, visit);
}

Status visitHourly(Connection &connection, const ScopeNumbers &scope, std::int64_t from,
    std::int64_t to, const StoredVisitor &visit)
{
    Result<Statement> rows = connection.prepare(
        scope.series ? "traffic.hourly_rows_of_series" : "traffic.hourly_rows");
    if (!rows)
        return rows.error();
    if (scope.series)
        rows->bind(scope.cluster, static_cast<int>(scope.kind), *scope.series, from, to);
    else
        rows->bind(scope.cluster, static_cast<int>(scope.kind), from, to);
    return visitRows(*rows, visit);
}

Result<SeriesNames> seriesNames(Connection &connection, std::int64_t cluster, TrafficKind kind)
{
    Result<Statement> rows = connection.prepare("traffic.series");
    if (!rows)
        return rows.error();
    rows->bind(cluster, static_cast<int>(kind));
    SeriesNames names;
    const Status read = forEachRow(*rows, [&](Statement &row) {
        ServiceRef service{.ns = std::string(row.text(1)), .name = std::string(row.text(2))};
        ServiceRef target{.ns = std::string(row.text(3)), .name = std::string(row.text(4))};
        SeriesName &name = names[row.number(0)];
        name.firstSeen = fromEpochMs(row.number(5));
        if (kind == TrafficKind::Ingress)
            name.key = TrafficKey::ofIngress(std::move(service.name));
        else if (kind == TrafficKind::Edge)
            name.key = TrafficKey::of({.source = std::move(service), .target = std::move(target)});
        else
            name.key = TrafficKey::of(std::move(service));
    });
    if (!read)
        return read.error();
    return names;
}

Result<bool> putRawRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row,
    OnConflict onConflict)
{
    if (const Status put = putRow(context, "traffic.insert_raw", scope, row); !put)
        return put.error();
    if (context.connection.changes() > 0)
        return true;
    if (onConflict == OnConflict::Keep)
        return false;
    const Result<EncodedTraffic> sum = added(context, "traffic.raw_row", scope, row);
    if (!sum)
        return sum.error();
    const Status put = putRow(context, "traffic.replace_raw", scope, sum->row(row.series, row.at));
    if (!put)
        return put.error();
    return true;
}

Status putHourlyRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row)
{
    return putRow(context, "traffic.replace_hourly", scope, row);
}

Status addHourlyRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row)
{
    const Result<EncodedTraffic> sum = added(context, "traffic.hourly_row", scope, row);
    if (!sum)
        return sum.error();
    return putHourlyRow(context, scope, sum->row(row.series, row.at));
}

} // namespace binnacle::store
