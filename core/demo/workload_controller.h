#pragma once

#include "core/demo/pod_lifecycle.h"
#include "core/demo/world.h"

#include <string>

namespace binnacle::demo {

// What the Deployment, ReplicaSet, StatefulSet and DaemonSet controllers do: keep as many pods as
// are wanted, roll out new revisions a few pods at a time. `world` and `pods` must outlive this.
class WorkloadController
{
public:
    WorkloadController(World &world, PodLifecycle &pods);

    // Deployments and StatefulSets.
    void scale(WorkloadModel &workload, int replicas);
    // The decision of the autoscaler, then scale().
    void autoscale(WorkloadModel &workload, int replicas, const std::string &reason);
    // A new revision with this template; the roll-out takes its time.
    void rollOut(WorkloadModel &workload, PodTemplate shape);
    // As `kubectl rollout restart`.
    void restart(WorkloadModel &workload);
    // Creates what is missing, removes what is too much.
    void reconcile(WorkloadModel &workload);

private:
    // The hash part of "checkout-5d9f7c6b8-x2x4z" for a new revision.
    std::string newHash();
    void podGone(const PodModel &pod);
    void reconcileSet(ReplicaSetModel &set);
    void reconcileStateful(WorkloadModel &workload);
    void reconcileDaemons(WorkloadModel &workload);
    void scaleSet(WorkloadModel &workload, ReplicaSetModel &set, int desired);
    void planStep(const WorkloadModel &workload, Duration delay);
    void stepRollOut(WorkloadModel &workload);
    void stepDeployment(WorkloadModel &workload);
    void stepOneByOne(WorkloadModel &workload);
    void forgetOldSets(const WorkloadModel &workload);
    PodModel podOf(const WorkloadModel &workload, const std::string &name) const;

    World &m_world;
    PodLifecycle &m_pods;
};

} // namespace binnacle::demo
