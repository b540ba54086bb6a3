#include "core/demo/cluster_simulation.h"

#include "core/demo/cluster_builder.h"
#include "core/demo/snapshot_encoder.h"

namespace binnacle::demo {

ClusterSimulation::ClusterSimulation(const ClusterBlueprint &blueprint, std::uint64_t seed,
    Timestamp start, std::optional<IncidentPlan> plan)
    : m_world(std::string(blueprint.name), seed, start)
    , m_mesh(blueprint, seed)
    , m_pods(built(m_world, blueprint))
    , m_workloads(m_world, m_pods)
    , m_jobs(m_world, m_pods)
    , m_life(m_world, m_pods, m_workloads, blueprint.temperament)
    , m_incident(m_world, m_pods, m_workloads)
    , m_commands(m_world, m_pods, m_workloads)
{
    m_jobs.start();
    m_life.start();
    if (plan)
        m_incident.plan(plan->start, plan->compression);
    lookAtMesh();
}

World &ClusterSimulation::built(World &world, const ClusterBlueprint &blueprint)
{
    buildCluster(world, blueprint);
    return world;
}

void ClusterSimulation::advance(Timestamp to)
{
    m_world.agenda.advance(to);
    m_world.events.expire(m_world.now());
}

void ClusterSimulation::lookAtMesh()
{
    m_mesh.look(m_world.model, m_world.now());
    m_world.agenda.after(ClusterMesh::kLookPeriod, [this] { lookAtMesh(); });
}

std::string ClusterSimulation::snapshot(std::span<const SloIncrements> increments) const
{
    return encodeSnapshot(m_world.model, m_world.events, m_world.now(), increments);
}

void ClusterSimulation::startCounting()
{
    m_mesh.startCounting(m_world.model, m_world.now());
}

std::string ClusterSimulation::metrics()
{
    return m_mesh.metrics(m_world.model, m_world.now());
}

std::shared_ptr<const MeshHistory> ClusterSimulation::trafficHistory() const
{
    return m_mesh.history(m_world.now());
}

CommandOutcome ClusterSimulation::execute(const AgentCommand &command)
{
    return m_commands.execute(command);
}

} // namespace binnacle::demo
