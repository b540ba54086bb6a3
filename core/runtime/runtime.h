#pragma once

#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/result.h"
#include "core/config/settings.h"
#include "core/http/server.h"
#include "core/hub/memory_hub.h"
#include "core/ingest/agent_tokens.h"
#include "core/ingest/ingest_stats.h"
#include "core/ingest/snapshot_pipeline.h"
#include "core/runtime/store_journal.h"
#include "core/slo/traffic_history.h"
#include "core/store/event_history.h"
#include "core/store/workspace.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace binnacle::runtime {

class MetricsSources;
class TrafficKeeper;
class WorkspaceFollower;

struct RuntimeOptions
{
    std::string workspace; // directory
    config::Settings settings;
    bool listen = true; // open the agent listener
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
    const ingest::IngestStats &ingestStats() const { return m_stats; }

    // Removes a cluster and its history everywhere, or nothing of it when the store cannot (as when
    // it is read-only); `done` runs on the writer's thread.
    void removeCluster(const ClusterId &cluster, std::function<void(const Status &)> done);

    // `stored` runs on any thread whenever SLO increments or targets were stored; it must only
    // post.
    using TrafficStored = std::function<void(const ClusterId &)>;
    void setTrafficListener(TrafficStored stored);
    void notifyTrafficStored(const ClusterId &cluster);

    // Null when not listening.
    const http::Server *listener() const { return m_server.get(); }
    const std::string &listenProblem() const { return m_listenProblem; }
    std::string listenAddress() const; // "127.0.0.1:8081"; empty when not listening

    // Increments that this program collected by itself; as if an agent of the cluster had sent
    // them. `done` runs after the commit.
    void takeIncrements(const ClusterId &cluster, SloIncrements increments,
        std::function<void(const Status &)> done);

    // `stored` runs on any thread whenever events entered the history; it must only post.
    using EventsStored = std::function<void(const store::SyncOutcome &)>;
    void setEventsListener(EventsStored stored);
    void notifyEventsStored(const store::SyncOutcome &outcome);

private:
    Runtime(const Clock &clock, RuntimeOptions options);
    Status open();
    Status restore();
    void listen();
    void startTimers();
    void sweep();
    void thinSnapshots();

    const Clock &m_clock;
    const RuntimeOptions m_options;
    ingest::AgentTokens m_tokens;
    ingest::IngestStats m_stats;
    std::string m_listenProblem;
    std::atomic_bool m_hasMoreToThin = false; // set by the writer
    std::atomic_bool m_isStopping = false;
    std::mutex m_mutex;
    EventsStored m_eventsStored;   // guarded by m_mutex
    TrafficStored m_trafficStored; // guarded by m_mutex

    // In order of dependency; threads of the later ones call into the earlier ones.
    std::unique_ptr<store::Workspace> m_workspace;
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
};

} // namespace binnacle::runtime
