#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/increments.h"
#include "core/domain/slo_target.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

// The SLO tables of contract 03 §3.1 in their compact form: names are numbers, buckets are blobs
// against a dictionary of bounds. Functions with a WriteContext run on the writer's thread inside
// its transaction, those with a Connection on any reader.
namespace binnacle::store {

class Connection;
struct WriteContext;

enum class IncrementOutcome { Stored, Duplicate };

// Stores the routes (first), the rows and the line of the ingest log of one SloIncrements. A
// repeated (cluster, boot, seq) changes nothing; without a boot, rows that are there already are
// kept. `at` is cut to whole seconds. Increments of hours before that of `rawSince` leave no raw
// rows: they are added to the hourly rows at once.
Result<IncrementOutcome> insertIncrements(WriteContext &context, const ClusterId &cluster,
    const SloIncrements &increments, Timestamp receivedAt, Timestamp rawSince);

// One row, raw or hourly. `covered` is not here: it belongs to the cluster, see readCoverage.
struct TrafficRow
{
    TrafficKey key;
    Timestamp at{}; // raw: of the scrape; hourly: start of the hour
    Traffic traffic;
};
using TrafficVisitor = std::function<void(const TrafficRow &)>;

struct TrafficScope
{
    ClusterId cluster;
    TrafficKind kind = TrafficKind::Service;
    std::optional<TrafficKey> only;
};

// Rows whose interval's last millisecond lies in `range` (from < at <= to), ordered by key, then
// time. The row passed to the visitor is reused: copy what you keep. Sorts in memory: for sums over
// many rows use slo::readWindow.
Status readRaw(Connection &connection, const TrafficScope &scope, const TimeRange &range,
    const TrafficVisitor &visit);
// Rows of hours that start in [from, to).
Status readHourly(Connection &connection, const TrafficScope &scope, const TimeRange &range,
    const TrafficVisitor &visit);

// Replaces the hourly row. `covered` is that of the whole cluster in this hour.
Status putHour(
    WriteContext &context, const ClusterId &cluster, const TrafficRow &row, Duration covered);
// Adds to the hourly row; raw rows of that hour are not looked at any more.
Status addToHour(
    WriteContext &context, const ClusterId &cluster, const TrafficRow &row, Duration covered);

// Spans of time told by increments, from the ingest log and, before it, from hourly rows. Those of
// two sources may overlap.
struct Coverage
{
    Timestamp at{}; // end of the interval; of an hour without raw rows: its start
    Duration covered{};
};
Result<std::vector<Coverage>> readCoverage(
    Connection &connection, const ClusterId &cluster, const TimeRange &range);

// Gaps in the sequence numbers of the ingest log: lost increments.
struct LostIncrements
{
    std::string bootId;
    std::uint64_t afterSeq = 0;
    std::uint64_t count = 0;
    Timestamp at{};
};
Result<std::vector<LostIncrements>> readLosses(
    Connection &connection, const ClusterId &cluster, const TimeRange &range);

Result<std::vector<IngressRoute>> readRoutes(Connection &connection, const ClusterId &cluster);
// Not seen for a day: hidden. For a week: deleted.
Status ageRoutes(WriteContext &context, Timestamp now);

Result<std::vector<SloTarget>> readTargets(Connection &connection, const ClusterId &cluster);
Result<SloTarget> putTarget(WriteContext &context, const SloTarget &target, Timestamp now);
Status removeTarget(WriteContext &context, const SloTarget &target);

Status insertStatusChange(WriteContext &context, const SloStatusChange &change);
struct StatusHistoryQuery
{
    ClusterId cluster;
    std::string host; // empty: all
    TimeRange range;
    std::int64_t limit = 200;
    std::int64_t beforeId = 0; // 0: the newest
};
Result<std::vector<SloStatusChange>> readStatusHistory(
    Connection &connection, const StatusHistoryQuery &query);

// Series with an instant.
struct SeenTraffic
{
    TrafficKey key;
    Timestamp at{};
};
// Every series of a cluster, ordered by key, with the end of the first interval in which it was
// ever seen.
Result<std::vector<SeenTraffic>> readSeen(
    Connection &connection, const ClusterId &cluster, TrafficKind kind);
// Those with requests in `range`, ordered by key, with the end of the last such interval.
Result<std::vector<SeenTraffic>> readLastTraffic(
    Connection &connection, const ClusterId &cluster, TrafficKind kind, const TimeRange &range);

// Start of the oldest hour with traffic; unknown: there is none.
Result<Timestamp> oldestTraffic(Connection &connection, const ClusterId &cluster);

} // namespace binnacle::store
