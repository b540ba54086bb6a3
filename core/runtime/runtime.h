#pragma once

#include "core/access/access_control.h"
#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/listeners.h"
#include "core/base/result.h"
#include "core/config/settings.h"
#include "core/domain/alert.h"
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
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::alerts {
struct RunbookWish;
}
namespace binnacle::access {
class SecretStore;
}

namespace binnacle::runtime {

class AlertKeeper;
class ChannelKeeper;
class CommandKeeper;
class ContactKeeper;
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
    // Opens where the key of stored secrets is kept; null, or giving null: in a file of the
    // workspace. Called on a thread that may wait.
    std::function<std::shared_ptr<access::SecretStore>()> openSecrets;
    // How often alerts and commands look whether it is time for something.
    Duration dutyTick{1'000};
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
    Duration dutyTick() const { return m_options.dutyTick; }
    CoreThread &core() { return m_core; }
    hub::DataHub &hub() { return *m_hub; }
    store::Workspace &workspace() { return *m_workspace; }
    // For what must not wait behind people's questions: alerts, messages, commands.
    store::ReaderPool &dutyReaders() { return *m_dutyReaders; }
    store::EventHistory &history() { return *m_history; }
    slo::TrafficHistory &traffic() { return *m_traffic; }
    MetricsSources &sources() { return *m_sources; }
    WorkspaceQueries &queries() { return *m_queries; }
    ChannelKeeper &channels() { return *m_channels; }
    AlertKeeper &alerts() { return *m_alerts; }
    CommandKeeper &commands() { return *m_commands; }
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
    // A command was accepted or its record changed; on the core thread.
    Listeners<CommandRecord> &commandsChanged() { return m_commandsChanged; }
    // SLO increments or targets of a cluster; an empty id: of some.
    // With the end of the oldest increment stored; unknown: it is not known.
    Listeners<ClusterId, Timestamp> &trafficStored() { return m_trafficStored; }

private:
    Runtime(const Clock &clock, RuntimeOptions options);
    Status open();
    Status openAccess();
    Status openDuty(); // alerts, channels, commands
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
    Listeners<CommandRecord> m_commandsChanged;
    Listeners<ClusterId, Timestamp> m_trafficStored;

    // In order of dependency; threads of the later ones call into the earlier ones.
    std::unique_ptr<store::Workspace> m_workspace;
    std::unique_ptr<store::ReaderPool> m_dutyReaders;
    std::unique_ptr<access::SecurityLog> m_security;
    std::unique_ptr<access::AuditLog> m_audit;
    std::unique_ptr<access::AccessControl> m_access;
    std::unique_ptr<store::EventHistory> m_history;
    std::unique_ptr<slo::TrafficHistory> m_traffic;
    std::unique_ptr<TrafficKeeper> m_keeper;
    std::unique_ptr<ContactKeeper> m_contacts;
    std::unique_ptr<StoreJournal> m_journal;
    std::unique_ptr<hub::MemoryHub> m_hub;
    CoreThread m_core;
    std::vector<CoreThread::TimerId> m_timers;
    std::unique_ptr<ingest::SnapshotPipeline> m_pipeline;
    std::unique_ptr<WorkspaceFollower> m_follower;
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<MetricsSources> m_sources;
    std::unique_ptr<ChannelKeeper> m_channels;
    std::unique_ptr<AlertKeeper> m_alerts;
    std::unique_ptr<CommandKeeper> m_commands;
    std::unique_ptr<WorkspaceQueries> m_queries; // answers the ones above before they go
    std::unique_ptr<GatewayKeeper> m_gateway;
    Listeners<alerts::RunbookWish>::Subscription m_runbookWanted; // last: stops first
};

} // namespace binnacle::runtime
