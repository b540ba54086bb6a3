#pragma once

#include "core/codec/snapshot.h"
#include "core/collect/collector.h"
#include "core/collect/increment_outbox.h"
#include "core/demo/agent_wire.h"
#include "core/demo/cluster_simulation.h"
#include "core/demo/snapshot_encoder.h"
#include "core/demo/snapshot_poster.h"
#include "core/http/client.h"
#include "tests/support/fake_clock.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace binnacle::test {

// Speaks for a simulated cluster over a real socket, as an agent does: snapshots with what the
// proxies counted, a long poll, results. Time is that of the clock the test moves.
class DutyAgent
{
public:
    static constexpr Duration kWarmUp{60 * 60'000};

    DutyAgent(const FakeClock &clock, std::uint16_t port, const demo::ClusterBlueprint &blueprint,
        const demo::IncidentPlan &incident)
        : m_clock(clock)
        , m_cluster(blueprint.name)
        , m_poster(port, blueprint.name)
        , m_poller("127.0.0.1", port)
        , m_results("127.0.0.1", port)
        , m_simulation(blueprint, 1, clock.now() - kWarmUp, incident)
    {
        collect::CollectSettings settings;
        settings.ingressNamespaces = {"edge"};
        m_collector = std::make_unique<collect::Collector>(settings);
        m_simulation.advance(clock.now());
        m_simulation.startCounting();
    }

    ~DutyAgent()
    {
        m_thread.request_stop();
        m_poller.interrupt();
        m_results.interrupt();
    }
    DutyAgent(const DutyAgent &) = delete;
    DutyAgent &operator=(const DutyAgent &) = delete;

    void startPolling()
    {
        m_thread = std::jthread([this](const std::stop_token &stop) { poll(stop); });
    }

    // What was counted before it came.
    bool tellPast(Duration length)
    {
        constexpr Duration kStretch{5 * 60'000};
        const auto traffic = m_simulation.trafficHistory();
        std::vector<SloIncrements> past;
        const Timestamp end = m_simulation.now();
        for (Timestamp from = end - length; from < end; from += kStretch) {
            past.push_back(traffic->increments({from, from + kStretch}));
            past.back().bootId = "the time before";
            past.back().seq = past.size();
        }
        return m_poster.post(demo::encodeIncrements(m_cluster, m_clock.now(), past), {})
            .has_value();
    }

    // Lives until now, scrapes and tells it.
    bool beat()
    {
        std::string body;
        {
            const std::scoped_lock lock(m_mutex);
            m_simulation.advance(m_clock.now());
            auto state = codec::decodeSnapshot(m_simulation.snapshot());
            if (!state)
                return false;
            m_collector->setCluster(*std::move(state));
            auto counted = m_collector->scrape(
                m_simulation.metrics(), codec::ExpositionFormat::Text, m_clock.now());
            if (!counted)
                return false;
            if (*counted)
                m_outbox.add(std::move(**counted));
            const SloIncrements *waiting = m_outbox.offer();
            body = m_simulation.snapshot(
                waiting ? std::span(waiting, 1) : std::span<const SloIncrements>());
        }
        if (!m_poster.post(body, {}))
            return false;
        m_outbox.acknowledge();
        return true;
    }

    // The agent's own ledger.
    std::vector<demo::AgentCommand> executed() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_executed;
    }

private:
    void poll(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            const auto answer
                = m_poller.send({.target = "/agent/commands?cluster_id=" + m_cluster + "&topic=ops",
                    .headers = {{"X-Cluster-ID", m_cluster}},
                    .timeout = Duration{60'000}});
            if (!answer || answer->status != 200)
                continue;
            const auto command = demo::decodePoll(answer->body);
            if (command && *command)
                carryOut(**command);
        }
    }

    void carryOut(const demo::AgentCommand &command)
    {
        const Timestamp at = m_clock.now();
        std::string body;
        {
            const std::scoped_lock lock(m_mutex);
            m_simulation.advance(at);
            m_executed.push_back(command);
            body = demo::encodeResult(
                command.id, m_simulation.execute(command), std::chrono::milliseconds{7}, at);
        }
        (void)m_results.send({.method = "POST",
            .target = "/agent/result",
            .headers = {{"X-Cluster-ID", m_cluster}, {"Content-Type", "application/json"}},
            .body = body}); // a test that waits for the result sees that it did not arrive
    }

    const FakeClock &m_clock;
    const std::string m_cluster;
    demo::SnapshotPoster m_poster;
    http::Client m_poller;
    http::Client m_results;
    mutable std::mutex m_mutex;
    demo::ClusterSimulation m_simulation;            // guarded by m_mutex
    std::vector<demo::AgentCommand> m_executed;      // guarded by m_mutex
    std::unique_ptr<collect::Collector> m_collector; // of the test's thread
    collect::IncrementOutbox m_outbox{"this run"};   // likewise
    std::jthread m_thread;                           // last: joins first
};

} // namespace binnacle::test
