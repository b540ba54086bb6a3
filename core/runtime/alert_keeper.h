#pragma once

#include "core/alerts/engine.h"
#include "core/alerts/live_readings.h"
#include "core/alerts/runbook_wishes.h"
#include "core/base/core_thread.h"
#include "core/base/listeners.h"
#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/runtime/alert_state.h"
#include "core/store/event_history.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace binnacle::hub {
struct HubState;
}
namespace binnacle::store {
struct WriteContext;
}

namespace binnacle::runtime {

class ChannelKeeper;
class Runtime;

// Evaluates the rules of a workspace on a thread of its own: what changes goes through
// alerts::LiveReadings to alerts::Engine, and what that decides is committed together with the
// messages it causes before anything else is decided. While the store does not take it, nothing is
// decided, and it is tried again. A workspace that somebody else writes is only looked at.
//
// Thread-safe. `done` runs on any thread.
class AlertKeeper
{
public:
    using StatusDone = std::function<void(const Status &)>;

    // Both must outlive the keeper.
    AlertKeeper(Runtime &runtime, ChannelKeeper &channels);
    ~AlertKeeper();
    AlertKeeper(const AlertKeeper &) = delete;
    AlertKeeper &operator=(const AlertKeeper &) = delete;

    // Reads what the store knows and begins. Blocking.
    Status start();
    void stop();

    std::shared_ptr<const AlertState> state() const; // never null
    Listeners<> &changed() { return m_changed; }
    // Somebody is told of this alert: it fires, or is over.
    Listeners<Alert> &told() { return m_told; }
    // An alert fires whose rule runs a runbook: it is to be started under the key of the wish, with
    // removeWish() in its transaction, and endWish() told. Stored: asked for again after a crash.
    Listeners<alerts::RunbookWish> &runbookWanted() { return m_runbookWanted; }
    void endWish(std::int64_t wish, const Status &outcome); // any thread

    void saveRule(const AlertRule &rule, StatusDone done); // id 0: a new one
    void removeRule(std::int64_t rule, StatusDone done);
    void acknowledge(std::int64_t alert, const std::string &by, StatusDone done);
    void saveSilence(const Silence &silence, StatusDone done);
    void endSilence(std::int64_t silence, StatusDone done);

    // Who called whom when it was looked at last; for backtests.
    alerts::EngineWorld world() const;

private:
    using Readings = std::vector<alerts::RuleReadings>;
    // What one step decided, until it is committed.
    struct Decided;

    Status load();
    void listen();
    void readAgain(); // rules and silences, after a change
    void change(std::function<Status(store::WriteContext &)> job, StatusDone done);
    void tick();
    void lookAtState();
    void lookAtEvents();
    void lookAtTraffic();
    void lookAtAgents();
    void takeOffline(const hub::HubState &state);
    void refreshWorld();
    void ask(const alerts::LiveReadings::Ask &ask);
    void step(Readings readings);
    void keep(alerts::EngineStep step, Timestamp now); // in m_decided
    void address(const alerts::AlertPage &page, const std::vector<Alert> &alerts, Timestamp now);
    bool save(); // m_decided; false: the store does not take it now
    void announceTraffic(const ClusterId &cluster, Timestamp oldest);
    void remind();
    void publish();
    void removeOld();
    Status loadWishes(const std::vector<Alert> &open, Timestamp now);
    void askForRunbooks();
    void dropWish(std::int64_t wish);
    Result<Timestamp> readLastStep();
    void noteLastStep();
    void watchClock(Timestamp now);
    bool takeProblems(); // true: others than before

    Runtime &m_runtime;
    ChannelKeeper &m_channels;
    Listeners<> m_changed;
    Listeners<Alert> m_told;
    Listeners<alerts::RunbookWish> m_runbookWanted;

    mutable std::mutex m_mutex;
    std::shared_ptr<const AlertState> m_state; // guarded by m_mutex
    std::vector<EventRowId> m_newEvents;       // guarded by m_mutex
    // Of which clusters, and the oldest of it. Guarded by m_mutex.
    std::map<ClusterId, Timestamp> m_newTraffic;
    alerts::EngineWorld m_world; // guarded by m_mutex
    std::atomic_bool m_stateWaits = false;
    std::atomic_bool m_isStopping = false;

    // Of the thread.
    alerts::LiveReadings m_live;
    alerts::Engine m_engine;
    std::vector<AlertRule> m_rules;
    std::vector<Silence> m_silences;
    std::vector<alerts::RuleProblem> m_broken; // conditions that cannot be read
    std::map<std::int64_t, std::string> m_problems;
    std::map<ClusterId, std::shared_ptr<const ClusterSnapshot>> m_seen;
    Readings m_readingsWaiting;                              // for what is decided to be committed
    std::unique_ptr<Decided> m_decided;                      // never null
    std::set<std::pair<std::int64_t, Timestamp>> m_reminded; // silences and their ends
    Status m_health = Done{};
    std::uint64_t m_ticks = 0;
    bool m_readsAgain = false; // something could not be read
    Timestamp m_startedAt{};
    Timestamp m_lookedAt{};               // the full half minute of the last look at levels
    std::optional<Duration> m_clockAhead; // of the monotonic one
    std::map<std::int64_t, alerts::RunbookWish> m_wishes; // not answered yet

    Listeners<>::Subscription m_stateChanged;
    Listeners<store::SyncOutcome>::Subscription m_eventsStored;
    Listeners<ClusterId, Timestamp>::Subscription m_trafficStored;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
    CoreThread m_thread; // last: joins first
};

} // namespace binnacle::runtime
