#pragma once

#include "core/domain/slo_report.h"
#include "core/slo/window_exclusions.h"
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
    Duration step{0};        // 0: the whole range is one bucket
    bool withLatency = true; // false: counts only, which is quicker; no histograms and no statuses
    ExcludedTimesPtr excluded;
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
    WindowExclusions excluded;                          // of keys that were asked for

    std::size_t steps() const { return covered.size(); }
    TimeRange rangeOf(std::size_t step) const;
    Measured measured(const TrafficKey &key, std::size_t step) const; // without traffic: empty
};

// Adds what `window` tells of another part of the same subject. Parts are told about together; what
// does not count does so only where it counts in none of them.
void addPart(Measured &sum, const Window &window, const TrafficKey &key, std::size_t step);

// Contract 03 §3.4 [REC]: full hours from hourly rows where they are present, else from raw rows;
// partial hours always from raw ones. Exact to one raw interval; needs no aggregation run. On a
// reader thread. Errors: those of the store; Cancelled; InvalidArgument for an empty range or more
// than 10 000 steps; TooLarge for more than two million values (keys by steps).
Result<Window> readWindow(
    store::Connection &connection, const WindowQuery &query, std::stop_token stop = {});

// The time that the traffic of `step` was counted in, of which `covered` was told: traffic belongs
// to the step in which its increment ends. So not the beginning of one that ends after the step,
// but all of one that began before it. What is divided by it is right also where a step cuts
// increments that are long beside it, as the last one of a range does that ends at any instant.
Result<Duration> countedTime(store::Connection &connection, const ClusterId &cluster,
    const TimeRange &step, Duration covered);

// The finest step of at least `step` at which every increment of the range lies within one: an
// increment over five minutes says nothing about single minutes.
Result<Duration> finestStep(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range, Duration step);

} // namespace binnacle::slo
