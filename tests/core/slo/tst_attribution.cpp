#include "core/slo/attribution.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace binnacle;
using namespace binnacle::slo;

namespace {

Traffic failing(std::int64_t errors)
{
    Traffic traffic;
    traffic.requests = 10'000;
    traffic.errors = errors;
    return traffic;
}

std::pair<EdgeRef, Traffic> edge(const char *source, const char *target, std::int64_t errors)
{
    return {{{"shop", source}, {"shop", target}}, failing(errors)};
}

AttributionInput inputOf(std::int64_t errors)
{
    AttributionInput input;
    input.whole.traffic = failing(errors);
    return input;
}

double shareOf(const std::vector<BudgetShare> &shares, BudgetShare::By by, const char *name)
{
    const auto found = std::ranges::find_if(
        shares, [&](const BudgetShare &share) { return share.by == by && share.name == name; });
    return found == shares.end() ? 0 : found->share;
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

constexpr auto kEdge = BudgetShare::By::Edge;

} // namespace

class TestAttribution : public QObject
{
    Q_OBJECT

private slots:
    void errorsPassedOnCountWhereTheyCameFrom()
    {
        AttributionInput input = inputOf(100);
        input.edges = {edge("web", "checkout", 80), edge("checkout", "payments", 60),
            edge("web", "catalog", 20), edge("checkout", "cart", 0)};
        const auto shares = attribute(input);
        QCOMPARE(shares.size(), std::size_t{3});
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/checkout → shop/payments"), 0.6));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/web → shop/checkout"), 0.2));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/web → shop/catalog"), 0.2));
        QCOMPARE(shares.front().name, std::string("shop/checkout → shop/payments"));
        QCOMPARE(shares.front().errors, 60);
    }

    void whatNoEdgeExplainsIsTheSubjectsOwn()
    {
        AttributionInput input = inputOf(100);
        input.edges = {edge("web", "checkout", 30)};
        QVERIFY(isNear(shareOf(attribute(input), kEdge, "shop/web → shop/checkout"), 0.3));
    }

    void errorsMadeGoodByRetriesAreNotCharged()
    {
        // checkout asked again: of 200 failed calls only 50 became failures of its own.
        AttributionInput input = inputOf(100);
        input.edges = {edge("web", "checkout", 50), edge("checkout", "payments", 200),
            edge("payments", "bank", 100), edge("web", "cart", 50)};
        const auto shares = attribute(input);
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/web → shop/checkout"), 0));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/checkout → shop/payments"), 0.25));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/payments → shop/bank"), 0.25));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/web → shop/cart"), 0.5));
    }

    void sharedDependenciesAreChargedOnceForEachCaller()
    {
        AttributionInput input = inputOf(40);
        input.edges = {
            edge("web", "a", 30), edge("web", "b", 10), edge("a", "db", 30), edge("b", "db", 10)};
        const auto shares = attribute(input);
        QCOMPARE(shares.size(), std::size_t{2});
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/a → shop/db"), 0.75));
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/b → shop/db"), 0.25));
    }

    void circlesOfCallsEnd()
    {
        AttributionInput input = inputOf(10);
        input.edges
            = {edge("web", "a", 10), edge("a", "b", 10), edge("b", "a", 10), edge("b", "b", 99)};
        double sum = 0;
        for (const BudgetShare &share : attribute(input)) {
            QVERIFY(share.share > 0 && share.share <= 1);
            sum += share.share;
        }
        QVERIFY(isNear(sum, 1));
    }

    void partsNeverSumUpToMoreThanAll()
    {
        AttributionInput input = inputOf(10);
        input.edges = {edge("web", "a", 30), edge("web", "b", 10)};
        input.routes = {{"/", failing(10)}, {"/checkout", failing(30)}};
        const auto shares = attribute(input);
        QVERIFY(isNear(shareOf(shares, kEdge, "shop/web → shop/a"), 0.75));
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::Route, "/checkout"), 0.75));
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::Route, "/"), 0.25));
    }

    void splitsByStatusAndKeepsWhatOnlyHasAClass()
    {
        AttributionInput input = inputOf(100);
        Traffic &whole = input.whole.traffic;
        whole.breakdown = {{"200", "GET", false, 500}, {"429", "GET", true, 5},
            {"500", "GET", true, 10}, {"500", "POST", true, 20}, {"503", "GET", true, 40}};
        whole.byStatus[Traffic::S5xx] = 90;
        const auto shares = attribute(input);
        QCOMPARE(shares.size(), std::size_t{4});
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::StatusCode, "503"), 0.4));
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::StatusCode, "500"), 0.3));
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::StatusCode, "5xx"), 0.2));
        QVERIFY(isNear(shareOf(shares, BudgetShare::By::StatusCode, "429"), 0.05));
    }

    void namesTheIntervalsThatBurnt()
    {
        AttributionInput input = inputOf(10);
        const Timestamp start = fromEpochMs(1'700'000'000'000);
        for (int i = 0; i < 3; ++i) {
            const Timestamp from = start + std::chrono::hours{i};
            input.intervals.push_back({.range = {from, from + std::chrono::hours{1}},
                .traffic = failing(i == 1 ? 8 : i)});
        }
        const auto shares = attribute(input);
        QCOMPARE(shares.size(), std::size_t{2});
        QVERIFY(shares[0].interval == input.intervals[1].range);
        QVERIFY(isNear(shares[0].share, 0.8));
        QVERIFY(isNear(shares[1].share, 0.2));
    }

    void sharesNothingWithoutErrors()
    {
        AttributionInput input = inputOf(0);
        input.edges = {edge("web", "a", 30)};
        QVERIFY(attribute(input).empty());
    }
};

QTEST_APPLESS_MAIN(TestAttribution)
#include "tst_attribution.moc"
