#include "core/demo/background_life.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr Duration kMinute{60'000};
constexpr Duration kScalingPeriod{15 * 60'000};

// "…/cart:4.1.7" -> "…/cart:4.1.8"; images without a number at the end are only rolled again.
std::string nextVersion(const std::string &image)
{
    std::size_t start = image.size();
    while (start > 0 && image[start - 1] >= '0' && image[start - 1] <= '9')
        --start;
    int number = 0;
    const char *end = image.data() + image.size();
    if (std::from_chars(image.data() + start, end, number).ec != std::errc())
        return image;
    return image.substr(0, start) + std::to_string(number + 1);
}

} // namespace

BackgroundLife::BackgroundLife(
    World &world, PodLifecycle &pods, WorkloadController &workloads, const Temperament &temperament)
    : m_world(world)
    , m_pods(pods)
    , m_workloads(workloads)
    , m_temperament(temperament)
{}

void BackgroundLife::start()
{
    repeat(m_temperament.rollOuts, [this] { rollOut(); });
    repeat(m_temperament.probeBlips, [this] { probeBlip(); });
    repeat(m_temperament.crashes, [this] { runOutOfMemory(); });
    repeat(m_temperament.memoryPressure, [this] { memoryPressure(); });
    repeat(m_temperament.nodeBlips, [this] { nodeBlip(); });
    m_world.agenda.after(kScalingPeriod, [this] { considerScaling(); });
}

void BackgroundLife::repeat(int meanMinutes, std::function<void()> happen)
{
    if (meanMinutes == 0)
        return;
    m_world.agenda.after(m_world.random.wait(kMinute * meanMinutes), [this, meanMinutes, happen] {
        happen();
        repeat(meanMinutes, happen);
    });
}

WorkloadModel *BackgroundLife::anyDeployment()
{
    std::vector<WorkloadModel *> candidates;
    for (auto &[key, workload] : m_world.model.workloads) {
        const bool isOurs = workload.shape->containers.front().image.starts_with("registry.");
        if (workload.kind == WorkloadKind::Deployment && !workload.inStory && isOurs
            && workload.shape->fault == Fault::None && workload.ns != "kube-system")
            candidates.push_back(&workload);
    }
    if (candidates.empty())
        return nullptr;
    const auto last = static_cast<std::int64_t>(candidates.size()) - 1;
    return candidates[static_cast<std::size_t>(m_world.random.between(0, last))];
}

PodModel *BackgroundLife::anyPod()
{
    std::vector<PodModel *> candidates;
    for (auto &[key, pod] : m_world.model.pods) {
        const auto workload = m_world.model.workloads.find(pod.workload);
        const bool isFree = workload != m_world.model.workloads.end() && !workload->second.inStory;
        if (isFree && pod.isReady() && pod.shape->containers.front().probe.starts_with('/'))
            candidates.push_back(&pod);
    }
    if (candidates.empty())
        return nullptr;
    const auto last = static_cast<std::int64_t>(candidates.size()) - 1;
    return candidates[static_cast<std::size_t>(m_world.random.between(0, last))];
}

void BackgroundLife::rollOut()
{
    WorkloadModel *workload = anyDeployment();
    if (!workload)
        return;
    PodTemplatePtr good = workload->shape;
    PodTemplate next = *good;
    next.containers.front().image = nextVersion(next.containers.front().image);
    if (m_world.random.chance(m_temperament.faultyRollOuts)) {
        const bool missing = m_world.random.chance(0.4);
        next.fault = missing ? Fault::ImageMissing : Fault::CrashLoop;
        if (missing)
            next.containers.front().image += "-typo";
        m_world.agenda.after(kMinute * m_world.random.between(6, 18),
            [this, key = workload->key(), good] { takeBack(key, good); });
    }
    m_workloads.rollOut(*workload, std::move(next));
}

void BackgroundLife::takeBack(const std::string &workloadKey, PodTemplatePtr good)
{
    const auto found = m_world.model.workloads.find(workloadKey);
    if (found != m_world.model.workloads.end() && found->second.shape->fault != Fault::None)
        m_workloads.rollOut(found->second, PodTemplate(*good));
}

void BackgroundLife::probeBlip()
{
    PodModel *pod = anyPod();
    if (!pod)
        return;
    const ContainerModel &container = pod->shape->containers.front();
    const std::string url
        = "http://" + pod->ip + ':' + std::to_string(container.port) + container.probe;
    const std::string detail = m_world.random.chance(0.5) ? "HTTP probe failed with statuscode: 503"
                                                          : "Get \"" + url
            + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    const auto times = m_world.random.between(1, 4);
    const std::string key = objectKey(pod->ns, pod->name);
    for (std::int64_t i = 0; i < times; ++i) {
        m_world.agenda.after(Duration{i * 10'000}, [this, key, detail, isThird = i >= 2] {
            const auto found = m_world.model.pods.find(key);
            if (found == m_world.model.pods.end() || found->second.terminating)
                return;
            m_pods.probeFailed(found->second, "Readiness", detail);
            if (isThird)
                m_pods.setReady(found->second, false);
        });
    }
    m_world.agenda.after(Duration{times * 10'000}, [this, key] {
        const auto found = m_world.model.pods.find(key);
        if (found != m_world.model.pods.end() && !found->second.terminating)
            m_pods.setReady(found->second, true);
    });
}

void BackgroundLife::runOutOfMemory()
{
    if (PodModel *pod = anyPod())
        m_pods.crash(*pod, 0, "OOMKilled", Duration{10'000});
}

void BackgroundLife::memoryPressure()
{
    // The last node has troubles of its own in the story.
    const auto count = static_cast<std::int64_t>(m_world.model.nodes.size());
    const auto index = static_cast<std::size_t>(m_world.random.between(0, count - 2));
    NodeModel &node = m_world.model.nodes[index];
    node.memoryPressure = true;
    node.memorySince = m_world.now();
    m_world.warn(refOf(node), "kubelet", "EvictionThresholdMet", "Attempting to reclaim memory");
    m_world.record(refOf(node), "kubelet", "NodeHasInsufficientMemory",
        "Node " + node.name + " status is now: NodeHasInsufficientMemory");
    m_world.agenda.after(kMinute * m_world.random.between(5, 8), [this, index] {
        NodeModel &relieved = m_world.model.nodes[index];
        relieved.memoryPressure = false;
        relieved.memorySince = m_world.now();
        m_world.record(refOf(relieved), "kubelet", "NodeHasSufficientMemory",
            "Node " + relieved.name + " status is now: NodeHasSufficientMemory");
    });
}

void BackgroundLife::nodeBlip()
{
    const auto last = static_cast<std::int64_t>(m_world.model.nodes.size()) - 1;
    const auto index = static_cast<std::size_t>(m_world.random.between(0, last));
    NodeModel &node = m_world.model.nodes[index];
    node.ready = false;
    node.readySince = m_world.now();
    m_world.record(refOf(node), "node-controller", "NodeNotReady",
        "Node " + node.name + " status is now: NodeNotReady");
    for (auto &[key, pod] : m_world.model.pods) {
        if (pod.node == node.name && pod.isReady())
            m_world.warn(refOf(pod), "node-controller", "NodeNotReady", "Node is not ready");
    }
    m_world.agenda.after(kMinute * m_world.random.between(1, 3), [this, index] {
        NodeModel &back = m_world.model.nodes[index];
        back.ready = true;
        back.readySince = m_world.now();
        m_world.record(
            refOf(back), "kubelet", "NodeReady", "Node " + back.name + " status is now: NodeReady");
    });
}

void BackgroundLife::considerScaling()
{
    for (auto &[key, workload] : m_world.model.workloads) {
        if (workload.autoscaleMax == workload.autoscaleMin || workload.inStory)
            continue;
        const double demand = std::clamp(
            demandAt(m_world.now()) + (m_world.random.uniform() - 0.5) * 0.03, 0.0, 1.0);
        const int range = workload.autoscaleMax - workload.autoscaleMin;
        const double exact = workload.autoscaleMin + range * demand;
        // The autoscaler's tolerance: small differences change nothing.
        if (std::abs(exact - workload.replicas) < 0.9)
            continue;
        const int wanted = static_cast<int>(std::lround(exact));
        m_workloads.autoscale(workload, wanted,
            wanted > workload.replicas
                ? "cpu resource utilization (percentage of request) above target"
                : "All metrics below target");
    }
    m_world.agenda.after(kScalingPeriod, [this] { considerScaling(); });
}

} // namespace binnacle::demo
