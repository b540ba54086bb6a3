#pragma once

#include "core/demo/mesh_increments.h"
#include "core/demo/mesh_observer.h"
#include "core/demo/node_counters.h"
#include "core/demo/proxy_counters.h"

#include <memory>
#include <string>

namespace binnacle::demo {

// The mesh of one simulated cluster: watches the cluster, remembers what it saw, and, once it
// counts, keeps the counters of its proxies and nodes. Not thread-safe.
class ClusterMesh
{
public:
    static constexpr Duration kLookPeriod{10'000};

    // `blueprint` must outlive the mesh.
    ClusterMesh(const ClusterBlueprint &blueprint, std::uint64_t seed);

    // Every kLookPeriod of simulated time.
    void look(const ClusterModel &cluster, Timestamp at);

    // The proxies have been running for some hours.
    void startCounting(const ClusterModel &cluster, Timestamp at);
    // Prometheus text of all counters at this instant. REQUIRES: counting.
    std::string metrics(const ClusterModel &cluster, Timestamp at);

    // Up to now, as a copy: days before the simulation are counted back from `now`.
    std::shared_ptr<const MeshHistory> history(Timestamp now) const;

    const MeshModel &model() const { return *m_model; }
    const MeshConditions &conditions() const { return m_conditions; }
    double demand(Timestamp at) const { return m_timeline.demand(at); }

private:
    void countUntil(const ClusterModel &cluster, Timestamp at);

    const ClusterBlueprint &m_blueprint;
    const std::uint64_t m_seed;
    std::shared_ptr<const MeshModel> m_model;
    MeshTimeline m_timeline;
    MeshObserver m_observer;
    MeshSampler m_sampler;
    MeshConditions m_conditions;
    ProxyCounters m_proxies;
    NodeCounters m_nodes;
    Timestamp m_countedTo{}; // unknown: does not count
};

} // namespace binnacle::demo
