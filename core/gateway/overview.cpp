#include "core/gateway/overview.h"

#include "core/codec/json_writer.h"
#include "core/store/event_counts.h"
#include "core/store/event_repository.h"

#include <algorithm>
#include <array>
#include <optional>

namespace binnacle::gateway {

namespace {

using codec::JsonWriter;

void writePercent(JsonWriter &json, std::string_view name, std::int64_t part, std::int64_t whole)
{
    json.key(name);
    if (part < 0 || whole <= 0)
        json.null();
    else
        json.value(100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

void writeCards(JsonWriter &json, const SnapshotSummary &summary, std::int64_t events24h)
{
    const std::int32_t counted = summary.totalPods - summary.succeededPods;
    const ClusterHealth health = healthOf(summary);
    json.key("cards").beginObject().key("clusterHealth").beginObject();
    json.member("status", healthName(health));
    json.member("reason",
        std::to_string(summary.readyNodes) + " of " + std::to_string(summary.totalNodes)
            + " nodes ready, " + std::to_string(summary.runningPods) + " of "
            + std::to_string(counted) + " pods running");
    writePercent(json, "nodeReadyPercent", summary.readyNodes, summary.totalNodes);
    writePercent(json, "podReadyPercent", summary.runningPods, counted);
    json.endObject().key("nodeReady").beginObject();
    json.member("total", summary.totalNodes).member("ready", summary.readyNodes);
    writePercent(json, "percent", summary.readyNodes, summary.totalNodes);
    json.endObject().key("cpuUsage").beginObject();
    writePercent(json, "percent", summary.cpuUsage, summary.cpuAllocatable);
    json.endObject().key("memUsage").beginObject();
    writePercent(json, "percent", summary.memoryUsage, summary.memoryAllocatable);
    json.endObject().member("events24h", events24h).endObject();
}

void writeReadiness(
    JsonWriter &json, std::string_view name, const ClusterSnapshot &snapshot, WorkloadKind kind)
{
    const auto isOfKind = [kind](const Workload &workload) { return workload.kind == kind; };
    const auto isReady = [kind](const Workload &workload) {
        return workload.kind == kind && workload.ready >= workload.desired;
    };
    json.key(name)
        .beginObject()
        .member(
            "total", static_cast<std::int64_t>(std::ranges::count_if(snapshot.workloads, isOfKind)))
        .member(
            "ready", static_cast<std::int64_t>(std::ranges::count_if(snapshot.workloads, isReady)))
        .endObject();
}

void writePeaks(JsonWriter &json, const ClusterSnapshot &snapshot)
{
    struct Peak
    {
        double percent = -1;
        std::string_view node;
    };
    Peak cpu;
    Peak memory;
    const auto raise = [](Peak &peak, std::int64_t used, std::int64_t whole, const Node &node) {
        const double percent = used >= 0 && whole > 0
            ? 100.0 * static_cast<double>(used) / static_cast<double>(whole)
            : -1;
        if (percent > peak.percent)
            peak = {percent, node.meta.name};
    };
    for (const Node &node : snapshot.nodes) {
        raise(cpu, node.cpuUsage, node.cpuAllocatable, node);
        raise(memory, node.memoryUsage, node.memoryAllocatable, node);
    }
    json.key("peakStats").beginObject();
    json.member("peakCpu", std::max(cpu.percent, 0.0)).member("peakCpuNode", cpu.node);
    json.member("peakMem", std::max(memory.percent, 0.0)).member("peakMemNode", memory.node);
    json.member("hasData", cpu.percent >= 0 || memory.percent >= 0).endObject();
}

void writeWorkloads(JsonWriter &json, const ClusterSnapshot &snapshot)
{
    const SnapshotSummary &summary = snapshot.summary;
    json.key("workloads").beginObject().key("summary").beginObject();
    writeReadiness(json, "deployments", snapshot, WorkloadKind::Deployment);
    writeReadiness(json, "daemonSets", snapshot, WorkloadKind::DaemonSet);
    writeReadiness(json, "statefulSets", snapshot, WorkloadKind::StatefulSet);
    const auto count = [&snapshot](auto test) {
        return static_cast<std::int64_t>(std::ranges::count_if(snapshot.jobs, test));
    };
    json.key("jobs")
        .beginObject()
        .member("total", static_cast<std::int64_t>(snapshot.jobs.size()))
        .member("running", count([](const Job &job) { return job.active > 0; }))
        .member("succeeded", count([](const Job &job) { return job.complete; }))
        .member("failed", count([](const Job &job) { return !job.complete && job.failed > 0; }))
        .endObject()
        .endObject();
    json.key("podStatus").beginObject().member("total", summary.totalPods);
    const std::array<std::pair<std::string_view, std::int32_t>, 4> phases{
        {{"running", summary.runningPods}, {"pending", summary.pendingPods},
            {"failed", summary.failedPods}, {"succeeded", summary.succeededPods}}};
    for (const auto &[name, pods] : phases) {
        json.member(name, pods);
        writePercent(json, std::string(name) + "Percent", pods, summary.totalPods);
    }
    json.endObject();
    writePeaks(json, snapshot);
    json.endObject();
}

constexpr Duration kHour{3'600'000};
constexpr int kHours = 24;

// How many there were of each kind of object, hour by hour.
Status writeTrend(JsonWriter &json, store::Connection &connection, EventQuery query, Timestamp from)
{
    json.key("trend").beginArray();
    for (int hour = 0; hour < kHours; ++hour) {
        const Timestamp begin = from + hour * kHour;
        query.lastSeen = TimeRange{begin, begin + kHour};
        auto kinds = store::countMatchesBy(connection, query, EventField::Kind, {});
        if (!kinds)
            return kinds.error();
        std::ranges::sort(*kinds);
        json.beginObject().member("at", begin).key("kinds").beginObject();
        for (const auto &[kind, count] : *kinds)
            json.member(kind, count);
        json.endObject().endObject();
    }
    json.endArray();
    return Done{};
}

// The warnings of a day.
Status writeAlerts(
    JsonWriter &json, store::Connection &connection, const ClusterId &cluster, Timestamp now)
{
    constexpr int kRecent = 10;
    const Timestamp from = now - kHours * kHour;
    const EventQuery query{.cluster = cluster,
        .lastSeen = TimeRange{from, now},
        .where = compare(EventField::Type, CompareOp::Equal, "Warning")};
    const auto recent = store::EventReader(connection).page(query, {.limit = kRecent});
    if (!recent)
        return recent.error();
    const auto reasons = store::countMatchesBy(connection, query, EventField::Reason, {});
    if (!reasons)
        return reasons.error();
    std::int64_t critical = 0;
    std::int64_t warnings = 0;
    for (const auto &[reason, count] : *reasons)
        (isCriticalReason(reason) ? critical : warnings) += count;
    json.key("alerts").beginObject();
    if (Status written = writeTrend(json, connection, query, from); !written)
        return written;
    json.key("totals").beginObject();
    json.member("critical", critical);
    json.member("warning", warnings);
    json.member("info", 0).endObject().key("recent").beginArray();
    for (const ClusterEvent &event : *recent) {
        json.beginObject()
            .member("kind", event.involved.kind)
            .member("namespace", event.involved.ns)
            .member("name", event.involved.name)
            .member("reason", event.reason)
            .member("message", event.message)
            .member("time", event.last)
            .endObject();
    }
    json.endArray().endObject();
    return Done{};
}

void writeNodes(JsonWriter &json, const ClusterSnapshot &snapshot)
{
    json.key("nodes").beginObject().key("usage").beginArray();
    for (const Node &node : snapshot.nodes) {
        json.beginObject().member("node", node.meta.name);
        writePercent(json, "cpuUsage", node.cpuUsage, node.cpuAllocatable);
        writePercent(json, "memUsage", node.memoryUsage, node.memoryAllocatable);
        json.endObject();
    }
    json.endArray().endObject();
}

} // namespace

std::string_view healthName(ClusterHealth health)
{
    switch (health) {
    case ClusterHealth::Healthy:
        return "healthy";
    case ClusterHealth::Degraded:
        return "degraded";
    case ClusterHealth::Unhealthy:
        return "unhealthy";
    case ClusterHealth::Unknown:
        break;
    }
    return "unknown";
}

Result<std::string> overviewJson(
    store::Connection &connection, const hub::ClusterState &cluster, Timestamp now)
{
    if (!cluster.snapshot)
        return Error{ErrorCode::NotFound, "nothing was received of " + cluster.id.value + " yet"};
    store::EventReader reader(connection);
    const auto events = reader.count({.cluster = cluster.id,
                                         .lastSeen = TimeRange{now - std::chrono::hours{24}, now},
                                         .scope = std::nullopt,
                                         .where = nullptr},
        {});
    if (!events)
        return events.error();
    JsonWriter json;
    json.beginObject().member("clusterId", cluster.id.value);
    writeCards(json, cluster.snapshot->summary, events->total);
    writeWorkloads(json, *cluster.snapshot);
    if (const Status written = writeAlerts(json, connection, cluster.id, now); !written)
        return written.error();
    writeNodes(json, *cluster.snapshot);
    json.endObject();
    return json.take();
}

} // namespace binnacle::gateway
