#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_event.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::store {

class StoreWriter;

struct SyncOutcome
{
    ClusterId cluster; // empty: not told, perhaps of several
    std::vector<EventRowId> inserted;
    std::vector<EventRowId> updated;
};

// Keeps the event history in step with snapshots (contract 04 §4.3, corrections of contract 10):
// an event is stored once by (cluster, uid); count and last only grow; an older snapshot changes
// nothing; an event that did not change costs one hash lookup and no transaction.
//
// Thread-safe.
class EventHistory
{
public:
    // State of the involved object of a Warning that was not known before, as JSON; "" for none.
    // Called on the thread that calls sync(), only for such events.
    using StateOf = std::function<std::string(const ClusterEvent &)>;
    // Called once after the commit that holds the events (or its failure), on the writer's thread;
    // inline when nothing changed.
    using Finished = std::function<void(Result<SyncOutcome>)>;

    // Loads what is known from the store. `writer` must outlive the history.
    explicit EventHistory(StoreWriter &writer);
    ~EventHistory();
    EventHistory(const EventHistory &) = delete;
    EventHistory &operator=(const EventHistory &) = delete;

    // Fills the memory of known events from the store, on the writer's thread. Not needed for right
    // answers, only for quick ones: the database decides about events that memory does not know.
    void load(std::function<void(const Status &)> finished);

    // The first copies only what changed, which in a running cluster is next to nothing.
    void sync(const std::vector<ClusterEvent> &events, const StateOf &stateOf, Finished finished);
    void sync(std::vector<ClusterEvent> &&events, const StateOf &stateOf, Finished finished);

    // A cluster was removed: its events count as new when they come again.
    void forget();

    // Deletes events older than `days` by last occurrence, then the oldest beyond `perCluster`,
    // Normal before Warning, in slices; clusters come from the database. `finished` gets the
    // number of deleted rows. While the clock is in doubt none grows older and a sweep deletes at
    // most a tenth of all, see retention.h.
    void sweep(Timestamp now, int days, std::int64_t perCluster,
        std::function<void(Result<std::int64_t>)> finished);

private:
    void storeChanged(std::vector<ClusterEvent> changed, const StateOf &stateOf, Finished finished);

    struct Memory;
    std::shared_ptr<Memory> m_memory; // shared with runs still on their way
    StoreWriter &m_writer;
};

} // namespace binnacle::store
