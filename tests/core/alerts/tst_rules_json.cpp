#include "core/alerts/built_in_rules.h"
#include "core/alerts/rules_json.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;

class TestRulesJson : public QObject
{
    Q_OBJECT

private slots:
    void rulesComeBackAsTheyWere()
    {
        std::vector<AlertRule> rules = builtInRules();
        rules[0].id = 7;
        rules[0].cluster = {"prod"};
        rules[0].channels = {1, 5};
        rules[0].noData = NoDataPolicy::Alert;
        rules[0].message = "{{title}} \"quoted\"\n";
        rules[0].runbook = "restart";
        rules[0].runsRunbook = true;
        rules[0].isEnabled = false;
        rules[0].version = 4;
        const std::string json = rulesJson(rules);
        const Result<std::vector<AlertRule>> read = rulesFromJson(json);
        QVERIFY(read);
        QCOMPARE(read->size(), rules.size());
        const AlertRule &rule = read->front();
        QCOMPARE(rule.id, std::int64_t{7});
        QCOMPARE(rule.cluster.value, std::string("prod"));
        QCOMPARE(rule.channels, (std::vector<std::int64_t>{1, 5}));
        QCOMPARE(rule.noData, NoDataPolicy::Alert);
        QCOMPARE(rule.message, rules[0].message);
        QVERIFY(rule.runsRunbook && !rule.isEnabled);
        QCOMPARE(rule.version, std::int64_t{4});
        QVERIFY(rule.cooldown == rules[0].cooldown);
        // The second time nothing changes any more.
        QVERIFY(!rulesJson(*read).empty());
        const Result<std::vector<AlertRule>> again = rulesFromJson(rulesJson(*read));
        QVERIFY(again);
        for (std::size_t i = 0; i < read->size(); ++i) {
            QCOMPARE((*again)[i].condition, (*read)[i].condition);
            QCOMPARE((*again)[i].groupBy, (*read)[i].groupBy);
        }
    }

    void whatIsMissingKeepsItsDefault()
    {
        const Result<AlertRule> rule
            = ruleFromJson("{\"name\":\"N\",\"condition\":\"{\\\"absent\\\":\\\"heartbeat\\\"}\"}");
        QVERIFY(rule);
        QVERIFY(rule->isEnabled && rule->cooldown == std::chrono::minutes{5});
        QCOMPARE(rule->severity, AlertSeverity::Warning);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("severity") << QByteArray(R"({"severity":"loud","condition":{}})")
                                  << QByteArray("severity");
        QTest::newRow("condition") << QByteArray(R"({"name":"N"})") << QByteArray("condition");
        QTest::newRow("inner") << QByteArray(R"({"condition":{"absent":"x"}})")
                               << QByteArray("heartbeat");
        QTest::newRow("cooldown") << QByteArray(
            R"({"cooldownSec":-1,"condition":{"absent":"heartbeat"}})")
                                  << QByteArray("cooldownSec");
        QTest::newRow("channels") << QByteArray(
            R"({"notifyChannels":["a"],"condition":{"absent":"heartbeat"}})")
                                  << QByteArray("notifyChannels");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("");
    }
    void mistakesAreNamed()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QByteArray, named);
        const Result<AlertRule> rule = ruleFromJson(json.toStdString());
        QVERIFY(!rule);
        QCOMPARE(rule.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(rule.error().message.find(named.toStdString()) != std::string::npos,
            rule.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestRulesJson)
#include "tst_rules_json.moc"
