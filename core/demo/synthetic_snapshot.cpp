#include "core/demo/synthetic_snapshot.h"

#include "core/codec/json_writer.h"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>

namespace binnacle::demo {

using codec::JsonWriter;

namespace {

constexpr int kPodsPerWorkload = 10;
constexpr int kPodsPerNode = 100;
constexpr int kNamespaces = 40;

constexpr std::int64_t kNowMs = 1'772'355'600'000; // 2026-03-01T09:00:00Z
constexpr std::array<std::string_view, 8> kApps{
    "cart", "checkout", "inventory", "ledger", "notifier", "payments", "search", "shop-api"};

struct Names
{
    std::string ns;
    std::string workload;
    std::string replicaSet;
    std::string pod;
    std::string node;
};

class Estate
{
public:
    Estate(int pods, int events, std::uint32_t seed)
        : m_pods(pods)
        , m_events(events)
        , m_random(seed)
    {}

    std::string write()
    {
        m_out.beginObject().member("clusterId", "bench-a").member("fetchedAt", timeBefore(0));
        list("pods", m_pods, [this](int i) { writePod(i); });
        list("deployments", workloads(), [this](int i) { writeDeployment(i); });
        m_out.key("statefulSets").null();
        list("daemonSets", 0, [](int) {});
        list("replicaSets", workloads(), [this](int i) { writeReplicaSet(i); });
        list("services", workloads(), [this](int i) { writeService(i); });
        list("namespaces", kNamespaces, [this](int i) { writeNamespace(i); });
        list("nodes", (m_pods + kPodsPerNode - 1) / kPodsPerNode, [this](int i) { writeNode(i); });
        list("events", m_events, [this](int i) { writeEvent(i); });
        m_out.key("summary").beginObject().member("totalPods", std::int64_t{m_pods}).endObject();
        m_out.endObject();
        return m_out.take();
    }

private:
    template<typename Write>
    void list(std::string_view key, int count, const Write &write)
    {
        m_out.key(key).beginArray();
        for (int i = 0; i < count; ++i)
            write(i);
        m_out.endArray();
    }

    int workloads() const { return (m_pods + kPodsPerWorkload - 1) / kPodsPerWorkload; }
    int between(int low, int high)
    {
        return low + static_cast<int>(m_random() % static_cast<unsigned>(high - low + 1));
    }
    std::string number(int low, int high) { return std::to_string(between(low, high)); }

    static std::string hash(std::uint32_t value, int length)
    {
        static constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
        std::string text;
        for (int i = 0; i < length; ++i) {
            value = value * 1664525U + 1013904223U;
            text += kLetters[(value >> 16) % kLetters.size()];
        }
        return text;
    }
    static std::string uid(std::uint32_t value)
    {
        std::string text = "00000000-0000-4000-8000-000000000000";
        static constexpr std::string_view kHex = "0123456789abcdef";
        for (char &c : text) {
            value = value * 1664525U + 1013904223U;
            if (c == '0')
                c = kHex[(value >> 16) % kHex.size()];
        }
        return text;
    }
    static Timestamp timeBefore(std::int64_t seconds)
    {
        return fromEpochMs(kNowMs - seconds * 1000);
    }

    static Names names(int pod)
    {
        const int workload = pod / kPodsPerWorkload;
        const auto seed = static_cast<std::uint32_t>(workload);
        Names result;
        result.ns = "team-" + std::to_string(workload % kNamespaces);
        result.workload = std::string(kApps[seed % kApps.size()]) + '-' + std::to_string(workload);
        result.replicaSet = result.workload + '-' + hash(seed, 10);
        result.pod = result.replicaSet + '-' + hash(static_cast<std::uint32_t>(pod), 5);
        result.node = "node-" + std::to_string(pod / kPodsPerNode);
        return result;
    }
    static std::string image(int workload)
    {
        const auto seed = static_cast<std::uint32_t>(workload);
        return "registry.example.com/shop/" + std::string(kApps[seed % kApps.size()]) + ":1."
            + std::to_string(workload % 30) + ".0";
    }

    void writeLabels(int workload, std::string_view podHash)
    {
        const auto app = kApps[static_cast<std::size_t>(workload) % kApps.size()];
        m_out.key("labels").beginObject().member("app", app);
        m_out.member("app.kubernetes.io/instance", app);
        m_out.member("tier", "backend");
        if (!podHash.empty())
            m_out.member("pod-template-hash", podHash);
        m_out.endObject();
    }

    void writeContainer(int pod, bool crashing)
    {
        m_out.beginObject().member("name", "app").member("image", image(pod / kPodsPerWorkload));
        m_out.member("imagePullPolicy", "IfNotPresent");
        m_out.key("ports").beginArray().beginObject().member("name", "http");
        m_out.member("containerPort", 8080).member("protocol", "TCP").endObject().endArray();
        m_out.key("envs").beginArray();
        m_out.beginObject().member("name", "LOG_LEVEL").member("value", "info").endObject();
        m_out.beginObject().member("name", "DB_HOST").member("value", "db.data.svc").endObject();
        m_out.endArray();
        m_out.key("volumeMounts").beginArray().beginObject().member("name", "config");
        m_out.member("mountPath", "/etc/app").member("readOnly", true).endObject().endArray();
        m_out.key("requests").beginObject().member("cpu", "100m").member("memory", "128Mi");
        m_out.endObject().key("limits").beginObject().member("cpu", "500m");
        m_out.member("memory", "256Mi").endObject();
        m_out.key("readinessProbe").beginObject().member("type", "httpGet").member("path", "/");
        m_out.member("port", 8080).member("periodSeconds", 10).endObject();
        m_out.member("state", crashing ? "waiting" : "running");
        if (crashing)
            m_out.member("stateReason", "CrashLoopBackOff");
        m_out.member("ready", !crashing).member("restartCount", crashing ? between(1, 40) : 0);
        m_out.endObject();
    }

    void writePodStatus(int pod, bool crashing)
    {
        const std::string ip = "10." + std::to_string(pod / 65536) + '.'
            + std::to_string(pod / 256 % 256) + '.' + std::to_string(pod % 256);
        m_out.key("status").beginObject().member("phase", "Running");
        m_out.member("ready", crashing ? "0/1" : "1/1").member("restarts", crashing ? 7 : 0);
        m_out.member("qosClass", "Burstable").member("podIP", ip);
        m_out.key("podIPs").beginArray().value(ip).endArray();
        m_out.member("hostIP", "192.168.0." + std::to_string(pod / kPodsPerNode % 250));
        m_out.key("conditions").beginArray();
        for (const std::string_view type :
            {"Initialized", "Ready", "ContainersReady", "PodScheduled"}) {
            m_out.beginObject().member("type", type).member("status", crashing ? "False" : "True");
            m_out.member("lastTransitionTime", timeBefore(between(60, 86'400))).endObject();
        }
        m_out.endArray();
        m_out.member("cpuUsage", number(1, 400) + 'm');
        m_out.member("memoryUsage", number(20, 250) + "Mi").endObject();
    }

    void writePod(int pod)
    {
        const Names name = names(pod);
        const bool crashing = between(0, 99) == 0;
        m_out.beginObject().key("summary").beginObject().member("name", name.pod);
        m_out.member("namespace", name.ns).member("nodeName", name.node);
        m_out.member("ownerKind", "ReplicaSet").member("ownerName", name.replicaSet);
        m_out.member("createdAt", timeBefore(between(86'400, 172'800))).member("age", "1d");
        m_out.endObject();
        m_out.key("spec").beginObject().member("restartPolicy", "Always");
        m_out.member("serviceAccountName", "default").member("dnsPolicy", "ClusterFirst");
        m_out.key("tolerations").beginArray();
        for (const std::string_view key : {"not-ready", "unreachable"}) {
            m_out.beginObject().member("key", "node.kubernetes.io/" + std::string(key));
            m_out.member("operator", "Exists").member("effect", "NoExecute");
            m_out.member("tolerationSeconds", 300).endObject();
        }
        m_out.endArray().member("terminationGracePeriodSeconds", 30).endObject();
        writePodStatus(pod, crashing);
        m_out.key("containers").beginArray();
        writeContainer(pod, crashing);
        m_out.endArray();
        m_out.key("volumes").beginArray().beginObject().member("name", "config");
        m_out.member("type", "configMap").member("source", name.workload).endObject().endArray();
        m_out.key("annotations").beginObject();
        m_out.member("checksum/config", hash(static_cast<std::uint32_t>(m_random()), 64));
        m_out.endObject();
        writeLabels(pod / kPodsPerWorkload,
            std::string_view(name.replicaSet).substr(name.workload.size() + 1));
        m_out.endObject();
    }

    void writeDeployment(int workload)
    {
        const Names name = names(workload * kPodsPerWorkload);
        m_out.beginObject().key("summary").beginObject().member("name", name.workload);
        m_out.member("namespace", name.ns).member("strategy", "RollingUpdate");
        for (const std::string_view count : {"replicas", "updated", "ready", "available"})
            m_out.member(count, kPodsPerWorkload);
        m_out.member("unavailable", 0).member("paused", false);
        m_out.member("createdAt", timeBefore(2'000'000)).member("age", "23d");
        m_out.member("selector", "app=" + name.workload).endObject();
        m_out.key("spec").beginObject().member("replicas", kPodsPerWorkload).endObject();
        m_out.key("template").beginObject().key("containers").beginArray().beginObject();
        m_out.member("name", "app").member("image", image(workload));
        m_out.endObject().endArray().endObject();
        m_out.key("status").beginObject().member("readyReplicas", kPodsPerWorkload);
        m_out.key("conditions").beginArray().beginObject().member("type", "Available");
        m_out.member("status", "True").member("reason", "MinimumReplicasAvailable").endObject();
        m_out.endArray().endObject();
        m_out.key("rollout").beginObject().member("phase", "Available").endObject();
        writeLabels(workload, {});
        m_out.endObject();
    }

    void writeReplicaSet(int workload)
    {
        const Names name = names(workload * kPodsPerWorkload);
        m_out.beginObject().member("uid", uid(static_cast<std::uint32_t>(workload)));
        m_out.member("name", name.replicaSet).member("namespace", name.ns);
        m_out.member("kind", "ReplicaSet").member("ownerKind", "Deployment");
        m_out.member("ownerName", name.workload).member("createdAt", timeBefore(90'000));
        for (const std::string_view count : {"replicas", "readyReplicas", "availableReplicas"})
            m_out.member(count, kPodsPerWorkload);
        m_out.endObject();
    }

    void writeService(int workload)
    {
        const Names name = names(workload * kPodsPerWorkload);
        m_out.beginObject().key("summary").beginObject().member("name", name.workload);
        m_out.member("namespace", name.ns).member("type", "ClusterIP");
        m_out.member("createdAt", timeBefore(2'000'000)).member("clusterIP", "10.43.0.7");
        m_out.endObject().key("ports").beginArray().beginObject().member("name", "http");
        m_out.member("protocol", "TCP").member("port", 8080).member("targetPort", "8080");
        m_out.endObject().endArray().key("selector").beginObject();
        m_out.member("app", name.workload).endObject().endObject();
    }

    void writeNamespace(int index)
    {
        m_out.beginObject().key("summary").beginObject();
        m_out.member("name", "team-" + std::to_string(index));
        m_out.member("createdAt", timeBefore(9'000'000)).endObject();
        m_out.key("status").beginObject().member("phase", "Active").endObject().endObject();
    }

    void writeNode(int index)
    {
        m_out.beginObject().key("summary").beginObject();
        m_out.member("name", "node-" + std::to_string(index));
        m_out.key("roles").beginArray().value("worker").endArray();
        m_out.member("ready", "True").member("schedulable", true);
        m_out.member("creationTime", timeBefore(9'000'000)).endObject();
        for (const std::string_view part : {"capacity", "allocatable"}) {
            m_out.key(part).beginObject().member("cpu", "32").member("memory", "131072000Ki");
            m_out.member("pods", "110").endObject();
        }
        m_out.key("metrics").beginObject().key("cpu").beginObject();
        m_out.member("usage", number(1000, 30'000) + 'm').endObject();
        m_out.key("memory").beginObject().member("usage", number(10'000, 90'000) + "Mi");
        m_out.endObject().endObject().endObject();
    }

    void writeEvent(int index)
    {
        static constexpr std::array<std::string_view, 4> kReasons{
            "BackOff", "Unhealthy", "Pulled", "Scheduled"};
        const Names name = names(between(0, std::max(m_pods - 1, 0)));
        const bool warning = index % 2 == 0;
        const auto reason = kReasons[static_cast<std::size_t>(index % 4)];
        m_out.beginObject().member("uid", uid(0x80000000U + static_cast<std::uint32_t>(index)));
        m_out.member("name", name.pod + '.' + hash(static_cast<std::uint32_t>(index), 16));
        m_out.member("namespace", name.ns).member("kind", "Event");
        m_out.member("createdAt", timeBefore(1200 + index));
        m_out.member("type", warning ? "Warning" : "Normal").member("reason", reason);
        m_out.member("message",
            warning ? "Back-off restarting failed container app in pod " + name.pod
                    : "Container image \"" + image(index) + "\" already present on machine");
        m_out.member("source", "kubelet").key("involvedObject").beginObject();
        m_out.member("kind", "Pod").member("namespace", name.ns).member("name", name.pod);
        m_out.member("uid", uid(static_cast<std::uint32_t>(index))).endObject();
        m_out.member("count", between(1, 60)).member("firstTimestamp", timeBefore(1200 + index));
        m_out.member("lastTimestamp", timeBefore(index % 1200)).endObject();
    }

    int m_pods;
    int m_events;
    std::mt19937 m_random;
    JsonWriter m_out;
};

} // namespace

std::string syntheticSnapshotJson(int pods, int events, std::uint32_t seed)
{
    return Estate(pods, events, seed).write();
}

} // namespace binnacle::demo
