#pragma once

#include "core/demo/agenda.h"
#include "core/demo/cluster_model.h"
#include "core/demo/event_log.h"
#include "core/demo/random.h"

#include <string>
#include <string_view>

namespace binnacle::demo {

// One simulated cluster: its objects, its events, what will happen, and its dice. Everything that
// makes something happen works on this. Not thread-safe.
struct World
{
    World(std::string cluster, std::uint64_t seed, Timestamp start);

    ClusterModel model;
    EventLog events;
    Agenda agenda;
    Random random;

    Timestamp now() const { return agenda.now(); }
    // Never the same twice in one world.
    std::string newUid(std::string_view kind, std::string_view name);

    void record(const ObjectRef &involved, std::string_view source, std::string_view reason,
        std::string message);
    void warn(const ObjectRef &involved, std::string_view source, std::string_view reason,
        std::string message);

private:
    std::uint64_t m_serial = 0;
};

ObjectRef refOf(const PodModel &pod);
ObjectRef refOf(const NodeModel &node);
ObjectRef refOf(const WorkloadModel &workload);
ObjectRef refOf(const ReplicaSetModel &set);
ObjectRef refOf(const JobModel &job);
ObjectRef refOf(const CronJobModel &cronJob);
// The autoscaler of a workload has its name.
ObjectRef autoscalerOf(const WorkloadModel &workload, std::uint64_t seed);

} // namespace binnacle::demo
