#include "core/demo/snapshot_parts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::demo {

namespace {

struct Counts
{
    int desired = 0;
    int existing = 0;
    int updated = 0;
    int ready = 0;

    bool isComplete() const
    {
        return ready == desired && updated == desired && existing == desired;
    }
};

Counts countsOf(const ClusterModel &model, const WorkloadModel &workload)
{
    Counts counts;
    const bool isDaemon = workload.kind == WorkloadKind::DaemonSet;
    counts.desired = isDaemon ? static_cast<int>(model.nodes.size()) : workload.replicas;
    const std::string key = workload.key();
    for (const auto &[podKey, pod] : model.pods) {
        if (pod.workload != key || pod.terminating || pod.phase == "Failed")
            continue;
        ++counts.existing;
        counts.updated += pod.shape == workload.shape ? 1 : 0;
        counts.ready += pod.isReady() ? 1 : 0;
    }
    return counts;
}

std::string selectorOf(const WorkloadModel &workload)
{
    return "app=" + workload.name;
}

void writeSummaryStart(SnapshotScope &scope, const WorkloadModel &workload)
{
    scope.json.key("summary").beginObject();
    scope.json.member("name", workload.name).member("namespace", workload.ns);
    scope.json.member("createdAt", workload.createdAt);
    scope.json.member("age", ageText(workload.createdAt, scope.now));
    scope.json.member("selector", selectorOf(workload));
}

void writeRollOut(codec::JsonWriter &json, const WorkloadModel &workload, const Counts &counts)
{
    const bool isDeployment = workload.kind == WorkloadKind::Deployment;
    const std::string_view done = isDeployment ? "Available" : "Complete";
    const std::string_view phase = counts.isComplete()      ? done
        : counts.updated == counts.desired && !isDeployment ? "Degraded"
                                                            : "Progressing";
    json.key("rollout").beginObject().member("phase", phase);
    if (!counts.isComplete())
        json.member("message",
            std::to_string(counts.updated) + " of " + std::to_string(counts.desired) + " updated, "
                + std::to_string(counts.ready) + " ready");
    json.key("badges").beginArray();
    if (!counts.isComplete())
        json.value(phase);
    json.endArray().endObject();
}

void writeSpec(codec::JsonWriter &json, const WorkloadModel &workload)
{
    json.key("spec").beginObject();
    if (workload.kind != WorkloadKind::DaemonSet)
        json.member("replicas", workload.replicas);
    json.key("selector").beginObject();
    writeLabels(json, "matchLabels", {{"app", workload.name}});
    json.endObject();
    if (workload.kind == WorkloadKind::Deployment) {
        json.key("strategy").beginObject().member("type", "RollingUpdate");
        json.key("rollingUpdate").beginObject().member("maxUnavailable", "25%");
        json.member("maxSurge", "25%").endObject().endObject();
        json.member("progressDeadlineSeconds", 600);
    }
    if (workload.kind == WorkloadKind::StatefulSet)
        json.member("serviceName", workload.name);
    json.member("revisionHistoryLimit", 3).endObject();
}

void writeSetList(SnapshotScope &scope, const WorkloadModel &workload)
{
    codec::JsonWriter &json = scope.json;
    const std::string key = workload.key();
    json.key("replicaSets").beginArray();
    for (const auto &[setKey, set] : scope.model.replicaSets) {
        if (set.workload != key)
            continue;
        const int ready = scope.model.readyPodsOf(set);
        json.beginObject().member("name", set.name).member("namespace", set.ns);
        json.member("revision", std::to_string(set.revision)).member("replicas", set.desired);
        json.member("ready", ready).member("available", ready);
        json.member("image", set.shape->containers.front().image);
        json.member("createdAt", set.createdAt);
        json.member("age", ageText(set.createdAt, scope.now)).endObject();
    }
    json.endArray();
}

void writeTail(codec::JsonWriter &json, const WorkloadModel &workload)
{
    writeLabels(json, "annotations",
        {{"deployment.kubernetes.io/revision", std::to_string(workload.revision)}});
    writeLabels(
        json, "labels", {{"app", workload.name}, {"app.kubernetes.io/name", workload.name}});
}

void writeDeployment(SnapshotScope &scope, const WorkloadModel &workload)
{
    codec::JsonWriter &json = scope.json;
    const Counts counts = countsOf(scope.model, workload);
    const int unavailable = std::max(0, counts.desired - counts.ready);
    writeSummaryStart(scope, workload);
    json.member("strategy", "RollingUpdate").member("replicas", counts.desired);
    json.member("updated", counts.updated).member("ready", counts.ready);
    json.member("available", counts.ready).member("unavailable", unavailable);
    json.member("paused", false).endObject();
    writeSpec(json, workload);
    writeTemplate(json, *workload.shape);
    json.key("status").beginObject().member("observedGeneration", workload.generation);
    json.member("replicas", counts.existing).member("updatedReplicas", counts.updated);
    json.member("readyReplicas", counts.ready).member("availableReplicas", counts.ready);
    json.member("unavailableReplicas", unavailable).key("conditions").beginArray();
    const bool available = unavailable * 4 <= counts.desired;
    writeCondition(json,
        {"Available", available,
            available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable", {},
            workload.createdAt});
    writeCondition(json,
        {"Progressing", true, counts.isComplete() ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
            {}, workload.createdAt});
    json.endArray().endObject();
    writeRollOut(json, workload, counts);
    writeSetList(scope, workload);
    writeTail(json, workload);
}

void writeStatefulSet(SnapshotScope &scope, const WorkloadModel &workload)
{
    codec::JsonWriter &json = scope.json;
    const Counts counts = countsOf(scope.model, workload);
    writeSummaryStart(scope, workload);
    json.member("replicas", counts.desired).member("ready", counts.ready);
    json.member("current", counts.existing).member("updated", counts.updated);
    json.member("available", counts.ready).member("serviceName", workload.name).endObject();
    writeSpec(json, workload);
    writeTemplate(json, *workload.shape);
    json.key("status").beginObject().member("replicas", counts.existing);
    json.member("readyReplicas", counts.ready).member("updatedReplicas", counts.updated);
    json.member("availableReplicas", counts.ready).endObject();
    writeRollOut(json, workload, counts);
    writeTail(json, workload);
}

void writeDaemonSet(SnapshotScope &scope, const WorkloadModel &workload)
{
    codec::JsonWriter &json = scope.json;
    const Counts counts = countsOf(scope.model, workload);
    writeSummaryStart(scope, workload);
    json.member("desiredNumberScheduled", counts.desired);
    json.member("currentNumberScheduled", counts.existing).member("numberReady", counts.ready);
    json.member("numberAvailable", counts.ready);
    json.member("numberUnavailable", std::max(0, counts.desired - counts.ready));
    json.member("numberMisscheduled", 0).member("updatedNumberScheduled", counts.updated);
    json.endObject();
    writeSpec(json, workload);
    writeTemplate(json, *workload.shape);
    writeRollOut(json, workload, counts);
    writeTail(json, workload);
}

using WriteWorkload = void (*)(SnapshotScope &, const WorkloadModel &);

void writeList(
    SnapshotScope &scope, std::string_view key, WorkloadKind kind, WriteWorkload writeOne)
{
    scope.json.key(key).beginArray();
    for (const auto &[workloadKey, workload] : scope.model.workloads) {
        if (workload.kind != kind)
            continue;
        scope.json.beginObject();
        writeOne(scope, workload);
        scope.json.endObject();
    }
    scope.json.endArray();
}

} // namespace

void writeWorkloads(SnapshotScope &scope)
{
    writeList(scope, "deployments", WorkloadKind::Deployment, &writeDeployment);
    writeList(scope, "statefulSets", WorkloadKind::StatefulSet, &writeStatefulSet);
    writeList(scope, "daemonSets", WorkloadKind::DaemonSet, &writeDaemonSet);
    codec::JsonWriter &json = scope.json;
    json.key("replicaSets").beginArray();
    for (const auto &[key, set] : scope.model.replicaSets) {
        const WorkloadModel &owner = scope.model.workloads.at(set.workload);
        const int ready = scope.model.readyPodsOf(set);
        json.beginObject();
        writeFlatMeta(json,
            {"ReplicaSet", set.uid, set.name, set.ns, "Deployment", owner.name, set.createdAt});
        writeLabels(json, "labels", set.shape->labels);
        json.member("replicas", set.desired).member("readyReplicas", ready);
        json.member("availableReplicas", ready);
        writeLabels(json, "selector", {{"app", owner.name}});
        json.endObject();
    }
    json.endArray();
}

void writeJobs(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("jobs").beginArray();
    for (const auto &[key, job] : scope.model.jobs) {
        json.beginObject();
        writeFlatMeta(
            json, {"Job", job.uid, job.name, job.ns, "CronJob", job.cronJob, job.createdAt});
        json.member("active", job.active).member("succeeded", job.succeeded);
        json.member("failed", job.failed).member("complete", job.succeeded > 0);
        json.member("completions", 1).member("parallelism", 1).member("backoffLimit", 1);
        json.member("startTime", job.createdAt).member("finishTime", job.finishedAt);
        writeTemplate(json, *job.shape);
        json.endObject();
    }
    json.endArray().key("cronJobs").beginArray();
    for (const auto &[key, cronJob] : scope.model.cronJobs) {
        const auto active = std::count_if(scope.model.jobs.begin(), scope.model.jobs.end(),
            [&cronJob = cronJob](const auto &item) {
                const JobModel &job = item.second;
                return job.active > 0 && job.cronJob == cronJob.name && job.ns == cronJob.ns;
            });
        json.beginObject();
        writeFlatMeta(
            json, {"CronJob", cronJob.uid, cronJob.name, cronJob.ns, {}, {}, cronJob.createdAt});
        json.member("schedule", cronJob.schedule).member("suspend", false);
        json.member("concurrencyPolicy", "Forbid").member("successfulJobsHistoryLimit", 3);
        json.member("failedJobsHistoryLimit", 1).member("activeJobs", static_cast<int>(active));
        json.member("lastScheduleTime", cronJob.lastScheduled);
        json.member("lastSuccessfulTime", cronJob.lastSuccess);
        writeTemplate(json, *cronJob.shape);
        json.endObject();
    }
    json.endArray();
}

} // namespace binnacle::demo
