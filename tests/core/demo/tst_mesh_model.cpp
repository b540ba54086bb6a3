#include "core/demo/mesh_increments.h"
#include "core/domain/traffic.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

#include <cmath>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

constexpr Timestamp kIncident = kMonday + 6 * kHour + 25 * kMinute;
constexpr double kSeconds = 600;

// Ten minutes at the top of a working day, under the conditions of an instant.
struct Picture
{
    explicit Picture(const ClusterSimulation &simulation)
    {
        const MeshModel &model = simulation.mesh().model();
        MeshSampler sampler(model);
        sampler.expect(model.flow(simulation.mesh().conditions(), 1), 10 * kMinute);
        Random random(1);
        increments = incrementsOf(model, sampler.sample(random));
    }

    Traffic service(const std::string &name) const
    {
        for (const ServiceIncrement &row : increments.services) {
            if (row.service.text() == name)
                return Traffic::of(row);
        }
        return {};
    }
    Traffic edge(const std::string &source, const std::string &target) const
    {
        for (const EdgeIncrement &row : increments.edges) {
            if (row.edge.source.text() == source && row.edge.target.text() == target)
                return Traffic::of(row);
        }
        return {};
    }
    double rate(const std::string &name) const
    {
        return static_cast<double>(service(name).requests) / kSeconds;
    }
    double errors(const std::string &name) const { return *service(name).errorRate(); }
    double p95(const std::string &name) const { return *service(name).quantile(0.95); }

    SloIncrements increments;
};

std::unique_ptr<ClusterSimulation> incidentAt(int minute)
{
    auto simulation = std::make_unique<ClusterSimulation>(
        blueprintOf("prod-eu"), 1, kMonday + 5 * kHour, IncidentPlan{kIncident, 1});
    simulation->advance(kIncident + minute * kMinute);
    return simulation;
}

bool isNear(double value, double wanted, double tolerance)
{
    const bool near = std::abs(value - wanted) <= tolerance;
    if (!near)
        qWarning("%g is not within %g of %g", value, tolerance, wanted);
    return near;
}

} // namespace

class TestMeshModel : public QObject
{
    Q_OBJECT

private slots:
    void aCalmDayHasTheRatesOfThePicture()
    {
        const Picture calm(*incidentAt(0));
        const std::pair<const char *, double> rates[]
            = {{"edge/traefik", 812}, {"shop/storefront", 640}, {"shop/api-gateway", 590},
                {"shop/catalog", 402}, {"shop/cart", 188}, {"shop/checkout", 96},
                {"shop/inventory", 210}, {"pay/payments", 94}, {"data/payments-db", 88},
                {"data/redis", 930}, {"id/accounts", 144}, {"ml/recommender", 77}};
        for (const auto &[name, rate] : rates)
            QVERIFY2(isNear(calm.rate(name), rate, rate * 0.03), name);
        for (const ServiceIncrement &row : calm.increments.services) {
            QVERIFY2(*Traffic::of(row).errorRate() < 0.15, row.service.text().c_str());
            QVERIFY2(*Traffic::of(row).quantile(0.95) < 150, row.service.text().c_str());
        }
        QVERIFY(isNear(calm.p95("data/payments-db"), 40, 5));
        QVERIFY(calm.service("pay/fraud-check").requests == 0);
    }

    void whatIsSentArrivesAndNothingElse()
    {
        for (const int minute : {0, 31, 35}) {
            const Picture picture(*incidentAt(minute));
            std::map<std::string, Traffic> sent;
            for (const EdgeIncrement &row : picture.increments.edges)
                sent[row.edge.target.text()].add(Traffic::of(row));
            for (const auto &[name, traffic] : sent) {
                const Traffic received = picture.service(name);
                QCOMPARE(received.requests, traffic.requests);
                QCOMPARE(received.errors, traffic.errors);
                QVERIFY(received.latency == traffic.latency);
            }
            Traffic ingress;
            for (const IngressIncrement &row : picture.increments.ingress)
                ingress.add(Traffic::of(row));
            QCOMPARE(ingress.requests,
                sent["shop/storefront"].requests + sent["shop/api-gateway"].requests);
            QCOMPARE(
                ingress.errors, sent["shop/storefront"].errors + sent["shop/api-gateway"].errors);
        }
    }

    void latencyAddsUpAlongCalls()
    {
        const Picture calm(*incidentAt(0));
        const auto mean = [&](const char *name) { return *calm.service(name).averageLatency(); };
        QVERIFY(mean("shop/checkout") > mean("pay/payments") + mean("shop/inventory") * 0.5);
        QVERIFY(mean("pay/payments") > mean("data/payments-db"));
        QVERIFY(mean("shop/inventory") > mean("data/redis"));
    }

    void theIncidentHasItsFigures()
    {
        const Picture picture(*incidentAt(38));
        QVERIFY(isNear(picture.errors("data/payments-db"), 6.2, 0.7));
        QVERIFY(isNear(picture.p95("data/payments-db"), 1250, 150));
        QVERIFY(isNear(picture.errors("pay/payments"), 8.1, 0.9));
        QVERIFY(isNear(picture.p95("pay/payments"), 1400, 150));
        QVERIFY(isNear(picture.errors("shop/checkout"), 7.8, 0.9));
        QVERIFY(isNear(picture.p95("shop/checkout"), 1480, 150));
        QVERIFY(isNear(picture.errors("shop/api-gateway"), 1.4, 0.25));
        QVERIFY(isNear(picture.p95("shop/api-gateway"), 92, 35));
        QVERIFY(picture.errors("shop/storefront") < 0.1);
        QVERIFY(picture.errors("data/redis") < 0.05);
        QVERIFY(isNear(picture.rate("pay/fraud-check"), 12, 1.5));
        QVERIFY(*picture.edge("pay/payments", "data/payments-db").errorRate() > 5);
        QVERIFY(*picture.edge("pay/payments", "pay/fraud-check").errorRate() < 0.1);
    }

    void theDatabaseIsSlowBeforeItsCallersFail()
    {
        const Picture slow(*incidentAt(25));
        QVERIFY(slow.p95("data/payments-db") > 300);
        QVERIFY(slow.errors("pay/payments") < 1.5);
        const Picture failing(*incidentAt(27));
        QVERIFY(failing.p95("pay/payments") > 300);
        QVERIFY(failing.errors("pay/payments") > 6);
    }

    void cordonAndDeleteHealsWithinThreeMinutes()
    {
        const auto simulation = incidentAt(38);
        QVERIFY(simulation->execute({.action = "cordon", .kind = "Node", .name = "node-5"}));
        QVERIFY(simulation->execute(
            {.action = "delete", .kind = "Pod", .ns = "data", .name = "payments-db-0"}));
        simulation->advance(simulation->now() + 3 * kMinute);
        const Picture healed(*simulation);
        QVERIFY(healed.errors("shop/checkout") < 0.3);
        QVERIFY(healed.p95("data/payments-db") < 60);
    }

    void deletingTheDatabaseAloneHealsNothing()
    {
        const auto simulation = incidentAt(38);
        QVERIFY(simulation->execute(
            {.action = "delete", .kind = "Pod", .ns = "data", .name = "payments-db-0"}));
        simulation->advance(simulation->now() + 3 * kMinute);
        QVERIFY(Picture(*simulation).errors("shop/checkout") > 5);
    }

    void moreCheckoutsMakePaymentsWorse()
    {
        const auto simulation = incidentAt(38);
        const Picture before(*simulation);
        QVERIFY(simulation->execute({.action = "scale",
            .kind = "Deployment",
            .ns = "shop",
            .name = "checkout",
            .params = {{"replicas", "12"}}}));
        simulation->advance(simulation->now() + 2 * kMinute);
        const double more = Picture(*simulation).errors("pay/payments");
        QVERIFY(more > before.errors("pay/payments") * 1.15);
        QVERIFY(more < before.errors("pay/payments") * 2);
    }

    void restartingPaymentsHasNoEffect()
    {
        const auto simulation = incidentAt(38);
        const Picture before(*simulation);
        QVERIFY(simulation->execute(
            {.action = "restart", .kind = "Deployment", .ns = "pay", .name = "payments"}));
        simulation->advance(simulation->now() + 4 * kMinute);
        const Picture after(*simulation);
        QVERIFY(isNear(after.errors("pay/payments"), before.errors("pay/payments"), 0.8));
        QVERIFY(isNear(after.errors("shop/checkout"), before.errors("shop/checkout"), 0.8));
    }

    void rollingBackFraudCheckRemovesItsEdgeAndNothingElse()
    {
        const auto simulation = incidentAt(38);
        const Picture before(*simulation);
        QVERIFY(before.edge("pay/payments", "pay/fraud-check").requests > 0);
        QVERIFY(simulation->execute({.action = "update_image",
            .kind = "Deployment",
            .ns = "pay",
            .name = "fraud-check",
            .params = {{"image", "registry.example.com/pay/fraud-check:1.3.2"}}}));
        simulation->advance(simulation->now() + 4 * kMinute);
        const Picture after(*simulation);
        QCOMPARE(after.edge("pay/payments", "pay/fraud-check").requests, std::int64_t{0});
        QCOMPARE(after.increments.edges.size() + 1, before.increments.edges.size());
        QVERIFY(after.errors("pay/payments") > 6);
    }

    void aServiceWithoutPodsFailsItsCallersAndCountsNothing()
    {
        const auto simulation = incidentAt(0);
        QVERIFY(simulation->execute({.action = "scale",
            .kind = "Deployment",
            .ns = "shop",
            .name = "catalog",
            .params = {{"replicas", "0"}}}));
        simulation->advance(simulation->now() + kMinute);
        const Picture picture(*simulation);
        QCOMPARE(picture.service("shop/catalog").requests, std::int64_t{0});
        QVERIFY(*picture.edge("shop/storefront", "shop/catalog").errorRate() > 99);
        QVERIFY(picture.errors("shop/storefront") > 30);
    }

    void fewerPodsAreSlower()
    {
        const auto simulation = incidentAt(0);
        const double before = Picture(*simulation).p95("shop/catalog");
        QVERIFY(simulation->execute({.action = "scale",
            .kind = "Deployment",
            .ns = "shop",
            .name = "catalog",
            .params = {{"replicas", "4"}}}));
        simulation->advance(simulation->now() + kMinute);
        const Picture picture(*simulation);
        QVERIFY(picture.p95("shop/catalog") > before * 1.5);
        QVERIFY(picture.p95("shop/storefront") > 30);
    }
};

QTEST_APPLESS_MAIN(TestMeshModel)
#include "tst_mesh_model.moc"
