#include "core/demo/snapshot_parts.h"
#include "core/demo/usage.h"

#include <algorithm>

namespace binnacle::demo {

namespace {

std::string mebibytes(std::int64_t value)
{
    return std::to_string(value) + "Mi";
}

std::string millicores(std::int64_t value)
{
    return std::to_string(value) + 'm';
}

void writeResources(codec::JsonWriter &json, const ContainerModel &container)
{
    json.key("requests").beginObject();
    json.member("cpu", millicores(container.cpuRequest));
    json.member("memory", mebibytes(container.memoryRequest)).endObject();
    json.key("limits").beginObject();
    json.member("cpu", millicores(2L * container.cpuRequest));
    json.member("memory", mebibytes(2L * container.memoryRequest)).endObject();
}

void writeEnvironment(codec::JsonWriter &json, const ContainerModel &container)
{
    json.key("envs").beginArray();
    for (const EnvVar &variable : container.env) {
        json.beginObject().member("name", variable.name);
        if (variable.valueFrom.empty())
            json.member("value", variable.value);
        else
            json.member("valueFrom", variable.valueFrom);
        json.endObject();
    }
    json.endArray();
}

void writeMounts(codec::JsonWriter &json, const PodTemplate &shape)
{
    json.key("volumeMounts").beginArray();
    for (const std::string &claim : shape.claims)
        json.beginObject()
            .member("name", claim)
            .member("mountPath", "/var/lib/" + claim)
            .member("readOnly", false)
            .endObject();
    if (!shape.configMap.empty())
        json.beginObject()
            .member("name", "config")
            .member("mountPath", "/etc/app")
            .member("readOnly", true)
            .endObject();
    json.endArray();
}

void writeProbe(codec::JsonWriter &json, std::string_view key, const ContainerModel &container)
{
    json.key(key).beginObject();
    if (container.probe.starts_with('/'))
        json.member("type", "httpGet")
            .member("path", container.probe)
            .member("port", container.port);
    else
        json.member("type", "exec").member("command", container.probe);
    json.member("periodSeconds", 10).member("timeoutSeconds", 1).member("failureThreshold", 3);
    json.endObject();
}

void writeContainer(codec::JsonWriter &json, const PodModel &pod, std::size_t index)
{
    beginContainer(json, *pod.shape, index);
    const ContainerStatus &status = pod.containers[index];
    json.member("state", status.state);
    if (!status.reason.empty())
        json.member("stateReason", status.reason);
    if (!status.message.empty())
        json.member("stateMessage", status.message);
    json.member("ready", status.ready).member("restartCount", status.restarts);
    if (!status.lastReason.empty())
        json.member("lastTerminationReason", status.lastReason)
            .member("lastTerminationTime", status.lastFinished);
    json.endObject();
}

void writeConditions(codec::JsonWriter &json, const PodModel &pod)
{
    const bool isScheduled = !pod.node.empty();
    const std::string_view unready = pod.isReady() ? "" : "ContainersNotReady";
    json.key("conditions").beginArray();
    writeCondition(json,
        {"PodScheduled", isScheduled, isScheduled ? "" : "Unschedulable",
            isScheduled ? std::string_view() : std::string_view(pod.message), pod.createdAt});
    writeCondition(json, {"Initialized", isScheduled, {}, {}, pod.createdAt});
    writeCondition(json, {"ContainersReady", pod.isReady(), unready, {}, pod.readySince});
    writeCondition(json, {"Ready", pod.isReady(), unready, {}, pod.readySince});
    json.endArray();
}

void writeStatus(SnapshotScope &scope, const PodModel &pod)
{
    codec::JsonWriter &json = scope.json;
    const auto ready = std::count_if(pod.containers.begin(), pod.containers.end(),
        [](const ContainerStatus &status) { return status.ready; });
    json.key("status").beginObject().member("phase", pod.phase);
    json.member("ready", std::to_string(ready) + '/' + std::to_string(pod.containers.size()));
    json.member("restarts", pod.restarts()).member("qosClass", "Burstable");
    if (!pod.ip.empty()) {
        json.member("podIP", pod.ip).key("podIPs").beginArray().value(pod.ip).endArray();
        if (const NodeModel *node = scope.model.node(pod.node))
            json.member("hostIP", node->ip);
    }
    if (!pod.reason.empty())
        json.member("reason", pod.reason).member("message", pod.message);
    writeConditions(json, pod);
    if (pod.phase == "Running") {
        const Usage usage = usageOf(pod, scope.now);
        json.member("cpuUsage", millicores(usage.cpu));
        json.member("memoryUsage", mebibytes(usage.memory));
    }
    json.endObject();
}

void writeSpec(codec::JsonWriter &json, const PodModel &pod)
{
    const PodTemplate &shape = *pod.shape;
    json.key("spec").beginObject();
    json.member("restartPolicy", pod.ownerKind == "Job" ? "Never" : "Always");
    json.member("serviceAccountName", shape.serviceAccount);
    json.member("dnsPolicy", "ClusterFirst").member("hostNetwork", shape.hostNetwork);
    json.member("terminationGracePeriodSeconds", 30);
    json.key("tolerations").beginArray();
    if (shape.toleratesPressure)
        json.beginObject()
            .member("key", "node.kubernetes.io/disk-pressure")
            .member("operator", "Exists")
            .member("effect", "NoSchedule")
            .endObject();
    json.endArray().endObject();
}

void writeVolumes(codec::JsonWriter &json, const PodModel &pod)
{
    json.key("volumes").beginArray();
    for (const std::string &claim : pod.shape->claims)
        json.beginObject()
            .member("name", claim)
            .member("type", "PersistentVolumeClaim")
            .member("source", claim + '-' + pod.name)
            .endObject();
    if (!pod.shape->configMap.empty())
        json.beginObject()
            .member("name", "config")
            .member("type", "ConfigMap")
            .member("source", pod.shape->configMap)
            .endObject();
    json.endArray();
}

} // namespace

void beginContainer(codec::JsonWriter &json, const PodTemplate &shape, std::size_t index)
{
    const ContainerModel &container = shape.containers[index];
    json.beginObject().member("name", container.name).member("image", container.image);
    json.member("imagePullPolicy", "IfNotPresent").key("ports").beginArray();
    if (container.port != 0)
        json.beginObject()
            .member("name", index == 0 ? "main" : "proxy")
            .member("containerPort", container.port)
            .member("protocol", "TCP")
            .endObject();
    json.endArray();
    writeEnvironment(json, container);
    if (index == 0)
        writeMounts(json, shape);
    writeResources(json, container);
    if (!container.probe.empty()) {
        writeProbe(json, "livenessProbe", container);
        writeProbe(json, "readinessProbe", container);
    }
}

void writeTemplate(codec::JsonWriter &json, const PodTemplate &shape)
{
    json.key("template").beginObject();
    writeLabels(json, "labels", shape.labels);
    json.key("containers").beginArray();
    for (std::size_t i = 0; i < shape.containers.size(); ++i) {
        beginContainer(json, shape, i);
        json.endObject();
    }
    json.endArray().member("serviceAccountName", shape.serviceAccount).endObject();
}

void writePods(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("pods").beginArray();
    for (const auto &[key, pod] : scope.model.pods) {
        json.beginObject().key("summary").beginObject();
        json.member("name", pod.name).member("namespace", pod.ns);
        if (!pod.node.empty())
            json.member("nodeName", pod.node);
        json.member("ownerKind", pod.ownerKind).member("ownerName", pod.ownerName);
        json.member("createdAt", pod.createdAt);
        json.member("age", ageText(pod.createdAt, scope.now)).endObject();
        writeSpec(json, pod);
        writeStatus(scope, pod);
        json.key("containers").beginArray();
        for (std::size_t i = 0; i < pod.containers.size(); ++i)
            writeContainer(json, pod, i);
        json.endArray();
        writeVolumes(json, pod);
        writeLabels(json, "labels", pod.shape->labels);
        json.endObject();
    }
    json.endArray();
}

} // namespace binnacle::demo
