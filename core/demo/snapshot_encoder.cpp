#include "core/demo/snapshot_encoder.h"

#include "core/codec/slo_increments.h"
#include "core/demo/snapshot_parts.h"

#include <algorithm>

namespace binnacle::demo {

namespace {

// Contract 01 §1.9; what was not delivered in time comes as a list, oldest first.
void writeIncrements(codec::JsonWriter &json, std::span<const SloIncrements> increments)
{
    if (increments.empty())
        return;
    json.key("sloData").beginArray();
    for (const SloIncrements &one : increments)
        codec::writeSloIncrements(json, one);
    json.endArray();
}

} // namespace

std::string encodeSnapshot(const ClusterModel &model, const EventLog &events, Timestamp now,
    std::span<const SloIncrements> increments)
{
    codec::JsonWriter json;
    SnapshotScope scope{json, model, events, now};
    json.beginObject();
    json.member("clusterId", model.id).member("fetchedAt", now);
    writePods(scope);
    writeNodes(scope);
    writeWorkloads(scope);
    writeJobs(scope);
    writeNetwork(scope);
    writeConfigs(scope);
    writeLimits(scope);
    writeEvents(scope);
    writeSummary(scope);
    writeIncrements(json, increments);
    json.endObject();
    return json.take();
}

std::string encodeIncrements(
    std::string_view cluster, Timestamp now, std::span<const SloIncrements> increments)
{
    codec::JsonWriter json;
    json.beginObject().member("clusterId", cluster).member("fetchedAt", now);
    writeIncrements(json, increments);
    json.endObject();
    return json.take();
}

void writeFlatMeta(codec::JsonWriter &json, const FlatMeta &meta)
{
    json.member("uid", meta.uid).member("name", meta.name);
    if (!meta.ns.empty())
        json.member("namespace", meta.ns);
    json.member("kind", meta.kind);
    if (!meta.ownerName.empty())
        json.member("ownerKind", meta.ownerKind).member("ownerName", meta.ownerName);
    json.member("createdAt", meta.createdAt);
}

void writeLabels(
    codec::JsonWriter &json, std::string_view key, const std::map<std::string, std::string> &labels)
{
    json.key(key).beginObject();
    for (const auto &[name, text] : labels)
        json.member(name, text);
    json.endObject();
}

void writeCondition(codec::JsonWriter &json, const ConditionText &condition)
{
    json.beginObject().member("type", condition.type);
    json.member("status", condition.holds ? "True" : "False");
    if (!condition.reason.empty())
        json.member("reason", condition.reason);
    if (!condition.message.empty())
        json.member("message", condition.message);
    json.member("lastTransitionTime", condition.since).endObject();
}

std::string ageText(Timestamp created, Timestamp now)
{
    const std::int64_t seconds = std::max<std::int64_t>(0, (now - created).count() / 1000);
    const std::int64_t minutes = seconds / 60;
    const std::int64_t hours = minutes / 60;
    const std::int64_t days = hours / 24;
    if (days > 9)
        return std::to_string(days) + 'd';
    if (days > 0)
        return std::to_string(days) + 'd' + std::to_string(hours % 24) + 'h';
    if (hours > 0)
        return std::to_string(hours) + 'h' + std::to_string(minutes % 60) + 'm';
    if (minutes > 0)
        return std::to_string(minutes) + 'm' + std::to_string(seconds % 60) + 's';
    return std::to_string(seconds) + 's';
}

void writeEvents(SnapshotScope &scope)
{
    codec::JsonWriter &json = scope.json;
    json.key("events").beginArray();
    for (const auto &[number, entry] : scope.events.entries()) {
        const EventDraft &event = entry.content;
        json.beginObject();
        writeFlatMeta(json,
            {.kind = "Event",
                .uid = entry.uid,
                .name = entry.name,
                .ns = entry.ns,
                .createdAt = entry.first});
        json.member("type", eventTypeName(event.type)).member("reason", event.reason);
        json.member("message", event.message).member("source", event.source);
        json.key("involvedObject").beginObject().member("kind", event.involved.kind);
        if (!event.involved.ns.empty())
            json.member("namespace", event.involved.ns);
        json.member("name", event.involved.name).member("uid", event.involved.uid).endObject();
        json.member("count", entry.count).member("firstTimestamp", entry.first);
        json.member("lastTimestamp", entry.last).endObject();
    }
    json.endArray();
}

void writeSummary(SnapshotScope &scope)
{
    const ClusterModel &model = scope.model;
    const auto podsIn = [&](std::string_view phase) {
        return static_cast<int>(std::count_if(model.pods.begin(), model.pods.end(),
            [&](const auto &item) { return item.second.phase == phase; }));
    };
    const auto readyNodes = std::count_if(
        model.nodes.begin(), model.nodes.end(), [](const NodeModel &node) { return node.ready; });
    const auto warnings
        = std::count_if(scope.events.entries().begin(), scope.events.entries().end(),
            [](const auto &item) { return item.second.content.type == EventType::Warning; });
    scope.json.key("summary").beginObject();
    scope.json.member("totalNodes", static_cast<int>(model.nodes.size()))
        .member("readyNodes", static_cast<int>(readyNodes))
        .member("totalPods", static_cast<int>(model.pods.size()))
        .member("runningPods", podsIn("Running"))
        .member("pendingPods", podsIn("Pending"))
        .member("failedPods", podsIn("Failed"))
        .member("totalNamespaces", static_cast<int>(model.namespaces.size()))
        .member("totalIngresses", static_cast<int>(model.ingresses.size()))
        .member("totalEvents", static_cast<int>(scope.events.entries().size()))
        .member("warningEvents", static_cast<int>(warnings))
        .endObject();
}

} // namespace binnacle::demo
