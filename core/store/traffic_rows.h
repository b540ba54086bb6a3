#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/traffic.h"
#include "core/store/traffic_sum.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::store {

class Connection;
struct TrafficScope;
struct WriteContext;

// Stored rows by number, for those who add up many of them; traffic_repository.h has the values.

// The interval of a row belongs to the hour, the window and the step in which its last millisecond
// lies: (at - interval, at], so that a whole hour that is told at its end lands in that hour.
constexpr std::int64_t hourOf(std::int64_t atSeconds)
{
    return (atSeconds - 1) / 3600;
}
constexpr std::int64_t kHourMs = 3'600'000;

// From and to in whole seconds of ends, for rows that lie in `range`.
struct SecondsRange
{
    std::int64_t from = 0;
    std::int64_t to = 0;
};
SecondsRange endsWithin(const TimeRange &range);
SecondsRange endsOfHours(std::int64_t fromHour, std::int64_t toHour);

struct ScopeNumbers
{
    std::int64_t cluster = 0;
    TrafficKind kind = TrafficKind::Service;
    std::optional<std::int64_t> series;
};
// Nothing: nothing is stored about it.
Result<std::optional<ScopeNumbers>> scopeNumbers(Connection &connection, const TrafficScope &scope);
Result<std::optional<std::int64_t>> clusterNumber(Connection &connection, const ClusterId &cluster);

using StoredVisitor = std::function<void(const StoredTraffic &)>;
// In order of time.
Status visitRaw(Connection &connection, const ScopeNumbers &scope, const SecondsRange &ends,
    const StoredVisitor &visit);
// Hours in [from, to).
Status visitHourly(Connection &connection, const ScopeNumbers &scope, std::int64_t from,
    std::int64_t to, const StoredVisitor &visit);

// Names of the series of one kind, with the end of their first interval.
struct SeriesName
{
    TrafficKey key;
    Timestamp firstSeen{};
};
using SeriesNames = std::unordered_map<std::int64_t, SeriesName>;
Result<SeriesNames> seriesNames(Connection &connection, std::int64_t cluster, TrafficKind kind);

// Makes values of sums; remembers bounds and words on the way. For one answer.
class TrafficDecoder
{
public:
    // `connection` must outlive the decoder.
    explicit TrafficDecoder(Connection &connection);

    Result<Traffic> traffic(const TrafficSum &sum);

private:
    Result<const std::vector<double> *> bounds(std::int64_t id);
    Result<const std::string *> word(std::int64_t id);
    Status addBreakdown(const BreakdownCounts &counts, Traffic &traffic);

    Connection &m_connection;
    std::unordered_map<std::int64_t, std::vector<double>> m_bounds;
    std::unordered_map<std::int64_t, std::string> m_words;
};

// For the writer.
Result<EncodedTraffic> encodeTraffic(WriteContext &context, const Traffic &traffic);
Result<EncodedTraffic> encodeSum(WriteContext &context, const TrafficSum &sum);

enum class OnConflict { Keep, Add };
// True: something was stored. `row.at` in seconds.
Result<bool> putRawRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row,
    OnConflict onConflict);
// `row.at` in hours.
Status putHourlyRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row);
Status addHourlyRow(WriteContext &context, const ScopeNumbers &scope, const StoredTraffic &row);

} // namespace binnacle::store
