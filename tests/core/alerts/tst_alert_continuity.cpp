#include "tests/core/alerts/engine_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

using namespace std::chrono_literals;

} // namespace

// What alerts do while nothing is heard, and over a restart.
class TestAlertContinuity : public QObject
{
    Q_OBJECT

private slots:
    void aSourceThatIsSilentKeepsResolvesOrAlerts_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](NoDataPolicy policy, const char *told) {
            QTest::newRow(noDataPolicyName(policy).data())
                << static_cast<int>(policy) << QByteArray(told);
        };
        // Fires, then the source is silent for ten minutes, then it says no.
        row(NoDataPolicy::KeepState, "10 firing 1, 700 resolved 1");
        row(NoDataPolicy::Resolve, "10 firing 1, 100 resolved 1");
        row(NoDataPolicy::Alert, "10 firing 1, 700 resolved 1");
    }
    void aSourceThatIsSilentKeepsResolvesOrAlerts()
    {
        QFETCH(const int, policy);
        EngineRig rig;
        AlertRule rule = podRule(1, 10);
        rule.noData = static_cast<NoDataPolicy>(policy);
        rig.engine().setRules({rule});
        rig.at(0, true);
        rig.at(10, true);
        const RuleReadings silent{.rule = 1, .active = {}, .hasNoData = true};
        rig.at(100, {silent});
        if (const Alert *alert = rig.find(podSubject("a")))
            QVERIFY(alert->hasNoData);
        rig.at(650, {silent});
        rig.at(700, false);
        QTEST(QByteArray::fromStdString(rig.told()), "told");
    }

    void silenceAloneIsAnAlertWhenTheRuleSaysSo()
    {
        EngineRig rig;
        AlertRule rule = podRule(1, 60);
        rule.noData = NoDataPolicy::Alert;
        rig.engine().setRules({rule});
        const RuleReadings silent{.rule = 1, .active = {}, .hasNoData = true};
        rig.at(0, {silent});
        rig.at(60, {silent});
        QCOMPARE(rig.told(), std::string("60 firing 1"));
        QCOMPARE(rig.engine().alerts().front().subject.object.kind, std::string("Cluster"));
        QVERIFY(rig.engine().alerts().front().hasNoData);
        rig.at(90, {reads(1, {})});
        QCOMPARE(rig.told(), std::string("60 firing 1, 90 resolved 1"));
    }

    void pendingAlertsDoNotFireForWantOfData()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        rig.at(0, true);
        rig.at(100, {{.rule = 1, .active = {}, .hasNoData = true}});
        QCOMPARE(rig.told(), std::string());
        rig.at(110, true); // it still was: it has been true all the while
        QCOMPARE(rig.told(), std::string("110 firing 1"));
    }

    void aRestartContinuesWhereItWas()
    {
        EngineRig before;
        AlertRule rule = podRule(1, 60, 60);
        rule.cooldown = 300s;
        before.engine().setRules({rule});
        before.at(0, {reads(1, {podSubject("a")})});
        before.at(60, {reads(1, {podSubject("a"), podSubject("b")})});
        std::vector<Alert> open = before.engine().alerts();
        QCOMPARE(open.size(), std::size_t{2});

        EngineRig rig;
        rig.engine().setRules({rule});
        rig.engine().restore(open, {});
        // No second message about `a`, the minute of `b` goes on.
        rig.at(119, {reads(1, {podSubject("a"), podSubject("b")})});
        QCOMPARE(rig.told(), std::string());
        rig.at(120, {reads(1, {podSubject("b")})});
        QCOMPARE(rig.told(), std::string("120 firing 1"));
        rig.at(180, {reads(1, {podSubject("b")})});
        QCOMPARE(rig.told(), std::string("120 firing 1, 180 resolved 1"));
    }

    void whatWasNotToldBeforeARestartIsToldAfterwards()
    {
        Alert alert;
        alert.id = 3;
        alert.rule = 1;
        alert.ruleName = "Rule1";
        alert.subject = podSubject("a");
        alert.phase = AlertPhase::Firing;
        alert.pendingSince = second(0);
        alert.firedAt = second(0);
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().restore({alert}, {});
        QVERIFY(isKnown(rig.engine().nextDue()));
        rig.at(5);
        QCOMPARE(rig.told(), std::string("5 firing 1"));
        QCOMPARE(rig.engine().alerts().front().id, std::int64_t{3});
    }

    void anAlertOfALaterClockIsTakenAsOfNow()
    {
        Alert alert;
        alert.rule = 1;
        alert.subject = podSubject("a");
        alert.phase = AlertPhase::Pending;
        alert.pendingSince = second(90'000);
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        rig.engine().restore({alert}, {});
        rig.at(0, true);
        rig.at(60, true);
        QCOMPARE(rig.told(), std::string("60 firing 1"));
    }
};

QTEST_APPLESS_MAIN(TestAlertContinuity)
#include "tst_alert_continuity.moc"
