// The half of AlertKeeper that looks at what changed.
#include "core/alerts/history_readings.h"
#include "core/hub/hub_state.h"
#include "core/runtime/alert_decided.h"
#include "core/runtime/alert_world.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_queries.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/event_repository.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::runtime {

namespace {

// A snapshot that tells of the past, as of an import, is no news.
constexpr Duration kStale{5 * 60'000};
constexpr std::uint64_t kAgentTicks = 5; // in ticks of a second
constexpr std::int64_t kLevelTicks = alerts::kLookEvery / Duration{1'000};
constexpr std::uint64_t kWorldTicks = 60;
constexpr std::uint64_t kHistoryTicks = 3;
constexpr std::size_t kMostEvents = 20'000; // more at once are read from the store as a whole

} // namespace

void AlertKeeper::tick()
{
    if (m_isStopping)
        return;
    ++m_ticks;
    if (m_readsAgain)
        readAgain();
    const Timestamp now = m_runtime.clock().now();
    Readings readings;
    const auto add
        = [&readings](Readings more) { std::ranges::move(more, std::back_inserter(readings)); };
    if (m_ticks % kAgentTicks == 0)
        lookAtAgents();
    // At full half minutes of the clock, as history is looked at.
    const Duration intoLook = now.time_since_epoch() % (kLevelTicks * m_runtime.dutyTick());
    if (std::exchange(m_lookedAt, now - intoLook) != now - intoLook)
        add(m_live.onTick(now));
    if (m_ticks % kLevelTicks == 0) {
        m_channels.tryAgain();
        remind();
        askForRunbooks();
        noteLastStep();
    }
    if (m_ticks % kHistoryTicks == 0) {
        for (const ClusterId &cluster : m_live.behind())
            announceTraffic(cluster, {});
    }
    if (m_ticks % kWorldTicks == 0)
        refreshWorld();
    for (const alerts::LiveReadings::Ask &ask : m_live.queriesDue(now))
        this->ask(ask);
    step(std::move(readings)); // also without news: time passes
}

void AlertKeeper::lookAtState()
{
    m_stateWaits = false;
    if (m_isStopping)
        return;
    const Timestamp now = m_runtime.clock().now();
    const auto state = m_runtime.hub().state();
    takeOffline(*state);
    Readings readings;
    for (const hub::ClusterState &cluster : state->clusters) {
        auto &seen = m_seen[cluster.id];
        if (!cluster.snapshot || cluster.remembered || seen == cluster.snapshot
            || now - cluster.snapshot->receivedAt > kStale)
            continue;
        seen = cluster.snapshot;
        Readings found = m_live.onSnapshot(cluster.snapshot, now);
        std::ranges::move(found, std::back_inserter(readings));
    }
    std::erase_if(m_seen, [&](const auto &entry) {
        const bool isGone = !hub::findCluster(*state, entry.first);
        if (isGone) {
            Readings forgotten = m_live.forget(entry.first);
            std::ranges::move(forgotten, std::back_inserter(readings));
        }
        return isGone;
    });
    if (!readings.empty())
        step(std::move(readings));
}

void AlertKeeper::lookAtEvents()
{
    std::vector<EventRowId> ids;
    {
        const std::scoped_lock lock(m_mutex);
        ids.swap(m_newEvents);
    }
    if (ids.empty() || m_isStopping)
        return;
    const Timestamp now = m_runtime.clock().now();
    auto readings = askReader<Readings>(m_runtime.dutyReaders(),
        [this, ids = std::move(ids), now](store::Connection &connection) -> Result<Readings> {
            if (ids.size() > kMostEvents)
                return m_live.loadEvents(connection, now);
            const auto events = store::EventReader(connection).byId(ids);
            if (!events)
                return events.error();
            return m_live.onEvents(*events, now);
        });
    if (readings)
        return step(*std::move(readings));
    m_health = readings.error();
    m_readsAgain = true; // with the next tick: nothing that was stored is overlooked
}

void AlertKeeper::lookAtTraffic()
{
    std::map<ClusterId, Timestamp> traffic;
    {
        const std::scoped_lock lock(m_mutex);
        traffic.swap(m_newTraffic);
    }
    if (m_isStopping)
        return;
    const Timestamp now = m_runtime.clock().now();
    Readings readings;
    for (const auto &[cluster, oldest] : traffic) {
        auto levels = askReader<Readings>(m_runtime.dutyReaders(),
            [this, cluster = cluster, oldest = oldest, now](store::Connection &connection) {
                return m_live.onIncrements(connection, cluster, now, oldest);
            });
        if (levels) {
            std::ranges::move(*levels, std::back_inserter(readings));
            continue;
        }
        m_health = levels.error();
        announceTraffic(cluster, oldest);
    }
    if (!readings.empty())
        step(std::move(readings));
}

// Before anything a cluster tells is judged: who speaks again is not silent any more.
void AlertKeeper::takeOffline(const hub::HubState &state)
{
    std::set<ClusterId> offline = offlineClusters(state);
    {
        const std::scoped_lock lock(m_mutex);
        if (m_world.offline == offline)
            return;
        m_world.offline = std::move(offline);
    }
    m_engine.setWorld(world());
}

void AlertKeeper::lookAtAgents()
{
    const auto state = m_runtime.hub().state();
    std::vector<alerts::LiveReadings::AgentSeen> agents;
    const Timestamp now = m_runtime.clock().now();
    watchClock(now);
    const Duration patience = m_runtime.settings().current().agents.agentOfflineAfter;
    for (const hub::ClusterState &cluster : state->clusters) {
        // Who was silent because we were away gets time to speak.
        if (cluster.times.lastHeartbeat < m_startedAt && now < m_startedAt + patience)
            continue;
        agents.emplace_back(cluster.id, cluster.times);
    }
    takeOffline(*state);
    Readings readings = m_live.onAgents(agents, now);
    std::ranges::move(readings, std::back_inserter(m_readingsWaiting));
}

void AlertKeeper::refreshWorld()
{
    const auto state = m_runtime.hub().state();
    const Timestamp now = m_runtime.clock().now();
    auto world = askReader<alerts::EngineWorld>(
        m_runtime.dutyReaders(), [state, now](store::Connection &connection) {
            return readAlertWorld(connection, *state, now);
        });
    if (!world) {
        m_health = world.error(); // the one before stays
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_world = *world;
    }
    m_engine.setWorld(*std::move(world));
}

void AlertKeeper::ask(const alerts::LiveReadings::Ask &ask)
{
    m_runtime.queries().run(ask.request, {},
        [this, alive = std::weak_ptr(m_alive), rule = ask.rule](
            const query::QueryOutcome &outcome) {
            if (!alive.lock() || m_isStopping)
                return;
            m_thread.post([this, rule, outcome] {
                Readings readings = m_live.onAnswer(rule, outcome);
                const bool isNews = takeProblems();
                step(std::move(readings));
                if (isNews)
                    publish();
            });
        });
}

} // namespace binnacle::runtime
