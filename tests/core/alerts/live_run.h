#pragma once

#include "core/alerts/contact_watch.h"
#include "core/alerts/live_readings.h"
#include "core/alerts/replay_past.h"
#include "tests/core/alerts/alert_estate.h"
#include "tests/core/alerts/random_rules.h"

#include <algorithm>
#include <map>
#include <random>

// A random history that happens live, minute by minute, with everything it causes written down.
namespace binnacle::test {

using alerts::AlertChange;
using alerts::AlertPage;
using alerts::ContactWatch;
using alerts::Engine;
using alerts::EngineStep;
using alerts::EngineWorld;
using alerts::LiveReadings;
using alerts::ReplayScene;
using alerts::RuleReadings;

inline constexpr std::size_t kMostAsked = 10;
inline constexpr Duration kOfflineAfter = seconds{90};
inline const ServiceRef kCheckout{"shop", "checkout"};
inline const ServiceRef kPayments{"pay", "payments"};

// What the engine explained then, or when it told about it within the look before.
struct AskedTrace
{
    std::int64_t rule = 0;
    AlertSubject subject;
    Timestamp at{};
    std::vector<DecisionStep> steps;
};

// What happened live to one rule.
struct RuleStory
{
    struct Firing
    {
        AlertSubject subject;
        Timestamp pendingSince{};
        Timestamp firedAt{};
        Timestamp resolvedAt{};
        AlertHush hush = AlertHush::None;
        int pages = 0;
    };
    std::vector<Firing> firings;
    int pages = 0;
};

// Something that goes on for a while, again and again.
class Episodes
{
public:
    Episodes(std::mt19937 &random, int usualLength)
        : m_random(random)
        , m_length(usualLength)
    {}
    bool isOnNext()
    {
        if (m_left-- <= 0) {
            m_isOn = !m_isOn;
            m_left = static_cast<int>(m_random() % static_cast<unsigned>(2 * m_length));
        }
        return m_isOn;
    }

private:
    std::mt19937 &m_random;
    int m_length;
    int m_left = 0;
    bool m_isOn = true;
};

// The live engine over an estate whose history it writes.
class LiveRun
{
public:
    explicit LiveRun(unsigned seed)
        : m_random(seed)
        , m_rules(randomRules(m_random))
        , m_silences(randomSilences(m_random))
        , m_world(std::make_shared<const EngineWorld>(
              EngineWorld{.calls = {{kProd, {{kCheckout, kPayments}}}}}))
    {
        const auto problems = m_live.setRules(m_rules);
        if (!problems.empty())
            qFatal("rule: %s", problems.front().error.message.c_str());
        m_engine.setRules(m_rules);
        m_engine.setSilences(m_silences);
        m_engine.setWorld(*m_world);
    }

    void run()
    {
        for (int minute = 0; minute < kHistoryMinutes; ++minute)
            liveMinute(minute);
        stepsUntil(atMinute(kHistoryMinutes));
    }

    // Over stored history.
    ReplayScene scene()
    {
        ReplayScene scene{.others = m_rules,
            .silences = m_silences,
            .world = [world = m_world](Timestamp) { return world; }};
        const Status read = m_estate.read([&scene](store::Connection &connection) {
            return takePast(
                connection, {kHistoryStart, atMinute(kHistoryMinutes)}, kOfflineAfter, scene);
        });
        if (!read)
            qFatal("offline: %s", read.error().message.c_str());
        return scene;
    }
    AlertEstate &estate() { return m_estate; }
    const std::vector<AlertRule> &rules() const { return m_rules; }
    RuleStory &story(std::int64_t rule) { return m_stories[rule]; }
    const std::vector<AskedTrace> &asked() const { return m_asked; }

private:
    using Readings = std::map<std::int64_t, RuleReadings>; // the newest of each rule

    static void keep(Readings &readings, std::vector<RuleReadings> some)
    {
        for (RuleReadings &one : some)
            readings[one.rule] = std::move(one);
    }

    // Looks at the full minute, at the half and when increments arrive, in their order.
    void liveMinute(int minute)
    {
        const Timestamp now = atMinute(minute);
        goOffline(now - Duration{1});
        happen(minute);
        Readings readings;
        if (minute % 5 == 0)
            keep(readings, m_live.onSnapshot(stateOf(m_state, now), now));
        keep(readings, m_live.onEvents(m_newEvents, now));
        look(now, std::move(readings), true);
        ask(now);
        const Timestamp half = now + seconds{30};
        const bool isArriving = !m_arriving.empty();
        if (isArriving && m_arrivesAt < half)
            arrive();
        if (!isArriving || m_arrivesAt != half)
            look(half, {}, true);
        if (isArriving && m_arrivesAt >= half)
            arrive();
    }

    void arrive()
    {
        m_estate.write([this](store::WriteContext &context) -> Status {
            for (const SloIncrements &one : m_arriving) {
                const auto stored
                    = store::insertIncrements(context, kProd, one, m_arrivesAt, fromEpochMs(1));
                if (!stored)
                    return stored.error();
            }
            return Done{};
        });
        m_arriving.clear();
        m_toldAt = m_arrivesAt;
        auto levels = m_estate.read([this](store::Connection &connection) {
            return m_live.onIncrements(connection, kProd, m_arrivesAt);
        });
        if (!levels)
            qFatal("levels: %s", levels.error().message.c_str());
        Readings readings;
        keep(readings, *std::move(levels));
        look(m_arrivesAt, std::move(readings),
            m_arrivesAt.time_since_epoch() % alerts::kLookEvery == Duration{0});
    }

    void look(Timestamp now, Readings readings, bool isTick)
    {
        goOffline(now);
        const std::vector<LiveReadings::AgentSeen> agents{
            {kProd, {.lastHeartbeat = m_heardAt, .lastSnapshot = now, .lastIncrement = m_toldAt}}};
        writeDown(m_watch.look(agents, now));
        keep(readings, m_live.onAgents(agents, now));
        if (isTick)
            keep(readings, m_live.onTick(now));
        stepsUntil(now - Duration{1});
        const bool isOnlineAgain = m_isOffline && now - m_heardAt <= kOfflineAfter;
        if (isOnlineAgain)
            setOffline(false);
        const Timestamp due = m_engine.nextDue();
        if (!readings.empty() || isOnlineAgain || (isKnown(due) && due <= now)) {
            std::vector<RuleReadings> all;
            for (auto &[rule, one] : readings)
                all.push_back(std::move(one));
            take(now, m_engine.step(now, all));
        }
    }

    // What the hub finds out between two looks.
    void goOffline(Timestamp until)
    {
        const Timestamp at = m_heardAt + kOfflineAfter + Duration{1};
        if (m_isOffline || !isKnown(m_heardAt) || at > until)
            return;
        stepsUntil(at - Duration{1});
        setOffline(true);
        take(at, m_engine.step(at, {}));
    }

    void setOffline(bool isOffline)
    {
        m_isOffline = isOffline;
        EngineWorld world = *m_world;
        if (isOffline)
            world.offline = {kProd};
        m_engine.setWorld(std::move(world));
    }

    void writeDown(const std::vector<store::ContactGap> &gaps)
    {
        m_estate.write([&gaps](store::WriteContext &context) -> Status {
            for (const store::ContactGap &gap : gaps) {
                if (Status kept = store::keepContactGap(context, gap); !kept)
                    return kept;
            }
            return Done{};
        });
    }

    void stepsUntil(Timestamp until)
    {
        for (Timestamp due = m_engine.nextDue(); isKnown(due) && due > m_steppedAt && due <= until;
             due = m_engine.nextDue()) {
            m_steppedAt = due;
            take(due, m_engine.step(due, {}));
        }
        m_steppedAt = until + Duration{1};
    }

    void happen(int minute)
    {
        const Timestamp now = atMinute(minute);
        const bool isSilent = m_silent.isOnNext() && minute > 5;
        const bool isGone = m_gone.isOnNext() && minute > 5;
        if (!isGone)
            m_heardAt = now;
        const bool isBad = m_bad.isOnNext();
        const bool isSlow = m_slow.isOnNext();
        const Timestamp end = now + m_endsAt;
        const auto requests = static_cast<std::int64_t>(80 + m_random() % 40);
        const auto noise = static_cast<std::int64_t>(m_random() % 2);
        m_arriving.push_back(minuteOf(end,
            {{kCheckout, requests, isBad ? requests / 8 : 0, isSlow ? requests / 4 : 0},
                {kPayments, requests / 2, isBad ? requests / 10 : noise, 0}},
            static_cast<std::uint64_t>(minute) + 1));
        if (isSilent)
            m_kept.push_back(std::exchange(m_arriving, {}).front());
        // Some outages lose what was counted, after others it all comes at once.
        if (!isSilent && !m_kept.empty()) {
            if (m_random() % 2 == 0)
                m_arriving.insert(m_arriving.begin(), m_kept.begin(), m_kept.end());
            m_kept.clear();
        }
        m_arrivesAt = end + seconds{12 + static_cast<int>(m_random() % 16)};
        m_newEvents.clear();
        if (m_crashing.isOnNext())
            crash(minute);
        if (!m_newEvents.empty())
            m_estate.storeEvents(m_newEvents);
        if (minute % 5 == 0) {
            m_state = stateJson({{"cart-0", m_failing.isOnNext() ? "Failed" : "Running"},
                {"cart-1", "Running", m_failing.isOnNext() ? 9 : 1}});
            m_estate.keepState(m_state, now);
        }
    }

    // Either something new, or the one that comes every two minutes.
    void crash(int minute)
    {
        ClusterEvent event
            = podEvent("uid-" + std::to_string(minute), toEpochMs(atMinute(minute) - seconds{20}));
        event.cluster = kProd;
        event.type = EventType::Warning;
        event.reason = minute % 3 == 0 ? "Killing" : "BackOff";
        event.involved
            = {.kind = "Pod", .ns = "shop", .name = "cart-" + std::to_string(minute % 2)};
        event.first = event.last;
        m_newEvents.push_back(event);
    }

    void take(Timestamp now, const EngineStep &step)
    {
        for (const AlertChange &change : step.changes) {
            const Alert &alert = change.alert;
            const auto key = alertDedupKey(alert.rule, alert.subject);
            m_subjects[key] = alert.subject;
            RuleStory &mine = m_stories[alert.rule];
            if (change.kind == AlertChange::Kind::Fired) {
                m_open[key] = mine.firings.size();
                mine.firings.push_back({.subject = alert.subject,
                    .pendingSince = alert.pendingSince,
                    .firedAt = alert.firedAt,
                    .hush = alert.hush});
            }
        }
        for (const AlertPage &page : step.pages) {
            takePage(page);
            noteWhy(now, page);
        }
        for (const AlertChange &change : step.changes) {
            if (change.kind != AlertChange::Kind::Resolved)
                continue;
            const Alert &alert = change.alert;
            const auto open = m_open.find(alertDedupKey(alert.rule, alert.subject));
            if (open == m_open.end())
                continue;
            m_stories[alert.rule].firings[open->second].resolvedAt = alert.resolvedAt;
            m_open.erase(open);
        }
    }

    void takePage(const AlertPage &page)
    {
        RuleStory &mine = m_stories[page.rule];
        mine.pages += static_cast<int>(std::max<std::size_t>(1, page.channels.size()));
        for (const std::string &key : page.dedupKeys) {
            if (const auto open = m_open.find(key); open != m_open.end())
                ++mine.firings[open->second].pages;
        }
    }

    // Right after the step that told: what a trace of the time until the next look says.
    void noteWhy(Timestamp now, const AlertPage &page)
    {
        const bool tellsThatItFires
            = page.kind == AlertPage::Kind::Firing || page.kind == AlertPage::Kind::Repeat;
        for (const std::string &key : page.dedupKeys)
            m_told[key].push_back(
                {now, tellsThatItFires, m_engine.explain(page.rule, m_subjects.at(key))});
    }

    std::vector<DecisionStep> whyNow(Timestamp now, const AskedTrace &one)
    {
        std::vector<DecisionStep> steps;
        for (const Told &told : m_told[alertDedupKey(one.rule, one.subject)]) {
            const bool isRecent = told.at > now - alerts::kLookEvery;
            if (isRecent && (steps.empty() || told.tellsThatItFires))
                steps = told.steps;
        }
        return steps.empty() ? m_engine.explain(one.rule, one.subject) : steps;
    }

    void ask(Timestamp now)
    {
        if (m_random() % 25 != 0 || m_asked.size() >= kMostAsked)
            return;
        for (const Alert &alert : m_engine.alerts())
            m_asked.push_back({alert.rule, alert.subject, now, {}});
        m_asked.push_back(
            {1, {.cluster = kProd, .object = {"Service", kCheckout.ns, kCheckout.name}}, now, {}});
        take(now, m_engine.step(now, {}));
        for (AskedTrace &one : m_asked) {
            if (one.at == now)
                one.steps = whyNow(now, one);
        }
    }

    std::mt19937 m_random;
    std::vector<AlertRule> m_rules;
    std::vector<Silence> m_silences;
    std::shared_ptr<const EngineWorld> m_world;
    AlertEstate m_estate;
    LiveReadings m_live;
    Engine m_engine;
    Timestamp m_steppedAt{};
    Timestamp m_toldAt{};
    Timestamp m_heardAt{};
    bool m_isOffline = false;
    seconds m_endsAt{static_cast<int>(m_random() % 30)}; // increments, after the full minute
    std::vector<SloIncrements> m_arriving;
    std::vector<SloIncrements> m_kept; // by an agent that cannot deliver them
    Timestamp m_arrivesAt{};
    ContactWatch m_watch{kHistoryStart};
    std::string m_state;
    std::vector<ClusterEvent> m_newEvents;
    Episodes m_bad{m_random, 14};
    Episodes m_slow{m_random, 9};
    Episodes m_silent{m_random, 4};
    Episodes m_gone{m_random, 4};
    Episodes m_crashing{m_random, 8};
    Episodes m_failing{m_random, 3};
    std::map<std::int64_t, RuleStory> m_stories;
    std::map<std::string, std::size_t> m_open;
    struct Told
    {
        Timestamp at{};
        bool tellsThatItFires = false;
        std::vector<DecisionStep> steps; // what the engine explained then
    };
    std::map<std::string, std::vector<Told>> m_told;
    std::map<std::string, AlertSubject> m_subjects; // by key, as m_told and m_open
    std::vector<AskedTrace> m_asked;
};

} // namespace binnacle::test
