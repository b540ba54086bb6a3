#include "core/demo/kubernetes_json.h"

#include "core/codec/json_writer.h"

#include <functional>

namespace binnacle::demo {

namespace {

constexpr std::size_t kListLimit = 200; // contract 01 §1.6

struct Meta
{
    std::string_view apiVersion;
    std::string_view kind;
    std::string_view ns;
    std::string_view name;
    std::string_view uid;
    std::string_view ownerKind;
    std::string_view ownerName;
    Timestamp createdAt{};
};

// Writes what follows the metadata.
using Body = std::function<void(codec::JsonWriter &)>;
using Visit = std::function<void(const Meta &, const Body &)>;

void writeObject(codec::JsonWriter &json, const Meta &meta, const Body &body)
{
    json.beginObject().member("apiVersion", meta.apiVersion).member("kind", meta.kind);
    json.key("metadata").beginObject().member("name", meta.name);
    if (!meta.ns.empty())
        json.member("namespace", meta.ns);
    json.member("uid", meta.uid).member("creationTimestamp", meta.createdAt);
    if (!meta.ownerName.empty()) {
        json.key("ownerReferences").beginArray().beginObject();
        json.member("kind", meta.ownerKind)
            .member("name", meta.ownerName)
            .member("controller", true);
        json.endObject().endArray();
    }
    json.endObject();
    if (body)
        body(json);
    json.endObject();
}

void visitPods(const ClusterModel &model, const Visit &visit)
{
    for (const auto &[key, pod] : model.pods) {
        visit({"v1", "Pod", pod.ns, pod.name, pod.uid, pod.ownerKind, pod.ownerName, pod.createdAt},
            [&pod = pod](codec::JsonWriter &json) {
                json.key("spec").beginObject().member("nodeName", std::string_view(pod.node));
                json.key("containers").beginArray();
                for (const ContainerModel &container : pod.shape->containers)
                    json.beginObject()
                        .member("name", std::string_view(container.name))
                        .member("image", std::string_view(container.image))
                        .endObject();
                json.endArray().endObject();
                json.key("status").beginObject().member("phase", std::string_view(pod.phase));
                json.member("podIP", std::string_view(pod.ip)).endObject();
            });
    }
}

void visitNodes(const ClusterModel &model, const Visit &visit)
{
    for (const NodeModel &node : model.nodes) {
        visit({"v1", "Node", {}, node.name, node.uid, {}, {}, node.createdAt},
            [&node](codec::JsonWriter &json) {
                json.key("spec")
                    .beginObject()
                    .member("unschedulable", !node.schedulable)
                    .endObject();
                json.key("status").beginObject().key("conditions").beginArray();
                json.beginObject()
                    .member("type", "Ready")
                    .member("status", node.ready ? "True" : "Unknown")
                    .endObject();
                json.beginObject()
                    .member("type", "DiskPressure")
                    .member("status", node.diskPressure ? "True" : "False")
                    .endObject();
                json.endArray().endObject();
            });
    }
}

void visitWorkloads(const ClusterModel &model, std::string_view kind, const Visit &visit)
{
    for (const auto &[key, workload] : model.workloads) {
        if (workloadKindName(workload.kind) != kind)
            continue;
        visit(
            {"apps/v1", kind, workload.ns, workload.name, workload.uid, {}, {}, workload.createdAt},
            [&model, &workload = workload](codec::JsonWriter &json) {
                json.key("spec").beginObject().member("replicas", workload.replicas).endObject();
                json.key("status").beginObject();
                json.member("readyReplicas", model.readyPodsOf(workload)).endObject();
            });
    }
}

void visitSets(const ClusterModel &model, const Visit &visit)
{
    for (const auto &[key, set] : model.replicaSets) {
        const std::string_view owner = std::string_view(set.workload);
        visit({"apps/v1", "ReplicaSet", set.ns, set.name, set.uid, "Deployment",
                  owner.substr(owner.rfind('/') + 1), set.createdAt},
            [&set = set](codec::JsonWriter &json) {
                json.key("spec").beginObject().member("replicas", set.desired).endObject();
            });
    }
}

void visitOthers(const ClusterModel &model, std::string_view kind, const Visit &visit)
{
    for (const ConfigModel &config : model.configs) {
        if (config.kind == kind)
            visit({"v1", kind, config.ns, config.name, config.uid, {}, {}, config.createdAt}, {});
    }
    if (kind == "Namespace") {
        for (const auto &[name, uid] : model.namespaces)
            visit({"v1", kind, {}, name, uid, {}, {}, model.createdAt}, {});
    }
    if (kind == "CronJob") {
        for (const auto &[key, job] : model.cronJobs)
            visit({"batch/v1", kind, job.ns, job.name, job.uid, {}, {}, job.createdAt}, {});
    }
    if (kind == "Job") {
        for (const auto &[key, job] : model.jobs)
            visit({"batch/v1", kind, job.ns, job.name, job.uid, "CronJob", job.cronJob,
                      job.createdAt},
                {});
    }
}

void visitKind(const ClusterModel &model, std::string_view kind, const Visit &visit)
{
    if (kind == "Pod")
        visitPods(model, visit);
    else if (kind == "Node")
        visitNodes(model, visit);
    else if (kind == "ReplicaSet")
        visitSets(model, visit);
    else if (kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet")
        visitWorkloads(model, kind, visit);
    else
        visitOthers(model, kind, visit);
}

} // namespace

Result<std::string> kubernetesObject(const ClusterModel &model, const ResourceRef &object)
{
    std::string text;
    visitKind(model, object.kind, [&](const Meta &meta, const Body &body) {
        if (meta.name != object.name || meta.ns != object.ns)
            return;
        codec::JsonWriter json;
        writeObject(json, meta, body);
        text = json.take();
    });
    if (text.empty())
        return Error{ErrorCode::NotFound, object.kind + " \"" + object.name + "\" not found"};
    return text;
}

Result<std::string> kubernetesList(
    const ClusterModel &model, const std::string &kind, const std::string &ns)
{
    if (kind.empty())
        return Error{ErrorCode::InvalidArgument, "kind: missing"};
    codec::JsonWriter json;
    json.beginObject().member("apiVersion", "v1").member("kind", std::string_view(kind + "List"));
    json.key("items").beginArray();
    std::size_t count = 0;
    visitKind(model, kind, [&](const Meta &meta, const Body &body) {
        if ((!ns.empty() && meta.ns != ns) || count == kListLimit)
            return;
        ++count;
        writeObject(json, meta, body);
    });
    json.endArray().endObject();
    return json.take();
}

std::string kubernetesEvents(const EventLog &events, const ResourceRef &involved)
{
    codec::JsonWriter json;
    json.beginObject().member("apiVersion", "v1").member("kind", "EventList");
    json.key("items").beginArray();
    std::size_t count = 0;
    for (const auto &[number, entry] : events.entries()) {
        const ObjectRef &object = entry.content.involved;
        const bool matches = (involved.kind.empty() || involved.kind == object.kind)
            && (involved.ns.empty() || involved.ns == object.ns)
            && (involved.name.empty() || involved.name == object.name);
        if (!matches || count == kListLimit)
            continue;
        ++count;
        const Meta meta{"v1", "Event", entry.ns, entry.name, entry.uid, {}, {}, entry.first};
        writeObject(json, meta, [&entry = entry, &object](codec::JsonWriter &out) {
            out.member("type", eventTypeName(entry.content.type));
            out.member("reason", entry.content.reason);
            out.member("message", std::string_view(entry.content.message));
            out.member("count", entry.count).member("firstTimestamp", entry.first);
            out.member("lastTimestamp", entry.last);
            out.key("involvedObject").beginObject().member("kind", object.kind);
            out.member("name", std::string_view(object.name)).endObject();
        });
    }
    json.endArray().endObject();
    return json.take();
}

} // namespace binnacle::demo
