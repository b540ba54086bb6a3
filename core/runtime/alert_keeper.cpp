#include "core/runtime/alert_keeper.h"

#include "core/alerts/alert_repository.h"
#include "core/alerts/silence_repository.h"
#include "core/notify/outbox_repository.h"
#include "core/runtime/alert_decided.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/clock_guard.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <future>
#include <tuple>
#include <utility>

Q_LOGGING_CATEGORY(logAlerts, "binnacle.alerts")

namespace binnacle::runtime {

namespace {

constexpr Duration kFollow{5'000}; // what another process writes
constexpr int kGathersInTick = 10; // clusters that tell of traffic at the same time
constexpr Duration kDay{24LL * 3'600'000};
constexpr Duration kSilencesShown = 7 * kDay; // after their end
constexpr Duration kRemoveOldEvery{3'600'000};
constexpr std::int64_t kRemovedAtOnce = 1'000;

// All that the store knows about alerts.
struct Stored
{
    std::vector<AlertRule> rules;
    std::vector<Silence> silences;
    std::vector<Alert> open;
    std::vector<Alert> firings;
};

Result<Stored> readStored(store::Connection &connection, Timestamp now)
{
    auto rules = alerts::readRules(connection);
    if (!rules)
        return rules.error();
    auto silences = alerts::readSilences(connection, now - kSilencesShown);
    if (!silences)
        return silences.error();
    auto open = alerts::readOpenAlerts(connection);
    if (!open)
        return open.error();
    auto firings = alerts::readFirings(connection, now - kDay);
    if (!firings)
        return firings.error();
    return Stored{*std::move(rules), *std::move(silences), *std::move(open), *std::move(firings)};
}

} // namespace

AlertKeeper::AlertKeeper(Runtime &runtime, ChannelKeeper &channels)
    : m_runtime(runtime)
    , m_channels(channels)
    , m_state(std::make_shared<const AlertState>())
    , m_decided(std::make_unique<Decided>())
{}

AlertKeeper::~AlertKeeper()
{
    stop();
}

void AlertKeeper::stop()
{
    m_isStopping = true;
    m_stateChanged = {};
    m_eventsStored = {};
    m_trafficStored = {};
    std::promise<void> quiet; // nothing of ours runs after this
    m_thread.post([&quiet] { quiet.set_value(); });
    quiet.get_future().wait();
}

Status AlertKeeper::start()
{
    if (!m_runtime.workspace().isReadOnly()) {
        const Status seeded = m_runtime.workspace().writer().submitAndWait(
            [now = m_runtime.clock().now()](
                store::WriteContext &context) { return alerts::seedBuiltInRules(context, now); });
        if (!seeded)
            return seeded;
    }
    std::promise<Status> loaded;
    m_thread.post([this, &loaded] { loaded.set_value(load()); });
    if (Status status = loaded.get_future().get(); !status)
        return status;
    if (m_runtime.workspace().isReadOnly()) {
        m_thread.every(kFollow, [this] { readAgain(); });
        return Done{};
    }
    listen();
    return Done{};
}

Status AlertKeeper::load()
{
    const Timestamp now = m_runtime.clock().now();
    m_startedAt = now;
    auto lastStep = readLastStep();
    if (!lastStep)
        return lastStep.error();
    auto stored = askReader<Stored>(m_runtime.dutyReaders(),
        [now](store::Connection &connection) { return readStored(connection, now); });
    if (!stored)
        return stored.error();
    m_rules = std::move(stored->rules);
    m_silences = std::move(stored->silences);
    m_engine.setRules(m_rules);
    m_engine.setSilences(m_silences);
    if (!m_runtime.workspace().isReadOnly()) {
        if (Status loaded = loadWishes(stored->open, now); !loaded)
            return loaded;
    }
    m_engine.restore(std::move(stored->open), std::move(stored->firings), *lastStep);
    m_broken = m_live.setRules(m_rules);
    takeProblems();
    publish();
    return Done{};
}

void AlertKeeper::listen()
{
    m_stateChanged = m_runtime.stateChanged().add([this] {
        if (!m_stateWaits.exchange(true))
            m_thread.post([this] { lookAtState(); });
    });
    m_eventsStored = m_runtime.eventsStored().add([this](const store::SyncOutcome &stored) {
        const std::scoped_lock lock(m_mutex);
        const bool wasEmpty = m_newEvents.empty();
        m_newEvents.insert(m_newEvents.end(), stored.inserted.begin(), stored.inserted.end());
        m_newEvents.insert(m_newEvents.end(), stored.updated.begin(), stored.updated.end());
        if (wasEmpty && !m_newEvents.empty())
            m_thread.post([this] { lookAtEvents(); });
    });
    m_trafficStored = m_runtime.trafficStored().add(
        [this](const ClusterId &cluster, Timestamp oldest) { announceTraffic(cluster, oldest); });
    m_thread.post([this] {
        readAgain();
        refreshWorld();
        lookAtState();
        askForRunbooks();
    });
    m_thread.every(m_runtime.dutyTick(), [this] { tick(); });
    m_thread.every(kRemoveOldEvery, [this] { removeOld(); });
}

void AlertKeeper::announceTraffic(const ClusterId &cluster, Timestamp oldest)
{
    const std::scoped_lock lock(m_mutex);
    const bool wasEmpty = m_newTraffic.empty();
    Timestamp &known = m_newTraffic.try_emplace(cluster, oldest).first->second;
    if (isKnown(oldest) && (!isKnown(known) || oldest < known))
        known = oldest;
    if (wasEmpty)
        m_thread.after(m_runtime.dutyTick() / kGathersInTick, [this] { lookAtTraffic(); });
}

std::shared_ptr<const AlertState> AlertKeeper::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

alerts::EngineWorld AlertKeeper::world() const
{
    const std::scoped_lock lock(m_mutex);
    return m_world;
}

// Rules and silences as they are stored now. What is open comes from the engine, unless another
// process owns it.
void AlertKeeper::readAgain()
{
    if (m_isStopping)
        return;
    m_readsAgain = false;
    const Timestamp now = m_runtime.clock().now();
    const bool isFollower = m_runtime.workspace().isReadOnly();
    auto stored = askReader<Stored>(m_runtime.dutyReaders(),
        [now](store::Connection &connection) { return readStored(connection, now); });
    if (!stored) {
        m_health = stored.error();
        m_readsAgain = true;
        publish();
        return;
    }
    if (isFollower)
        m_engine = alerts::Engine(); // what is over is not among what is open
    m_rules = std::move(stored->rules);
    m_silences = std::move(stored->silences);
    m_engine.setRules(m_rules);
    m_engine.setSilences(m_silences);
    if (isFollower) {
        m_engine.restore(std::move(stored->open), std::move(stored->firings));
        publish();
        return;
    }
    m_broken = m_live.setRules(m_rules);
    takeProblems();
    Readings readings = m_live.lookAgain(now);
    auto events = askReader<Readings>(m_runtime.dutyReaders(),
        [this, now](store::Connection &connection) { return m_live.loadEvents(connection, now); });
    if (events)
        std::ranges::move(*events, std::back_inserter(readings));
    else
        m_health = events.error();
    m_readsAgain = !events;
    step(std::move(readings));
    publish();
}

void AlertKeeper::change(std::function<Status(store::WriteContext &)> job, StatusDone done)
{
    if (m_runtime.workspace().isReadOnly())
        return done(Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()});
    m_runtime.workspace().writer().submit(
        std::move(job), [this, done = std::move(done)](const Status &status) {
            if (status && !m_isStopping)
                m_thread.post([this] { readAgain(); });
            done(status);
        });
}

void AlertKeeper::saveRule(const AlertRule &rule, StatusDone done)
{
    change(
        [rule, now = m_runtime.clock().now()](store::WriteContext &context) -> Status {
            const auto saved = rule.id == 0 ? alerts::insertRule(context, rule, now)
                                            : alerts::updateRule(context, rule, now);
            return saved ? Status(Done{}) : Status(saved.error());
        },
        std::move(done));
}

void AlertKeeper::removeRule(std::int64_t rule, StatusDone done)
{
    change([rule](store::WriteContext &context) { return alerts::removeRule(context, rule); },
        std::move(done));
}

void AlertKeeper::saveSilence(const Silence &silence, StatusDone done)
{
    change(
        [silence, now = m_runtime.clock().now()](store::WriteContext &context) -> Status {
            if (silence.id != 0)
                return alerts::updateSilence(context, silence);
            const auto saved = alerts::insertSilence(context, silence, now);
            return saved ? Status(Done{}) : Status(saved.error());
        },
        std::move(done));
}

void AlertKeeper::endSilence(std::int64_t silence, StatusDone done)
{
    change([silence, now = m_runtime.clock().now()](
               store::WriteContext &context) { return alerts::endSilence(context, silence, now); },
        std::move(done));
}

void AlertKeeper::acknowledge(std::int64_t alert, const std::string &by, StatusDone done)
{
    if (m_runtime.workspace().isReadOnly())
        return done(Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()});
    m_thread.post([this, alert, by, done = std::move(done)] {
        const Timestamp now = m_runtime.clock().now();
        auto change = m_engine.acknowledge(alert, by, now);
        if (!change)
            return done(change.error());
        keep({.changes = {*std::move(change)}}, now);
        const bool isSaved = save();
        publish();
        done(isSaved ? Status(Done{}) : m_health);
    });
}

void AlertKeeper::removeOld()
{
    const Timestamp now = m_runtime.clock().now();
    const Duration kept = m_runtime.settings().current().notify.alertDays * kDay;
    const auto hasMore = std::make_shared<bool>(false); // of the writer's thread
    m_runtime.workspace().writer().submit(
        [now, kept, hasMore](store::WriteContext &context) -> Status {
            const auto time = store::retentionTime(context.connection, now);
            if (!time)
                return time.error();
            const Timestamp before = time->at - kept;
            const auto removed = alerts::removeOldAlerts(context, before, kRemovedAtOnce);
            if (!removed)
                return removed.error();
            const auto swept = notify::sweepOutbox(context, before);
            if (!swept)
                return swept.error();
            *hasMore = *removed == kRemovedAtOnce || *swept;
            return Done{};
        },
        [this, hasMore](const Status &status) {
            if (!status)
                qCWarning(logAlerts, "past alerts not removed error=\"%s\"",
                    status.error().message.c_str());
            else if (*hasMore && !m_isStopping)
                m_thread.post([this] { removeOld(); });
        });
}

// Rules that cannot be evaluated ever, and those whose query was not answered this time.
bool AlertKeeper::takeProblems()
{
    std::map<std::int64_t, std::string> problems;
    for (const alerts::RuleProblem &problem : m_live.unevaluated())
        problems[problem.rule] = "not evaluated, because " + problem.error.message;
    for (const alerts::RuleProblem &problem : m_broken)
        problems[problem.rule] = problem.error.message;
    return std::exchange(m_problems, problems) != problems;
}

void AlertKeeper::publish()
{
    auto state = std::make_shared<AlertState>();
    state->asOf = m_runtime.clock().now();
    state->rules = m_rules;
    state->alerts = m_engine.alerts();
    state->silences = m_silences;
    state->problems = m_problems;
    state->health = m_health;
    std::ranges::sort(state->alerts, [](const Alert &a, const Alert &b) {
        const auto urgency = [](const Alert &alert) {
            return std::tuple(alert.phase != AlertPhase::Firing, alert.hush != AlertHush::None,
                isKnown(alert.ackedAt), -static_cast<int>(alert.severity),
                -toEpochMs(alert.firedAt));
        };
        return std::pair(urgency(a), alertDedupKey(a.rule, a.subject))
            < std::pair(urgency(b), alertDedupKey(b.rule, b.subject));
    });
    {
        const std::scoped_lock lock(m_mutex);
        m_state = std::move(state);
    }
    m_changed.notify();
}

} // namespace binnacle::runtime
