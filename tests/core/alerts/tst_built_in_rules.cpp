#include "core/alerts/alert_repository.h"
#include "core/alerts/built_in_rules.h"
#include "core/alerts/condition.h"

#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::alerts;

class TestBuiltInRules : public QObject
{
    Q_OBJECT

private slots:
    void eachCanBeStoredAndHasAName()
    {
        std::set<std::string> names;
        for (const AlertRule &rule : builtInRules()) {
            const Status valid = checkRule(rule);
            QVERIFY2(valid, (rule.name + ": " + (valid ? "" : valid.error().message)).c_str());
            QVERIFY2(names.insert(rule.name).second, rule.name.c_str());
            QVERIFY(rule.isBuiltIn && rule.isEnabled && !rule.description.empty());
        }
    }

    void theySayWhatTheContractAsksFor_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<qint64>("holds");
        QTest::addColumn<QByteArray>("severity");
        const auto row
            = [](const char *name, const char *condition, int holds, const char *severity) {
                  QTest::newRow(name) << QByteArray(name) << QByteArray(condition) << qint64{holds}
                                      << QByteArray(severity);
              };
        row("AgentOffline", "no heartbeat", 45, "critical");
        row("NodeNotReady", "ready = false", 60, "critical");
        row("NodeDiskPressure", "pressure contains disk", 60, "warning");
        row("CrashLoopBackOff", "type = Warning and reason = BackOff and kind = Pod, 3 in 10m", 0,
            "warning");
        row("DeploymentUnavailable", "unavailable > 0", 300, "warning");
        row("ErrorBudgetLow", "budget < 25 % with 100+ requests", 300, "warning");
        row("PodsPending", "phase = Pending", 600, "warning");
        row("SloBurnFast",
            "burn(1h) > 14.4 with 100+ requests and burn(5m) > 14.4 with 100+ requests", 0,
            "critical");
        row("SloBurnSteady", "burn(6h) > 6 with 100+ requests and burn(30m) > 6 with 100+ requests",
            0, "critical");
        row("SloBurnSlow",
            "burn(1d) > 3 with 100+ requests and burn(2h) > 3 with 100+ requests or "
            "burn(3d) > 1 with 100+ requests and burn(6h) > 1 with 100+ requests",
            0, "warning");
    }
    void theySayWhatTheContractAsksFor()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, condition);
        QFETCH(const qint64, holds);
        QFETCH(const QByteArray, severity);
        for (const AlertRule &rule : builtInRules()) {
            if (rule.name != name.toStdString())
                continue;
            const Result<Condition> read = readCondition(rule.condition);
            QVERIFY(read);
            QCOMPARE(conditionText(*read), condition.toStdString());
            QCOMPARE(qint64{read->holds.count()} / 1000, holds);
            QCOMPARE(std::string(alertSeverityName(rule.severity)), severity.toStdString());
            return;
        }
        QFAIL("there is no such rule");
    }
};

QTEST_APPLESS_MAIN(TestBuiltInRules)
#include "tst_built_in_rules.moc"
