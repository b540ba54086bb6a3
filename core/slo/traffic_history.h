#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::slo {

struct HistorySettings
{
    Duration rawRetention{48 * 3'600'000};
    Duration hourlyRetention{90LL * 24 * 3'600'000};
    Duration statusRetention{180LL * 24 * 3'600'000};
    Duration futureTolerance{5 * 60'000}; // beyond it an increment is taken as of its arrival
    // Older increments are dropped and counted; a console that is being back-filled accepts more.
    Duration oldestAccepted{48 * 3'600'000};
};

struct IncrementStats // since start
{
    std::uint64_t stored = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t clamped = 0; // from the future
    std::uint64_t dropped = 0; // too old
    std::uint64_t lost = 0;    // missing sequence numbers
};

// Keeps the SLO history in step with the increments that arrive: raw rows at once, hourly rows from
// accumulators that run along, so closing an hour only writes what is already summed. Contract 03
// §3.2, §3.3, §3.6.
//
// Thread-safe.
class TrafficHistory
{
public:
    // Both must outlive the history. Answers run on the writer's thread.
    TrafficHistory(const Clock &clock, store::StoreWriter &writer, HistorySettings settings = {});
    ~TrafficHistory();
    TrafficHistory(const TrafficHistory &) = delete;
    TrafficHistory &operator=(const TrafficHistory &) = delete;

    using Finished = std::function<void(const Status &)>;

    // Takes in what one snapshot carried; `finished` runs after the commit that holds it all.
    void ingest(const ClusterId &cluster, std::vector<SloIncrements> increments, Finished finished);

    // Writes the hourly rows of the running hour and of hours whose raw rows may still have
    // arrived. Run every five minutes and before the program ends; idempotent. After a restart it
    // finds out by itself which hours are not closed.
    void rollUp(Finished finished);

    // Removes what is past its retention, in slices; raw rows only when their hour is closed.
    void sweep(std::function<void(const Result<std::int64_t> &deleted)> finished);

    // For the job that removes a cluster from the store, which calls it: numbers are used again,
    // and what is summed under the old one must not be there when increments come under the new.
    // Lives on its own; writer's thread only.
    std::function<void()> forgetting() const;

    IncrementStats stats() const;

    // Told after each commit that stored increments, with the end of the oldest of them. Any
    // thread; must only post.
    void setListener(std::function<void(const ClusterId &, Timestamp)> listener);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace binnacle::slo
