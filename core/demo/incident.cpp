#include "core/demo/incident.h"

#include <array>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr std::string_view kNode = "node-5";
constexpr std::string_view kRefuge = "node-2";
constexpr std::string_view kKubelet = "kubelet";
constexpr double kFull = 93.5;
// How much writes suffer, see NodeModel::diskStall.
constexpr double kSluggish = 0.5;
constexpr double kStalled = 1;
constexpr double kNobodyWrites = 2.1; // until a standby has taken over
constexpr double kQueued = 0.455;

constexpr Duration minutes(int count)
{
    return Duration{count * 60'000};
}

constexpr std::array kTimeline = std::to_array<IncidentMoment>({
    {minutes(0), IncidentStep::DiskFills},
    {minutes(12), IncidentStep::FraudCheckRollOut},
    {minutes(21), IncidentStep::DiskPressure},
    {minutes(24), IncidentStep::DatabaseSlow},
    {minutes(26), IncidentStep::PaymentsDegrade},
    {minutes(30), IncidentStep::DatabaseFails},
    {minutes(33), IncidentStep::CheckoutScales},
    {minutes(80), IncidentStep::PaymentsQueue},
});

} // namespace

std::span<const IncidentMoment> incidentTimeline()
{
    return kTimeline;
}

Incident::Incident(World &world, PodLifecycle &pods, WorkloadController &workloads)
    : m_world(world)
    , m_pods(pods)
    , m_workloads(workloads)
{}

void Incident::plan(Timestamp start, int compression)
{
    m_minute = minutes(1) / compression;
    if (auto *database = m_world.model.workload(WorkloadKind::StatefulSet, "data", "payments-db"))
        database->standby = kRefuge;
    for (const IncidentMoment &moment : kTimeline)
        m_world.agenda.at(
            start + moment.offset / compression, [this, step = moment.step] { begin(step); });
}

void Incident::begin(IncidentStep step)
{
    switch (step) {
    case IncidentStep::DiskFills:
        fillDisk();
        break;
    case IncidentStep::FraudCheckRollOut:
        rollOutFraudCheck();
        break;
    case IncidentStep::DiskPressure:
        pressDisk();
        break;
    case IncidentStep::DatabaseSlow:
        stallDisk(kSluggish);
        slowDatabase();
        break;
    case IncidentStep::PaymentsDegrade:
        stallDisk(kStalled);
        degrade("pay", "payments", 0.5, Duration{20'000});
        degrade("shop", "checkout", 0.25, Duration{45'000});
        degrade("shop", "api-gateway", 0.1, Duration{60'000});
        break;
    case IncidentStep::DatabaseFails:
        failDatabase();
        failOver();
        break;
    case IncidentStep::CheckoutScales:
        scaleCheckout();
        break;
    case IncidentStep::PaymentsQueue:
        stallDisk(kQueued);
        break;
    }
}

void Incident::fillDisk()
{
    NodeModel *node = m_world.model.node(kNode);
    if (!node || node->diskUsedPercent >= kFull)
        return;
    node->diskUsedPercent += 1.8;
    m_world.agenda.after(m_minute, [this] { fillDisk(); });
}

void Incident::rollOutFraudCheck()
{
    WorkloadModel *workload
        = m_world.model.workload(WorkloadKind::Deployment, "pay", "fraud-check");
    if (!workload)
        return;
    PodTemplate next = *workload->shape;
    next.containers.front().image = "registry.example.com/pay/fraud-check:1.4.0";
    m_workloads.rollOut(*workload, std::move(next));
}

void Incident::pressDisk()
{
    NodeModel *node = m_world.model.node(kNode);
    if (!node)
        return;
    node->diskPressure = true;
    node->diskSince = m_world.now();
    node->diskUsedPercent = kFull;
    m_world.record(refOf(*node), kKubelet, "NodeHasDiskPressure",
        "Node " + node->name + " status is now: NodeHasDiskPressure");
    collectGarbage();
    if (PodModel *pod = m_world.model.pod("ml", "recommender-0"); pod && pod->node == kNode)
        m_pods.evict(*pod,
            "The node was low on resource: ephemeral-storage. Threshold quantity: 10726510385, "
            "available: 9371648Ki. Container recommender was using 18874368Ki, request is 0, has "
            "larger consumption of ephemeral-storage. ");
}

void Incident::collectGarbage()
{
    const NodeModel *node = m_world.model.node(kNode);
    if (!node || !node->diskPressure)
        return;
    m_world.warn(refOf(*node), kKubelet, "FreeDiskSpaceFailed",
        "Failed to garbage collect required amount of images. Attempted to free 5368709120 bytes, "
        "but only found 0 bytes eligible to free.");
    m_world.warn(refOf(*node), kKubelet, "ImageGCFailed",
        "Failed to garbage collect required amount of images. Attempted to free 5368709120 bytes, "
        "but only found 0 bytes eligible to free.");
    m_world.warn(
        refOf(*node), kKubelet, "EvictionThresholdMet", "Attempting to reclaim ephemeral-storage");
    m_world.agenda.after(minutes(2), [this] { collectGarbage(); });
}

PodModel *Incident::sufferingDatabase()
{
    const NodeModel *node = m_world.model.node(kNode);
    PodModel *pod = m_world.model.pod("data", "payments-db-0");
    const bool suffers
        = node && node->diskPressure && pod && pod->node == kNode && !pod->terminating;
    return suffers ? pod : nullptr;
}

void Incident::slowDatabase()
{
    if (PodModel *pod = sufferingDatabase(); pod && pod->containers.front().state == "running")
        m_pods.probeFailed(*pod, "Readiness",
            "command timed out: \"pg_isready -U payments -h 127.0.0.1\" timed out after 1s");
    m_world.agenda.after(minutes(1), [this] { slowDatabase(); });
}

void Incident::degrade(std::string_view ns, std::string_view name, double share, Duration every)
{
    const WorkloadModel *workload = m_world.model.workload(WorkloadKind::Deployment, ns, name);
    if (workload && sufferingDatabase()) {
        for (auto &[key, pod] : m_world.model.pods) {
            if (pod.workload != workload->key() || !pod.isReady() || !m_world.random.chance(share))
                continue;
            m_pods.probeFailed(pod, "Readiness", "HTTP probe failed with statuscode: 503");
            if (!m_world.random.chance(0.3))
                continue;
            m_pods.setReady(pod, false);
            m_world.agenda.after(every / 2, [this, podKey = key] {
                const auto found = m_world.model.pods.find(podKey);
                if (found != m_world.model.pods.end() && !found->second.terminating)
                    m_pods.setReady(found->second, true);
            });
        }
    }
    m_world.agenda.after(
        every, [this, ns, name, share, every] { degrade(ns, name, share, every); });
}

void Incident::failDatabase()
{
    PodModel *pod = sufferingDatabase();
    if (pod && pod->containers.front().state == "running") {
        m_pods.setReady(*pod, false);
        m_pods.probeFailed(*pod, "Liveness",
            "command timed out: \"pg_isready -U payments -h 127.0.0.1\" timed out after 1s");
        m_world.record(refOf(*pod), kKubelet, "Killing",
            "Container postgres failed liveness probe, will be restarted");
        restartDatabase(pod->uid);
        if (pod->containers.front().restarts == 0)
            failMount(pod->uid);
    }
    m_world.agenda.after(Duration{40'000}, [this] { failDatabase(); });
}

void Incident::stallDisk(double stall)
{
    if (NodeModel *node = m_world.model.node(kNode))
        node->diskStall = stall;
}

// While the first pod is killed nobody writes; a minute later a standby does what it can.
void Incident::failOver()
{
    stallDisk(kNobodyWrites);
    m_world.agenda.after(m_minute, [this] { stallDisk(kStalled); });
}

void Incident::restartDatabase(const std::string &uid)
{
    PodModel *pod = sufferingDatabase();
    if (!pod || pod->uid != uid)
        return;
    const int restarts = pod->containers.front().restarts;
    // The first restarts come quickly; then the back-off grows to its five minutes.
    const Duration backOff{restarts < 2 ? 8'000 : restarts < 4 ? 40'000 : 300'000};
    m_pods.crash(*pod, 0, "Error", backOff);
    m_world.warn(refOf(*pod), kKubelet, "BackOff",
        "Back-off restarting failed container postgres in pod payments-db-0_data(" + uid + ')');
}

void Incident::failMount(const std::string &uid)
{
    PodModel *pod = sufferingDatabase();
    if (!pod || pod->uid != uid)
        return;
    m_world.warn(refOf(*pod), kKubelet, "FailedMount",
        "Unable to attach or mount volumes: unmounted volumes=[wal], unattached volumes=[], failed "
        "to process volumes=[]: timed out waiting for the condition");
    m_world.agenda.after(Duration{123'000}, [this, uid] { failMount(uid); });
}

void Incident::scaleCheckout()
{
    WorkloadModel *workload = m_world.model.workload(WorkloadKind::Deployment, "shop", "checkout");
    if (workload && sufferingDatabase() && workload->replicas < 6)
        m_workloads.autoscale(
            *workload, 6, "cpu resource utilization (percentage of request) above target");
}

} // namespace binnacle::demo
