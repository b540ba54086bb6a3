#include "core/topology/layered_layout.h"
#include "tests/support/demo_mesh.h"
#include "tests/support/service_mesh_graph.h"

#include <QTest>

#include <map>

using namespace binnacle;
using namespace binnacle::testkit;
using topology::layoutGraph;

namespace {

std::map<std::string, MeshBox> boxesOf(const MeshLayout &layout)
{
    std::map<std::string, MeshBox> boxes;
    for (const MeshLayout::Place &place : layout.places)
        boxes.emplace(place.id, place.box);
    return boxes;
}

bool haveRoom(const MeshLayout &layout)
{
    for (std::size_t i = 0; i < layout.places.size(); ++i) {
        for (std::size_t k = i + 1; k < layout.places.size(); ++k) {
            const MeshBox &a = layout.places[i].box;
            const MeshBox &b = layout.places[k].box;
            if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
                && b.y < a.y + a.height)
                return false;
        }
    }
    return true;
}

} // namespace

class TestIncrementalPlacement : public QObject
{
    Q_OBJECT

private slots:
    void changedNumbersMoveNothing()
    {
        MeshGraph graph = meshOf(demoCalls());
        const MeshLayout first = layoutGraph(graph, {});
        for (const auto &[caller, callee] : demoCalls())
            addCalls(graph, caller, callee, 1'000, 50, 12);
        graph.nodes[3].status = SloStatus::Critical;
        const MeshLayout second = layoutGraph(graph, {}, &first);
        QVERIFY(boxesOf(first) == boxesOf(second));
        for (std::size_t i = 0; i < first.routes.size(); ++i)
            QVERIFY(first.routes[i].points == second.routes[i].points);
        QCOMPARE(second.width, first.width);
        QCOMPARE(second.height, first.height);
    }

    void aNewServiceFindsAPlaceAndMovesNobody()
    {
        auto calls = demoCalls();
        calls.pop_back();
        const MeshLayout before = layoutGraph(meshOf(calls), {});
        const MeshLayout after = layoutGraph(meshOf(demoCalls()), {}, &before);
        const auto old = boxesOf(before);
        for (const MeshLayout::Place &place : after.places) {
            if (old.contains(place.id))
                QVERIFY(old.at(place.id) == place.box);
        }
        QVERIFY(haveRoom(after));
        const auto boxes = boxesOf(after);
        QCOMPARE(boxes.at("pay/fraud-check").x, boxes.at("data/payments-db").x); // behind payments
        QVERIFY(std::abs(boxes.at("pay/fraud-check").y - boxes.at("pay/payments").y) < 200);
    }

    void whatIsGoneLeavesAHoleThatWaitsForIt()
    {
        const MeshLayout all = layoutGraph(meshOf(demoCalls()), {});
        auto fewer = demoCalls();
        fewer.pop_back();
        const MeshLayout without = layoutGraph(meshOf(fewer), {}, &all);
        QCOMPARE(without.places.size(), all.places.size() - 1);
        const auto old = boxesOf(all);
        for (const auto &[id, box] : boxesOf(without))
            QVERIFY(old.at(id) == box);
    }

    void whatComesBackAfterManyDrawingsGetsItsPlaceAgain()
    {
        const MeshLayout all = layoutGraph(meshOf(demoCalls()), {});
        const auto old = boxesOf(all);
        // Rewound to when most was not there yet, then forward step by step, with a stranger.
        const auto calls = demoCalls();
        MeshLayout layout = all;
        for (std::size_t count = 2; count < calls.size(); ++count) {
            auto then = demoCalls();
            then.resize(count);
            then.emplace_back(calls.front().first, "shop/visitor");
            layout = layoutGraph(meshOf(then), {}, &layout);
            for (const auto &[id, box] : boxesOf(layout))
                QVERIFY2(!old.contains(id) || old.at(id) == box, id.c_str());
            QVERIFY(haveRoom(layout));
        }
        layout = layoutGraph(meshOf(calls), {}, &layout);
        QVERIFY(boxesOf(layout) == old);
        QCOMPARE(layout.gone.size(), std::size_t{1}); // the stranger
    }

    void whatIsLongGoneIsForgotten()
    {
        const MeshLayout first = layoutGraph(meshOf(demoCalls()), {});
        MeshLayout layout = first;
        for (int i = 0; i < 300; ++i) {
            auto calls = demoCalls();
            const std::string name = "preview/build-" + std::to_string(i);
            calls.emplace_back(calls.front().first, name);
            layout = layoutGraph(meshOf(calls), {}, &layout);
            QVERIFY(haveRoom(layout));
        }
        QVERIFY(layout.gone.size() < 20);
        QVERIFY(layout.height < 2 * first.height); // nobody is sent far away for what was
    }

    void whenLessThanHalfIsLeftItIsDrawnAnew()
    {
        const MeshGraph graph = meshOf(demoCalls());
        MeshLayout other = layoutGraph(meshOf({{"x/a", "x/b"}, {"x/b", "shop/cart"}}), {});
        const MeshLayout fresh = layoutGraph(graph, {});
        QVERIFY(boxesOf(layoutGraph(graph, {}, &other)) == boxesOf(fresh));
        topology::LayoutSettings wide;
        wide.nodeWidth = 200;
        const MeshLayout widened = layoutGraph(graph, wide, &fresh);
        QCOMPARE(widened.places.front().box.width, 200.0);
    }

    void manyChangesNeverOverlap()
    {
        const MeshGraph full = serviceMeshGraph(70, 9);
        MeshLayout layout = layoutGraph(full, {});
        std::mt19937 random(9);
        for (int step = 0; step < 30; ++step) {
            // Some services are missing each time; their calls too.
            MeshGraph graph;
            std::vector<std::size_t> index(full.nodes.size(), full.nodes.size());
            for (std::size_t i = 0; i < full.nodes.size(); ++i) {
                if (random() % 5 == 0)
                    continue;
                index[i] = graph.nodes.size();
                graph.nodes.push_back(full.nodes[i]);
            }
            for (const MeshEdge &edge : full.edges) {
                if (index[edge.source] == full.nodes.size()
                    || index[edge.target] == full.nodes.size())
                    continue;
                MeshEdge &kept = graph.edges.emplace_back(edge);
                kept.source = index[edge.source];
                kept.target = index[edge.target];
            }
            const MeshLayout next = layoutGraph(graph, {}, &layout);
            const auto old = boxesOf(layout);
            for (const auto &[id, box] : boxesOf(next)) {
                if (old.contains(id))
                    QVERIFY(old.at(id) == box);
            }
            QVERIFY(haveRoom(next));
            QCOMPARE(next.routes.size(), graph.edges.size());
            layout = next;
        }
    }
};

QTEST_APPLESS_MAIN(TestIncrementalPlacement)
#include "tst_incremental_placement.moc"
