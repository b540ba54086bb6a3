#include "core/demo/cluster_simulation.h"

#include "core/demo/cluster_builder.h"
#include "core/demo/snapshot_encoder.h"

namespace binnacle::demo {

ClusterSimulation::ClusterSimulation(const ClusterBlueprint &blueprint, std::uint64_t seed,
    Timestamp start, std::optional<IncidentPlan> plan)
    : m_world(std::string(blueprint.name), seed, start)
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

std::string ClusterSimulation::snapshot() const
{
    return encodeSnapshot(m_world.model, m_world.events, m_world.now());
}

CommandOutcome ClusterSimulation::execute(const AgentCommand &command)
{
    return m_commands.execute(command);
}

} // namespace binnacle::demo
