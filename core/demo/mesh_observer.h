#pragma once

#include "core/demo/cluster_model.h"
#include "core/demo/mesh_model.h"

#include <map>
#include <string>

namespace binnacle::demo {

// Sees in the simulated cluster what its mesh feels: pods that come and go, the database that waits
// for a full disk, the release that calls a new service. Look at regular intervals, for what the
// disk does to the database builds up and wears off. `model` must outlive this.
class MeshObserver
{
public:
    MeshObserver(const MeshModel &model, const TrafficBlueprint &traffic);

    // `passed` since the last look.
    MeshConditions look(const ClusterModel &cluster, Duration passed);

private:
    struct Count
    {
        int ready = 0;
        int unready = 0;
        int newRelease = 0; // of the ready ones
    };
    void sicken(const ClusterModel &cluster, Duration passed, MeshConditions &conditions);

    const MeshModel &m_model;
    const double m_roughness;
    std::map<std::string, std::size_t> m_serviceOf; // key of the workload
    double m_stall = 0;
    double m_stallWanted = 0;
};

} // namespace binnacle::demo
