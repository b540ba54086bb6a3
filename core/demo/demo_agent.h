#pragma once

#include "core/base/clock.h"
#include "core/demo/back_fill.h"
#include "core/demo/cluster_simulation.h"
#include "core/demo/snapshot_poster.h"
#include "core/demo/traffic_reporter.h"
#include "core/http/client.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>

namespace binnacle::demo {

struct AgentSettings
{
    std::uint16_t port = 0; // of the agent listener on loopback
    Duration snapshotInterval{2'000};
    Duration heartbeatInterval{5'000};
    Duration scrapeInterval{4'000};
    std::string metricsUrl;              // of this cluster
    std::optional<Duration> silentAfter; // of live time: then nothing more is sent
};

// Speaks for one simulated cluster, as a real agent does (contract 01): snapshots, heartbeats, two
// long polls, results. Owns the simulation and three threads once it is live.
class DemoAgent
{
public:
    // `clock` and `blueprint` must outlive the agent.
    DemoAgent(const Clock &clock, const ClusterBlueprint &blueprint,
        std::unique_ptr<ClusterSimulation> simulation, const AgentSettings &settings);
    // Interrupts what is under way and joins. Nobody may ask for metrics any more.
    ~DemoAgent();
    DemoAgent(const DemoAgent &) = delete;
    DemoAgent &operator=(const DemoAgent &) = delete;

    // Lets the cluster live until `moment` and posts what it looks like then. Blocks; tries again
    // when the listener is busy or not yet there. Not while live.
    Status tell(Timestamp moment, const std::stop_token &stop);

    // From now on the proxies count, and metrics() tells. Returns the instant it begins: what was
    // before is for backFill(). Once, before goLive().
    Timestamp startCounting();

    // Posts what was counted in these stretches, which lie before the counting. Blocks. Beside
    // everything else, on one thread.
    Status backFill(const BackFillChunk &chunk, const std::stop_token &stop);

    // What a scrape of this cluster sees now; nothing before the counting. Any thread.
    std::optional<std::string> metrics();

    std::string_view cluster() const { return m_blueprint.name; }

    // From now on by itself, in real time. Does nothing for an agent that is silent from the start.
    void goLive();

    // Any thread: makes tell() and backFill(), and every snapshot after them, return Cancelled.
    void interruptTelling();

private:
    void live(const std::stop_token &stop);
    void poll(const std::stop_token &stop, http::Client &client, std::string_view topic);
    // False when something went wrong.
    bool pollOnce(const std::stop_token &stop, http::Client &client, std::string_view topic);
    void answer(http::Client &client, const AgentCommand &command);
    void scrape(const std::stop_token &stop);
    Status postSnapshot(const std::stop_token &stop);
    Result<int> post(http::Client &client, std::string_view path, std::string body);
    // False when stopped meanwhile.
    bool pause(const std::stop_token &stop, Duration duration);
    void endPolls();

    const Clock &m_clock;
    const ClusterBlueprint &m_blueprint;
    const AgentSettings m_settings;
    std::mutex m_simulationMutex;
    std::unique_ptr<ClusterSimulation> m_simulation; // guarded by m_simulationMutex
    bool m_counts = false;                           // guarded by m_simulationMutex
    std::shared_ptr<const MeshHistory> m_traffic;    // until the counting; for backFill()
    std::string m_backFillId;                        // its boot_id
    std::uint64_t m_backFilled = 0;                  // its last seq
    TrafficReporter m_reporter;
    std::mutex m_pauseMutex;
    std::condition_variable_any m_pause;
    SnapshotPoster m_poster;
    SnapshotPoster m_backFiller;
    http::Client m_sender;
    http::Client m_opsPoller;
    http::Client m_aiPoller;
    std::jthread m_opsThread;
    std::jthread m_aiThread;
    std::jthread m_liveThread; // last: joins first, it may still end the polls
};

} // namespace binnacle::demo
