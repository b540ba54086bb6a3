#include "core/topology/graph_diff.h"
#include "core/topology/significance.h"
#include "tests/support/demo_mesh.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace binnacle;
using namespace binnacle::testkit;

namespace {

const std::vector<double> kBounds{1, 2, 5, 10, 20, 50, 100, 200, 500, 1'000, 2'000, 5'000};

// Log-normal latencies around `medianMs`, each request failing with the given chance.
Traffic sample(std::mt19937 &random, int requests, double errorShare, double medianMs)
{
    std::lognormal_distribution<double> latency(std::log(medianMs), 0.6);
    std::bernoulli_distribution fails(errorShare);
    std::vector<double> counts(kBounds.size());
    Traffic traffic{.requests = requests, .samples = 1};
    for (int i = 0; i < requests; ++i) {
        traffic.errors += fails(random) ? 1 : 0;
        const double ms = latency(random);
        for (std::size_t k = 0; k < kBounds.size(); ++k)
            counts[k] += ms <= kBounds[k] ? 1 : 0;
    }
    traffic.latency = LatencyHistogram::fromCumulative(kBounds, counts, requests);
    return traffic;
}

MeshGraph graphWith(const Traffic &traffic, std::chrono::minutes covered = std::chrono::minutes(1))
{
    MeshGraph graph = meshOf({{"a/x", "a/y"}});
    graph.covered = covered;
    graph.edges[0].traffic = traffic;
    graph.nodes[1].traffic = traffic;
    graph.nodes[0].traffic = {.requests = 1};
    return graph;
}

MeshDelta edgeDelta(const Traffic &before, const Traffic &now)
{
    return topology::diffGraphs(graphWith(before), graphWith(now)).edges.front().delta;
}

} // namespace

class TestGraphDiff : public QObject
{
    Q_OBJECT

private slots:
    void chancesAgreeWithKnownValues()
    {
        using topology::chanceOfDifference;
        // Pooled 0.225, variance 0.225 * 0.775 * 0.01, z = 0.15 / 0.041758 = 3.5921.
        QVERIFY(std::abs(*chanceOfDifference({30, 200}, {60, 200}) - 0.000328) < 2e-6);
        // Fisher's tea: 3 of 4 against 1 of 4 is 0.4857 two-sided.
        QVERIFY(std::abs(*chanceOfDifference({3, 4}, {1, 4}) - 34.0 / 70) < 1e-9);
        // None of five against four of five: 2 · C(5,4) / C(10,4).
        QVERIFY(std::abs(*chanceOfDifference({0, 5}, {4, 5}) - 10.0 / 210) < 1e-9);
        QCOMPARE(*chanceOfDifference({0, 10}, {0, 1000}), 1.0);
        QCOMPARE(*chanceOfDifference({10, 10}, {1000, 1000}), 1.0);
        QVERIFY(!chanceOfDifference({0, 0}, {5, 10}));
        // One failure in ten is no news when one in a thousand is usual: about 1 %.
        QVERIFY(*chanceOfDifference({1, 10}, {0, 1000}) > 0.005);
    }

    void identicalWindowsOfAnySizeAreTheSame()
    {
        std::mt19937 random(11);
        for (const int requests : {1, 2, 7, 100, 5'000, 200'000}) {
            for (const double errors : {0.0, 0.02, 1.0}) {
                const Traffic traffic = sample(random, requests, errors, 40);
                const MeshDelta delta = edgeDelta(traffic, traffic);
                QCOMPARE(delta.change, MeshChange::Same);
                QCOMPARE(*delta.requestRate, 0.0);
                QCOMPARE(*delta.errorRate, 0.0);
                QCOMPARE(*delta.p95, 0.0);
            }
        }
    }

    void chanceAloneIsHardlyEverCalledAChange()
    {
        std::mt19937 random(12);
        int called = 0;
        int comparisons = 0;
        for (const auto &[before, now] :
            std::vector<std::pair<int, int>>{{50, 50}, {300, 300}, {2'000, 60}, {2'000, 2'000}}) {
            for (int i = 0; i < 300; ++i) {
                const Traffic a = sample(random, before, 0.02, 40);
                const Traffic b = sample(random, now, 0.02, 40);
                called += edgeDelta(a, b).change == MeshChange::Same ? 0 : 1;
                ++comparisons;
            }
        }
        QVERIFY2(called <= comparisons / 100, qPrintable(QString::number(called)));
    }

    void aDoubledLatencyIsFound()
    {
        std::mt19937 random(13);
        for (const double median : {3.0, 12.0, 40.0, 170.0}) {
            for (int i = 0; i < 20; ++i) {
                const Traffic before = sample(random, 1'000, 0, median);
                const Traffic now = sample(random, 1'000, 0, 2 * median);
                QCOMPARE(edgeDelta(before, now).change, MeshChange::Degraded);
                QCOMPARE(edgeDelta(now, before).change, MeshChange::Improved);
            }
        }
    }

    void moreErrorsAreFoundWhenThereAreEnough()
    {
        std::mt19937 random(14);
        const Traffic quiet = sample(random, 2'000, 0.001, 40);
        const Traffic failing = sample(random, 2'000, 0.08, 40);
        const MeshDelta delta = edgeDelta(quiet, failing);
        QCOMPARE(delta.change, MeshChange::Degraded);
        QVERIFY(*delta.errorRate > 5);
        QVERIFY(*delta.errorChance < 1e-6);
        QCOMPARE(edgeDelta(failing, quiet).change, MeshChange::Improved);
        // Worse in one way and better in another is worse.
        const Traffic fastButFailing = sample(random, 2'000, 0.08, 5);
        QCOMPARE(edgeDelta(quiet, fastButFailing).change, MeshChange::Degraded);
        // Significant, but too little to matter.
        const Traffic a{.requests = 10'000'000, .errors = 10'000};
        const Traffic b{.requests = 10'000'000, .errors = 12'000};
        QVERIFY(*edgeDelta(a, b).errorChance < 1e-6);
        QCOMPARE(edgeDelta(a, b).change, MeshChange::Same);
    }

    void windowsOfDifferentLengthAreComparedPerSecond()
    {
        const Traffic hour{.requests = 36'000};
        const Traffic minute{.requests = 600};
        const MeshDiff diff = topology::diffGraphs(
            graphWith(hour, std::chrono::minutes(60)), graphWith(minute, std::chrono::minutes(1)));
        QCOMPARE(*diff.edges.front().delta.requestRate, 0.0);
    }

    void whatCameAndWentIsAddedAndRemoved()
    {
        MeshGraph before = meshOf({{"a/x", "a/y"}, {"a/x", "a/gone"}, {"a/x", "a/quiet"}});
        MeshGraph now = meshOf({{"a/x", "a/y"}, {"a/x", "a/new"}, {"a/x", "a/quiet"}});
        edgeOf(now, "a/x", "a/quiet").isIdle = true; // drawn for an hour, but without traffic
        const MeshDiff diff = topology::diffGraphs(before, now);
        QCOMPARE(diff.nodes.size(), std::size_t(5));
        QCOMPARE(diff.edges.size(), std::size_t(4));
        QCOMPARE(diff.count(MeshChange::Added), 2);
        QCOMPARE(diff.count(MeshChange::Removed), 3);
        QCOMPARE(topology::diffGraphs(now, before).count(MeshChange::Added), 3);
        QVERIFY(!diff.edges.front().delta.requestRate); // a removed one has nothing to compare
    }

    void otherBucketsAreComparedWhereTheyAgree()
    {
        Traffic before{.requests = 1'000};
        before.latency = LatencyHistogram::fromCumulative({10, 50, 100}, {500, 990, 1'000}, 1'000);
        Traffic now{.requests = 1'000};
        now.latency = LatencyHistogram::fromCumulative({50, 250}, {600, 1'000}, 1'000);
        QCOMPARE(edgeDelta(before, now).change, MeshChange::Degraded);
        now.latency = LatencyHistogram::fromCumulative({7, 250}, {600, 1'000}, 1'000);
        QVERIFY(!edgeDelta(before, now).latencyChance);
    }
};

QTEST_APPLESS_MAIN(TestGraphDiff)
#include "tst_graph_diff.moc"
