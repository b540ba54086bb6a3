#include "tests/core/alerts/engine_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

using namespace std::chrono_literals;

} // namespace

class TestAlertEngine : public QObject
{
    Q_OBJECT

private slots:
    void anAlertFiresWhenItsConditionHeldLongEnough()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        QCOMPARE(EngineRig::changes(rig.at(0, true)), std::string("pending"));
        QCOMPARE(rig.engine().nextDue(), second(60));
        QCOMPARE(EngineRig::changes(rig.at(59, true)), std::string());
        QCOMPARE(EngineRig::changes(rig.at(60, true)), std::string("fired"));
        QCOMPARE(rig.told(), std::string("60 firing 1"));
        const Alert *alert = rig.find(podSubject("a"));
        QVERIFY(alert && alert->phase == AlertPhase::Firing);
        QCOMPARE(alert->pendingSince, second(0));
        QCOMPARE(alert->firedAt, second(60));
        QCOMPARE(alert->notifiedAt, second(60));
        QCOMPARE(alert->title, std::string("Rule1: Pod shop/a"));
    }

    void withoutAForItFiresAtOnce()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        QCOMPARE(EngineRig::changes(rig.at(0, true)), std::string("fired"));
        QCOMPARE(EngineRig::changes(rig.at(1, false)), std::string("resolved"));
        QCOMPARE(rig.told(), std::string("0 firing 1, 1 resolved 1"));
        QVERIFY(rig.engine().alerts().empty());
    }

    void whatIsOverBeforeItFiresTellsNobody()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        rig.at(0, true);
        QCOMPARE(EngineRig::changes(rig.at(30, false)), std::string("dropped"));
        QCOMPARE(EngineRig::changes(rig.at(40, true)), std::string("pending"));
        rig.at(70, true); // 30 s, not 70
        QCOMPARE(rig.told(), std::string());
        rig.at(100, true);
        QCOMPARE(rig.told(), std::string("100 firing 1"));
    }

    void itIsOverWhenItStayedFalseLongEnough()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 0, 120)});
        rig.at(0, true);
        QCOMPARE(EngineRig::changes(rig.at(10, false)), std::string("updated"));
        QCOMPARE(rig.engine().nextDue(), second(130));
        QCOMPARE(EngineRig::changes(rig.at(100, true)), std::string("updated"));
        rig.at(110, false);
        QCOMPARE(EngineRig::changes(rig.at(229, false)), std::string());
        QCOMPARE(EngineRig::changes(rig.at(230, false)), std::string("resolved"));
        QCOMPARE(rig.told(), std::string("0 firing 1, 230 resolved 1"));
    }

    // The rule was not evaluated: what was true stays true.
    void timePassesForRulesThatAreNotRead()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60), podRule(2)});
        rig.at(0, true);
        rig.at(60, {reads(2, {})});
        QCOMPARE(rig.told(), std::string("60 firing 1"));
    }

    void subjectsLiveTheirOwnLives()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 10)});
        rig.at(0, {reads(1, {podSubject("a")})});
        rig.at(5, {reads(1, {podSubject("a"), podSubject("b")})});
        rig.at(10, {reads(1, {podSubject("a"), podSubject("b")})});
        QCOMPARE(rig.told(), std::string("10 firing 1"));
        rig.at(15, {reads(1, {podSubject("b")})});
        QCOMPARE(rig.told(), std::string("10 firing 1, 15 resolved 1, 15 firing 1"));
    }

    void aFiringAlertIsRepeatedAfterItsCooldown()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        for (int at = 0; at <= 650; at += 10)
            rig.at(at, true);
        QCOMPARE(rig.told(), std::string("0 firing 1, 300 repeat 1, 600 repeat 1"));
    }

    void itIsToldOnceWithoutACooldown()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        for (int at = 0; at <= 100'000; at += 1000)
            rig.at(at, true);
        QCOMPARE(rig.told(), std::string("0 firing 1"));
    }

    void whatFiresAgainSoonIsToldWhenTheCooldownIsOver()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        rig.at(0, true);
        rig.at(20, false);
        rig.at(40, true);
        QCOMPARE(rig.engine().nextDue(), second(300));
        rig.at(299, true);
        QCOMPARE(rig.told(), std::string("0 firing 1, 20 resolved 1"));
        rig.at(300, true);
        QCOMPARE(rig.told(), std::string("0 firing 1, 20 resolved 1, 300 firing 1"));
    }

    // And nobody is told that something is over of which nobody was told.
    void whatWasOverBeforeItWasToldIsNotToldToBeOver()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        rig.at(0, true);
        rig.at(20, false);
        rig.at(40, true);
        QCOMPARE(EngineRig::changes(rig.at(60, false)), std::string("resolved"));
        QCOMPARE(rig.told(), std::string("0 firing 1, 20 resolved 1"));
    }

    void anAcknowledgedAlertIsNotRepeated()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        rig.at(0, true);
        QVERIFY(!rig.engine().acknowledge(7, "ann", second(5)));
        rig.engine().stored(alertDedupKey(1, podSubject("a")), 7);
        const Result<AlertChange> change = rig.engine().acknowledge(7, "ann", second(5));
        QVERIFY(change && change->alert.ackedBy == "ann" && change->alert.id == 7);
        rig.at(1000, true);
        QCOMPARE(rig.told(), std::string("0 firing 1"));
        rig.at(1100, false);
        QCOMPARE(rig.told(), std::string("0 firing 1, 1100 resolved 1"));
        rig.at(1200, true); // another one, which nobody has acknowledged
        QCOMPARE(rig.told(), std::string("0 firing 1, 1100 resolved 1, 1200 firing 1"));
    }

    void aClockSetBackTakesTheTimersWithIt()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 300)});
        rig.at(0, true);
        rig.at(200, true);
        rig.at(-3600, true); // an hour and more back: nothing has passed
        QCOMPARE(rig.engine().nextDue(), second(-3500));
        rig.at(-3501, true);
        QCOMPARE(rig.told(), std::string());
        rig.at(-3500, true);
        QCOMPARE(rig.told(), std::string("-3500 firing 1"));
    }

    void aClockThatJittersStandsStill()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        rig.at(0, true);
        rig.at(50, true);
        rig.at(20, true);
        rig.at(59, true);
        QCOMPARE(rig.told(), std::string());
        rig.at(60, true);
        QCOMPARE(rig.told(), std::string("60 firing 1"));
    }

    void aRuleEditedWhileItFiresKeepsItsAlerts()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.at(0, {reads(1, {podSubject("a"), podSubject("b")})});
        AlertRule edited = podRule(1, 600);
        edited.severity = AlertSeverity::Critical;
        edited.name = "Renamed";
        rig.engine().setRules({edited});
        // `b` does not match any more; `a` fires on although it would have to wait now.
        const EngineStep &step = rig.at(10, {reads(1, {podSubject("a")})});
        QCOMPARE(EngineRig::changes(step), std::string("updated resolved"));
        QCOMPARE(step.changes[0].alert.severity, AlertSeverity::Critical);
        QCOMPARE(step.changes[0].alert.ruleName, std::string("Renamed"));
        QCOMPARE(rig.told(), std::string("0 firing 1, 0 firing 1, 10 resolved 1"));
    }

    void aRuleThatIsGoneEndsItsAlertsWithoutAWord_data()
    {
        QTest::addColumn<bool>("isRemoved");
        QTest::newRow("removed") << true;
        QTest::newRow("disabled") << false;
    }
    void aRuleThatIsGoneEndsItsAlertsWithoutAWord()
    {
        QFETCH(const bool, isRemoved);
        EngineRig rig;
        AlertRule rule = podRule(1, 10);
        rig.engine().setRules({rule});
        rig.at(0, {reads(1, {podSubject("a")})});
        rig.at(10, {reads(1, {podSubject("a"), podSubject("b")})});
        rule.isEnabled = false;
        rig.engine().setRules(isRemoved ? std::vector<AlertRule>{} : std::vector{rule});
        QVERIFY(rig.engine().nextDue() <= second(10));
        QCOMPARE(EngineRig::changes(rig.at(11)), std::string("resolved dropped"));
        QCOMPARE(rig.told(), std::string("10 firing 1"));
        QVERIFY(rig.engine().alerts().empty());
        QCOMPARE(EngineRig::changes(rig.at(12, {reads(1, {podSubject("a")})})), std::string());
    }

    void firingsAreCountedOverADay()
    {
        EngineRig rig({.flapLimit = 100});
        rig.engine().setRules({podRule(1)});
        for (std::int64_t i = 0; i < 4; ++i) {
            rig.at(i * 100, true);
            rig.at(i * 100 + 50, false);
        }
        QCOMPARE(rig.at(1000, true).changes.front().alert.occurrences, std::int64_t{5});
        rig.at(1100, false);
        QCOMPARE(rig.at(86'700, true).changes.front().alert.occurrences, std::int64_t{2});
    }

    void theValueIsStoredOnceAMinuteAtMost()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        std::string changes;
        for (int at = 0; at <= 120; at += 10) {
            RuleReadings readings = reads(1, {podSubject("a")});
            readings.active[0].value = at;
            readings.active[0].valueText = std::to_string(at);
            changes += EngineRig::changes(rig.at(at, {readings})) + '|';
            QCOMPARE(rig.engine().alerts().front().value, std::optional<double>(at));
        }
        QCOMPARE(changes, std::string("fired||||||updated||||||updated|"));
    }

    void readingsOfUnknownAndDisabledRulesAreLeftAlone()
    {
        EngineRig rig;
        AlertRule off = podRule(2);
        off.isEnabled = false;
        rig.engine().setRules({podRule(1), off});
        const EngineStep &step
            = rig.at(0, {reads(2, {podSubject("a")}), reads(9, {podSubject("a")})});
        QVERIFY(step.changes.empty() && step.pages.empty());
        QVERIFY(!isKnown(rig.engine().nextDue()));
    }

    // 10 000 rules of which a few have something to say cost what the few cost.
    void idleRulesCostNothing()
    {
        EngineRig rig;
        std::vector<AlertRule> rules;
        for (int id = 1; id <= 10'000; ++id)
            rules.push_back(podRule(id, 60));
        rig.engine().setRules(rules);
        rig.at(0, true);
        const auto start = std::chrono::steady_clock::now();
        for (int at = 1; at <= 10'000; ++at)
            rig.at(at);
        const auto took = std::chrono::steady_clock::now() - start;
        QVERIFY2(took < 2s, "10 000 steps over 10 000 rules have to take milliseconds");
        QCOMPARE(rig.told(), std::string("60 firing 1"));
    }

    void theStepsOfADecisionSayWhyItWasToldOrNot()
    {
        EngineRig rig;
        AlertRule rule = podRule(1, 60);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        const auto last = [&] { return rig.engine().explain(1, podSubject("a")).back(); };
        const auto stage = [&] {
            const auto steps = rig.engine().explain(1, podSubject("a"));
            return decisionStageName(steps[steps.size() - 2].stage);
        };
        rig.at(0, false);
        QCOMPARE(stage(), std::string_view("condition"));
        QVERIFY(!last().passed);
        rig.at(10, true);
        QCOMPARE(stage(), std::string_view("for"));
        rig.at(70, true);
        QCOMPARE(stage(), std::string_view("channel"));
        QVERIFY(last().passed && last().stage == DecisionStep::Stage::Outcome);
        QCOMPARE(rig.engine().explain(1, podSubject("a")).size(), std::size_t{13});
        rig.at(80, true);
        QCOMPARE(stage(), std::string_view("cooldown"));
        QVERIFY(!last().passed);
        rule.isEnabled = false;
        rig.engine().setRules({rule});
        rig.at(90, true);
        QCOMPARE(stage(), std::string_view("enabled"));
        QVERIFY(!rig.engine().explain(99, podSubject("a")).back().passed);
    }
};

QTEST_APPLESS_MAIN(TestAlertEngine)
#include "tst_alert_engine.moc"
