#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/slo/status_checker.h"

#include <atomic>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

class Runtime;

// What has to be done with the SLO history from time to time: hourly rows written, what is past its
// retention removed, edges that opened or closed written down, statuses checked.
//
// Thread-safe; works on the store's threads, which must be quiet before this dies.
class TrafficKeeper
{
public:
    explicit TrafficKeeper(Runtime &runtime); // must outlive the keeper

    // Hourly rows, then everything derived from them. Skipped while the one before runs.
    void rollUp();
    void sweep();
    // The last hourly rows before the program ends; waits for them.
    void finish();
    void forget(const ClusterId &cluster) { m_statuses.forget(cluster); }

private:
    void derive();
    void keepEdges(store::Connection &connection, const ClusterId &cluster);

    Runtime &m_runtime;
    slo::StatusChecker m_statuses;
    std::atomic_bool m_isRolling = false;
};

} // namespace binnacle::runtime
