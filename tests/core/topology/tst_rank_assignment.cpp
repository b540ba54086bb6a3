#include "core/topology/cycle_breaking.h"
#include "core/topology/rank_assignment.h"

#include <QTest>

#include <random>
#include <set>

using namespace binnacle::topology;

namespace {

// A connected graph without cycles: every vertex but the first has an arc with an earlier one.
std::vector<Arc> randomArcs(std::mt19937 &random, std::size_t vertices, std::size_t extra)
{
    std::set<Arc> arcs;
    for (std::size_t v = 1; v < vertices; ++v)
        arcs.insert({toVertex(random() % v), toVertex(v)});
    for (std::size_t i = 0; i < extra; ++i) {
        const std::size_t a = random() % vertices;
        const std::size_t b = random() % vertices;
        if (a != b)
            arcs.insert({toVertex(std::min(a, b)), toVertex(std::max(a, b))});
    }
    return {arcs.begin(), arcs.end()};
}

std::size_t length(const std::vector<Arc> &arcs, const std::vector<std::uint32_t> &ranks)
{
    std::size_t sum = 0;
    for (const Arc &arc : arcs)
        sum += ranks[arc.target] - ranks[arc.source];
    return sum;
}

bool isFeasible(const std::vector<Arc> &arcs, const std::vector<std::uint32_t> &ranks)
{
    return std::ranges::all_of(
        arcs, [&ranks](const Arc &arc) { return ranks[arc.source] < ranks[arc.target]; });
}

std::size_t leastLength(const std::vector<Arc> &arcs, std::size_t vertices)
{
    std::vector<std::uint32_t> ranks(vertices);
    std::size_t best = ~std::size_t(0);
    for (;;) {
        if (isFeasible(arcs, ranks))
            best = std::min(best, length(arcs, ranks));
        std::size_t digit = 0;
        while (digit < vertices && ++ranks[digit] == vertices)
            ranks[digit++] = 0;
        if (digit == vertices)
            return best;
    }
}

} // namespace

class TestRankAssignment : public QObject
{
    Q_OBJECT

private slots:
    void theSumOfLengthsIsTheLeast()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 60; ++i) {
            const std::vector<Arc> arcs = randomArcs(random, 6, random() % 8);
            const auto ranks = assignRanks(6, arcs);
            QVERIFY(isFeasible(arcs, ranks));
            QCOMPARE(std::ranges::min(ranks), 0U);
            QCOMPARE(length(arcs, ranks), leastLength(arcs, 6));
        }
    }

    void largeGraphsAreRankedToo()
    {
        std::mt19937 random(4);
        for (const std::size_t vertices : {1U, 2U, 50U, 700U}) {
            const std::vector<Arc> arcs = randomArcs(random, vertices, vertices);
            QVERIFY(isFeasible(arcs, assignRanks(vertices, arcs)));
        }
    }

    void turningArcsRoundLeavesNoCycle()
    {
        std::mt19937 random(5);
        for (int i = 0; i < 50; ++i) {
            const std::size_t vertices = 30;
            std::set<Arc> some;
            for (int k = 0; k < 70; ++k) {
                const Arc arc{toVertex(random() % vertices), toVertex(random() % vertices)};
                if (arc.source != arc.target)
                    some.insert(arc);
            }
            std::vector<Arc> arcs(some.begin(), some.end());
            const auto before = strongComponents(vertices, arcs);
            const std::vector<bool> against = arcsAgainstFlow(vertices, arcs);
            for (std::size_t k = 0; k < arcs.size(); ++k) {
                if (!against[k])
                    continue;
                QCOMPARE(before[arcs[k].source], before[arcs[k].target]); // only within a cycle
                std::swap(arcs[k].source, arcs[k].target);
            }
            const std::vector<std::uint32_t> component = strongComponents(vertices, arcs);
            QCOMPARE(std::set(component.begin(), component.end()).size(), vertices);
        }
    }

    void oneArcOfACycleIsTurned()
    {
        const std::vector<Arc> arcs{{0, 1}, {1, 2}, {2, 3}, {3, 1}, {0, 3}};
        const std::vector<bool> against = arcsAgainstFlow(4, arcs);
        QCOMPARE(std::ranges::count(against, true), std::ptrdiff_t(1));
        QVERIFY(!against[0] && !against[4]);
    }
};

QTEST_APPLESS_MAIN(TestRankAssignment)
#include "tst_rank_assignment.moc"
