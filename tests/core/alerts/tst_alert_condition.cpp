#include "core/alerts/condition.h"
#include "core/query/schema.h"

#include <QTest>

#include <string>

using namespace binnacle;
using namespace binnacle::alerts;

namespace {

using namespace std::chrono_literals;

Condition read(std::string_view json)
{
    const Result<Condition> condition = readCondition(json);
    if (!condition)
        qWarning("%s", condition.error().message.c_str());
    return condition ? *condition : Condition{};
}

std::string errorOf(std::string_view json)
{
    const Result<Condition> condition = readCondition(json);
    return condition ? std::string() : condition.error().message;
}

Condition ofKind(ConditionKind kind)
{
    Condition of;
    of.kind = kind;
    return of;
}

std::string textErrorOf(std::string_view text, ConditionKind kind)
{
    const Result<Condition> condition = parseCondition(text, ofKind(kind));
    return condition ? std::string() : condition.error().message;
}

// What parses, printed again.
std::string again(std::string_view text, ConditionKind kind)
{
    const Result<Condition> condition = parseCondition(text, ofKind(kind));
    return condition ? conditionText(*condition) : "error: " + condition.error().message;
}

} // namespace

class TestAlertCondition : public QObject
{
    Q_OBJECT

private slots:
    // Contract 06 §6.5, letter for letter.
    void theExamplesOfTheContractAreRead()
    {
        const Condition pending = read(
            R"({"all":[{"field":"status.phase","op":"==","value":"Pending"},{"field":"age_seconds","op":">","value":600}],"for":"5m","resolveAfter":"2m"})");
        QCOMPARE(pending.kind, ConditionKind::Resource);
        QCOMPARE(pending.source, query::SourceId::Pods);
        QCOMPARE(conditionText(pending), std::string("phase = Pending and age > 10m"));
        QVERIFY(pending.holds == 5min && pending.resolveAfter == 2min);

        const Condition budget = read(
            R"({"metric":"slo.error_budget_remaining","target":"shop.example.com","window":"1d","op":"<","value":25})");
        QCOMPARE(budget.kind, ConditionKind::Level);
        QCOMPARE(budget.level, SloSubject::Kind::Domain);
        QCOMPARE(budget.target, std::string("shop.example.com"));
        QCOMPARE(conditionText(budget), std::string("budget < 25 %"));

        const Condition event = read(
            R"({"event":{"type":"Warning","reasonIn":["BackOff","FailedScheduling"],"minCount":3,"within":"10m"}})");
        QCOMPARE(event.kind, ConditionKind::Event);
        QCOMPARE(conditionText(event),
            std::string("type = Warning and reason in [BackOff, FailedScheduling], 3 in 10m"));

        const Condition query = read(
            "{\"query\":\"pods(cluster=\\\"*\\\", status=\\\"Failed\\\").count()\",\"op\":\">\","
            "\"value\":0,\"for\":\"2m\"}");
        QCOMPARE(query.kind, ConditionKind::Query);
        QCOMPARE(conditionText(query),
            std::string("pods(cluster=\"*\", status=\"Failed\").count() > 0"));

        const Condition absent = read(R"({"absent":"heartbeat","for":"45s"})");
        QCOMPARE(absent.kind, ConditionKind::Absent);
        QVERIFY(absent.holds == 45s);
        QCOMPARE(conditionText(absent), std::string("no heartbeat"));
    }

    // Metrics of views that are not part of this program's measurements say so.
    void aMetricThatIsNotMeasuredIsNamed()
    {
        const std::string error
            = errorOf(R"({"metric":"ops.workflow_failed_rate","op":">","value":0.02})");
        QVERIFY2(error.find("ops.workflow_failed_rate") != std::string::npos, error.c_str());
        QVERIFY(
            errorOf(R"({"metric":"service.error_rat","op":">","value":1})").find("\"error_rate\"")
            != std::string::npos);
    }

    void levelsAreReadOfDomainsServicesAndEdges_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *json, SloSubject::Kind level,
                             const char *text) {
            QTest::newRow(name) << QByteArray(json) << static_cast<int>(level) << QByteArray(text);
        };
        using Kind = SloSubject::Kind;
        row("burn", R"({"metric":"slo.burn_rate","window":"1h","op":">","value":14.4})",
            Kind::Domain, "burn(1h) > 14.4");
        row("availability", R"({"metric":"slo.availability","op":"<","value":99.5})", Kind::Domain,
            "availability(5m) < 99.5 %");
        row("p95", R"({"metric":"service.p95","target":"pay/payments","op":">","value":300})",
            Kind::Service, "p95(5m) > 300 ms");
        row("errors", R"({"metric":"service.error_rate","op":">=","value":2,"window":"10m"})",
            Kind::Service, "error_rate(10m) >= 2 %");
        row("edge",
            R"({"metric":"edge.error_rate","target":"shop/a->*","op":">","value":2,"minRequests":50})",
            Kind::Edge, "error_rate(5m) > 2 % with 50+ requests");
        row("both windows",
            R"({"all":[{"metric":"slo.burn_rate","window":"1h","op":">","value":6},
                {"not":{"metric":"slo.rps","op":"<","value":1}}]})",
            Kind::Domain, "burn(1h) > 6 and not rps(5m) < 1 /s");
        row("service by level",
            R"({"metric":"slo.burn_rate","level":"service","target":"a/b","op":">","value":1})",
            Kind::Service, "burn(1h) > 1");
    }
    void levelsAreReadOfDomainsServicesAndEdges()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QByteArray, text);
        const Condition condition = read(json.toStdString());
        QCOMPARE(conditionText(condition), text.toStdString());
        QTEST(static_cast<int>(condition.level), "level");
    }

    void edgesAreNamedWithTheArrowOfTheMesh()
    {
        const Condition edge
            = read(R"({"metric":"edge.p95","target":"shop/a ->  *","op":">","value":1})");
        QCOMPARE(edge.target, std::string("shop/a → *"));
    }

    void fieldsAreFoundByThePathOfKubernetes_data()
    {
        QTest::addColumn<QByteArray>("leaf");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *leaf, const char *text) {
            QTest::newRow(text) << QByteArray(leaf) << QByteArray(text);
        };
        row(R"({"field":"metadata.labels.app.kubernetes.io/name","op":"==","value":"web"})",
            "label.app.kubernetes.io/name = web");
        row(R"({"field":"spec.nodeName","op":"matches","value":"^node-[1-3]$"})",
            "node =~ \"^node-[1-3]$\"");
        row(R"({"field":"metadata.namespace","op":"in","value":["shop","pay"]})",
            "namespace in [shop, pay]");
        row(R"({"field":"zone","op":"exists"})", "zone != \"\"");
        row(R"({"field":"zone","op":"exists","value":false})", "zone = \"\"");
        row(R"({"field":"cpuUsage","op":">","value":80})", "cpu_usage > 80%");
        row(R"({"field":"restarts","op":">=","value":3})", "restarts >= 3");
        row(R"({"field":"name","op":"==","value":"web*"})", "name = \"web*\"");
        row(R"({"field":"age","op":">","value":"1h30m"})", "age > 90m");
    }
    void fieldsAreFoundByThePathOfKubernetes()
    {
        QFETCH(const QByteArray, leaf);
        QFETCH(const QByteArray, text);
        const Condition condition
            = read("{\"resourceType\":\"Pod\",\"all\":[" + leaf.toStdString() + "]}");
        QCOMPARE(conditionText(condition), text.toStdString());
    }

    void groupsNestAndTurnRound()
    {
        const Condition condition = read(
            R"({"source":"Deployment","any":[{"field":"ready","op":"<","value":1},
                {"all":[{"not":{"field":"paused","op":"==","value":true}},
                        {"field":"unavailable","op":">","value":2}]}]})");
        QCOMPARE(condition.source, query::SourceId::Deployments);
        QCOMPARE(conditionText(condition),
            std::string("ready < 1 or not paused = true and unavailable > 2"));
    }

    void errorsNameThePlaceAndTheNearestWord()
    {
        QCOMPARE(textErrorOf("phse = Pending", ConditionKind::Resource).substr(0, 6),
            std::string("at 1: "));
        QVERIFY(textErrorOf("phse = Pending", ConditionKind::Resource).find("\"phase\"")
            != std::string::npos);
        QCOMPARE(textErrorOf("burn(1h) > 14.4 and brun(5m) > 1", ConditionKind::Level),
            std::string("at 21: unknown metric \"brun\"; did you mean \"burn\"?"));
        QCOMPARE(textErrorOf("burn(1h)", ConditionKind::Level),
            std::string("at 9: expected >, >=, <, <=, == or !="));
        QCOMPARE(textErrorOf("p95 > fast", ConditionKind::Level),
            std::string("at 7: expected a number"));
        QCOMPARE(
            textErrorOf("(p95 > 1", ConditionKind::Level), std::string("at 9: expected \")\""));
        QVERIFY(textErrorOf("p95 > 300 bananas", ConditionKind::Level).starts_with("at 11"));
        QVERIFY(
            textErrorOf("budget(3h) < 1", ConditionKind::Level).find("7d") != std::string::npos);
        QVERIFY(textErrorOf("no heartbeet", ConditionKind::Absent).find("\"heartbeat\"")
            != std::string::npos);
        QVERIFY(textErrorOf("pods().count()", ConditionKind::Query).starts_with("at 15"));
        QVERIFY(
            errorOf(R"({"all":[{"field":"status.phas","op":"==","value":"x"}]})").find("\"phase\"")
            != std::string::npos);
    }

    void whatCannotBeKeptIsRefused()
    {
        // An instant stands still while the rule goes on.
        QVERIFY(textErrorOf("created > 10m", ConditionKind::Resource).find("instant")
            != std::string::npos);
        QVERIFY(!errorOf(R"({"source":"audit","where":"success=false"})").empty());
        QVERIFY(!errorOf(R"({"event":{"minCount":0}})").empty());
        QVERIFY(!errorOf(R"({"event":{"within":"0s"}})").empty());
        QVERIFY(!errorOf(R"({"absent":"nothing"})").empty());
        QVERIFY(!errorOf("{\"query\":\"pods().at(1h).count()\",\"op\":\">\",\"value\":0}").empty());
        QVERIFY(!errorOf(R"({"metric":"service.p95","op":"~","value":0})").empty());
        QVERIFY(!errorOf(R"({"metric":"service.p95","op":">","value":"x"})").empty());
        QVERIFY(!errorOf(R"({"all":[{"metric":"service.p95","op":">","value":1},
            {"metric":"edge.p95","op":">","value":1}]})")
                     .empty());
        QVERIFY(!errorOf(R"({"all":[{"metric":"service.p95","op":">","value":1},
            {"field":"phase","value":"Failed"}]})")
                     .empty());
        QVERIFY(!errorOf(R"({"absent":"heartbeat","for":"-5m"})").empty());
        QVERIFY(!errorOf(R"({"absent":"heartbeat","for":"1000d"})").empty());
        for (const char *json :
            {"", "[]", "{}", "null", "{\"all\":{}}", "{\"any\":[]}", "{\"not\":1}", "{\"event\":3}",
                "{\"all\":[{}]}", "{\"query\":1,\"op\":\">\",\"value\":1}"})
            QVERIFY2(!readCondition(json), json);
        std::string deep;
        for (int i = 0; i < 40; ++i)
            deep += "{\"not\":";
        QVERIFY(!readCondition(deep + R"({"field":"phase","value":"x"})" + std::string(40, '}')));
    }

    void levelsTakeUnits()
    {
        const auto text = [](const char *typed) { return again(typed, ConditionKind::Level); };
        QCOMPARE(text("p95 > 1.5s"), std::string("p95(5m) > 1500 ms"));
        QCOMPARE(text("P95 > 300"), std::string("p95(5m) > 300 ms"));
        QCOMPARE(text("budget(30d) < 25%"), std::string("budget(30d) < 25 %"));
        QCOMPARE(text("burn(1h)>14.4× and (burn(5m)>14.4x)"),
            std::string("burn(1h) > 14.4 and burn(5m) > 14.4"));
        QCOMPARE(text("not (p50 > 1 or p99 > 2) or rps >= 5/s"),
            std::string("not (p50(5m) > 1 ms or p99(5m) > 2 ms) or rps(5m) >= 5 /s"));
    }

    void eventsAreCountedInTheText()
    {
        const auto text = [](const char *typed) { return again(typed, ConditionKind::Event); };
        QCOMPARE(text("reason = BackOff, 3 in 10m"), std::string("reason = BackOff, 3 in 10m"));
        QCOMPARE(text("reason = BackOff"), std::string("reason = BackOff, 1 in 10m"));
        QCOMPARE(text("5 times within 1h"), std::string("5 in 1h"));
        QCOMPARE(text("reason=BackOff,Failed, 2 in 60s"),
            std::string("reason in [BackOff, Failed], 2 in 1m"));
        QCOMPARE(text("message contains \", 9 in 9m\""),
            std::string("message contains \", 9 in 9m\", 1 in 10m"));
    }

    void aThresholdIsThatOfTheFirstTermAndItsTwins()
    {
        const Condition burn = *parseCondition(
            "burn(1h) > 14.4 and burn(5m) > 14.4 and rps > 2", ofKind(ConditionKind::Level));
        QCOMPARE(thresholdOf(burn), std::optional(14.4));
        QCOMPARE(conditionText(withThreshold(burn, 6)),
            std::string("burn(1h) > 6 and burn(5m) > 6 and rps(5m) > 2 /s"));
        const Condition event = *parseCondition("3 in 5m", ofKind(ConditionKind::Event));
        QCOMPARE(thresholdOf(event), std::optional(3.0));
        QCOMPARE(withThreshold(event, 6.2).minCount, 7);
        QCOMPARE(withThreshold(event, -1).minCount, 1);
        QVERIFY(!thresholdOf(ofKind(ConditionKind::Absent)));
        QVERIFY(!thresholdOf(ofKind(ConditionKind::Resource)));
    }
};

QTEST_APPLESS_MAIN(TestAlertCondition)
#include "tst_alert_condition.moc"
