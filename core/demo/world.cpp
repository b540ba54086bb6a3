#include "core/demo/world.h"

#include <utility>

namespace binnacle::demo {

World::World(std::string cluster, std::uint64_t seed, Timestamp start)
    : events(cluster, seed)
    , agenda(start)
    , random(stableHash(cluster, seed))
{
    model.id = std::move(cluster);
    model.seed = seed;
}

std::string World::newUid(std::string_view kind, std::string_view name)
{
    std::string text = model.id;
    text.append("/").append(kind).append("/").append(name).append("#");
    return stableUuid(text + std::to_string(m_serial++), model.seed);
}

void World::record(const ObjectRef &involved, std::string_view source, std::string_view reason,
    std::string message)
{
    events.record({EventType::Normal, reason, std::move(message), source, involved}, now());
}

void World::warn(const ObjectRef &involved, std::string_view source, std::string_view reason,
    std::string message)
{
    events.record({EventType::Warning, reason, std::move(message), source, involved}, now());
}

ObjectRef refOf(const PodModel &pod)
{
    return {"Pod", pod.ns, pod.name, pod.uid};
}

ObjectRef refOf(const NodeModel &node)
{
    return {"Node", {}, node.name, node.uid};
}

ObjectRef refOf(const WorkloadModel &workload)
{
    return {workloadKindName(workload.kind), workload.ns, workload.name, workload.uid};
}

ObjectRef refOf(const ReplicaSetModel &set)
{
    return {"ReplicaSet", set.ns, set.name, set.uid};
}

ObjectRef refOf(const JobModel &job)
{
    return {"Job", job.ns, job.name, job.uid};
}

ObjectRef refOf(const CronJobModel &cronJob)
{
    return {"CronJob", cronJob.ns, cronJob.name, cronJob.uid};
}

ObjectRef autoscalerOf(const WorkloadModel &workload, std::uint64_t seed)
{
    return {"HorizontalPodAutoscaler", workload.ns, workload.name,
        stableUuid("autoscaler/" + workload.uid, seed)};
}

} // namespace binnacle::demo
