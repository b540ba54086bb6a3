#include "core/demo/mesh_observer.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace binnacle::demo {

namespace {

constexpr std::string_view kDatabase = "payments-db"; // writes to a log on its node's disk
constexpr std::string_view kNewRelease = ":1.4.";     // of fraud-check
constexpr double kOnsetMs = 8'000;
constexpr double kRecoveryMs = 45'000; // pools refill, the log is replayed

// With a stall of 1 and four pods of checkout.
constexpr double kSlowShare = 0.055;
constexpr double kFailureShare = 0.0565;
constexpr double kMostFailing = 0.9;
constexpr double kSlowMs = 720;
constexpr double kTimeoutMs = 1'180;
// Every pod of checkout brings connections of its own, all of which want the same log.
constexpr double kContention = 0.05; // for each pod more
constexpr double kUsualCheckouts = 4;

double approached(double from, double to, Duration passed)
{
    const double time = to > 0 ? kOnsetMs : kRecoveryMs;
    const double next = to + (from - to) * std::exp(-static_cast<double>(passed.count()) / time);
    return next < 0.001 ? 0 : next;
}

} // namespace

MeshObserver::MeshObserver(const MeshModel &model, const TrafficBlueprint &traffic)
    : m_model(model)
    , m_roughness(traffic.roughness)
{
    for (std::size_t i = 0; i < model.services().size(); ++i) {
        const MeshModel::Service &service = model.services()[i];
        std::string key(workloadKindName(service.kind));
        key.append("/").append(service.ref.text());
        m_serviceOf.emplace(std::move(key), i);
    }
}

MeshConditions MeshObserver::look(const ClusterModel &cluster, Duration passed)
{
    std::vector<Count> counts(m_model.services().size());
    for (const auto &[key, pod] : cluster.pods) {
        const auto service = m_serviceOf.find(pod.workload);
        if (service == m_serviceOf.end())
            continue;
        Count &count = counts[service->second];
        if (!pod.isReady()) {
            count.unready += pod.phase == "Running" ? 1 : 0;
            continue;
        }
        ++count.ready;
        if (pod.shape->containers.front().image.find(kNewRelease) != std::string::npos)
            ++count.newRelease;
    }
    MeshConditions conditions;
    for (const Count &count : counts) {
        const int all = count.ready + count.unready;
        conditions.services.push_back({.pods = static_cast<double>(count.ready),
            .failure = all == 0 ? 0 : m_roughness * count.unready / all});
    }
    if (const std::size_t check = m_model.serviceIndex("pay", "fraud-check");
        check != MeshModel::kNone && counts[check].ready > 0)
        conditions.newRelease = static_cast<double>(counts[check].newRelease) / counts[check].ready;
    sicken(cluster, passed, conditions);
    return conditions;
}

void MeshObserver::sicken(const ClusterModel &cluster, Duration passed, MeshConditions &conditions)
{
    const std::size_t service = m_model.serviceIndex("data", kDatabase);
    if (service == MeshModel::kNone)
        return;
    // The first pod is the one that writes. While it is away nothing gets better or worse.
    const auto primary = cluster.pods.find("data/" + std::string(kDatabase) + "-0");
    if (primary != cluster.pods.end() && !primary->second.terminating) {
        const NodeModel *node = cluster.node(primary->second.node);
        if (node && (primary->second.isReady() || node->diskStall > 0))
            m_stallWanted = node->diskStall;
    }
    m_stall = approached(m_stall, m_stallWanted, passed);
    if (m_stall <= 0)
        return;
    const std::size_t callers = m_model.serviceIndex("shop", "checkout");
    const double pods = callers == MeshModel::kNone ? 0 : conditions.services[callers].pods;
    const double pressure = std::max(0.5, 1 + kContention * (pods - kUsualCheckouts));
    ServiceCondition &condition = conditions.services[service];
    // The standbys answer as long as there is one.
    condition.pods = std::max(condition.pods, 1.0);
    // First writes wait; only when they wait for long do they time out.
    condition.slow = kSlowShare * std::min(1.0, 2 * m_stall) * pressure;
    condition.failure
        = std::min(kMostFailing, kFailureShare * m_stall * m_stall * m_stall * pressure);
    condition.slowMs = kSlowMs;
    condition.failedMs = kTimeoutMs;
}

} // namespace binnacle::demo
