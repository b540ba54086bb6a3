#include "core/demo/snapshot_parts.h"

namespace binnacle::demo {

namespace {

// Raw objects of Kubernetes, as core/kube sends them.
void beginObject(codec::JsonWriter &json, const WorkloadModel &workload)
{
    json.beginObject().key("metadata").beginObject();
    json.member("name", workload.name).member("namespace", workload.ns);
    json.member("creationTimestamp", workload.createdAt).endObject();
    json.key("spec").beginObject();
}

bool isAutoscaled(const WorkloadModel &workload)
{
    return workload.kind == WorkloadKind::Deployment
        && workload.autoscaleMax > workload.autoscaleMin;
}

// Whoever runs several replicas wants some of them to stay.
bool isProtected(const WorkloadModel &workload)
{
    return workload.kind != WorkloadKind::DaemonSet && workload.replicas > 1;
}

} // namespace

void writeLimits(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("horizontalPodAutoscalers").beginArray();
    for (const auto &[key, workload] : scope.model.workloads) {
        if (!isAutoscaled(workload))
            continue;
        beginObject(json, workload);
        json.key("scaleTargetRef").beginObject();
        json.member("kind", "Deployment").member("name", workload.name).endObject();
        json.member("minReplicas", workload.autoscaleMin);
        json.member("maxReplicas", workload.autoscaleMax).endObject().endObject();
    }
    json.endArray();
    json.key("podDisruptionBudgets").beginArray();
    for (const auto &[key, workload] : scope.model.workloads) {
        if (!isProtected(workload))
            continue;
        beginObject(json, workload);
        json.member("minAvailable", "50%");
        json.key("selector").beginObject();
        writeLabels(json, "matchLabels", {{"app", workload.name}});
        json.endObject().endObject().endObject();
    }
    json.endArray();
}

} // namespace binnacle::demo
