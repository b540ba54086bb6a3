#include "core/commands/blast_capacity.h"
#include "core/commands/blast_radius.h"
#include "core/commands/blast_service.h"
#include "core/commands/touched.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

#include <cmath>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;
using testkit::serviceOf;
using Topic = BlastLine::Topic;

namespace {

// What api-gateway answers for shop.example.com/checkout, promised at 99.9 % over 30 days.
SloRow checkoutDomain()
{
    SloRow row;
    row.subject = {.kind = SloSubject::Kind::Domain, .cluster = {"prod-eu"}};
    row.subject.domain = "shop.example.com/checkout";
    row.target
        = {.id = 1, .window = SloWindow::ThirtyDays, .availability = 99.9, .p95Latency = 400};
    row.backends = {serviceOf("shop/api-gateway")};
    row.burnOneHour = 16.2;
    return row;
}

Alert firing(const std::string &rule, ResourceRef object)
{
    Alert alert;
    alert.ruleName = rule;
    alert.subject = {{"prod-eu"}, std::move(object)};
    alert.phase = AlertPhase::Firing;
    return alert;
}

BlastInput demoInput(Command command)
{
    CommandEstate estate;
    fillDemo(estate);
    BlastInput input{.command = std::move(command), .now = kNow};
    input.snapshot = estate.take();
    input.graph = demoIncident();
    input.levels = {checkoutDomain()};
    input.who = {.userId = 1, .username = "oncall", .role = Role::Operator, .scope = {}};
    return input;
}

std::string line(const BlastRadius &radius, Topic topic)
{
    for (const BlastLine &one : radius.lines) {
        if (one.topic == topic)
            return one.text;
    }
    return "(no line)";
}

bool warns(const BlastRadius &radius, std::string_view part)
{
    for (const std::string &warning : radius.warnings) {
        if (warning.find(part) != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

class TestBlastRadius : public QObject
{
    Q_OBJECT

private slots:
    void scalingCheckoutInTheIncidentSaysThatPaymentsGetsHalfAsMuchMore()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        input.alerts = {firing("CheckoutBudgetBurn", {"Domain", "", "shop.example.com/checkout"}),
            firing("Elsewhere", {"Pod", "ml", "recommender-0"})};
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.podsCreated, 2);
        QCOMPARE(radius.podsRemoved, 0);
        QCOMPARE(line(radius, Topic::Change), std::string("replicas 4 → 6"));
        QCOMPARE(line(radius, Topic::Callers), std::string("api-gateway (96 req/s)"));
        QCOMPARE(
            line(radius, Topic::Callees), std::string("payments + 50 % load, already failing"));
        QCOMPARE(radius.callees.size(), std::size_t(4));
        QCOMPARE(radius.callees.front().addedLoad.value(), 50.0);
        QVERIFY(warns(radius,
            "More checkout replicas send more load to payments, which is failing 8.0 % of its "
            "requests."));
        QCOMPARE(line(radius, Topic::Alerts), std::string("CheckoutBudgetBurn"));
        QCOMPARE(line(radius, Topic::Disruption), std::string("not told by the agent"));
        QCOMPARE(line(radius, Topic::Autoscaler), std::string("not told by the agent"));
        QCOMPARE(line(radius, Topic::Capacity),
            std::string("fits: node-5, node-1, node-4, node-2 and 1 more"));
        QCOMPARE(line(radius, Topic::History), std::string("not run here before"));
        QVERIFY(warns(radius, "burns its budget 16× too fast already"));
        QCOMPARE(int(radius.risk), int(CommandRisk::HoldReason)); // burns over 6×
        QCOMPARE(
            radius.kubectl, std::string("kubectl -n shop scale deployment/checkout --replicas=6"));
        QVERIFY(radius.inverse);
        QCOMPARE(radius.inverse->params, std::string(R"({"replicas":4})"));
        QVERIFY(radius.refusal.empty());
    }

    void whatTheCalleesCallGetsItsPartOfTheLoadByTheRatesMeasured()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        const BlastRadius radius = blastRadius(input);
        const AffectedService &indirect = radius.callees.back();
        QCOMPARE(indirect.service, serviceOf("data/payments-db"));
        QVERIFY(indirect.isIndirect);
        QVERIFY(!radius.callees.front().isIndirect);
        QCOMPARE(radius.callees.front().addedRate, 47.5); // half of 95 a second
        QCOMPARE(indirect.addedRate, 44.0);
        QCOMPARE(indirect.addedLoad.value(), 50.0);
        QVERIFY(std::ranges::any_of(radius.lines, [](const BlastLine &line) {
            return line.topic == Topic::Callees
                && line.text == "indirect: payments-db + 50 % (44 req/s)";
        }));
        QVERIFY(warns(radius, "Some of the load goes on to payments-db, which is failing 8.0 %"));
        // Payments is asked by others, too: less of what it asks grows.
        const ServiceRef payments = serviceOf("pay/payments");
        const auto node = std::ranges::find(input.graph.nodes, payments, &MeshNode::service);
        node->traffic.requests *= 2;
        const BlastRadius shared = blastRadius(input);
        QCOMPARE(shared.callees.back().addedRate, 22.0);
        QCOMPARE(shared.callees.back().addedLoad.value(), 25.0);
        // Without more replicas nobody gets more.
        QCOMPARE(blastRadius(demoInput(scaleCheckout(3))).callees.size(), std::size_t(3));
    }

    void callsInACircleAreFollowedTwoLevelsAndNoFurther()
    {
        BlastInput input = demoInput(scaleCheckout(8));
        input.graph = testkit::meshOf({{"shop/checkout", "a/one"}, {"a/one", "a/two"},
            {"a/two", "a/three"}, {"a/two", "a/one"}, {"a/one", "shop/checkout"}});
        input.graph.range = {kNow - Duration{300'000}, kNow};
        input.graph.covered = Duration{300'000};
        testkit::addCalls(input.graph, "shop/checkout", "a/one", 3'000, 0);
        testkit::addCalls(input.graph, "a/one", "a/two", 3'000, 0);
        testkit::addCalls(input.graph, "a/two", "a/three", 3'000, 0);
        testkit::addCalls(input.graph, "a/two", "a/one", 3'000, 0);
        testkit::addCalls(input.graph, "a/one", "shop/checkout", 3'000, 0);
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.callees.size(), std::size_t(2));
        QCOMPARE(radius.callees[0].service, serviceOf("a/one"));
        QCOMPARE(radius.callees[1].service, serviceOf("a/two"));
        QCOMPARE(radius.callees[1].addedLoad.value(), 50.0);
    }

    void nodesThatThePodMayNotRunOnAreNoRoom()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        PodPlacement &placement = input.limits.placement;
        const Taint reserved{.key = "dedicated", .value = "ml", .effect = "NoSchedule"};
        placement.taints = {{"node-1", {reserved}}, {"node-2", {reserved}}};
        QCOMPARE(line(blastRadius(input), Topic::Capacity),
            std::string("fits: node-5, node-4, node-3; 2 nodes do not take it"));
        placement.nodeSelector = {{"disk", "ssd"}};
        const BlastRadius none = blastRadius(input);
        QCOMPARE(line(none, Topic::Capacity),
            std::string("room for 0 of 2 (500m CPU, 256 MiB each); 5 nodes do not take it"));
        QVERIFY(warns(none, "By taints or selectors, 5 nodes do not take it."));
    }

    void healthyCalleesAreNamedWithoutWarning()
    {
        BlastInput input = demoInput(scaleCheckout(5));
        input.graph = testkit::meshOf({{"shop/checkout", "pay/payments"}});
        input.graph.range = {kNow - Duration{300'000}, kNow};
        input.graph.covered = Duration{300'000};
        testkit::addCalls(input.graph, "shop/checkout", "pay/payments", 3'000, 1);
        input.levels = {};
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(line(radius, Topic::Callees), std::string("payments + 25 % load"));
        QVERIFY(radius.warnings.empty());
        QCOMPARE(int(radius.risk), int(CommandRisk::TypeName)); // production
        QCOMPARE(line(radius, Topic::Budget), std::string("no objective depends on it"));
    }

    void theBudgetBurnedAMinuteComesFromTheShareOfRequestsAndTheTarget()
    {
        const BlastInput input = demoInput(scaleCheckout(6));
        const auto dependants
            = dependantsOf(input.graph, {serviceOf("shop/checkout")}, input.levels);
        QCOMPARE(dependants.size(), std::size_t(1));
        QVERIFY(std::abs(dependants[0].share - 0.96) < 1e-9);
        // 43.2 minutes of outage are the budget of 99.9 % over 30 days.
        QVERIFY(std::abs(dependants[0].burnedPerMinute - 0.96 * 100 / 43.2) < 1e-9);
        const auto deep = shareReaching(input.graph, {serviceOf("data/payments-db")});
        const double ways = 26'400.0 / 28'200 * 28'200 / 28'800 * 28'800 / 30'000;
        QVERIFY(std::abs(deep.at(serviceOf("shop/api-gateway")) - ways) < 1e-9);
        QVERIFY(!deep.contains(serviceOf("shop/storefront")));
    }

    void sharesThroughCyclesStayBelowOne()
    {
        MeshGraph graph = testkit::meshOf({{"x/a", "x/b"}, {"x/b", "x/a"}, {"x/b", "x/c"}});
        testkit::addCalls(graph, "x/a", "x/b", 100, 0);
        testkit::addCalls(graph, "x/b", "x/a", 100, 0);
        testkit::addCalls(graph, "x/b", "x/c", 80, 0);
        for (const auto &[service, share] : shareReaching(graph, {serviceOf("x/c")}))
            QVERIFY(share > 0 && share <= 1);
    }

    void deletingTheOnlyPodOfTheDatabaseSaysWhoFails()
    {
        const BlastRadius radius
            = blastRadius(demoInput(command("delete", "Pod", "data", "payments-db-0")));
        QCOMPARE(radius.podsCreated, 1);
        QCOMPARE(radius.podsRemoved, 1);
        QCOMPARE(
            line(radius, Topic::Change), std::string("1 pod deleted, its owner makes another"));
        QCOMPARE(line(radius, Topic::Callers), std::string("payments (88 req/s)"));
        QCOMPARE(line(radius, Topic::Replicas), std::string("0 of 1 ready at the least"));
        QVERIFY(warns(radius,
            "No replica of payments-db stays until a new one is ready: calls from payments fail."));
        QVERIFY(!radius.inverse);
    }

    void aPodWithoutOwnerIsNotMadeAnew()
    {
        BlastInput input = demoInput(command("delete", "Pod", "shop", "lonely"));
        CommandEstate estate;
        estate.node("node-1");
        estate.pod("shop", "lonely", "", "", "node-1");
        input.snapshot = estate.take();
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.podsCreated, 0);
        QCOMPARE(radius.podsRemoved, 1);
        QVERIFY(warns(radius, "has no owner"));
    }

    void scalingToNothingStopsEveryCaller()
    {
        BlastInput input = demoInput(scaleCheckout(0));
        input.environment = Environment::Staging;
        input.levels = {};
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.podsRemoved, 4);
        QVERIFY(warns(radius, "No replica of checkout stays: calls from api-gateway fail."));
        QCOMPARE(int(radius.risk), int(CommandRisk::TypeName));
    }

    void scalingDownTellsWhatEachOfTheOthersCarries()
    {
        const BlastRadius radius = blastRadius(demoInput(scaleCheckout(2)));
        QCOMPARE(line(radius, Topic::Replicas),
            std::string("2 of 4 ready at the least, each carries 100 % more"));
        QVERIFY(!radius.callees.front().addedLoad);
    }

    void restartingKeepsWhatTheStrategyKeeps()
    {
        BlastInput input = demoInput(command("restart", "Deployment", "pay", "payments"));
        const BlastRadius rolling = blastRadius(input);
        QCOMPARE(line(rolling, Topic::Replicas), std::string("5 of 6 stay ready while it rolls"));
        QCOMPARE(rolling.podsCreated, 6);
        input.limits.maxUnavailable = "0";
        input.limits.maxSurge = "0";
        QCOMPARE(podChangeOf(input.command, input.snapshot.get(), input.limits).least.value(), 5);
        input.limits.maxUnavailable = "3";
        QCOMPARE(podChangeOf(input.command, input.snapshot.get(), input.limits).least.value(), 3);
    }

    void aDisruptionBudgetThatWouldBeBrokenIsNamed()
    {
        BlastInput input = demoInput(scaleCheckout(2));
        input.limits.budgets = {{.name = "checkout-pdb",
            .selector = {{"app", "checkout"}},
            .minAvailable = "75%",
            .maxUnavailable = {}}};
        const BlastRadius broken = blastRadius(input);
        QCOMPARE(
            line(broken, Topic::Disruption), std::string("checkout-pdb violated: wants 3, 2 stay"));
        input.command = scaleCheckout(3);
        input.environment = Environment::Development;
        input.levels = {};
        const BlastRadius tight = blastRadius(input);
        QCOMPARE(line(tight, Topic::Disruption), std::string("not violated"));
        QCOMPARE(int(tight.risk), int(CommandRisk::TypeName)); // at its limit
        input.limits.budgets->front().selector = {{"app", "other"}};
        QCOMPARE(line(blastRadius(input), Topic::Disruption), std::string("none covers it"));
    }

    void anAutoscalerWillChangeTheNumberAgain()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        input.limits.autoscalers = {{.name = "checkout",
            .targetKind = "Deployment",
            .targetName = "checkout",
            .least = 4,
            .most = 8}};
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(line(radius, Topic::Autoscaler), std::string("checkout: 4 to 8"));
        QVERIFY(warns(radius, "HorizontalPodAutoscaler checkout keeps 4 to 8 replicas"));
    }

    void nodesThatTakeNothingAreNoRoom()
    {
        CommandEstate estate;
        estate.node("cordoned").schedulable = false;
        estate.node("down").ready = "Unknown";
        estate.node("full", 700);
        estate.node("pressed").diskPressure = true;
        estate.workload(WorkloadKind::Deployment, "shop", "checkout", 1, {"full"}, 500);
        BlastInput input = demoInput(scaleCheckout(3));
        input.snapshot = estate.take();
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(
            line(radius, Topic::Capacity), std::string("room for 0 of 2 (500m CPU, 256 MiB each)"));
        QVERIFY(warns(radius, "The nodes have room for 0 of 2 new pods; the others will wait."));
    }

    void cordoningMovesNobodyAndWarnsOfTheLastNode()
    {
        BlastInput input = demoInput(command("cordon", "Node", "", "node-5"));
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.podsRemoved, 0);
        QCOMPARE(line(radius, Topic::Capacity),
            std::string("4 other nodes take new pods; 1 pod on this one"));
        QCOMPARE(radius.inverse->action, std::string("uncordon"));
        CommandEstate estate;
        estate.node("node-5");
        input.snapshot = estate.take();
        QVERIFY(warns(blastRadius(input), "No other node takes new pods"));
    }

    void whatHappenedTheLastTimeIsToldAndNeverBlocks()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        CommandEntry last{.record = {.command = input.command}, .reason = {}, .verdict = {}};
        last.record.state = CommandState::Success;
        last.record.command.createdAt = kNow - std::chrono::hours{3};
        last.verdict = Verdict{.command = {"c-0"}, .kind = VerdictKind::Worse, .sentence = {}};
        input.lastTime = last;
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(line(radius, Topic::History), std::string("3 h ago by oncall: worse"));
        QVERIFY(warns(radius, "The last time, 3 h ago, this made things worse."));
        QVERIFY(radius.refusal.empty());
        last.isOutcomeUnknown = true;
        last.record.state = CommandState::Timeout;
        last.verdict.reset();
        input.lastTime = last;
        QCOMPARE(line(blastRadius(input), Topic::History),
            std::string("3 h ago by oncall: outcome unknown"));
    }

    void onlyTheRoleRefuses()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        input.who.role = Role::Viewer;
        QVERIFY(!blastRadius(input).refusal.empty());
        input.who.role = Role::Operator;
        input.who.scope.namespaces = {"pay"};
        QVERIFY(!blastRadius(input).refusal.empty());
        input.who.scope.namespaces = {"shop"};
        QVERIFY(blastRadius(input).refusal.empty());
    }

    void withoutStateAndTrafficItSaysWhatIsNotKnown()
    {
        BlastInput input = demoInput(scaleCheckout(6));
        input.snapshot = nullptr;
        input.graph = {};
        input.levels = {};
        const BlastRadius radius = blastRadius(input);
        QVERIFY(warns(radius, "has not told its state"));
        QCOMPARE(line(radius, Topic::Callers), std::string("not known: no traffic was measured"));
        QVERIFY(!radius.inverse);
    }

    void aTargetThatIsNotThereAndOldStateAreSaid()
    {
        BlastInput input = demoInput(command("restart", "Deployment", "shop", "gone"));
        input.now = kNow + std::chrono::minutes{12};
        const BlastRadius radius = blastRadius(input);
        QVERIFY(warns(radius, "The state is 12 min old"));
        QVERIFY(warns(radius, "The cluster has no Deployment shop/gone now."));
    }

    void whatOnlyReadsTouchesNothing()
    {
        const BlastRadius radius
            = blastRadius(demoInput(command("get_logs", "Pod", "data", "payments-db-0")));
        QCOMPARE(radius.lines.size(), std::size_t(1));
        QCOMPARE(int(radius.risk), int(CommandRisk::Reversible));
        QVERIFY(radius.warnings.empty());
    }

    void aNewImageWithoutAFixedNameIsWarnedAbout()
    {
        const BlastRadius radius = blastRadius(demoInput(command(
            "update_image", "Deployment", "pay", "payments", R"({"image":"pay/payments"})")));
        QVERIFY(warns(radius, "\"latest\""));
        QCOMPARE(line(radius, Topic::Change),
            std::string("image registry.example.com/payments:1.4.0 → pay/payments"));
        QCOMPARE(radius.inverse->params,
            std::string(R"({"image":"registry.example.com/payments:1.4.0"})"));
    }

    void deletingANamespaceTouchesManyThings()
    {
        BlastInput input = demoInput(command("delete", "Namespace", "", "shop"));
        input.levels = {};
        input.environment = Environment::Development;
        const BlastRadius radius = blastRadius(input);
        QCOMPARE(radius.podsRemoved, 7);
        QCOMPARE(int(radius.risk), int(CommandRisk::HoldReason));
    }
};

QTEST_APPLESS_MAIN(TestBlastRadius)
#include "tst_blast_radius.moc"
