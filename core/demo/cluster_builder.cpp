#include "core/demo/cluster_builder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;

class Builder
{
public:
    Builder(World &world, const ClusterBlueprint &blueprint)
        : m_world(world)
        , m_blueprint(blueprint)
    {}

    void build()
    {
        m_world.model.createdAt
            = m_world.now() - Duration{m_blueprint.ageDays * kDayMs + 7 * kHourMs};
        addNodes();
        for (const std::string_view ns : {"default", "kube-system", "kube-public"})
            addNamespace(ns);
        for (const WorkloadBlueprint &workload : m_blueprint.workloads)
            addWorkload(workload);
        for (const CronJobBlueprint &cronJob : m_blueprint.cronJobs)
            addCronJob(cronJob);
        for (const IngressBlueprint &ingress : m_blueprint.ingresses)
            addIngressPath(ingress);
    }

private:
    Timestamp daysAgo(std::int64_t low, std::int64_t high)
    {
        const auto most = std::min<std::int64_t>(high, m_blueprint.ageDays);
        const auto least = std::min(low, most);
        return m_world.now() - Duration{m_world.random.between(least * kDayMs, most * kDayMs)};
    }

    void addNodes()
    {
        for (int i = 1; i <= m_blueprint.nodes; ++i) {
            NodeModel node;
            node.name = std::string(m_blueprint.nodePrefix) + std::to_string(i);
            node.uid = m_world.newUid("Node", node.name);
            node.ip = "10.10." + std::to_string(stableHash(m_blueprint.name) % 200U) + '.'
                + std::to_string(10 + i);
            node.zone = std::string(m_blueprint.zone) + static_cast<char>('a' + (i - 1) % 3);
            node.cores = m_blueprint.nodeCores;
            node.memoryMi = m_blueprint.nodeMemoryMi;
            node.diskUsedPercent = static_cast<double>(m_world.random.between(38, 62));
            node.createdAt = m_world.model.createdAt + Duration{i * 240'000};
            node.readySince = daysAgo(9, 30);
            node.memorySince = node.readySince;
            node.diskSince = node.readySince;
            m_world.model.nodes.push_back(std::move(node));
        }
    }

    void addNamespace(std::string_view ns)
    {
        const std::string name(ns);
        if (m_world.model.namespaces.contains(name))
            return;
        m_world.model.namespaces.emplace(name, m_world.newUid("Namespace", name));
        addConfig("ConfigMap", name, "kube-root-ca.crt",
            {{"ca.crt", "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n"}});
        addConfig("ServiceAccount", name, "default", {});
    }

    ConfigModel &addConfig(std::string_view kind, const std::string &ns, const std::string &name,
        std::map<std::string, std::string> entries)
    {
        ConfigModel config;
        config.kind = kind;
        config.uid = m_world.newUid(kind, objectKey(ns, name));
        config.ns = ns;
        config.name = name;
        config.createdAt = daysAgo(20, 200);
        config.entries = std::move(entries);
        return m_world.model.configs.emplace_back(std::move(config));
    }

    PodTemplate templateOf(const WorkloadBlueprint &blueprint)
    {
        PodTemplate shape;
        const std::string name(blueprint.name);
        shape.labels = {{"app.kubernetes.io/name", name}, {"app", name}};
        shape.serviceAccount = name;
        shape.configMap = name + "-config";
        const bool isDaemon = blueprint.kind == WorkloadKind::DaemonSet;
        shape.hostNetwork = isDaemon && blueprint.ns == "kube-system";
        shape.toleratesPressure = isDaemon || blueprint.ns == "data";
        for (std::size_t at = 0; at < blueprint.claims.size();) {
            const std::size_t end
                = std::min(blueprint.claims.find(' ', at), blueprint.claims.size());
            shape.claims.emplace_back(blueprint.claims.substr(at, end - at));
            at = end + 1;
        }
        ContainerModel container;
        const auto &image = blueprint.image;
        container.name = image.find("postgres") != std::string_view::npos ? "postgres" : name;
        container.image = image;
        container.port = blueprint.port;
        container.cpuRequest = blueprint.cpu;
        container.memoryRequest = blueprint.memory;
        container.probe = blueprint.probe;
        container.env = {{"POD_NAME", {}, "fieldRef:metadata.name"}, {"LOG_LEVEL", "info", {}},
            {"CLUSTER", m_world.model.id, {}}};
        if (image.starts_with("registry.example.com")) {
            container.env.push_back({"OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317", {}});
            container.env.push_back(
                {"REDIS_URL", {}, "secretKeyRef:" + name + "-secrets/redis-url"});
        }
        if (blueprint.name == "payments" || blueprint.name == "accounts")
            container.env.push_back({"SIGNING_KEY_PASSWORD", "demo-only-not-a-real-secret", {}});
        shape.containers.push_back(std::move(container));
        if (blueprint.meshed) {
            shape.labels["linkerd.io/control-plane-ns"] = "linkerd";
            shape.containers.push_back({.name = "linkerd-proxy",
                .image = "cr.l5d.io/linkerd/proxy:edge-24.8.2",
                .port = 4143,
                .cpuRequest = 20,
                .memoryRequest = 32,
                .probe = "/ready",
                .env = {{"LINKERD2_PROXY_LOG", "warn,linkerd=info", {}}}});
        }
        return shape;
    }

    void addWorkload(const WorkloadBlueprint &blueprint)
    {
        addNamespace(blueprint.ns);
        WorkloadModel workload;
        workload.kind = blueprint.kind;
        workload.ns = blueprint.ns;
        workload.name = blueprint.name;
        workload.uid = m_world.newUid(workloadKindName(workload.kind), workload.key());
        workload.replicas = blueprint.replicas;
        workload.autoscaleMin = blueprint.replicas;
        workload.autoscaleMax = std::max(blueprint.autoscaleMax, blueprint.replicas);
        workload.inStory = blueprint.inStory;
        if (!workload.inStory) {
            // The autoscaler has been at work.
            const int range = workload.autoscaleMax - workload.autoscaleMin;
            workload.replicas += static_cast<int>(std::lround(range * demandAt(m_world.now())));
        }
        workload.pinned = blueprint.pinned;
        workload.createdAt = daysAgo(60, 400);
        workload.revision = static_cast<int>(m_world.random.between(4, 60));
        PodTemplate shape = templateOf(blueprint);
        addConfig("ConfigMap", workload.ns, shape.configMap,
            {{"app.yaml", "server:\n  port: " + std::to_string(blueprint.port) + "\nlog: info\n"},
                {"features.json", R"({"newCart":true,"slowPath":false})"}});
        addConfig("ServiceAccount", workload.ns, workload.name, {});
        if (blueprint.image.starts_with("registry.example.com"))
            addConfig("Secret", workload.ns, workload.name + "-secrets",
                {{"redis-url", "redis://:demo@redis.data:6379/0"}, {"tls.key", "demo"}});
        if (workload.kind == WorkloadKind::Deployment)
            addReplicaSets(workload, shape);
        else
            workload.shape = std::make_shared<const PodTemplate>(std::move(shape));
        addPods(workload);
        m_world.model.workloads.emplace(workload.key(), std::move(workload));
    }

    // The current one and one earlier revision, as a real Deployment has them.
    void addReplicaSets(WorkloadModel &workload, const PodTemplate &shape)
    {
        for (int age = 1; age >= 0; --age) {
            PodTemplate revision = shape;
            const std::string hash
                = m_world.random.word(static_cast<std::size_t>(m_world.random.between(9, 10)));
            revision.labels["pod-template-hash"] = hash;
            ReplicaSetModel set;
            set.name = workload.name + '-' + hash;
            set.ns = workload.ns;
            set.uid = m_world.newUid("ReplicaSet", objectKey(set.ns, set.name));
            set.workload = workload.key();
            set.revision = workload.revision - age;
            set.desired = age == 0 ? workload.replicas : 0;
            set.createdAt = age == 0 ? daysAgo(2, 12) : daysAgo(15, 50);
            set.shape = std::make_shared<const PodTemplate>(std::move(revision));
            workload.currentSet = set.name;
            workload.shape = set.shape;
            m_world.model.replicaSets.emplace(objectKey(set.ns, set.name), std::move(set));
        }
    }

    void addPods(WorkloadModel &workload)
    {
        const bool isDaemon = workload.kind == WorkloadKind::DaemonSet;
        const int count = isDaemon ? m_blueprint.nodes : workload.replicas;
        for (int i = 0; i < count; ++i) {
            PodModel pod;
            pod.ns = workload.ns;
            pod.workload = workload.key();
            pod.ownerKind = workloadKindName(workload.kind);
            pod.ownerName = workload.name;
            pod.shape = workload.shape;
            // DaemonSets and StatefulSets count nodes from the last one on, so that the first pod
            // of a database sits on the last node; Deployments are dealt out like cards.
            const std::size_t last = m_world.model.nodes.size() - 1;
            const std::size_t turn = workload.kind == WorkloadKind::Deployment
                ? m_dealt++
                : last - static_cast<std::size_t>(i) % m_world.model.nodes.size();
            const NodeModel &node = m_world.model.nodes[turn % m_world.model.nodes.size()];
            if (workload.kind == WorkloadKind::StatefulSet) {
                pod.name = workload.name + '-' + std::to_string(i);
                pod.ordinal = i;
                workload.homes.push_back(node.name);
                addClaims(workload, pod.name);
            } else {
                pod.name = (isDaemon ? workload.name : workload.currentSet) + '-'
                    + m_world.random.word(5);
            }
            if (workload.kind == WorkloadKind::Deployment) {
                pod.ownerKind = "ReplicaSet";
                pod.ownerName = workload.currentSet;
            }
            addRunningPod(std::move(pod), node);
        }
    }

    void addRunningPod(PodModel pod, const NodeModel &node)
    {
        const std::string key = objectKey(pod.ns, pod.name);
        pod.uid = m_world.newUid("Pod", key);
        pod.node = node.name;
        pod.ip = pod.shape->hostNetwork ? node.ip
                                        : "10.42." + std::to_string(stableHash(node.name) % 16U)
                + '.' + std::to_string(2 + m_world.model.pods.size() % 250);
        pod.phase = "Running";
        pod.createdAt = daysAgo(1, 9);
        pod.readySince = pod.createdAt + Duration{14'000};
        ContainerStatus status;
        status.state = "running";
        status.reason.clear();
        status.ready = true;
        pod.containers.assign(pod.shape->containers.size(), status);
        if (m_world.random.chance(0.06)) {
            pod.containers.front().restarts = static_cast<int>(m_world.random.between(1, 3));
            pod.containers.front().lastReason = "OOMKilled";
            pod.containers.front().lastFinished = pod.createdAt + Duration{5 * kHourMs};
        }
        m_world.model.pods.emplace(key, std::move(pod));
    }

    void addClaims(const WorkloadModel &workload, const std::string &pod)
    {
        for (const std::string &claim : workload.shape->claims) {
            std::string name = claim;
            name.append("-").append(pod);
            ConfigModel &config = addConfig("PersistentVolumeClaim", workload.ns, name, {});
            config.capacity = claim == "wal" ? "20Gi" : "100Gi";
        }
    }

    void addCronJob(const CronJobBlueprint &blueprint)
    {
        CronJobModel cronJob;
        cronJob.ns = blueprint.ns;
        cronJob.name = blueprint.name;
        cronJob.uid = m_world.newUid("CronJob", objectKey(cronJob.ns, cronJob.name));
        cronJob.schedule = blueprint.schedule;
        cronJob.period = Duration{blueprint.periodMinutes * 60'000};
        cronJob.offset = Duration{blueprint.offsetMinutes * 60'000};
        cronJob.failureChance = blueprint.failureChance;
        cronJob.createdAt = daysAgo(40, 300);
        PodTemplate shape;
        shape.labels = {{"app", cronJob.name}};
        shape.containers.push_back({.name = cronJob.name,
            .image = std::string(blueprint.image),
            .cpuRequest = 100,
            .memoryRequest = 128});
        cronJob.shape = std::make_shared<const PodTemplate>(std::move(shape));
        m_world.model.cronJobs.emplace(objectKey(cronJob.ns, cronJob.name), std::move(cronJob));
    }

    void addIngressPath(const IngressBlueprint &blueprint)
    {
        const std::string name(blueprint.host.substr(0, blueprint.host.find('.')));
        auto &ingresses = m_world.model.ingresses;
        auto place = std::find_if(ingresses.begin(), ingresses.end(),
            [&](const IngressModel &other) { return other.name == name; });
        if (place == ingresses.end()) {
            IngressModel ingress;
            ingress.ns = blueprint.ns;
            ingress.name = name;
            ingress.uid = m_world.newUid("Ingress", objectKey(ingress.ns, name));
            ingress.createdAt = daysAgo(60, 300);
            place = ingresses.insert(ingresses.end(), std::move(ingress));
        }
        place->paths.push_back({std::string(blueprint.host), std::string(blueprint.path),
            std::string(blueprint.service), blueprint.port});
    }

    World &m_world;
    const ClusterBlueprint &m_blueprint;
    std::size_t m_dealt = 0;
};

} // namespace

void buildCluster(World &world, const ClusterBlueprint &blueprint)
{
    Builder(world, blueprint).build();
}

} // namespace binnacle::demo
