#include "core/hub/hub_state.h"

#include <algorithm>

namespace binnacle::hub {

const ClusterState *findCluster(const HubState &state, const ClusterId &cluster)
{
    const auto known = std::ranges::find(state.clusters, cluster, &ClusterState::id);
    return known == state.clusters.end() ? nullptr : &*known;
}

std::shared_ptr<const ClusterSnapshot> snapshotOf(const HubState &state, const ClusterId &cluster)
{
    const ClusterState *known = findCluster(state, cluster);
    return known ? known->snapshot : nullptr;
}

} // namespace binnacle::hub
