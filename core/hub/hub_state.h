#pragma once

#include "core/domain/agent_state.h"
#include "core/domain/cluster_snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::hub {

// One entry of the ring of the last fifteen minutes.
struct SummaryPoint
{
    Timestamp at{};
    SnapshotSummary summary;
};

struct ClusterState
{
    ClusterId id;
    std::string name;
    Environment environment = Environment::Production;
    AgentStatus status = AgentStatus::Offline;
    AgentTimes times;
    std::shared_ptr<const ClusterSnapshot> snapshot; // null: none was ever received
    // The snapshot is of an earlier run of the console; nothing newer arrived yet.
    bool remembered = false;
    // Two agents report under this id, see ConflictDetector.
    bool conflict = false;
    // Oldest first, at most 90; shared between states, never null.
    std::shared_ptr<const std::vector<SummaryPoint>> recent
        = std::make_shared<const std::vector<SummaryPoint>>();
};

// Everything the hub knows at one moment. Immutable, replaced whole; snapshots and rings of
// clusters that did not change are shared with the state before.
struct HubState
{
    Timestamp asOf{};
    std::uint64_t revision = 0;
    std::vector<ClusterState> clusters; // by name
};

// Null when it is not known, or nothing was ever received of it.
const ClusterState *findCluster(const HubState &state, const ClusterId &cluster);
std::shared_ptr<const ClusterSnapshot> snapshotOf(const HubState &state, const ClusterId &cluster);

} // namespace binnacle::hub
