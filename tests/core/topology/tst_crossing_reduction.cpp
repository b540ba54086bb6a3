#include "core/topology/coordinate_assignment.h"
#include "core/topology/crossing_reduction.h"
#include "core/topology/layer_crossings.h"

#include <QTest>

#include <random>
#include <set>

using namespace binnacle::topology;

namespace {

LayerGraph randomLayers(std::uint32_t seed, std::size_t vertices, std::size_t wanted)
{
    std::mt19937 random(seed);
    std::vector<std::uint32_t> ranks;
    std::vector<std::uint32_t> groups;
    for (std::size_t i = 0; i < vertices; ++i) {
        ranks.push_back(i < 5 ? toVertex(i) : toVertex(random() % 5));
        groups.push_back(toVertex(random() % 4));
    }
    std::set<Arc> arcs;
    while (arcs.size() < wanted) {
        const Arc arc{toVertex(random() % vertices), toVertex(random() % vertices)};
        if (ranks[arc.source] < ranks[arc.target])
            arcs.insert(arc);
    }
    const std::vector<Arc> list(arcs.begin(), arcs.end());
    return makeLayerGraph(list, ranks, groups);
}

std::size_t countedPairwise(const LayerGraph &graph)
{
    std::vector<std::size_t> position(graph.size());
    for (const auto &layer : graph.layers) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            position[layer[i]] = i;
    }
    std::size_t crossings = 0;
    for (const auto &layer : graph.layers) {
        std::vector<std::pair<std::size_t, std::size_t>> arcs;
        for (const Vertex vertex : layer) {
            for (const Vertex target : graph.after.of(vertex))
                arcs.emplace_back(position[vertex], position[target]);
        }
        for (const auto &a : arcs) {
            for (const auto &b : arcs)
                crossings += a.first < b.first && a.second > b.second ? 1 : 0;
        }
    }
    return crossings;
}

} // namespace

class TestCrossingReduction : public QObject
{
    Q_OBJECT

private slots:
    void layersAreProperAndBendsFollowTheirArc()
    {
        const std::vector<Arc> arcs{{0, 1}, {0, 2}};
        const std::vector<std::uint32_t> ranks{0, 1, 3};
        const LayerGraph graph = makeLayerGraph(arcs, ranks, ranks);
        QCOMPARE(graph.size(), std::size_t(5));
        QVERIFY(graph.isBend(3) && graph.isBend(4));
        QCOMPARE(graph.firstBend[1], 3U);
        QCOMPARE(graph.after.of(3).front(), 4U);
        QCOMPARE(graph.before.of(2).front(), 4U);
    }

    void crossingsAreCountedRight()
    {
        for (std::uint32_t seed = 1; seed < 30; ++seed) {
            const LayerGraph graph = randomLayers(seed, 25, 45);
            QCOMPARE(layerCrossings(graph), countedPairwise(graph));
        }
    }

    void aDrawingWithoutCrossingsIsFound()
    {
        // Two trees whose leaves are given in turns.
        std::vector<Arc> arcs;
        std::vector<std::uint32_t> ranks{0, 0};
        for (Vertex leaf = 0; leaf < 20; ++leaf) {
            ranks.push_back(1);
            arcs.push_back({leaf % 2, leaf + 2});
        }
        LayerGraph graph = makeLayerGraph(arcs, ranks, ranks);
        QVERIFY(layerCrossings(graph) > 30);
        reduceCrossings(graph, {.budget = 100'000}, {});
        QCOMPARE(layerCrossings(graph), std::size_t(0));
    }

    void itGetsBetterAndLosesNobody()
    {
        for (std::uint32_t seed = 1; seed < 6; ++seed) {
            for (const bool keepGroups : {false, true}) {
                LayerGraph graph = randomLayers(seed, 40, 80);
                const std::size_t before = layerCrossings(graph);
                const LayerGraph untouched = graph;
                reduceCrossings(graph, {.keepGroups = keepGroups, .budget = 40'000}, {});
                QVERIFY(layerCrossings(graph) < before);
                for (std::size_t i = 0; i < graph.layers.size(); ++i) {
                    auto members = graph.layers[i];
                    std::ranges::sort(members);
                    QVERIFY(members == untouched.layers[i]);
                }
                LayerGraph again = untouched;
                reduceCrossings(again, {.keepGroups = keepGroups, .budget = 40'000}, {});
                QVERIFY(again.layers == graph.layers);
            }
        }
    }

    void groupsStandTogether()
    {
        for (std::uint32_t seed = 1; seed < 6; ++seed) {
            LayerGraph graph = randomLayers(seed, 40, 80);
            reduceCrossings(graph, {.keepGroups = true, .budget = 40'000}, {});
            for (const auto &layer : graph.layers) {
                std::vector<std::uint32_t> seen;
                for (const Vertex vertex : layer) {
                    if (!graph.isBend(vertex)
                        && (seen.empty() || seen.back() != graph.group[vertex]))
                        seen.push_back(graph.group[vertex]);
                }
                QCOMPARE(std::set(seen.begin(), seen.end()).size(), seen.size());
            }
        }
    }

    void coordinatesKeepDistancesAndOrder()
    {
        const Spacing spacing;
        for (std::uint32_t seed = 1; seed < 12; ++seed) {
            LayerGraph graph = randomLayers(seed, 30, 60);
            reduceCrossings(graph, {.budget = 30'000}, {});
            const std::vector<double> at = assignCoordinates(graph, spacing);
            QCOMPARE(std::ranges::min(at), 0.0);
            for (const auto &layer : graph.layers) {
                for (std::size_t i = 1; i < layer.size(); ++i) {
                    const bool isPlain = graph.isBend(layer[i - 1]) || graph.isBend(layer[i]);
                    double least = isPlain ? spacing.bendGap : spacing.nodeGap;
                    for (const Vertex vertex : {layer[i - 1], layer[i]})
                        least += graph.isBend(vertex) ? 0 : spacing.nodeExtent / 2;
                    QVERIFY(at[layer[i]] - at[layer[i - 1]] >= least - 1e-6);
                }
            }
        }
    }

    void aLongArcIsStraight()
    {
        // A chain over five ranks with a long arc beside it.
        const std::vector<Arc> arcs{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}};
        const std::vector<std::uint32_t> ranks{0, 1, 2, 3, 4};
        LayerGraph graph = makeLayerGraph(arcs, ranks, ranks);
        reduceCrossings(graph, {.budget = 100'000}, {});
        const std::vector<double> at = assignCoordinates(graph, {});
        const Vertex bend = graph.firstBend[4];
        QCOMPARE(at[bend], at[bend + 1]);
        QCOMPARE(at[bend + 1], at[bend + 2]);
    }
};

QTEST_APPLESS_MAIN(TestCrossingReduction)
#include "tst_crossing_reduction.moc"
