#include "core/runtime/past_state.h"

#include "core/runtime/workspace_follower.h"
#include "core/store/cluster_repository.h"
#include "core/store/snapshot_history.h"

#include <chrono>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::chrono::minutes kKeptEvery{5}; // see core/ingest/cluster_memory

} // namespace

Result<std::shared_ptr<const ClusterSnapshot>> readPastState(
    store::Connection &connection, const ClusterId &cluster, Timestamp at)
{
    auto stored = store::snapshotAt(connection, cluster, at);
    if (!stored)
        return stored.error();
    if (!*stored) {
        const auto oldest = store::oldestSnapshot(connection, cluster);
        const bool hasOldest = oldest && isKnown(*oldest);
        return Error{ErrorCode::NotFound,
            "no state of " + cluster.value + " is kept from before then"
                + (hasOldest ? "; the oldest is of " + formatRfc3339(*oldest) : "")};
    }
    auto snapshot = rememberedSnapshot({.id = cluster,
        .snapshotBody = std::move((*stored)->body),
        .snapshotIsGzip = (*stored)->isGzip,
        .snapshotReceivedAt = (*stored)->fetchedAt});
    if (!snapshot)
        return Error{ErrorCode::Corrupt, "the stored state of then cannot be read"};
    return snapshot;
}

std::shared_ptr<const ClusterSnapshot> stateFor(store::Connection &connection,
    const hub::HubState &state, const ClusterId &cluster, Timestamp at)
{
    auto newest = hub::snapshotOf(state, cluster);
    if (!isKnown(at) || !newest || newest->fetchedAt - at < kKeptEvery)
        return newest;
    auto past = readPastState(connection, cluster, at);
    return past ? *std::move(past) : nullptr;
}

} // namespace binnacle::runtime
