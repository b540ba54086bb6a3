#include "core/topology/call_graph.h"
#include "tests/support/demo_mesh.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::testkit;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);
using std::chrono::minutes;

Traffic requests(std::int64_t count, std::int64_t errors = 0)
{
    return {.requests = count, .errors = errors, .samples = 1};
}

topology::CallGraphInput emptyInput()
{
    topology::CallGraphInput input;
    input.cluster = ClusterId{"prod"};
    input.range = {kNow - minutes(15), kNow};
    input.covered = minutes(15);
    return input;
}

EdgeRef edge(std::string_view caller, std::string_view callee)
{
    return {serviceOf(caller), serviceOf(callee)};
}

} // namespace

class TestCallGraph : public QObject
{
    Q_OBJECT

private slots:
    void nodesAreServicesWithRowsAndAllEndsOfEdges()
    {
        auto input = emptyInput();
        input.services
            = {{serviceOf("shop/cart"), requests(10)}, {serviceOf("ml/job"), requests(1)}};
        input.edges = {{edge("shop/web", "shop/cart"), requests(10)},
            {edge("shop/cart", "_external/api.stripe.com"), requests(4, 1)}};
        const MeshGraph graph = topology::buildCallGraph(input);
        QCOMPARE(graph.nodes.size(), std::size_t(4));
        QCOMPARE(graph.edges.size(), std::size_t(2));
        for (const MeshEdge &found : graph.edges) {
            QCOMPARE(graph.nodes[found.source].service, found.edge.source);
            QCOMPARE(graph.nodes[found.target].service, found.edge.target);
        }
        const MeshNode *external = graph.find(serviceOf("_external/api.stripe.com"));
        QCOMPARE(external->kind, MeshNodeKind::External);
        QCOMPARE(external->shown().requests, std::int64_t(4));
        QCOMPARE(external->status, SloStatus::Unknown);      // not measured at its own proxy
        QVERIFY(!graph.find(serviceOf("shop/web"))->isIdle); // it calls
    }

    void anEdgeStaysForAnHourAfterItsLastTraffic()
    {
        auto input = emptyInput();
        input.edges = {{edge("a/x", "a/y"), requests(5)}};
        input.recentEdges = {{edge("a/x", "a/y"), kNow - minutes(1)},
            {edge("a/x", "a/z"), kNow - minutes(60)}, {edge("a/x", "a/old"), kNow - minutes(61)}};
        const MeshGraph graph = topology::buildCallGraph(input);
        QCOMPARE(graph.edges.size(), std::size_t(2));
        QVERIFY(!graph.edges[0].isIdle);
        QVERIFY(graph.edges[1].isIdle);
        QCOMPARE(graph.edges[1].lastSeen, kNow - minutes(60));
        QVERIFY(graph.find(serviceOf("a/z"))->isIdle);
        QCOMPARE(graph.find(serviceOf("a/old")), nullptr);
    }

    void newIsWhatWasFirstSeenWithinTheWindow()
    {
        auto input = emptyInput();
        input.edges = {{edge("a/x", "a/y"), requests(5)}, {edge("a/x", "a/z"), requests(5)}};
        input.firstSeen = [](const EdgeRef &found) {
            return found.target.name == "z" ? kNow - minutes(2) : kNow - minutes(20);
        };
        input.serviceFirstSeen = [](const ServiceRef &service) {
            return service.name == "z" ? kNow - minutes(2) : Timestamp();
        };
        const MeshGraph graph = topology::buildCallGraph(input);
        QVERIFY(!graph.edges[0].isNew);
        QVERIFY(graph.edges[1].isNew);
        QVERIFY(graph.find(serviceOf("a/z"))->isNew);
        QVERIFY(!graph.find(serviceOf("a/x"))->isNew);
    }

    void statusFollowsTheContractUnlessTheServiceHasATarget()
    {
        QCOMPARE(topology::meshStatus({}), SloStatus::Unknown);
        QCOMPARE(topology::meshStatus(requests(1000, 10)), SloStatus::Healthy); // exactly 1 %
        QCOMPARE(topology::meshStatus(requests(1000, 11)), SloStatus::Warning);
        QCOMPARE(topology::meshStatus(requests(1000, 50)), SloStatus::Warning);
        QCOMPARE(topology::meshStatus(requests(1000, 51)), SloStatus::Critical);
        Traffic slow = requests(100);
        slow.latency = LatencyHistogram::fromCumulative({100, 500, 1000}, {90, 98, 100}, 100);
        QCOMPARE(topology::meshStatus(slow), SloStatus::Warning);
        slow.latency = LatencyHistogram::fromCumulative({100, 500}, {90, 98}, 100);
        QCOMPARE(topology::meshStatus(slow), SloStatus::Warning); // above the last bound
        slow.latency = LatencyHistogram::fromCumulative({100, 500}, {90, 100}, 100);
        QCOMPARE(topology::meshStatus(slow), SloStatus::Healthy);

        auto input = emptyInput();
        input.services = {{serviceOf("a/x"), requests(10)}};
        input.statusOf = [](const ServiceRef &, const Traffic &) { return SloStatus::Critical; };
        input.isIngress = [](const ServiceRef &service) { return service.ns == "a"; };
        const MeshGraph graph = topology::buildCallGraph(input);
        QCOMPARE(graph.nodes[0].status, SloStatus::Critical);
        QCOMPARE(graph.nodes[0].kind, MeshNodeKind::Ingress);
    }

    void theNeighbourhoodHasCallersAndCalleesButNoSiblings()
    {
        const MeshGraph graph = meshOf(demoCalls());
        const MeshGraph one = topology::neighbourhood(graph, serviceOf("shop/checkout"), 1);
        QCOMPARE(one.nodes.size(), std::size_t(5));
        QVERIFY(one.find(serviceOf("id/accounts")) != nullptr);
        QCOMPARE(one.find(serviceOf("shop/cart")), nullptr);
        // api-gateway also calls accounts: both are kept, so the call between them is.
        QCOMPARE(one.edges.size(), std::size_t(5));
        const MeshGraph two = topology::neighbourhood(graph, serviceOf("shop/checkout"), 2);
        QVERIFY(two.find(serviceOf("edge/traefik")) != nullptr);
        QVERIFY(two.find(serviceOf("data/payments-db")) != nullptr);
        QCOMPARE(two.find(serviceOf("shop/storefront")), nullptr);
        QVERIFY(topology::neighbourhood(graph, serviceOf("no/where"), 2).nodes.empty());
        QCOMPARE(
            topology::neighbourhood(graph, serviceOf("shop/cart"), 0).nodes.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestCallGraph)
#include "tst_call_graph.moc"
