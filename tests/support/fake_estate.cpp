#include "tests/support/fake_console.h"

#include <QFuture>

#include <algorithm>
#include <array>
#include <chrono>

namespace binnacle::fake {

namespace {

using namespace std::chrono_literals;

Timestamp orNow(Timestamp now)
{
    if (isKnown(now))
        return now;
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

struct Service
{
    const char *ns;
    const char *name;
};

constexpr std::array kServices{Service{"shop", "checkout"}, Service{"shop", "cart"},
    Service{"shop", "catalog"}, Service{"pay", "payments"}, Service{"pay", "fraud-check"},
    Service{"data", "payments-db"}, Service{"data", "redis"}, Service{"ml", "recommender"},
    Service{"ingress", "traefik"}, Service{"id", "accounts"}};

std::string podName(const Service &service, int number)
{
    static constexpr std::array kSuffixes{"x2k4p", "9wz2l", "8hj2s", "q7m1c", "t5v0d", "b3n8r"};
    return std::string(service.name) + "-6d8f7c9b5-"
        + kSuffixes.at(static_cast<std::size_t>(number) % kSuffixes.size())
        + (number >= 60 ? std::to_string(number) : "");
}

void addNodes(ClusterSnapshot &snapshot, int count)
{
    Arena &arena = *snapshot.arena;
    for (int i = 1; i <= count; ++i) {
        Node node;
        node.meta.name = arena.copy("node-" + std::to_string(i));
        node.meta.uid = arena.copy("node-uid-" + std::to_string(i));
        node.meta.createdAt = snapshot.receivedAt - 1000h;
        node.ready = "True";
        node.kubeletVersion = "v1.27.3";
        node.osImage = "Debian GNU/Linux 12 (bookworm)";
        node.cpuAllocatable = 16'000;
        node.cpuUsage = 4'000 + 1'700 * (i % 6);
        node.memoryAllocatable = std::int64_t{64} << 30U;
        node.memoryUsage = (std::int64_t{20} << 30U) + (std::int64_t{7} << 30U) * (i % 6);
        node.podCapacity = 110;
        node.diskPressure = i == 5;
        snapshot.nodes.push_back(node);
    }
}

void addPods(ClusterSnapshot &snapshot, int count)
{
    Arena &arena = *snapshot.arena;
    for (int i = 0; i < count; ++i) {
        const Service &service = kServices.at(static_cast<std::size_t>(i) % kServices.size());
        Pod pod;
        pod.meta.name = arena.copy(podName(service, i));
        pod.meta.ns = service.ns;
        pod.meta.uid = arena.copy("pod-uid-" + std::to_string(i));
        pod.meta.ownerKind = "ReplicaSet";
        pod.meta.ownerName = arena.copy(std::string(service.name) + "-6d8f7c9b5");
        pod.meta.createdAt = snapshot.receivedAt - 36h - 1min * i;
        pod.nodeName = arena.copy("node-" + std::to_string(1 + i % 6));
        pod.phase = i % 29 == 5 ? PodPhase::Pending : PodPhase::Running;
        pod.totalContainers = 1;
        pod.readyContainers = pod.phase == PodPhase::Running ? 1 : 0;
        pod.restarts = i % 11 == 5 ? 7 : 0;
        pod.reason = i % 29 == 5 ? "CrashLoopBackOff" : "";
        snapshot.pods.push_back(pod);
    }
}

void addWorkloads(ClusterSnapshot &snapshot)
{
    for (const Service &service : kServices) {
        Workload workload;
        const std::string_view name = service.name;
        workload.kind
            = name == "payments-db" ? WorkloadKind::StatefulSet : WorkloadKind::Deployment;
        workload.meta.name = name;
        workload.meta.ns = service.ns;
        workload.meta.createdAt = snapshot.receivedAt - 700h;
        workload.desired = 6;
        workload.updated = 6;
        workload.ready = name == "checkout" || name == "payments-db" ? 4 : 6;
        workload.available = workload.ready;
        workload.unavailable = workload.desired - workload.ready;
        snapshot.workloads.push_back(workload);
    }
    for (const char *name : {"data", "id", "ingress", "ml", "pay", "shop"}) {
        Namespace ns;
        ns.meta.name = name;
        ns.phase = "Active";
        snapshot.namespaces.push_back(ns);
    }
}

console::ClusterView makeCluster(const std::string &name, Environment environment,
    AgentStatus status, Duration silentFor, int pods)
{
    console::ClusterView cluster;
    cluster.id = ClusterId{name};
    cluster.name = name;
    cluster.environment = environment;
    cluster.status = status;
    const Timestamp now = orNow({});
    cluster.times.lastSnapshot = now - silentFor;
    cluster.times.lastHeartbeat = now - silentFor;
    cluster.snapshot = makeSnapshot(name, pods > 30 ? 6 : 2, pods, now - silentFor);
    return cluster;
}

} // namespace

std::shared_ptr<const ClusterSnapshot> makeSnapshot(
    const std::string &cluster, int nodes, int pods, Timestamp now)
{
    auto snapshot = std::make_shared<ClusterSnapshot>();
    snapshot->cluster = ClusterId{cluster};
    snapshot->fetchedAt = now;
    snapshot->receivedAt = now;
    addNodes(*snapshot, nodes);
    addPods(*snapshot, pods);
    addWorkloads(*snapshot);
    snapshot->summary = summarise(*snapshot);
    return snapshot;
}

console::EstateView makeEstate(Timestamp now)
{
    now = orNow(now);
    console::EstateView estate;
    estate.asOf = now;
    estate.clusters
        = {makeCluster("edge-lab", Environment::Development, AgentStatus::Offline, 250s, 12),
            makeCluster("prod-eu", Environment::Production, AgentStatus::Online, 2s, 120),
            makeCluster("prod-us", Environment::Production, AgentStatus::Online, 1s, 90),
            makeCluster("staging", Environment::Staging, AgentStatus::OnlineNoData, 40s, 40)};
    for (console::ClusterView &cluster : estate.clusters) {
        const Duration age = cluster.id.value == "edge-lab" ? 250s
            : cluster.id.value == "staging"                 ? 40s
                                                            : 2s;
        cluster.times.lastSnapshot = now - age;
        cluster.times.lastHeartbeat = now - std::min<Duration>(age, 250s);
    }
    estate.ingest.snapshotsPerSecond = 0.4;
    estate.ingest.bytesPerSecond = 182'000;
    estate.ingest.eventsPerSecond = 12.5;
    estate.ingest.connections = 4;
    estate.ingest.listenAddress = "127.0.0.1:8081";
    estate.store.events = 1'284'551;
    estate.store.fileBytes = 716'800'000;
    for (const console::ClusterView &cluster : estate.clusters)
        estate.store.reaches[cluster.id] = {now - 24h, now - 24h};
    return estate;
}

EstateFeed::EstateFeed(Timestamp now)
    : m_estate(std::make_shared<const console::EstateView>(makeEstate(now)))
{}

console::Answer<ClusterSnapshot> EstateFeed::snapshotAt(const ClusterId &cluster, Timestamp at)
{
    using Given = Result<std::shared_ptr<const ClusterSnapshot>>;
    const auto known = std::ranges::find(m_estate->clusters, cluster, &console::ClusterView::id);
    const bool isKept = known != m_estate->clusters.end() && known->snapshot
        && at >= m_estate->asOf - std::chrono::hours(24);
    return QtFuture::makeReadyFuture(isKept
            ? Given(known->snapshot)
            : Given(Error{ErrorCode::NotFound, "nothing that old is kept"}));
}

console::Answer<console::PastContact> EstateFeed::contactAt(const ClusterId &cluster, Timestamp at)
{
    console::PastContact contact;
    if (cluster == silentThen)
        contact = {AgentStatus::Offline, at - 10min};
    return QtFuture::makeReadyFuture(Result<std::shared_ptr<const console::PastContact>>(
        std::make_shared<const console::PastContact>(contact)));
}

console::Answer<std::string> EstateFeed::objectJson(const ClusterId &, const ResourceRef &object)
{
    return QtFuture::makeReadyFuture(
        Result<std::shared_ptr<const std::string>>(std::make_shared<const std::string>(
            "{\n  \"kind\": \"" + object.kind + "\",\n  \"name\": \"" + object.name + "\"\n}")));
}

QFuture<Status> EstateFeed::renameCluster(
    const ClusterId &cluster, const QString &name, Environment environment)
{
    console::EstateView changedEstate = *m_estate;
    for (console::ClusterView &view : changedEstate.clusters) {
        if (view.id == cluster) {
            view.name = name.toStdString();
            view.environment = environment;
        }
    }
    publish(std::move(changedEstate));
    return QtFuture::makeReadyFuture(Status(Done{}));
}

QFuture<Status> EstateFeed::removeCluster(const ClusterId &cluster)
{
    console::EstateView changedEstate = *m_estate;
    std::erase_if(changedEstate.clusters,
        [&](const console::ClusterView &view) { return view.id == cluster; });
    publish(std::move(changedEstate));
    return QtFuture::makeReadyFuture(Status(Done{}));
}

void EstateFeed::publish(console::EstateView estate)
{
    m_estate = std::make_shared<const console::EstateView>(std::move(estate));
    emit changed();
}

} // namespace binnacle::fake
