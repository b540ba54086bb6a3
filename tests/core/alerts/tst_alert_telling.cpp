#include "tests/core/alerts/engine_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

using namespace std::chrono_literals;

Silence silence(std::int64_t id, std::vector<AlertMatcher> matchers, std::int64_t from = -100,
    std::int64_t until = 1000)
{
    Silence made;
    made.id = id;
    made.name = "s" + std::to_string(id);
    made.matchers = std::move(matchers);
    made.from = second(from);
    made.until = second(until);
    return made;
}

AlertMatcher label(std::string name, AlertMatcher::Op op, std::string value)
{
    return {std::move(name), op, std::move(value)};
}

AlertMatcher named(std::string value)
{
    return label("name", AlertMatcher::Op::Equal, std::move(value));
}

ServiceRef service(const std::string &name)
{
    return {"shop", name};
}

// gateway → checkout → payments → db, and payments ⇄ fraud.
EngineWorld mesh()
{
    EngineWorld world;
    world.calls[{"prod"}] = {{service("gateway"), service("checkout")},
        {service("checkout"), service("payments")}, {service("payments"), service("db")},
        {service("payments"), service("fraud")}, {service("fraud"), service("payments")}};
    world.backends[{{"prod"}, "shop.example.com"}] = {service("gateway")};
    return world;
}

std::vector<std::string> keysOf(const EngineStep &step)
{
    std::vector<std::string> keys;
    for (const AlertPage &page : step.pages)
        keys.insert(keys.end(), page.dedupKeys.begin(), page.dedupKeys.end());
    return keys;
}

} // namespace

class TestAlertTelling : public QObject
{
    Q_OBJECT

private slots:
    void aSilenceHushesWhatItMatches_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("op");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isHushed");
        using Op = AlertMatcher::Op;
        const auto row = [](const char *name, Op op, const char *value, bool isHushed) {
            QTest::addRow("%s %d %s", name, static_cast<int>(op), value)
                << QByteArray(name) << static_cast<int>(op) << QByteArray(value) << isHushed;
        };
        row("name", Op::Equal, "a", true);
        row("name", Op::Equal, "b", false);
        row("name", Op::NotEqual, "b", true);
        row("namespace", Op::Regex, "sho.*", true);
        row("namespace", Op::Regex, "sho", false); // the whole label, as in Alertmanager
        row("namespace", Op::NotRegex, "pay.*", true);
        row("rule", Op::Equal, "Rule1", true);
        row("severity", Op::Regex, "warning|info", true);
        row("cluster", Op::Equal, "prod", true);
        row("kind", Op::Equal, "Pod", true);
        row("nonsense", Op::NotEqual, "x", false); // better told too often
        row("name", Op::NotRegex, "(", false);
    }
    void aSilenceHushesWhatItMatches()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const int, op);
        QFETCH(const QByteArray, value);
        QFETCH(const bool, isHushed);
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().setSilences({silence(1,
            {label(name.toStdString(), static_cast<AlertMatcher::Op>(op), value.toStdString())})});
        rig.at(0, true);
        QCOMPARE(rig.pages.empty(), isHushed);
        QCOMPARE(
            rig.engine().alerts().front().hush, isHushed ? AlertHush::Silenced : AlertHush::None);
    }

    void everyMatcherOfASilenceHasToMatchAndThereHasToBeOne()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().setSilences({silence(1, {}),
            silence(2, {named("a"), label("namespace", AlertMatcher::Op::Equal, "pay")})});
        rig.at(0, true);
        QCOMPARE(rig.told(), std::string("0 firing 1"));
    }

    void whatStillFiresWhenASilenceEndsIsToldThen()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().setSilences({silence(1, {named("a")}, 0, 100)});
        rig.at(0, true);
        QCOMPARE(rig.engine().nextDue(), second(100));
        rig.at(99, true);
        QCOMPARE(rig.told(), std::string());
        QCOMPARE(EngineRig::changes(rig.at(100, true)), std::string("updated"));
        QCOMPARE(rig.told(), std::string("100 firing 1"));
    }

    void whatEndsDuringASilenceIsNeverTold()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().setSilences({silence(1, {named("a")}, 0, 100)});
        rig.at(0, true);
        rig.at(50, false);
        rig.at(100, false);
        QCOMPARE(rig.told(), std::string());
    }

    void whatWasToldBeforeASilenceIsToldToBeOver()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 60s;
        rig.engine().setRules({rule});
        rig.at(0, true);
        rig.engine().setSilences({silence(1, {named("a")})});
        rig.at(70, true);
        QCOMPARE(rig.engine().alerts().front().hushedBy, std::string("silence \"s1\""));
        rig.at(80, false);
        QCOMPARE(rig.told(), std::string("0 firing 1, 80 resolved 1"));
    }

    void maintenanceIsShownAsSuch()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        Silence window = silence(2, {named("a")});
        window.isMaintenance = true;
        rig.engine().setSilences({silence(1, {named("a")}), window});
        rig.at(0, true);
        QCOMPARE(rig.engine().alerts().front().hush, AlertHush::Maintenance);
        const auto steps = rig.engine().explain(1, podSubject("a"));
        QCOMPARE(steps[steps.size() - 2].stage, DecisionStep::Stage::Maintenance);
    }

    void aSilenceEndsWithTheTroubleItWasMadeFor()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        Silence until = silence(5, {named("a")});
        until.endsWhenResolved = true;
        rig.engine().setSilences({until});
        QVERIFY(rig.at(0, false).silencesEnded.empty()); // made before the trouble
        QVERIFY(rig.at(10, true).silencesEnded.empty());
        QCOMPARE(rig.at(20, false).silencesEnded, std::vector<std::int64_t>{5});
        rig.engine().setSilences({until}); // the store has not said so yet
        QVERIFY(rig.at(30, true).silencesEnded.empty());
        QCOMPARE(rig.told(), std::string("30 firing 1"));
    }

    void manyFiringsAreToldOnceAndThenRest()
    {
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        for (int at = 0; at < 3600; at += 20)
            rig.at(at, at / 20 % 2 == 0);
        QCOMPARE(rig.told(),
            std::string("0 firing 1, 20 resolved 1, 40 firing 1, 60 resolved 1, 80 firing 1, "
                        "100 resolved 1, 120 firing 1, 140 resolved 1, 160 firing 1, "
                        "180 resolved 1, 200 digest 1"));
        // An hour's rest from the sixth firing on; what still fires then is told.
        rig.at(3790, true);
        QCOMPARE(rig.engine().alerts().front().hush, AlertHush::Flapping);
        QCOMPARE(rig.engine().nextDue(), second(3800));
        rig.pages.clear();
        rig.at(3800, true);
        QCOMPARE(rig.told(), std::string("3800 firing 1"));
    }

    void aCooldownAndTheFlapGuardTogetherTellAtMostOnceEach()
    {
        EngineRig rig;
        AlertRule rule = podRule(1);
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        int firing = 0;
        for (int at = 0; at < 3600; at += 20) {
            for (const AlertPage &page : rig.at(at, at / 20 % 2 == 0).pages)
                firing += page.kind == AlertPage::Kind::Resolved ? 0 : 1;
        }
        QCOMPARE(firing, 2); // the first one and the digest
    }

    void theFlapGuardSurvivesARestart()
    {
        std::vector<Alert> recent;
        for (std::int64_t i = 0; i < 6; ++i) {
            Alert alert;
            alert.rule = 1;
            alert.subject = podSubject("a");
            alert.firedAt = second(i * 20);
            alert.resolvedAt = second(i * 20 + 10);
            recent.push_back(alert);
        }
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        rig.engine().restore({}, recent);
        rig.at(200, true);
        QCOMPARE(rig.told(), std::string());
        QCOMPARE(rig.engine().alerts().front().hush, AlertHush::Flapping);
    }

    void anAgentThatIsOfflineHushesItsCluster()
    {
        EngineRig rig;
        AlertRule absent = podRule(2);
        absent.condition = R"({"absent":"heartbeat"})";
        AlertRule event = podRule(3);
        event.condition = R"({"event":{"reason":"BackOff"}})";
        rig.engine().setRules({podRule(1), absent, event, serviceRule(4)});
        EngineWorld world;
        world.offline = {{"prod"}};
        rig.engine().setWorld(world);
        const AlertSubject cluster{{"prod"}, {.kind = "Cluster", .ns = {}, .name = "prod"}};
        const EngineStep &step = rig.at(0,
            {reads(1, {podSubject("a")}), reads(2, {cluster}), reads(3, {podSubject("b")}),
                reads(4, {serviceSubject("x"), serviceSubject("y", "other")})});
        QCOMPARE(keysOf(step),
            (std::vector{
                alertDedupKey(2, cluster), alertDedupKey(4, serviceSubject("y", "other"))}));
        QCOMPARE(rig.find(podSubject("b"))->hushedBy, std::string("agent of prod is offline"));
        // Back again: what still fires is told.
        rig.engine().setWorld({});
        QCOMPARE(rig.at(10).pages.size(), std::size_t{3});
    }

    void aCallersAlertIsHushedByThatOfItsFailingCallee()
    {
        EngineRig rig;
        AlertRule domains = podRule(2);
        domains.condition = R"({"metric":"slo.burn_rate","op":">","value":6})";
        AlertRule edges = podRule(3);
        edges.condition = R"({"metric":"edge.p95","op":">","value":6})";
        rig.engine().setRules({serviceRule(1), domains, edges});
        rig.engine().setWorld(mesh());
        const AlertSubject domain{
            {"prod"}, {.kind = "Domain", .ns = {}, .name = "shop.example.com"}};
        const AlertSubject edge{
            {"prod"}, {.kind = "Edge", .ns = "shop", .name = "gateway → shop/checkout"}};
        const EngineStep &step = rig.at(0,
            {reads(
                 1, {serviceSubject("checkout"), serviceSubject("db"), serviceSubject("gateway")}),
                reads(2, {domain}), reads(3, {edge})});
        QCOMPARE(keysOf(step), std::vector{alertDedupKey(1, serviceSubject("db"))});
        const std::string cause = "alert Rule1: Service shop/db";
        for (const AlertSubject &echo :
            {serviceSubject("checkout"), serviceSubject("gateway"), domain, edge}) {
            QCOMPARE(rig.find(echo)->hush, AlertHush::Inhibited);
            QCOMPARE(rig.find(echo)->hushedBy, cause);
        }
        // The root is over, its echo is not: then it is no echo.
        rig.at(60, {reads(1, {serviceSubject("checkout")}), reads(2, {}), reads(3, {})});
        QCOMPARE(rig.told(), std::string("0 firing 1, 60 firing 1, 60 resolved 1"));
    }

    void theCalleesWorkloadHushesTooButNothingLessSevere()
    {
        EngineRig rig;
        AlertRule critical = serviceRule(1);
        critical.severity = AlertSeverity::Critical;
        AlertRule deployments = podRule(2);
        deployments.condition = R"({"source":"deployments","where":"unavailable>0"})";
        rig.engine().setRules({critical, deployments});
        rig.engine().setWorld(mesh());
        const AlertSubject workload{
            {"prod"}, {.kind = "Deployment", .ns = "shop", .name = "payments"}};
        rig.at(0, {reads(1, {serviceSubject("checkout")}), reads(2, {workload})});
        QCOMPARE(rig.told(), std::string("0 firing 1, 0 firing 1")); // a warning hides no page
        deployments.severity = AlertSeverity::Critical;
        rig.engine().setRules({critical, deployments});
        rig.at(10);
        QCOMPARE(rig.find(serviceSubject("checkout"))->hush, AlertHush::Inhibited);
    }

    void servicesThatCallEachOtherDoNotHushEachOther()
    {
        EngineRig rig;
        rig.engine().setRules({serviceRule(1)});
        rig.engine().setWorld(mesh());
        rig.at(0, {reads(1, {serviceSubject("payments"), serviceSubject("fraud")})});
        QCOMPARE(rig.told(), std::string("0 firing 1, 0 firing 1"));
    }

    void aGroupWaitsForOthersAndIsToldAsOne()
    {
        EngineRig rig({.groupWait = 5s});
        AlertRule rule = podRule(1);
        rule.groupBy = {"rule", "namespace"};
        rule.cooldown = 300s;
        rig.engine().setRules({rule});
        rig.at(0, {reads(1, {podSubject("a")})});
        QCOMPARE(rig.engine().nextDue(), second(5));
        rig.at(3, {reads(1, {podSubject("a"), podSubject("b"), podSubject("c", "pay")})});
        rig.at(5);
        rig.at(8);
        QCOMPARE(rig.told(), std::string("5 firing 2, 8 firing 1"));
        // One who joins later waits too; repeats are one message.
        rig.at(100, {reads(1, {podSubject("a"), podSubject("b"), podSubject("d")})});
        rig.at(105);
        QCOMPARE(rig.told(), std::string("5 firing 2, 8 firing 1, 100 resolved 1, 105 firing 1"));
        rig.at(305);
        QCOMPARE(rig.pages.back().second.dedupKeys.size(), std::size_t{3});
        QCOMPARE(rig.pages.back().second.kind, AlertPage::Kind::Repeat);
        rig.at(400, {reads(1, {})});
        QCOMPARE(rig.pages.back().second.dedupKeys.size(), std::size_t{3});
        QCOMPARE(rig.pages.back().second.kind, AlertPage::Kind::Resolved);
    }

    void whatIsOverBeforeItsGroupIsToldIsLeftOut()
    {
        EngineRig rig({.groupWait = 5s});
        AlertRule rule = podRule(1);
        rule.groupBy = {"rule"};
        rig.engine().setRules({rule});
        rig.at(0, {reads(1, {podSubject("a"), podSubject("b")})});
        rig.at(2, {reads(1, {podSubject("b")})});
        rig.at(5);
        QCOMPARE(rig.told(), std::string("5 firing 1"));
    }

    void aGroupAcrossRulesNeedsTheSameChannels()
    {
        EngineRig rig({.groupWait = 0s});
        std::vector<AlertRule> rules{podRule(1), podRule(2), podRule(3)};
        for (AlertRule &rule : rules)
            rule.groupBy = {"cluster"};
        rules[1].severity = AlertSeverity::Critical;
        rules[2].channels = {7};
        rig.engine().setRules(rules);
        const EngineStep &step = rig.at(0,
            {reads(1, {podSubject("a")}), reads(2, {podSubject("a")}),
                reads(3, {podSubject("a")})});
        QCOMPARE(step.pages.size(), std::size_t{2});
        QCOMPARE(step.pages[0].dedupKeys.size(), std::size_t{2});
        QCOMPARE(step.pages[0].severity, AlertSeverity::Critical);
        QCOMPARE(step.pages[1].channels, std::vector<std::int64_t>{7});
    }

    // A storm stays quick: everything fires at once in a mesh of a thousand services.
    void aStormOfAlertsIsToldInAFractionOfASecond()
    {
        EngineRig rig;
        AlertRule rule = serviceRule(1);
        rig.engine().setRules({rule});
        EngineWorld world;
        std::vector<AlertSubject> subjects;
        for (int i = 0; i < 1000; ++i) {
            const std::string name = std::to_string(i);
            subjects.push_back(serviceSubject(name));
            for (int callee = 1; callee <= 5 && i + callee * 7 < 1000; ++callee)
                world.calls[{"prod"}].push_back(
                    {service(name), service(std::to_string(i + callee * 7))});
        }
        rig.engine().setWorld(world);
        const auto start = std::chrono::steady_clock::now();
        rig.at(0, {reads(1, subjects)});
        const auto took = std::chrono::steady_clock::now() - start;
        QCOMPARE(rig.pages.size(), std::size_t{7}); // those that call nobody
        QVERIFY(took < 2s);
    }
};

QTEST_APPLESS_MAIN(TestAlertTelling)
#include "tst_alert_telling.moc"
