#include "core/alerts/backtest.h"
#include "core/alerts/contact_watch.h"
#include "core/alerts/decision_trace.h"
#include "core/alerts/live_readings.h"
#include "core/alerts/past_offline.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <tuple>

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// One engine evaluates live, in backtests and for decision traces. Here random histories happen
// live, minute by minute, with everything they cause written down; then the same rules are asked
// over the stored history.
namespace {

constexpr Timestamp kStart = fromEpochMs(1'772'323'200'000); // a full hour
constexpr int kMinutes = 120;
constexpr std::size_t kMostAsked = 10;
constexpr Duration kOfflineAfter = seconds{90};

Timestamp atMinute(int minute)
{
    return kStart + minutes{minute};
}

const ServiceRef kCheckout{"shop", "checkout"};
const ServiceRef kPayments{"pay", "payments"};

struct Asked
{
    std::int64_t rule = 0;
    AlertSubject subject;
    Timestamp at{};
    std::vector<DecisionStep> steps;
};

// What happened live to one rule.
struct Story
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

std::string textOf(const std::vector<DecisionStep> &steps)
{
    std::string text;
    for (const DecisionStep &step : steps) {
        text += std::string(decisionStageName(step.stage)) + (step.passed ? " yes: " : " no: ")
            + step.what + '\n';
    }
    return text;
}

std::vector<AlertRule> rulesOf(std::mt19937 &random)
{
    const auto pick = [&random](auto... choices) {
        const std::array all{static_cast<std::int64_t>(choices)...};
        return all.at(random() % all.size());
    };
    alerts::Condition errors = test::levelCondition(SloSubject::Kind::Service, "*",
        test::over(LevelMetric::ErrorRate, minutes{5}, static_cast<double>(pick(3, 5, 9))));
    errors.holds = minutes{pick(0, 1, 2, 5)};
    errors.resolveAfter = minutes{pick(0, 2, 4)};
    alerts::Condition burn = test::levelCondition(SloSubject::Kind::Service, "pay/*",
        test::burns(static_cast<double>(pick(1, 2, 3)), hours{1}, minutes{5}));
    burn.holds = seconds{pick(0, 90)};
    alerts::Condition slow = test::levelCondition(
        SloSubject::Kind::Service, "shop/checkout", test::over(LevelMetric::P95, minutes{3}, 300));
    slow.resolveAfter = seconds{pick(0, 45)};
    alerts::Condition backOff = test::conditionOf(ConditionKind::Event, "reason = BackOff");
    backOff.minCount = static_cast<int>(pick(2, 3));
    backOff.within = minutes{10};
    alerts::Condition failed = test::conditionOf(ConditionKind::Resource, "phase = Failed");
    failed.holds = minutes{pick(0, 4, 7)};
    alerts::Condition restarts = test::conditionOf(ConditionKind::Resource, "restarts > 4");
    restarts.resolveAfter = minutes{pick(0, 6)};
    alerts::Condition absent;
    absent.kind = ConditionKind::Absent;
    absent.absent = AbsentWhat::Increments;
    absent.holds = minutes{pick(2, 3)};
    alerts::Condition offline = absent;
    offline.absent = AbsentWhat::Heartbeat;
    offline.holds = seconds{pick(90, 150)};
    std::vector<AlertRule> rules;
    for (const alerts::Condition &condition :
        {errors, burn, slow, backOff, failed, restarts, absent, offline}) {
        AlertRule rule = test::ruleOf(static_cast<std::int64_t>(rules.size() + 1), condition);
        rule.cooldown = minutes{pick(0, 5, 11)};
        rule.severity = pick(0, 1) == 0 ? AlertSeverity::Warning : AlertSeverity::Critical;
        rule.noData = static_cast<NoDataPolicy>(pick(0, 1, 2));
        rule.channels
            = pick(0, 1) == 0 ? std::vector<std::int64_t>{} : std::vector<std::int64_t>{7, 9};
        if (pick(0, 0, 1) == 1)
            rule.groupBy = {"rule", "namespace"};
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<Silence> silencesOf(std::mt19937 &random)
{
    const int from = static_cast<int>(random() % kMinutes);
    const auto matcher = [](std::string label, std::string value) {
        return AlertMatcher{.label = std::move(label), .value = std::move(value)};
    };
    return {{.id = 1,
                .name = "night",
                .matchers = {matcher("namespace", "shop")},
                .from = atMinute(from),
                .until = atMinute(from + 25)},
        {.id = 2,
            .name = "window",
            .matchers = {matcher("rule", "rule-2")},
            .from = atMinute(from / 2),
            .until = atMinute(from / 2 + 12),
            .isMaintenance = true},
        {.id = 3,
            .name = "until it is over",
            .matchers = {matcher("rule", "rule-5")},
            .from = atMinute(20),
            .until = atMinute(kMinutes),
            .endsWhenResolved = true}};
}

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

class LiveRun
{
public:
    explicit LiveRun(unsigned seed)
        : m_random(seed)
        , m_rules(rulesOf(m_random))
        , m_silences(silencesOf(m_random))
        , m_world(std::make_shared<const EngineWorld>(
              EngineWorld{.calls = {{test::kProd, {{kCheckout, kPayments}}}}}))
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
        for (int minute = 0; minute < kMinutes; ++minute)
            liveMinute(minute);
        stepsUntil(atMinute(kMinutes));
    }

    // Over stored history.
    ReplayScene scene()
    {
        ReplayScene scene{.others = m_rules,
            .silences = m_silences,
            .world = [world = m_world](Timestamp) { return world; }};
        const Status read = m_estate.read([&scene](store::Connection &connection) {
            return takePast(connection, {kStart, atMinute(kMinutes)}, kOfflineAfter, scene);
        });
        if (!read)
            qFatal("offline: %s", read.error().message.c_str());
        return scene;
    }
    test::AlertEstate &estate() { return m_estate; }
    const std::vector<AlertRule> &rules() const { return m_rules; }
    Story &story(std::int64_t rule) { return m_stories[rule]; }
    const std::vector<Asked> &asked() const { return m_asked; }

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
            keep(readings, m_live.onSnapshot(test::stateOf(m_state, now), now));
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
                const auto stored = store::insertIncrements(
                    context, test::kProd, one, m_arrivesAt, fromEpochMs(1));
                if (!stored)
                    return stored.error();
            }
            return Done{};
        });
        m_arriving.clear();
        m_toldAt = m_arrivesAt;
        auto levels = m_estate.read([this](store::Connection &connection) {
            return m_live.onIncrements(connection, test::kProd, m_arrivesAt);
        });
        if (!levels)
            qFatal("levels: %s", levels.error().message.c_str());
        Readings readings;
        keep(readings, *std::move(levels));
        look(m_arrivesAt, std::move(readings),
            m_arrivesAt.time_since_epoch() % kLookEvery == Duration{0});
    }

    void look(Timestamp now, Readings readings, bool isTick)
    {
        goOffline(now);
        const std::vector<LiveReadings::AgentSeen> agents{{test::kProd,
            {.lastHeartbeat = m_heardAt, .lastSnapshot = now, .lastIncrement = m_toldAt}}};
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
            take(m_engine.step(now, all));
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
        take(m_engine.step(at, {}));
    }

    void setOffline(bool isOffline)
    {
        m_isOffline = isOffline;
        EngineWorld world = *m_world;
        if (isOffline)
            world.offline = {test::kProd};
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
            take(m_engine.step(due, {}));
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
        m_arriving.push_back(test::minuteOf(end,
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
            m_state = test::stateJson({{"cart-0", m_failing.isOnNext() ? "Failed" : "Running"},
                {"cart-1", "Running", m_failing.isOnNext() ? 9 : 1}});
            m_estate.keepState(m_state, now);
        }
    }

    // Either something new, or the one that comes every two minutes.
    void crash(int minute)
    {
        ClusterEvent event = test::podEvent(
            "uid-" + std::to_string(minute), toEpochMs(atMinute(minute) - seconds{20}));
        event.cluster = test::kProd;
        event.type = EventType::Warning;
        event.reason = minute % 3 == 0 ? "Killing" : "BackOff";
        event.involved
            = {.kind = "Pod", .ns = "shop", .name = "cart-" + std::to_string(minute % 2)};
        event.first = event.last;
        m_newEvents.push_back(event);
    }

    void take(const EngineStep &step)
    {
        for (const AlertChange &change : step.changes) {
            const Alert &alert = change.alert;
            const auto key = alertDedupKey(alert.rule, alert.subject);
            Story &mine = m_stories[alert.rule];
            if (change.kind == AlertChange::Kind::Fired) {
                m_open[key] = mine.firings.size();
                mine.firings.push_back({.subject = alert.subject,
                    .pendingSince = alert.pendingSince,
                    .firedAt = alert.firedAt,
                    .hush = alert.hush});
            }
        }
        for (const AlertPage &page : step.pages)
            takePage(page);
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
        Story &mine = m_stories[page.rule];
        mine.pages += static_cast<int>(std::max<std::size_t>(1, page.channels.size()));
        for (const std::string &key : page.dedupKeys) {
            if (const auto open = m_open.find(key); open != m_open.end())
                ++mine.firings[open->second].pages;
        }
    }

    void ask(Timestamp now)
    {
        if (m_random() % 25 != 0 || m_asked.size() >= kMostAsked)
            return;
        for (const Alert &alert : m_engine.alerts())
            m_asked.push_back({alert.rule, alert.subject, now, {}});
        m_asked.push_back(
            {1, {.cluster = test::kProd, .object = {"Service", kCheckout.ns, kCheckout.name}}, now,
                {}});
        m_engine.step(now, {});
        for (Asked &one : m_asked) {
            if (one.at == now)
                one.steps = m_engine.explain(one.rule, one.subject);
        }
    }

    std::mt19937 m_random;
    std::vector<AlertRule> m_rules;
    std::vector<Silence> m_silences;
    std::shared_ptr<const EngineWorld> m_world;
    test::AlertEstate m_estate;
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
    ContactWatch m_watch{kStart};
    std::string m_state;
    std::vector<ClusterEvent> m_newEvents;
    Episodes m_bad{m_random, 14};
    Episodes m_slow{m_random, 9};
    Episodes m_silent{m_random, 4};
    Episodes m_gone{m_random, 4};
    Episodes m_crashing{m_random, 8};
    Episodes m_failing{m_random, 3};
    std::map<std::int64_t, Story> m_stories;
    std::map<std::string, std::size_t> m_open;
    std::vector<Asked> m_asked;
};

} // namespace

class TestThreeAgree : public QObject
{
    Q_OBJECT

private slots:
    void liveAndBacktestAndTraceAgree_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U})
            QTest::addRow("history %u", seed) << seed;
    }
    void liveAndBacktestAndTraceAgree()
    {
        QFETCH(unsigned, seed);
        LiveRun live(seed);
        live.run();

        std::size_t firings = 0;
        for (const AlertRule &rule : live.rules()) {
            const BacktestQuery query{.rule = rule,
                .range = {kStart, atMinute(kMinutes)},
                .incidents = {},
                .effectiveChannels = {},
                .scene = live.scene()};
            const auto backtest = live.estate().read(
                [&](store::Connection &connection) { return runBacktest(connection, query); });
            QVERIFY2(backtest, backtest ? "" : backtest.error().message.c_str());
            compare(live.story(rule.id), *backtest, rule);
            firings += backtest->firings.size();
        }
        QVERIFY(firings > 5); // else nothing was compared
        const std::int64_t offline = live.rules().back().id;
        QVERIFY(!live.story(offline).firings.empty());

        QVERIFY(live.asked().size() > 3);
        for (const Asked &asked : live.asked()) {
            const TraceQuery query{
                .rule = live.rules().at(static_cast<std::size_t>(asked.rule - 1)),
                .subject = asked.subject,
                .at = asked.at,
                .scene = live.scene()};
            const auto trace = live.estate().read(
                [&](store::Connection &connection) { return explainAt(connection, query); });
            QVERIFY2(trace, trace ? "" : trace.error().message.c_str());
            QCOMPARE(QByteArray::fromStdString(textOf(trace->steps)),
                QByteArray::fromStdString(textOf(asked.steps)));
        }
    }

private:
    static void compare(const Story &story, const Backtest &backtest, const AlertRule &rule)
    {
        const std::string name = rule.name + " " + rule.condition;
        const std::string counts = name + ": live " + std::to_string(story.firings.size())
            + ", in the backtest " + std::to_string(backtest.firings.size());
        QVERIFY2(backtest.firings.size() == story.firings.size(), counts.c_str());
        for (std::size_t i = 0; i < story.firings.size(); ++i) {
            const auto &a = story.firings[i];
            const BacktestFiring &b = backtest.firings[i];
            QVERIFY2(a.subject == b.subject && a.firedAt == b.firedAt
                    && a.pendingSince == b.pendingSince && a.resolvedAt == b.resolvedAt
                    && a.hush == b.hush && a.pages == b.pages,
                name.c_str());
        }
        int pages = 0;
        for (const Backtest::ChannelPages &channel : backtest.pages)
            pages += channel.pages;
        QVERIFY2(pages == story.pages, name.c_str());
    }
};

QTEST_GUILESS_MAIN(TestThreeAgree)
#include "tst_three_agree.moc"
