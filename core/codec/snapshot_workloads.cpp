#include "core/codec/snapshot_parts.h"

namespace binnacle::codec {

namespace {

constexpr auto kWorkloadKeys = keys("summary", "spec", "template", "status", "rollout", "labels");
constexpr auto kReplicatedKeys = keysWithMeta(
    "strategy", "replicas", "updated", "ready", "available", "unavailable", "paused", "selector");
constexpr auto kDaemonSetKeys = keysWithMeta("desiredNumberScheduled", "updatedNumberScheduled",
    "numberReady", "numberAvailable", "numberUnavailable", "selector");
constexpr auto kSpecKeys = keys("replicas");
constexpr auto kStatusKeys = keys("conditions");
constexpr auto kRolloutKeys = keys("phase", "message");
constexpr auto kTemplateKeys = keys("containers");
constexpr auto kTemplateContainerKeys = keys("image");
constexpr auto kReplicaSetKeys = keysWithMeta("replicas", "readyReplicas", "availableReplicas");
constexpr auto kJobKeys
    = keysWithMeta("active", "succeeded", "failed", "complete", "startTime", "finishTime");
constexpr auto kCronJobKeys
    = keysWithMeta("schedule", "suspend", "activeJobs", "lastScheduleTime", "lastSuccessfulTime");

using WorkloadFields = JsonFields<kWorkloadKeys>;

// What the three kinds have in common besides their counts.
void readShape(JsonReader &in, const WorkloadFields &fields, Workload &workload)
{
    const JsonFields<kStatusKeys> status(in, fields.at<"status">());
    const JsonFields<kRolloutKeys> rollout(in, fields.at<"rollout">());
    workload.rolloutPhase = in.shared(rollout.at<"phase">());
    workload.rolloutMessage = in.shared(rollout.at<"message">());
    workload.images = readImages(in, fields.at<"template">());
    workload.conditions = readSpan<Condition>(in, status.at<"conditions">(), &readCondition);
    if (const JsonField labels = fields.at<"labels">())
        workload.meta.labels = readLabels(in, labels);
}

Workload readReplicated(JsonReader &in, const WorkloadFields &fields, WorkloadKind kind)
{
    const JsonFields<kReplicatedKeys> summary(in, fields.at<"summary">());
    const JsonFields<kSpecKeys> spec(in, fields.at<"spec">());
    const std::int32_t replicas = in.integer32(spec.at<"replicas">());
    Workload workload{.kind = kind,
        .meta = readMeta(in, summary),
        .desired = in.integer32(summary.at<"replicas">(), replicas),
        .updated = in.integer32(summary.at<"updated">()),
        .ready = in.integer32(summary.at<"ready">()),
        .available = in.integer32(summary.at<"available">()),
        .unavailable = in.integer32(summary.at<"unavailable">()),
        .paused = in.flag(summary.at<"paused">()),
        .strategy = in.shared(summary.at<"strategy">()),
        .selector = in.shared(summary.at<"selector">())};
    readShape(in, fields, workload);
    return workload;
}

} // namespace

std::span<const std::string_view> readImages(JsonReader &in, const JsonField &podTemplate)
{
    const JsonFields<kTemplateKeys> fields(in, podTemplate);
    const auto readImage
        = [](JsonReader &reader, const JsonPath &path, simdjson::dom::object object) {
              const JsonFields<kTemplateContainerKeys> container(path, object);
              return reader.shared(container.at<"image">());
          };
    return readSpan<std::string_view>(in, fields.at<"containers">(), readImage);
}

Workload readDeployment(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    return readReplicated(in, WorkloadFields(path, object), WorkloadKind::Deployment);
}

Workload readStatefulSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    return readReplicated(in, WorkloadFields(path, object), WorkloadKind::StatefulSet);
}

Workload readDaemonSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const WorkloadFields fields(path, object);
    const JsonFields<kDaemonSetKeys> summary(in, fields.at<"summary">());
    Workload workload{.kind = WorkloadKind::DaemonSet,
        .meta = readMeta(in, summary),
        .desired = in.integer32(summary.at<"desiredNumberScheduled">()),
        .updated = in.integer32(summary.at<"updatedNumberScheduled">()),
        .ready = in.integer32(summary.at<"numberReady">()),
        .available = in.integer32(summary.at<"numberAvailable">()),
        .unavailable = in.integer32(summary.at<"numberUnavailable">()),
        .selector = in.shared(summary.at<"selector">())};
    readShape(in, fields, workload);
    return workload;
}

ReplicaSet readReplicaSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kReplicaSetKeys> fields(path, object);
    return {.meta = readMeta(in, fields),
        .desired = in.integer32(fields.at<"replicas">()),
        .ready = in.integer32(fields.at<"readyReplicas">()),
        .available = in.integer32(fields.at<"availableReplicas">())};
}

Job readJob(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kJobKeys> fields(path, object);
    return {.meta = readMeta(in, fields),
        .active = in.integer32(fields.at<"active">()),
        .succeeded = in.integer32(fields.at<"succeeded">()),
        .failed = in.integer32(fields.at<"failed">()),
        .complete = in.flag(fields.at<"complete">()),
        .startedAt = in.time(fields.at<"startTime">()),
        .finishedAt = in.time(fields.at<"finishTime">())};
}

CronJob readCronJob(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kCronJobKeys> fields(path, object);
    return {.meta = readMeta(in, fields),
        .schedule = in.shared(fields.at<"schedule">()),
        .suspended = in.flag(fields.at<"suspend">()),
        .activeJobs = in.integer32(fields.at<"activeJobs">()),
        .lastScheduledAt = in.time(fields.at<"lastScheduleTime">()),
        .lastSuccessAt = in.time(fields.at<"lastSuccessfulTime">())};
}

} // namespace binnacle::codec
