#pragma once

#include "core/base/clock.h"
#include "core/demo/cluster_simulation.h"
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
    // Interrupts what is under way and joins.
    ~DemoAgent();
    DemoAgent(const DemoAgent &) = delete;
    DemoAgent &operator=(const DemoAgent &) = delete;

    // Lets the cluster live until `moment` and posts what it looks like then. Blocks; tries again
    // when the listener is busy or not yet there. Not while live.
    Status tell(Timestamp moment, const std::stop_token &stop);

    // From now on by itself, in real time. Does nothing for an agent that is silent from the start.
    void goLive();

    // Any thread: makes tell(), and every snapshot after it, return Cancelled.
    void interruptTelling() { m_sender.interrupt(); }

private:
    void live(const std::stop_token &stop);
    void poll(const std::stop_token &stop, http::Client &client, std::string_view topic);
    // False when something went wrong.
    bool pollOnce(const std::stop_token &stop, http::Client &client, std::string_view topic);
    void answer(http::Client &client, const AgentCommand &command);
    Status postSnapshot(const std::stop_token &stop);
    Result<int> post(http::Client &client, std::string_view path, std::string body, bool gzip);
    // False when stopped meanwhile.
    bool pause(const std::stop_token &stop, Duration duration);
    void endPolls();

    const Clock &m_clock;
    const ClusterBlueprint &m_blueprint;
    const AgentSettings m_settings;
    std::mutex m_simulationMutex;
    std::unique_ptr<ClusterSimulation> m_simulation; // guarded by m_simulationMutex
    std::mutex m_pauseMutex;
    std::condition_variable_any m_pause;
    http::Client m_sender;
    http::Client m_opsPoller;
    http::Client m_aiPoller;
    std::jthread m_opsThread;
    std::jthread m_aiThread;
    std::jthread m_liveThread; // last: joins first, it may still end the polls
};

} // namespace binnacle::demo
