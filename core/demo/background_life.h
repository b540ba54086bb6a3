#pragma once

#include "core/demo/blueprint.h"
#include "core/demo/workload_controller.h"
#include "core/demo/world.h"

#include <functional>
#include <string>
#include <vector>

namespace binnacle::demo {

// What happens in any cluster on any day: roll-outs (some of them bad and taken back), autoscaling
// with the daily wave, probe blips, a container that ran out of memory, nodes under passing
// pressure. All references must outlive this.
class BackgroundLife
{
public:
    BackgroundLife(World &world, PodLifecycle &pods, WorkloadController &workloads,
        const Temperament &temperament);

    void start();

private:
    void repeat(int meanMinutes, std::function<void()> happen);
    WorkloadModel *anyDeployment();
    PodModel *anyPod();
    void rollOut();
    void takeBack(const std::string &workloadKey, PodTemplatePtr good);
    void probeBlip();
    void runOutOfMemory();
    void memoryPressure();
    void nodeBlip();
    void considerScaling();

    World &m_world;
    PodLifecycle &m_pods;
    WorkloadController &m_workloads;
    const Temperament m_temperament;
};

} // namespace binnacle::demo
