#pragma once

#include "core/demo/background_life.h"
#include "core/demo/blueprint.h"
#include "core/demo/cluster_mesh.h"
#include "core/demo/command_executor.h"
#include "core/demo/incident.h"
#include "core/demo/job_controller.h"
#include "core/demo/workload_controller.h"
#include "core/demo/world.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace binnacle::demo {

struct IncidentPlan
{
    Timestamp start{};
    int compression = 1;
};

// One cluster that lives: the world and everything that moves it. Deterministic: blueprint, seed,
// start and the commands given decide everything; the steps in which time advances do not matter.
// Not thread-safe.
class ClusterSimulation
{
public:
    // `blueprint` must outlive the simulation. Without a plan nothing but daily life happens.
    ClusterSimulation(const ClusterBlueprint &blueprint, std::uint64_t seed, Timestamp start,
        std::optional<IncidentPlan> plan);
    ClusterSimulation(const ClusterSimulation &) = delete;
    ClusterSimulation &operator=(const ClusterSimulation &) = delete;

    // Times before now() change nothing.
    void advance(Timestamp to);
    Timestamp now() const { return m_world.now(); }

    // The body of POST /agent/snapshot for this moment, with what was counted since the last one.
    std::string snapshot(std::span<const SloIncrements> increments = {}) const;
    CommandOutcome execute(const AgentCommand &command);

    // From now() on the proxies count, and metrics() is what they and the nodes expose.
    void startCounting();
    std::string metrics();                                     // REQUIRES: counting
    std::shared_ptr<const MeshHistory> trafficHistory() const; // until now()

    const ClusterMesh &mesh() const { return m_mesh; }
    const ClusterModel &model() const { return m_world.model; }
    const EventLog &events() const { return m_world.events; }

private:
    // Builds the cluster before the controllers look at it.
    static World &built(World &world, const ClusterBlueprint &blueprint);

    void lookAtMesh();

    World m_world;
    ClusterMesh m_mesh;
    PodLifecycle m_pods;
    WorkloadController m_workloads;
    JobController m_jobs;
    BackgroundLife m_life;
    Incident m_incident;
    CommandExecutor m_commands;
};

} // namespace binnacle::demo
