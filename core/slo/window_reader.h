#pragma once

#include "core/domain/slo_report.h"
#include "core/store/traffic_repository.h"

#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace binnacle::slo {

struct WindowQuery
{
    ClusterId cluster;
    TrafficKind kind = TrafficKind::Service;
    TimeRange range;
    std::optional<TrafficKey> only;
    Duration step{0}; // 0: the whole range is one bucket
};

// Traffic by key and step. Steps are aligned to range.from; the last one may be shorter.
struct Window
{
    // What the answer covers. Where there are no raw rows any more, `from` goes back and `to` comes
    // down to the hour (an hour at least), and the step is raised to whole hours.
    TimeRange range;
    Duration step{};                                    // the whole range where none was asked for
    std::vector<Duration> covered;                      // one a step
    std::map<TrafficKey, std::vector<Traffic>> traffic; // one a step

    std::size_t steps() const { return covered.size(); }
    TimeRange rangeOf(std::size_t step) const;
    Measured measured(const TrafficKey &key, std::size_t step) const; // without traffic: empty
};

// Contract 03 §3.4 [REC]: full hours from hourly rows where they are present, else from raw rows;
// partial hours always from raw ones. Exact to one raw interval; needs no aggregation run. On a
// reader thread. Errors: those of the store; Cancelled; InvalidArgument for an empty range or more
// than 10 000 steps; TooLarge for more than two million values (keys by steps).
Result<Window> readWindow(
    store::Connection &connection, const WindowQuery &query, std::stop_token stop = {});

// The finest step of at least `step` at which every increment of the range lies within one: an
// increment over five minutes says nothing about single minutes.
Result<Duration> finestStep(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range, Duration step);

} // namespace binnacle::slo
