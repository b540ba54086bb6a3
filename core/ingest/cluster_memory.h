#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/agent_state.h"
#include "core/domain/cluster_snapshot.h"
#include "core/hub/hub_state.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::ingest {

// Decides what of a cluster is written down, and when, so that the next start shows the last-known
// state: the cluster itself at its first contact, its times every five minutes, its last snapshot
// every minute and at the end. One snapshot in five minutes (of the agent's time) is kept as
// history, so that the console can be rewound. Events are not its business.
//
// Thread-safe.
class ClusterMemory
{
public:
    // Both must outlive the memory.
    ClusterMemory(const Clock &clock, store::StoreWriter &writer);
    // Waits for its writes that are under way.
    ~ClusterMemory();
    ClusterMemory(const ClusterMemory &) = delete;
    ClusterMemory &operator=(const ClusterMemory &) = delete;

    // `done` runs once: after the commit at a first contact, at once otherwise.
    void contact(
        const ClusterId &cluster, const AgentTimes &times, std::function<void(Status)> done);
    // Compresses a body that came plain: call on a worker.
    void received(const std::shared_ptr<const ClusterSnapshot> &snapshot);
    // The cluster was removed: what comes later is a first contact again.
    void forget(const ClusterId &cluster);
    // Writes what is newer than the last time and waits for it. For shutdown.
    void saveAll(const hub::HubState &state);

    // Whether the cluster was in contact in this run; how many were. Every write asks when it runs:
    // whoever forgets a cluster and then deletes it must not see it come back by a write that was
    // under way.
    bool isKnown(const ClusterId &cluster);
    std::size_t size();

private:
    struct Known
    {
        Duration timesSavedAt{};
        std::optional<Duration> bodySavedAt;
        Timestamp savedReceivedAt{}; // of the snapshot whose body was saved last
        Timestamp keptFetchedAt{};   // of the snapshot that went into the history last
    };
    // The body of a snapshot as it is stored. What came plain is compressed when it is first
    // wanted, and once.
    class StoredBody;

    void write(const std::shared_ptr<const ClusterSnapshot> &snapshot, StoredBody &body,
        const AgentTimes &times, std::function<void()> done);
    void keep(const std::shared_ptr<const ClusterSnapshot> &snapshot, StoredBody &body);

    const Clock &m_clock;
    store::StoreWriter &m_writer;
    std::mutex m_mutex;
    std::map<ClusterId, Known> m_known; // guarded by m_mutex
};

} // namespace binnacle::ingest
