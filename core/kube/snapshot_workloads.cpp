#include "core/kube/snapshot_objects.h"
#include "core/kube/snapshot_parts.h"

#include <string_view>

namespace binnacle::kube {

namespace {

using codec::JsonWriter;
using rapidjson::Value;

// "app=api,tier=web"
std::string selectorText(const Value &workload)
{
    std::string text;
    const Value *labels = valueAt(workload, {"spec", "selector", "matchLabels"});
    if (!labels || !labels->IsObject())
        return text;
    for (const auto &label : labels->GetObject())
        text += (text.empty() ? "" : ",") + textOf(label.name) + '=' + textOf(label.value);
    return text;
}

void writeTemplate(JsonWriter &json, const Value &workload)
{
    json.key("template").beginObject().key("containers").beginArray();
    for (const Value &container : arrayAt(workload, {"spec", "template", "spec", "containers"})) {
        json.beginObject();
        for (const char *key : {"name", "image", "imagePullPolicy"})
            writeText(json, key, textOf(container, key));
        copyAt(json, "requests", container, {"resources", "requests"});
        copyAt(json, "limits", container, {"resources", "limits"});
        json.endObject();
    }
    json.endArray().endObject();
}

struct Counts
{
    std::int64_t desired = 0;
    std::int64_t updated = 0;
    std::int64_t ready = 0;
    std::int64_t available = 0;
};

// The controller has not seen the newest specification yet: its counts are about another one.
bool isOutdated(const Value &workload)
{
    return integerAt(workload, {"status", "observedGeneration"})
        < integerAt(workload, {"metadata", "generation"});
}

void writeRollout(JsonWriter &json, std::string_view phase, const std::string &message)
{
    json.key("rollout").beginObject().member("phase", phase);
    writeText(json, "message", message);
    json.endObject();
}

void writeRest(JsonWriter &json, const Value &object)
{
    json.key("spec").beginObject();
    json.member("replicas", integerAt(object, {"spec", "replicas"}));
    copyAt(json, "selector", object, {"spec", "selector"});
    copyAt(json, "strategy", object, {"spec", "strategy"});
    json.endObject();
    writeTemplate(json, object);
    json.key("status").beginObject();
    writeConditions(json, object);
    json.endObject();
    writeLabels(json, object);
    json.endObject();
}

Counts replicatedCounts(const Value &object)
{
    return {.desired = integerAt(object, {"spec", "replicas"}, 1),
        .updated = integerAt(object, {"status", "updatedReplicas"}),
        .ready = integerAt(object, {"status", "readyReplicas"}),
        .available = integerAt(object, {"status", "availableReplicas"})};
}

void writeReplicatedSummary(JsonWriter &json, const Value &object, const Counts &counts)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    json.member("replicas", counts.desired)
        .member("updated", counts.updated)
        .member("ready", counts.ready)
        .member("available", counts.available)
        .member("unavailable", integerAt(object, {"status", "unavailableReplicas"}))
        .member("paused", flagAt(object, {"spec", "paused"}));
    writeText(json, "strategy", textAt(object, {"spec", "strategy", "type"}));
    writeText(json, "serviceName", textAt(object, {"spec", "serviceName"}));
    writeText(json, "selector", selectorText(object));
    json.endObject();
}

} // namespace

void writeDeployment(JsonWriter &json, const Value &object)
{
    const Counts counts = replicatedCounts(object);
    writeReplicatedSummary(json, object, counts);
    const Value *progressing = conditionOf(object, "Progressing");
    const bool hasFailed = progressing && textOf(*progressing, "status") == "False";
    const bool isComplete = !isOutdated(object) && counts.updated == counts.desired
        && counts.available >= counts.desired;
    writeRollout(json,
        hasFailed        ? "Failed"
            : isComplete ? "Available"
                         : "Progressing",
        hasFailed ? textOf(*progressing, "message") : std::string());
    writeRest(json, object);
}

void writeStatefulSet(JsonWriter &json, const Value &object)
{
    Counts counts = replicatedCounts(object);
    if (!valueAt(object, {"status", "availableReplicas"}))
        counts.available = counts.ready; // old servers
    writeReplicatedSummary(json, object, counts);
    const bool isRolledOut = !isOutdated(object)
        && textAt(object, {"status", "currentRevision"})
            == textAt(object, {"status", "updateRevision"});
    const bool isReady = counts.ready >= counts.desired;
    writeRollout(json, !isRolledOut ? "Progressing" : isReady ? "Complete" : "Degraded", {});
    writeRest(json, object);
}

void writeDaemonSet(JsonWriter &json, const Value &object)
{
    json.beginObject().key("summary").beginObject();
    writeMeta(json, object);
    for (const char *key :
        {"desiredNumberScheduled", "currentNumberScheduled", "numberReady", "numberAvailable",
            "numberUnavailable", "numberMisscheduled", "updatedNumberScheduled"})
        json.member(key, integerAt(object, {"status", key}));
    writeText(json, "selector", selectorText(object));
    json.endObject();
    const std::int64_t desired = integerAt(object, {"status", "desiredNumberScheduled"});
    const bool isRolledOut
        = !isOutdated(object) && integerAt(object, {"status", "updatedNumberScheduled"}) >= desired;
    const bool isReady = integerAt(object, {"status", "numberReady"}) >= desired;
    writeRollout(json, !isRolledOut ? "Progressing" : isReady ? "Complete" : "Degraded", {});
    writeRest(json, object);
}

void writeReplicaSet(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    json.member("replicas", integerAt(object, {"spec", "replicas"}, 1))
        .member("readyReplicas", integerAt(object, {"status", "readyReplicas"}))
        .member("availableReplicas", integerAt(object, {"status", "availableReplicas"}));
    copyAt(json, "selector", object, {"spec", "selector", "matchLabels"});
    writeLabels(json, object);
    json.endObject();
}

void writeJob(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    for (const char *key : {"active", "succeeded", "failed"})
        json.member(key, integerAt(object, {"status", key}));
    const Value *complete = conditionOf(object, "Complete");
    json.member("complete", complete && textOf(*complete, "status") == "True");
    writeText(json, "startTime", textAt(object, {"status", "startTime"}));
    writeText(json, "finishTime", textAt(object, {"status", "completionTime"}));
    writeConditions(json, object);
    writeLabels(json, object);
    json.endObject();
}

void writeCronJob(JsonWriter &json, const Value &object)
{
    json.beginObject();
    writeMeta(json, object);
    writeText(json, "schedule", textAt(object, {"spec", "schedule"}));
    writeText(json, "concurrencyPolicy", textAt(object, {"spec", "concurrencyPolicy"}));
    json.member("suspend", flagAt(object, {"spec", "suspend"}));
    json.member(
        "activeJobs", static_cast<std::int64_t>(arrayAt(object, {"status", "active"}).Size()));
    for (const char *key : {"lastScheduleTime", "lastSuccessfulTime"})
        writeText(json, key, textAt(object, {"status", key}));
    writeLabels(json, object);
    json.endObject();
}

} // namespace binnacle::kube
