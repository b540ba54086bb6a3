#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/slo_target.h"

#include <functional>
#include <memory>
#include <vector>

namespace binnacle::store {
class ReaderPool;
class StoreWriter;
} // namespace binnacle::store

namespace binnacle::slo {

// Writes a line of the status history for each status that changed, contract 03 §3.1. Run after
// each aggregation.
//
// Watched are all domains and their routes in all three windows, for each window has a target;
// services in the windows for which they have a target, else over one day by the rule for mesh
// nodes. A subject that is seen for the first time changes from unknown. One that is gone (no row
// on any board) keeps its last status.
//
// The statuses to compare with are those of the stored history, so a restart loses none and
// repeats none. Thread-safe.
class StatusChecker
{
public:
    // Both must outlive the checker and what it posted to them.
    StatusChecker(store::ReaderPool &readers, store::StoreWriter &writer);
    ~StatusChecker();
    StatusChecker(const StatusChecker &) = delete;
    StatusChecker &operator=(const StatusChecker &) = delete;

    // What changed, with ids of 0, after its commit. Runs on the writer's thread, on a reader's
    // when nothing changed, or on the caller's.
    using Finished = std::function<void(const Result<std::vector<SloStatusChange>> &)>;

    // A check of a cluster whose last check still runs finishes at once with nothing.
    void check(const ClusterId &cluster, Timestamp now, const Finished &finished);

    // A cluster was removed from the store.
    void forget(const ClusterId &cluster);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace binnacle::slo
