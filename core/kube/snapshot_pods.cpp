#include "core/kube/snapshot_objects.h"
#include "core/kube/snapshot_parts.h"

#include <string_view>

namespace binnacle::kube {

namespace {

using codec::JsonWriter;
using rapidjson::Value;

const Value *statusOf(const Value &pod, const char *list, const std::string &container)
{
    for (const Value &status : arrayAt(pod, {"status", list})) {
        if (textOf(status, "name") == container)
            return &status;
    }
    return nullptr;
}

void writeState(JsonWriter &json, const Value &status)
{
    for (const char *state : {"running", "waiting", "terminated"}) {
        const Value *found = valueAt(status, {"state", state});
        if (!found)
            continue;
        json.member("state", state);
        writeText(json, "stateReason", textOf(*found, "reason"));
        writeText(json, "stateMessage", textOf(*found, "message"));
    }
    json.member("ready", flagAt(status, {"ready"}));
    json.member("restartCount", integerAt(status, {"restartCount"}));
    if (const Value *last = valueAt(status, {"lastState", "terminated"})) {
        writeText(json, "lastTerminationReason", textOf(*last, "reason"));
        writeText(json, "lastTerminationMessage", textOf(*last, "message"));
        writeText(json, "lastTerminationTime", textOf(*last, "finishedAt"));
    }
}

// Without the environment: a snapshot is kept, and nobody knows which variable is a secret.
void writeContainers(JsonWriter &json, const Value &pod, const char *list, const char *statuses)
{
    json.key(list).beginArray();
    for (const Value &container : arrayAt(pod, {"spec", list})) {
        json.beginObject();
        const std::string name = textOf(container, "name");
        json.member("name", name);
        writeText(json, "image", textOf(container, "image"));
        writeText(json, "imagePullPolicy", textOf(container, "imagePullPolicy"));
        copyAt(json, "ports", container, {"ports"});
        copyAt(json, "requests", container, {"resources", "requests"});
        copyAt(json, "limits", container, {"resources", "limits"});
        if (const Value *status = statusOf(pod, statuses, name))
            writeState(json, *status);
        json.endObject();
    }
    json.endArray();
}

void writeUse(JsonWriter &json, const UseByName &use, const std::string &name)
{
    const auto measured = use.find(name);
    if (measured == use.end())
        return;
    json.member("cpuUsage", std::to_string(measured->second.millicores) + 'm');
    json.member("memoryUsage", std::to_string(measured->second.bytes));
}

void writePodStatus(JsonWriter &json, const Value &pod, const UseByName &use)
{
    std::int64_t ready = 0;
    std::int64_t restarts = 0;
    for (const Value &status : arrayAt(pod, {"status", "containerStatuses"})) {
        ready += flagAt(status, {"ready"}) ? 1 : 0;
        restarts += integerAt(status, {"restartCount"});
    }
    const auto total = arrayAt(pod, {"spec", "containers"}).Size();
    json.key("status").beginObject();
    for (const char *key : {"phase", "reason", "message", "qosClass", "podIP", "hostIP"})
        writeText(json, key, textAt(pod, {"status", key}));
    json.member("ready", std::to_string(ready) + '/' + std::to_string(total));
    json.member("restarts", restarts);
    writeUse(json, use,
        textAt(pod, {"metadata", "namespace"}) + '/' + textAt(pod, {"metadata", "name"}));
    writeConditions(json, pod);
    json.endObject();
}

void writeRoles(JsonWriter &json, const Value &node)
{
    constexpr std::string_view kPrefix = "node-role.kubernetes.io/";
    json.key("roles").beginArray();
    if (const Value *labels = valueAt(node, {"metadata", "labels"}); labels && labels->IsObject()) {
        for (const auto &label : labels->GetObject()) {
            const std::string name = textOf(label.name);
            if (name.starts_with(kPrefix) && name.size() > kPrefix.size())
                json.value(std::string_view(name).substr(kPrefix.size()));
        }
    }
    json.endArray();
}

void writeAddresses(JsonWriter &json, const Value &object)
{
    json.key("addresses").beginObject();
    for (const Value &address : arrayAt(object, {"status", "addresses"})) {
        const std::string type = textOf(address, "type");
        const char *key = type == "InternalIP" ? "internalIP"
            : type == "ExternalIP"             ? "externalIP"
            : type == "Hostname"               ? "hostname"
                                               : "";
        if (*key)
            json.member(key, textOf(address, "address"));
    }
    json.endObject();
}

} // namespace

void writePod(JsonWriter &json, const Value &object, const UseByName &use)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    writeText(json, "nodeName", textAt(object, {"spec", "nodeName"}));
    json.endObject().key("spec").beginObject();
    for (const char *key : {"restartPolicy", "serviceAccountName", "dnsPolicy", "priorityClassName",
             "runtimeClassName"})
        writeText(json, key, textAt(object, {"spec", key}));
    copyAt(json, "nodeSelector", object, {"spec", "nodeSelector"});
    copyAt(json, "tolerations", object, {"spec", "tolerations"});
    copyAt(json, "affinity", object, {"spec", "affinity"});
    json.endObject();
    writePodStatus(json, object, use);
    writeContainers(json, object, "containers", "containerStatuses");
    writeContainers(json, object, "initContainers", "initContainerStatuses");
    writeLabels(json, object);
    json.endObject();
}

void writeNode(JsonWriter &json, const Value &object, const UseByName &use)
{
    const Value *ready = conditionOf(object, "Ready");
    const std::string status = ready ? textOf(*ready, "status") : std::string("Unknown");
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    writeRoles(json, object);
    json.member("ready", status);
    json.member("schedulable", !flagAt(object, {"spec", "unschedulable"}));
    if (ready && status != "True") {
        writeText(json, "reason", textOf(*ready, "reason"));
        writeText(json, "message", textOf(*ready, "message"));
    }
    json.endObject().key("spec").beginObject();
    writeText(json, "providerID", textAt(object, {"spec", "providerID"}));
    json.member("unschedulable", flagAt(object, {"spec", "unschedulable"})).endObject();
    copyAt(json, "capacity", object, {"status", "capacity"});
    copyAt(json, "allocatable", object, {"status", "allocatable"});
    writeAddresses(json, object);
    copyAt(json, "info", object, {"status", "nodeInfo"});
    copyAt(json, "taints", object, {"spec", "taints"});
    writeConditions(json, object);
    const auto measured = use.find(textAt(object, {"metadata", "name"}));
    if (measured != use.end()) {
        json.key("metrics").beginObject().key("cpu").beginObject();
        json.member("usage", std::to_string(measured->second.millicores) + 'm').endObject();
        json.key("memory").beginObject();
        json.member("usage", std::to_string(measured->second.bytes)).endObject().endObject();
    }
    writeLabels(json, object);
    json.endObject();
}

} // namespace binnacle::kube
