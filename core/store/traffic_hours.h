#pragma once

#include "core/base/result.h"
#include "core/store/traffic_rows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

// What is known of one hour of one cluster. The order is stored.
enum class HourState {
    Open,   // raw rows came since its hourly rows were written
    Closed, // hourly rows say the same as the raw rows
    Final,  // its raw rows are gone, or not all there: the hourly rows are the truth
};

struct HourMark
{
    std::int64_t hour = 0;
    HourState state = HourState::Open;
    Duration covered{}; // by increments; at most an hour
};

// Nothing: no traffic of that hour is stored.
Result<std::optional<HourMark>> readHour(
    Connection &connection, std::int64_t cluster, std::int64_t hour);
// Hours in [from, to), in order; only those with traffic.
Result<std::vector<HourMark>> readHours(
    Connection &connection, std::int64_t cluster, std::int64_t from, std::int64_t to);

struct OpenHour
{
    std::int64_t cluster = 0;
    std::int64_t hour = 0;
};
// Of all clusters, oldest first.
Result<std::vector<OpenHour>> readOpenHours(Connection &connection);

Status setHour(WriteContext &context, std::int64_t cluster, const HourMark &mark);
// Raw rows arrived: the hourly rows are behind.
Status reopenHour(WriteContext &context, std::int64_t cluster, std::int64_t hour);

// Sums the raw rows of an hour into its hourly rows and closes it. About 300 ns a raw row.
Status closeFromRaw(WriteContext &context, std::int64_t cluster, std::int64_t hour);

// What increments told about: spans (from, to]. Intervals count for their last hour at most.
// As they came, ordered by their ends; those that reach into `range`.
Result<std::vector<TimeRange>> readIntervals(
    Connection &connection, std::int64_t cluster, const TimeRange &range);
// When they arrived, ordered by their ends; those that end within `range`.
struct IncrementArrival
{
    Timestamp end{};
    Timestamp receivedAt{};
    std::int64_t boot = 0; // which run of the agent sent it
};
Result<std::vector<IncrementArrival>> readArrivals(
    Connection &connection, std::int64_t cluster, const TimeRange &range);
// Without overlaps, in order, cut to `range`: what two sources tell counts once.
std::vector<TimeRange> unionWithin(std::vector<TimeRange> intervals, const TimeRange &range);

Result<Duration> coveredOfHour(Connection &connection, std::int64_t cluster, std::int64_t hour);

} // namespace binnacle::store
