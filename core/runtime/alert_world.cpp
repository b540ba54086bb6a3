#include "core/runtime/alert_world.h"

#include "core/runtime/mesh_reader.h"
#include "core/slo/slo_service.h"

namespace binnacle::runtime {

namespace {

constexpr Duration kRecent{10 * 60'000};

Status addCalls(store::Connection &connection, const ClusterId &cluster, Timestamp now,
    alerts::EngineWorld &world)
{
    const auto graph
        = readMeshGraph(connection, {.cluster = cluster, .range = {now - kRecent, now}});
    if (!graph)
        return graph.error().code == ErrorCode::NotFound ? Status(Done{}) : graph.error();
    auto &calls = world.calls[cluster];
    for (const MeshEdge &edge : graph->edges)
        calls.emplace_back(edge.edge.source, edge.edge.target);
    return Done{};
}

Status addBackends(store::Connection &connection, const hub::ClusterState &cluster, Timestamp now,
    alerts::EngineWorld &world)
{
    const auto board = slo::readBoard(connection,
        {.cluster = cluster.id,
            .kind = SloSubject::Kind::Domain,
            .window = SloWindow::OneDay,
            .length = kRecent,
            .now = now,
            .withPrevious = false,
            .snapshot = cluster.snapshot});
    if (!board)
        return board.error().code == ErrorCode::NotFound ? Status(Done{}) : board.error();
    for (const SloRow &row : board->rows)
        world.backends[{cluster.id, row.subject.domain}] = row.backends;
    return Done{};
}

} // namespace

std::set<ClusterId> offlineClusters(const hub::HubState &state)
{
    std::set<ClusterId> offline;
    for (const hub::ClusterState &cluster : state.clusters) {
        if (cluster.status == AgentStatus::Offline)
            offline.insert(cluster.id);
    }
    return offline;
}

Result<alerts::EngineWorld> readAlertWorld(
    store::Connection &connection, const hub::HubState &state, Timestamp now)
{
    alerts::EngineWorld world{.offline = offlineClusters(state)};
    for (const hub::ClusterState &cluster : state.clusters) {
        if (const Status added = addCalls(connection, cluster.id, now, world); !added)
            return added.error();
        if (const Status added = addBackends(connection, cluster, now, world); !added)
            return added.error();
    }
    return world;
}

} // namespace binnacle::runtime
