#pragma once

#include "core/access/access_control.h"
#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/listeners.h"
#include "core/base/result.h"
#include "core/config/settings.h"
#include "core/domain/slo_target.h"
#include "core/http/server.h"
#include "core/hub/memory_hub.h"
#include "core/ingest/agent_tokens.h"
#include "core/ingest/ingest_stats.h"
#include "core/ingest/snapshot_pipeline.h"
#include "core/runtime/settings_sources.h"
#include "core/runtime/store_journal.h"
#include "core/slo/traffic_history.h"
#include "core/store/event_history.h"
#include "core/store/workspace.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::runtime {

class GatewayKeeper;
class MetricsSources;
class TrafficKeeper;
class WorkspaceFollower;
class WorkspaceQueries;
class WorkspaceSettings;

struct RuntimeOptions
{
    std::string workspace; // directory
    config::Settings settings;
    SettingsOrder settingsOrder{}; // where `settings` came from, for when one is changed
    bool listen = true;            // open the agent listener, and the gateway where settings say so
};

// The whole core, running: store, hub, pipeline and agent listener, with their threads and their
// order of start and stop. The desktop console and `binnaclectl serve` are this plus a face.
class Runtime
{
public:
    // Opens the workspace, restores what it remembers, then listens. A listener that cannot start
    // is not fatal: see listenProblem(). Neither is a workspace that somebody else writes: the
    // runtime then follows that workspace and listens to nobody.
    static Result<std::unique_ptr<Runtime>> start(const Clock &clock, RuntimeOptions options);
    // Stops listening, answers parked polls, finishes what was accepted, commits, joins.
    ~Runtime();
    Runtime(const Runtime &) = delete;
    Runtime &operator=(const Runtime &) = delete;

    const Clock &clock() const { return m_clock; }
    CoreThread &core() { return m_core; }
    hub::DataHub &hub() { return *m_hub; }
    store::Workspace &workspace() { return *m_workspace; }
    store::EventHistory &history() { return *m_history; }
    slo::TrafficHistory &traffic() { return *m_traffic; }
    MetricsSources &sources() { return *m_sources; }
    WorkspaceQueries &queries() { return *m_queries; }
    WorkspaceSettings &settings() { return *m_settings; }
    GatewayKeeper &gateway() { return *m_gateway; }
    access::AccessControl &access() { return *m_access; }
    access::AuditLog &audit() { return *m_audit; }
    access::SecurityLog &security() { return *m_security; }
    const ingest::IngestStats &ingestStats() const { return m_stats; }

    // Removes a cluster and its history everywhere, or nothing of it when the store cannot (as when
    // it is read-only); `done` runs on the writer's thread.
    using StatusDone = std::function<void(const Status &)>;
    void removeCluster(const ClusterId &cluster, StatusDone done);
    void renameCluster(
        const ClusterId &cluster, std::string name, Environment environment, StatusDone done);
    // Validates it first.
    void setTarget(const SloTarget &target, StatusDone done);
    void resetTarget(const SloTarget &target, StatusDone done);

    // Null when not listening.
    const http::Server *listener() const { return m_server.get(); }
    const std::string &listenProblem() const { return m_listenProblem; }
    std::string listenAddress() const; // "127.0.0.1:8081"; empty when not listening

    // Increments that this program collected by itself; as if an agent of the cluster had sent
    // them. `done` runs after the commit.
    void takeIncrements(const ClusterId &cluster, SloIncrements increments,
        std::function<void(const Status &)> done);

    // What others may listen to: see Listeners for what a listener may do.
    Listeners<> &stateChanged() { return m_stateChanged; } // of the hub, on the core thread
    Listeners<store::SyncOutcome> &eventsStored() { return m_eventsStored; }
    // SLO increments or targets of a cluster; an empty id: of some.
    Listeners<ClusterId> &trafficStored() { return m_trafficStored; }

private:
    Runtime(const Clock &clock, RuntimeOptions options);
    Status open();
    Status openAccess();
    Status restore();
    void listen();
    void startTimers();
    void sweep();
    void thinSnapshots();

    const Clock &m_clock;
    const RuntimeOptions m_options;
    std::unique_ptr<WorkspaceSettings> m_settings;
    ingest::AgentTokens m_tokens;
    ingest::IngestStats m_stats;
    std::string m_listenProblem;
    std::atomic_bool m_hasMoreToThin = false; // set by the writer
    std::atomic_bool m_isStopping = false;
    Listeners<> m_stateChanged;
    Listeners<store::SyncOutcome> m_eventsStored;
    Listeners<ClusterId> m_trafficStored;

    // In order of dependency; threads of the later ones call into the earlier ones.
    std::unique_ptr<store::Workspace> m_workspace;
    std::unique_ptr<access::SecurityLog> m_security;
    std::unique_ptr<access::AuditLog> m_audit;
    std::unique_ptr<access::AccessControl> m_access;
    std::unique_ptr<store::EventHistory> m_history;
    std::unique_ptr<slo::TrafficHistory> m_traffic;
    std::unique_ptr<TrafficKeeper> m_keeper;
    std::unique_ptr<StoreJournal> m_journal;
    std::unique_ptr<hub::MemoryHub> m_hub;
    CoreThread m_core;
    std::vector<CoreThread::TimerId> m_timers;
    std::unique_ptr<ingest::SnapshotPipeline> m_pipeline;
    std::unique_ptr<WorkspaceFollower> m_follower;
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<MetricsSources> m_sources;
    std::unique_ptr<WorkspaceQueries> m_queries;
    std::unique_ptr<GatewayKeeper> m_gateway;
};

} // namespace binnacle::runtime
