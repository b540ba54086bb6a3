#include "core/demo/random.h"
#include "core/demo/snapshot_parts.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace binnacle::demo {

namespace {

std::string clusterIpOf(const WorkloadModel &workload)
{
    const std::uint64_t hash = stableHash(workload.uid);
    return "10.43." + std::to_string(hash % 250U) + '.' + std::to_string(2 + (hash >> 8U) % 250U);
}

void writeBackends(SnapshotScope &scope, const WorkloadModel &workload)
{
    codec::JsonWriter &json = scope.json;
    const std::string key = workload.key();
    int ready = 0;
    int total = 0;
    json.key("backends").beginObject().key("endpoints").beginArray();
    for (const auto &[podKey, pod] : scope.model.pods) {
        if (pod.workload != key || pod.ip.empty() || pod.phase == "Failed")
            continue;
        ++total;
        ready += pod.isReady() ? 1 : 0;
        json.beginObject().member("address", pod.ip).member("ready", pod.isReady());
        json.member("nodeName", pod.node).endObject();
    }
    json.endArray().key("summary").beginObject().member("ready", ready);
    json.member("notReady", total - ready).member("total", total).member("slices", 1);
    json.endObject().endObject();
}

// The container's port, and those at which ingresses call.
std::set<int> portsOf(const ClusterModel &model, const WorkloadModel &workload)
{
    std::set<int> ports{workload.shape->containers.front().port};
    for (const IngressModel &ingress : model.ingresses) {
        for (const IngressModel::Path &path : ingress.paths) {
            if (ingress.ns == workload.ns && path.service == workload.name)
                ports.insert(path.port);
        }
    }
    return ports;
}

void writePorts(codec::JsonWriter &json, const std::set<int> &ports, int main)
{
    json.key("ports").beginArray();
    for (const int port : ports) {
        const std::string number = std::to_string(port);
        json.beginObject().member("name", port == main ? std::string("main") : "http-" + number);
        json.member("protocol", "TCP").member("port", port);
        json.member("targetPort", number).endObject();
    }
    json.endArray();
}

// Every workload with a port has a Service of its name; a StatefulSet's is headless.
void writeServices(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("services").beginArray();
    for (const auto &[key, workload] : scope.model.workloads) {
        const int port = workload.shape->containers.front().port;
        if (port == 0 || workload.kind == WorkloadKind::DaemonSet)
            continue;
        const bool headless = workload.kind == WorkloadKind::StatefulSet;
        const bool isPublic = workload.name == "traefik";
        const std::set<int> ports = portsOf(scope.model, workload);
        json.beginObject().key("summary").beginObject();
        json.member("name", workload.name).member("namespace", workload.ns);
        json.member("type", isPublic ? "LoadBalancer" : "ClusterIP");
        json.member("createdAt", workload.createdAt);
        json.member("age", ageText(workload.createdAt, scope.now));
        json.member("portsCount", static_cast<int>(ports.size()));
        json.member("hasSelector", true);
        json.member("clusterIP", headless ? std::string("None") : clusterIpOf(workload));
        json.endObject().key("spec").beginObject();
        json.member("type", isPublic ? "LoadBalancer" : "ClusterIP").endObject();
        writePorts(json, ports, port);
        writeLabels(json, "selector", {{"app", workload.name}});
        writeBackends(scope, workload);
        writeLabels(json, "labels", {{"app", workload.name}});
        json.endObject();
    }
    json.endArray();
}

void writeRule(codec::JsonWriter &json, const IngressModel::Path &path)
{
    json.beginObject().member("host", path.host).key("paths").beginArray().beginObject();
    json.member("path", path.path).member("pathType", "Prefix");
    json.key("backend").beginObject().member("type", "Service").key("service").beginObject();
    json.member("name", path.service).member("portNumber", path.port).endObject().endObject();
    json.endObject().endArray().endObject();
}

void writeIngresses(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("ingresses").beginArray();
    for (const IngressModel &ingress : scope.model.ingresses) {
        json.beginObject().key("summary").beginObject().member("name", ingress.name);
        json.member("namespace", ingress.ns).member("createdAt", ingress.createdAt);
        json.member("age", ageText(ingress.createdAt, scope.now));
        json.member("ingressClass", "traefik").member("hostsCount", 1);
        json.member("pathsCount", static_cast<int>(ingress.paths.size()));
        json.member("tlsEnabled", true).endObject();
        json.key("spec").beginObject().member("ingressClassName", "traefik");
        json.key("rules").beginArray();
        for (const IngressModel::Path &path : ingress.paths)
            writeRule(json, path);
        json.endArray().key("tls").beginArray().beginObject();
        json.key("hosts").beginArray().value(ingress.paths.front().host).endArray();
        json.member("secretName", ingress.name + "-tls").endObject().endArray().endObject();
        json.endObject();
    }
    json.endArray();
}

void writeNamespaces(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("namespaces").beginArray();
    for (const auto &[name, uid] : scope.model.namespaces) {
        const auto countPods = [&, &ns = name](std::string_view phase) {
            return static_cast<int>(std::count_if(
                scope.model.pods.begin(), scope.model.pods.end(), [&](const auto &item) {
                    const PodModel &pod = item.second;
                    return pod.ns == ns && (phase.empty() || pod.phase == phase);
                }));
        };
        json.beginObject().key("summary").beginObject().member("name", name);
        json.member("createdAt", scope.model.createdAt);
        json.member("age", ageText(scope.model.createdAt, scope.now)).endObject();
        json.key("status").beginObject().member("phase", "Active").endObject();
        json.key("resources").beginObject().member("pods", countPods({}));
        json.member("podsRunning", countPods("Running"));
        json.member("podsPending", countPods("Pending"));
        json.member("podsFailed", countPods("Failed"));
        json.member("podsSucceeded", countPods("Succeeded")).endObject();
        writeLabels(json, "labels", {{"kubernetes.io/metadata.name", name}});
        json.endObject();
    }
    json.endArray();
}

void writeConfig(codec::JsonWriter &json, const ConfigModel &config)
{
    json.beginObject();
    writeFlatMeta(
        json, {config.kind, config.uid, config.name, config.ns, {}, {}, config.createdAt});
    if (config.kind == "Secret")
        json.member("type", "Opaque");
    if (config.kind == "ServiceAccount")
        json.member("secretsCount", 0).member("automountServiceAccountToken", true);
    if (config.kind == "ConfigMap" || config.kind == "Secret") {
        json.key("dataKeys").beginArray();
        for (const auto &[key, text] : config.entries)
            json.value(key);
        json.endArray();
    }
    if (config.kind == "PersistentVolumeClaim") {
        json.member("phase", "Bound").member("volumeName", "pvc-" + config.uid);
        json.member("storageClass", "fast-ssd").member("requestedCapacity", config.capacity);
        json.member("actualCapacity", config.capacity).member("volumeMode", "Filesystem");
        json.key("accessModes").beginArray().value("ReadWriteOnce").endArray();
    }
    json.endObject();
}

void writeKind(SnapshotScope &scope, std::string_view key, std::string_view kind)
{
    scope.json.key(key).beginArray();
    for (const ConfigModel &config : scope.model.configs) {
        if (config.kind == kind)
            writeConfig(scope.json, config);
    }
    scope.json.endArray();
}

void writeVolumes(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("pvs").beginArray();
    for (const ConfigModel &claim : scope.model.configs) {
        if (claim.kind != "PersistentVolumeClaim")
            continue;
        json.beginObject();
        const std::string name = "pvc-" + claim.uid;
        const std::string uid = stableUuid("volume/" + claim.uid, scope.model.seed);
        writeFlatMeta(json, {"PersistentVolume", uid, name, {}, {}, {}, claim.createdAt});
        json.member("capacity", claim.capacity).member("phase", "Bound");
        json.member("storageClass", "fast-ssd").member("reclaimPolicy", "Retain");
        json.key("accessModes").beginArray().value("ReadWriteOnce").endArray();
        json.member("volumeSourceType", "CSI").member("claimRefName", claim.name);
        json.member("claimRefNamespace", claim.ns).endObject();
    }
    json.endArray();
}

// The business namespaces have quotas, as platform teams set them.
void writeQuotas(SnapshotScope &scope)
{
    constexpr std::array<std::string_view, 2> kLimited = {"shop", "pay"};
    codec::JsonWriter &json = scope.json;
    json.key("resourceQuotas").beginArray();
    for (const std::string_view ns : kLimited) {
        if (!scope.model.namespaces.contains(std::string(ns)))
            continue;
        int pods = 0;
        int cpu = 0;
        for (const auto &[key, pod] : scope.model.pods) {
            if (pod.ns != ns || pod.phase == "Succeeded" || pod.phase == "Failed")
                continue;
            ++pods;
            for (const ContainerModel &container : pod.shape->containers)
                cpu += container.cpuRequest;
        }
        json.beginObject().member("name", "compute").member("namespace", ns);
        json.member("createdAt", scope.model.createdAt);
        json.member("age", ageText(scope.model.createdAt, scope.now));
        writeLabels(json, "hard", {{"pods", "80"}, {"requests.cpu", "24"}});
        writeLabels(json, "used",
            {{"pods", std::to_string(pods)}, {"requests.cpu", std::to_string(cpu) + 'm'}});
        json.endObject();
    }
    json.endArray();
}

} // namespace

void writeNetwork(SnapshotScope &scope)
{
    writeServices(scope);
    writeIngresses(scope);
}

void writeConfigs(SnapshotScope &scope)
{
    writeNamespaces(scope);
    writeKind(scope, "configMaps", "ConfigMap");
    writeKind(scope, "secrets", "Secret");
    writeKind(scope, "serviceAccounts", "ServiceAccount");
    writeKind(scope, "pvcs", "PersistentVolumeClaim");
    writeVolumes(scope);
    writeQuotas(scope);
}

} // namespace binnacle::demo
