#pragma once

#include "core/demo/mesh_model.h"

#include <map>
#include <vector>

namespace binnacle::demo {

// The maintenance at night in the month before `now`, as MeshTimeline tells it.
TimeRange toldMaintenance(Timestamp now);

// What the mesh of one cluster went through: the last day as the simulation saw it, and before it a
// month of ordinary days with an outage, a maintenance window and some rough roll-outs. Also the
// demand, which follows the day, the week and chance; it depends on nothing but the seed and the
// instant. `model` and `blueprint` must outlive this.
class MeshTimeline
{
public:
    MeshTimeline(const MeshModel &model, const ClusterBlueprint &blueprint, std::uint64_t seed);

    // Fills the month before the first record, whose days are counted back from `now`.
    void tellPast(Timestamp now);

    // In order of time.
    void record(Timestamp at, MeshConditions conditions);

    MeshConditions at(Timestamp at) const;
    double demand(Timestamp at) const;
    // When conditions change within the range, its ends included; never more than half an hour
    // apart.
    std::vector<Timestamp> cuts(const TimeRange &range) const;

private:
    // Something that happened to a service for a while.
    struct Episode
    {
        TimeRange range;
        std::size_t service = MeshModel::kNone; // none: to all that comes in
        double failure = 0;
        double demand = 1;
    };
    void addStory(Timestamp now);
    void add(
        Timestamp from, int minutes, std::string_view ns, std::string_view name, double failure);
    void addRoughReleases(Timestamp now);
    MeshConditions ordinary(Timestamp at) const;

    const MeshModel &m_model;
    const ClusterBlueprint &m_blueprint;
    const std::uint64_t m_seed;
    std::vector<Episode> m_episodes; // by start
    std::map<Timestamp, MeshConditions> m_recorded;
};

} // namespace binnacle::demo
