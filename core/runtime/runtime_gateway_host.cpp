#include "core/runtime/runtime_gateway_host.h"

#include "core/gateway/limit_hits.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/slo_answer.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <utility>

namespace binnacle::runtime {

using gateway::MetricSample;

RuntimeGatewayHost::RuntimeGatewayHost(Runtime &runtime)
    : m_runtime(runtime)
    , m_channelsChanged(runtime.channels().changed().add(
          [&runtime, waiting = m_waiting] { count(runtime, waiting); }))
{}

void RuntimeGatewayHost::renameCluster(
    const ClusterId &cluster, std::string name, Environment environment, StatusDone done)
{
    m_runtime.renameCluster(cluster, std::move(name), environment, std::move(done));
}

void RuntimeGatewayHost::removeCluster(const ClusterId &cluster, StatusDone done)
{
    m_runtime.removeCluster(cluster, std::move(done));
}

void RuntimeGatewayHost::setTarget(const SloTarget &target, StatusDone done)
{
    m_runtime.setTarget(target, std::move(done));
}

Result<std::string> RuntimeGatewayHost::answerSlo(
    store::Connection &connection, const gateway::SloAsk &ask)
{
    return runtime::answerSlo(connection,
        {.answer = ask.answer,
            .cluster = ask.cluster,
            .timeRange = ask.timeRange,
            .host = ask.host,
            .now = ask.now});
}

query::QueryLimits RuntimeGatewayHost::queryLimits() const
{
    const config::QuerySettings settings = m_runtime.settings().current().query;
    return {.rows = static_cast<std::size_t>(settings.rows), .time = settings.time};
}

std::vector<gateway::SettingRow> RuntimeGatewayHost::settings() const
{
    std::vector<gateway::SettingRow> rows;
    for (WorkspaceSettings::Shown &shown : m_runtime.settings().list())
        rows.push_back({.key = std::move(shown.key),
            .value = std::move(shown.value),
            .description = std::move(shown.help),
            .needsRestart = shown.needsRestart});
    return rows;
}

void RuntimeGatewayHost::setSetting(
    const std::string &key, const std::string &value, const Principal &, StatusDone done)
{
    m_runtime.settings().set(key, value, std::move(done));
}

std::vector<MetricSample> RuntimeGatewayHost::metrics() const
{
    const ingest::IngestStats &stats = m_runtime.ingestStats();
    const auto counter = [](std::string name, std::string help, std::uint64_t value) {
        return MetricSample{.name = std::move(name),
            .help = std::move(help),
            .isCounter = true,
            .value = static_cast<double>(value)};
    };
    std::vector<MetricSample> samples{
        counter("binnacle_snapshots_total", "Snapshots taken in.", stats.snapshots),
        counter("binnacle_snapshot_bytes_total", "Bytes of snapshots as received.",
            stats.snapshotBytes),
        counter("binnacle_heartbeats_total", "Heartbeats of agents.", stats.heartbeats),
        counter("binnacle_agent_rejections_total", "Requests of agents answered with 4xx.",
            stats.rejected),
        counter("binnacle_snapshots_superseded_total",
            "Snapshots dropped unread because a newer one of the cluster waited.",
            stats.superseded),
        counter("binnacle_events_inserted_total", "Events stored.", stats.eventsInserted),
        counter("binnacle_events_updated_total", "Events that grew.", stats.eventsUpdated),
        counter("binnacle_audit_failures_total", "Audit rows that could not be written.",
            static_cast<std::uint64_t>(m_runtime.audit().failures())),
    };
    if (m_runtime.listener())
        gateway::addLimitHits(samples, "agents", m_runtime.listener()->stats());
    const auto state = m_runtime.hub().state();
    for (const hub::ClusterState &cluster : state->clusters) {
        const std::vector<std::pair<std::string, std::string>> labels{
            {"cluster", cluster.id.value}};
        const auto gauge = [&](std::string name, std::string help, double value) {
            samples.push_back({.name = std::move(name),
                .help = std::move(help),
                .labels = labels,
                .value = value});
        };
        gauge("binnacle_cluster_up", "Whether the cluster's agent is heard.",
            cluster.status == AgentStatus::Offline ? 0 : 1);
        if (isKnown(cluster.times.lastSnapshot))
            gauge("binnacle_cluster_snapshot_timestamp_seconds", "When the last snapshot came.",
                static_cast<double>(toEpochMs(cluster.times.lastSnapshot)) / 1e3);
        if (cluster.snapshot)
            gauge("binnacle_cluster_objects", "Objects in the last snapshot.",
                cluster.snapshot->summary.totalObjects);
    }
    addDutyMetrics(samples);
    return samples;
}

} // namespace binnacle::runtime
