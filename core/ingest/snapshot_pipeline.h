#pragma once

#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/result.h"
#include "core/base/worker_pool.h"
#include "core/hub/data_hub.h"
#include "core/ingest/cluster_memory.h"
#include "core/ingest/ingest_stats.h"
#include "core/ingest/security_report.h"
#include "core/store/event_history.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace binnacle::slo {
class TrafficHistory;
}
namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::ingest {

struct SnapshotBody
{
    ClusterId cluster; // from the header; empty: the body must name it
    std::string bytes;
    bool declaredGzip = false; // Content-Encoding said so; sniffed otherwise
    std::string address{};     // of the agent's socket
    // Asked before anything changes when only the body names the cluster; null: everybody may.
    std::function<Status(const ClusterId &)> authorise;
};

// bytes -> inflate -> decode -> clean -> hub, event history and SLO history -> answer. Of each
// cluster one snapshot is on its way and two wait; a further one takes the place of the oldest that
// waits, which is answered Cancelled unread. Snapshots without a header share one such queue and
// are refused (Unavailable) when it is full, as is everything when too many bytes wait.
//
// A body that cannot be decoded leaves everything as it was.
//
// Thread-safe. The core thread and the writer must run until the pipeline is drained.
class SnapshotPipeline
{
public:
    struct Parts // all must outlive the pipeline
    {
        const Clock &clock;
        CoreThread &core;
        hub::DataHub &hub;
        store::EventHistory &history;
        slo::TrafficHistory &traffic;
        store::StoreWriter &writer;
        IngestStats &stats;
        // Told of what should not happen: an agent that speaks for two clusters. May be null.
        SecurityReport report{};
        // Without tokens anybody may name a new cluster, and each one is kept for good.
        std::size_t mostClusters = 10'000;
    };
    SnapshotPipeline(const Parts &parts, std::size_t threads);
    ~SnapshotPipeline();

    // Runs once, on any thread, when the snapshot is published and its events are committed.
    struct Outcome
    {
        ClusterId cluster;
        store::SyncOutcome events;
    };
    using Finished = std::function<void(Result<Outcome>)>;
    void accept(SnapshotBody body, Finished finished);

    // Told after each snapshot whose events changed the history. Any thread; must only post.
    void setEventsListener(std::function<void(const store::SyncOutcome &)> listener);

    // Cancelled when the cluster would be a new one and there is no room for it. Snapshots are
    // asked by themselves, heartbeats must be before anything is made of them.
    Status admit(const ClusterId &cluster);
    // A heartbeat: remembers the cluster at its first contact. `times`: what else was heard.
    void heard(const ClusterId &cluster, AgentTimes times = {});
    // The cluster is being removed by the user: call before the store deletes it, so that nothing
    // of it is written behind.
    void forget(const ClusterId &cluster);
    // Runs other decoding work on the pipeline's threads.
    void offload(std::function<void()> job);

    // Waits for what was accepted, then writes down the last state of each cluster.
    void drain();

private:
    class Completion;
    struct Waiting
    {
        SnapshotBody body;
        Finished finished;
    };
    using Lane = std::deque<Waiting>; // exists while one of its snapshots is on its way

    void runNext(const std::string &key);
    void release(const std::string &key);
    Result<std::shared_ptr<ClusterSnapshot>> decode(SnapshotBody body);
    void publish(const std::shared_ptr<const ClusterSnapshot> &snapshot,
        std::vector<SloIncrements> increments, Finished finished);
    void publishState(const std::shared_ptr<const ClusterSnapshot> &snapshot,
        const std::shared_ptr<Completion> &completion);
    void synced(const ClusterId &cluster, const Result<store::SyncOutcome> &outcome);
    void waitUntilIdle();

    Parts m_parts;
    ClusterMemory m_memory;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::map<std::string, Lane> m_lanes;                              // guarded by m_mutex
    std::size_t m_waitingBytes = 0;                                   // guarded by m_mutex
    std::function<void(const store::SyncOutcome &)> m_eventsListener; // guarded by m_mutex
    WorkerPool m_pool;                                                // last: finishes first
};

} // namespace binnacle::ingest
