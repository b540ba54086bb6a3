#include "tests/core/alerts/engine_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// An engine with both clocks: `jump` sets the one people see.
class TwoClocks
{
public:
    Engine engine;

    void pass(Duration by) { m_elapsed += by; }
    void jump(Duration by) { m_set += by; }
    Timestamp now() const { return second(0) + m_elapsed + m_set; }

    // One rule, true for `a` or not. What was told: 'F', 'R' for a repeat, 'E' for the end.
    std::string at(bool isTrue)
    {
        const std::vector<RuleReadings> readings{
            isTrue ? reads(1, {podSubject("a")}) : reads(1, {})};
        const EngineStep step = engine.step(now(), readings, m_elapsed);
        std::string told;
        for (const AlertPage &page : step.pages)
            told += page.kind == AlertPage::Kind::Firing ? 'F'
                : page.kind == AlertPage::Kind::Repeat   ? 'R'
                                                         : 'E';
        return told;
    }
    std::string after(Duration by, bool isTrue)
    {
        pass(by);
        return at(isTrue);
    }

private:
    Duration m_elapsed{5'000'000}; // its epoch means nothing
    Duration m_set{0};
};

Silence silenceOf(Timestamp from, Timestamp until)
{
    return {.id = 1,
        .name = "deploy",
        .matchers = {{.label = "kind", .value = "Pod"}},
        .from = from,
        .until = until};
}

Alert pendingSince(Timestamp at)
{
    Alert alert;
    alert.id = 3;
    alert.rule = 1;
    alert.subject = podSubject("a");
    alert.phase = AlertPhase::Pending;
    alert.pendingSince = at;
    return alert;
}

} // namespace

// Somebody sets the clock, the process was away: what is being timed goes on as if nothing was.
class TestEngineClock : public QObject
{
    Q_OBJECT

private slots:
    void jumps_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("a year ahead") << 365 * 86'400;
        QTest::newRow("an hour ahead") << 3'600;
        QTest::newRow("ten seconds ahead") << 10;
        QTest::newRow("ten seconds back") << -10;
        QTest::newRow("a day back") << -86'400;
    }

    void aForIsNeitherEndedNorBegunAnewByASetClock_data() { jumps_data(); }
    void aForIsNeitherEndedNorBegunAnewByASetClock()
    {
        QFETCH(const int, seconds);
        TwoClocks rig;
        rig.engine.setRules({podRule(1, 60)});
        QCOMPARE(rig.at(true), std::string());
        QCOMPARE(rig.after(30s, true), std::string());
        rig.jump(std::chrono::seconds{seconds});
        QCOMPARE(rig.after(1s, true), std::string());
        QCOMPARE(rig.after(28s, true), std::string()); // 59 s
        QCOMPARE(rig.after(1s, true), std::string("F"));
        // It is told in the time people see now.
        QCOMPARE(rig.engine.alerts().front().firedAt, rig.now());
        QCOMPARE(rig.engine.alerts().front().pendingSince, rig.now() - 60s);
    }

    void aResolveDelayIsNeitherEndedNorBegunAnewByASetClock_data() { jumps_data(); }
    void aResolveDelayIsNeitherEndedNorBegunAnewByASetClock()
    {
        QFETCH(const int, seconds);
        TwoClocks rig;
        rig.engine.setRules({podRule(1, 0, 60)});
        QCOMPARE(rig.at(true), std::string("F"));
        QCOMPARE(rig.after(30s, false), std::string());
        rig.jump(std::chrono::seconds{seconds});
        QCOMPARE(rig.after(59s, false), std::string());
        QCOMPARE(rig.after(1s, false), std::string("E"));
    }

    void aCooldownIsNeitherEndedNorBegunAnewByASetClock_data() { jumps_data(); }
    void aCooldownIsNeitherEndedNorBegunAnewByASetClock()
    {
        QFETCH(const int, seconds);
        TwoClocks rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 5min;
        rig.engine.setRules({rule});
        QCOMPARE(rig.at(true), std::string("F"));
        rig.pass(2min);
        rig.jump(std::chrono::seconds{seconds});
        QCOMPARE(rig.at(true), std::string());
        QCOMPARE(rig.after(179s, true), std::string());
        QCOMPARE(rig.after(1s, true), std::string("R"));
        // Over and back within the cooldown: not told again before it has passed.
        QCOMPARE(rig.after(10s, false), std::string("E"));
        rig.jump(std::chrono::seconds{seconds});
        QCOMPARE(rig.after(10s, true), std::string());
        QCOMPARE(rig.after(280s, true), std::string("F"));
    }

    void aSilenceEndsByTheClockThatPeopleSee()
    {
        TwoClocks rig;
        rig.engine.setRules({podRule(1)});
        rig.engine.setSilences({silenceOf(rig.now() - 1min, rig.now() + 1h)});
        QCOMPARE(rig.at(true), std::string());
        QCOMPARE(rig.engine.alerts().front().hush, AlertHush::Silenced);
        rig.jump(-2h); // not begun yet, people say
        QCOMPARE(rig.after(1s, true), std::string("F"));
        TwoClocks ahead;
        ahead.engine.setRules({podRule(1)});
        ahead.engine.setSilences({silenceOf(ahead.now() - 1min, ahead.now() + 1h)});
        QCOMPARE(ahead.at(true), std::string());
        ahead.jump(61min);
        QCOMPARE(ahead.after(1s, true), std::string("F"));
    }

    void slowDriftIsFollowed()
    {
        TwoClocks rig;
        rig.engine.setRules({podRule(1, 600)});
        (void)rig.at(true);
        for (int i = 0; i < 600; ++i) { // NTP slews 1 ms a second
            rig.jump(1ms);
            const std::string told = rig.after(1s, true);
            QCOMPARE(told, std::string(i < 599 ? "" : "F"));
        }
    }

    void anOutageCountsForNoFor_data()
    {
        QTest::addColumn<int>("holds"); // seconds
        QTest::addColumn<int>("spent"); // pending before the outage
        QTest::addColumn<int>("outage");
        QTest::addColumn<int>("left"); // until it fires
        QTest::newRow("a restart") << 300 << 200 << 30 << 70;
        QTest::newRow("half an hour away") << 300 << 200 << 1'800 << 100;
        QTest::newRow("too long away") << 300 << 200 << 3'700 << 300;
        QTest::newRow("grace for a long one") << 3'600 << 3'500 << 1'800 << 600;
        QTest::newRow("a long one with more left") << 3'600 << 600 << 1'800 << 3'000;
    }
    void anOutageCountsForNoFor()
    {
        QFETCH(const int, holds);
        QFETCH(const int, spent);
        QFETCH(const int, outage);
        QFETCH(const int, left);
        TwoClocks rig;
        rig.engine.setRules({podRule(1, holds)});
        const Timestamp lastStep = rig.now() - std::chrono::seconds{outage};
        rig.engine.restore({pendingSince(lastStep - std::chrono::seconds{spent})}, {}, lastStep);
        QCOMPARE(rig.at(true), std::string());
        QCOMPARE(rig.after(std::chrono::seconds{left - 1}, true), std::string());
        QCOMPARE(rig.after(1s, true), std::string("F"));
    }

    void whatCouldNotBeEvaluatedStaysAsItWas()
    {
        TwoClocks rig;
        rig.engine.setRules({podRule(1, 60, 0)});
        const std::vector<RuleReadings> unevaluated{{.rule = 1, .isUnevaluated = true}};
        (void)rig.at(true);
        rig.pass(2min);
        QVERIFY(rig.engine.step(rig.now(), unevaluated).pages.empty()); // not for want of a look
        QCOMPARE(rig.engine.alerts().front().phase, AlertPhase::Pending);
        QVERIFY(!rig.engine.alerts().front().hasNoData);
        QCOMPARE(rig.after(1s, true), std::string("F"));
        rig.pass(2min);
        QVERIFY(rig.engine.step(rig.now(), unevaluated).pages.empty());
        QCOMPARE(rig.engine.alerts().front().phase, AlertPhase::Firing);
        const auto steps = rig.engine.explain(1, podSubject("a"));
        QVERIFY(std::ranges::any_of(steps, [](const DecisionStep &step) {
            return step.what.find("could not be evaluated") != std::string::npos;
        }));
        QCOMPARE(rig.after(1s, false), std::string("E"));
    }
};

QTEST_APPLESS_MAIN(TestEngineClock)
#include "tst_engine_clock.moc"
