#include "core/topology/blame.h"
#include "tests/support/demo_mesh.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::testkit;

namespace {

// payments-db fails; payments, checkout and api-gateway pass it on.
MeshGraph incident()
{
    MeshGraph graph = meshOf(demoCalls());
    addCalls(graph, "edge/traefik", "shop/api-gateway", 5'900, 83);
    addCalls(graph, "edge/traefik", "shop/storefront", 6'400, 0);
    addCalls(graph, "shop/api-gateway", "shop/checkout", 960, 75);
    addCalls(graph, "shop/api-gateway", "shop/cart", 1'000, 0);
    addCalls(graph, "shop/checkout", "shop/inventory", 950, 2);
    addCalls(graph, "shop/checkout", "pay/payments", 940, 76);
    addCalls(graph, "pay/payments", "data/payments-db", 880, 70);
    addCalls(graph, "pay/payments", "pay/fraud-check", 120, 0);
    return graph;
}

const MeshNode &node(const MeshGraph &graph, std::string_view id)
{
    return *graph.find(serviceOf(id));
}

double sumOfShares(const std::vector<topology::Culprit> &culprits)
{
    double sum = 0;
    for (const topology::Culprit &culprit : culprits)
        sum += culprit.share;
    return sum;
}

} // namespace

class TestBlame : public QObject
{
    Q_OBJECT

private slots:
    void theDatabaseFailsByItselfAndItsCallersInherit()
    {
        MeshGraph graph = incident();
        topology::assignBlame(graph);
        QCOMPARE(node(graph, "data/payments-db").origin, ErrorOrigin::Own);
        QCOMPARE(node(graph, "data/payments-db").ownErrors, 70.0);
        QCOMPARE(node(graph, "pay/payments").origin, ErrorOrigin::Inherited);
        QCOMPARE(node(graph, "pay/payments").inheritedErrors, 70.0);
        QCOMPARE(node(graph, "pay/payments").ownErrors, 6.0);
        QCOMPARE(node(graph, "shop/checkout").origin, ErrorOrigin::Inherited);
        QCOMPARE(node(graph, "shop/checkout").ownErrors, 0.0); // bounded by what it failed
        QCOMPARE(node(graph, "shop/api-gateway").origin, ErrorOrigin::Inherited);
        QCOMPARE(node(graph, "shop/api-gateway").ownErrors, 8.0);
        QCOMPARE(node(graph, "shop/storefront").origin, ErrorOrigin::None);
    }

    void callersCountErrorsThatTheProxyNeverSaw()
    {
        MeshGraph graph = meshOf({{"a/web", "a/db"}});
        addCalls(graph, "a/web", "a/db", 100, 40);
        graph.nodes[0].traffic = {}; // a/db is down: no proxy of its own counts
        topology::assignBlame(graph);
        QCOMPARE(node(graph, "a/db").ownErrors, 40.0);
    }

    void theCulpritBehindCheckoutIsTheDatabaseWithItsPath()
    {
        const auto culprits = topology::culpritsOf(incident(), serviceOf("shop/checkout"));
        QVERIFY(culprits.size() >= 3);
        QCOMPARE(culprits[0].service.text(), std::string("data/payments-db"));
        QCOMPARE(culprits[0].share, 76.0 / 78 * 70 / 76);
        QCOMPARE(culprits[0].path.size(), std::size_t(2));
        QCOMPARE(culprits[0].path[0].target.text(), std::string("pay/payments"));
        QCOMPARE(culprits[0].path[1].target.text(), std::string("data/payments-db"));
        QCOMPARE(culprits[1].service.text(), std::string("pay/payments"));
        QCOMPARE(sumOfShares(culprits), 1.0);
    }

    void whoFailsByItselfIsItsOwnCulprit()
    {
        const auto culprits = topology::culpritsOf(incident(), serviceOf("data/payments-db"));
        QCOMPARE(culprits.size(), std::size_t(1));
        QCOMPARE(culprits[0].share, 1.0);
        QVERIFY(culprits[0].path.empty());
        QVERIFY(topology::culpritsOf(incident(), serviceOf("shop/storefront")).empty());
        QVERIFY(topology::culpritsOf(incident(), serviceOf("no/where")).empty());
    }

    void cyclesEndAndSharesStillAddUp()
    {
        MeshGraph graph = meshOf({{"x/a", "x/b"}, {"x/b", "x/c"}, {"x/c", "x/a"}, {"x/b", "x/a"},
            {"x/a", "x/a"}, {"x/in", "x/a"}});
        for (const MeshEdge &edge : std::vector(graph.edges))
            addCalls(graph, edge.edge.source.text(), edge.edge.target.text(), 100, 50);
        for (const char *victim : {"x/a", "x/b", "x/c"}) {
            const auto culprits = topology::culpritsOf(graph, serviceOf(victim));
            QVERIFY(!culprits.empty());
            QVERIFY(std::abs(sumOfShares(culprits) - 1) < 1e-9);
        }
        topology::assignBlame(graph);
    }

    void aDenseGraphIsTracedInReasonableTime()
    {
        // Twenty tiers of ten services, everybody calls all of the next: 10^20 paths.
        std::vector<std::string> names;
        for (int i = 0; i < 200; ++i)
            names.push_back("t/" + std::to_string(1000 + i));
        std::vector<std::pair<std::string_view, std::string_view>> calls;
        for (std::size_t i = 0; i + 10 < names.size(); ++i) {
            for (std::size_t k = (i / 10 + 1) * 10; k < (i / 10 + 2) * 10; ++k)
                calls.emplace_back(names[i], names[k]);
        }
        MeshGraph graph = meshOf(calls);
        for (const auto &[caller, callee] : calls)
            addCalls(graph, caller, callee, 100, 10);
        graph.nodes[0].traffic.errors = 100;
        const auto culprits = topology::culpritsOf(graph, graph.nodes[0].service);
        QVERIFY(!culprits.empty());
        QVERIFY(std::abs(sumOfShares(culprits) - 1) < 1e-9);
    }

    void slownessIsBlamedOnWhoTakesTheTime()
    {
        MeshGraph before = meshOf(demoCalls());
        MeshGraph now = before;
        addCalls(before, "shop/api-gateway", "shop/checkout", 1'000, 0, 80);
        addCalls(before, "shop/checkout", "pay/payments", 1'000, 0, 50);
        addCalls(before, "pay/payments", "data/payments-db", 1'000, 0, 10);
        addCalls(now, "shop/api-gateway", "shop/checkout", 1'000, 0, 480);
        addCalls(now, "shop/checkout", "pay/payments", 1'000, 0, 450);
        addCalls(now, "pay/payments", "data/payments-db", 1'000, 0, 400);
        const ServiceRef victim = serviceOf("shop/checkout");

        const auto rise = topology::slownessCulpritsOf(now, victim, &before);
        QCOMPARE(rise[0].service.text(), std::string("data/payments-db"));
        QCOMPARE(rise[0].share, 390.0 / 400);
        QCOMPARE(rise[0].path.size(), std::size_t(2));

        // Without a time to compare with, what is slow anyway counts too.
        const auto all = topology::slownessCulpritsOf(before, victim);
        QCOMPARE(all[0].service.text(), std::string("pay/payments"));
        QCOMPARE(all[0].share, 40.0 / 80);
    }
};

QTEST_APPLESS_MAIN(TestBlame)
#include "tst_blame.moc"
