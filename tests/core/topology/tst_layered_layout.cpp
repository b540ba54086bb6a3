#include "core/topology/layered_layout.h"
#include "tests/support/demo_mesh.h"
#include "tests/support/service_mesh_graph.h"

#include <QTest>

#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::testkit;
using topology::layoutGraph;
using topology::LayoutSettings;

namespace {

const MeshLayout::Place &place(const MeshLayout &layout, std::string_view id)
{
    return *std::ranges::find(layout.places, id, &MeshLayout::Place::id);
}

bool overlap(const MeshBox &a, const MeshBox &b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
        && b.y < a.y + a.height;
}

bool isInside(const MeshBox &box, const MeshPoint &point)
{
    return box.x < point.x && point.x < box.x + box.width && box.y < point.y
        && point.y < box.y + box.height;
}

MeshLayout layoutOf(const std::vector<std::pair<double, double>> &centres,
    const std::vector<std::pair<std::size_t, std::size_t>> &lines)
{
    MeshLayout layout;
    for (const auto &[x, y] : centres)
        layout.places.push_back({.box = {x - 1, y - 1, 2, 2}});
    for (const auto &[from, to] : lines)
        layout.routes.push_back({.source = from, .target = to});
    return layout;
}

} // namespace

class TestLayeredLayout : public QObject
{
    Q_OBJECT

private slots:
    void callersStandLeftOfWhomTheyCall()
    {
        const MeshGraph graph = meshOf(demoCalls());
        const MeshLayout layout = layoutGraph(graph, {});
        QCOMPARE(layout.places.size(), graph.nodes.size());
        QCOMPARE(layout.routes.size(), graph.edges.size());
        for (const MeshLayout::Route &route : layout.routes) {
            QVERIFY(!route.isBack);
            const MeshBox &source = layout.places[route.source].box;
            const MeshBox &target = layout.places[route.target].box;
            QVERIFY(source.x + source.width < target.x);
            QVERIFY(route.points.size() >= 2);
            QVERIFY((route.points.front() == MeshPoint{source.x + source.width, source.y + 25}));
            QVERIFY((route.points.back() == MeshPoint{target.x, target.y + 25}));
        }
        QCOMPARE(place(layout, "edge/traefik").rank, 0);
        // As in the picture: nothing crosses that need not.
        QVERIFY2(topology::countCrossings(layout) <= 4,
            qPrintable(QString::number(topology::countCrossings(layout))));
    }

    void boxesNeverTouchAndLinesPassBetweenThem()
    {
        for (std::uint32_t seed = 1; seed <= 3; ++seed) {
            const MeshLayout layout = layoutGraph(serviceMeshGraph(80, seed), {});
            for (std::size_t i = 0; i < layout.places.size(); ++i) {
                for (std::size_t k = i + 1; k < layout.places.size(); ++k)
                    QVERIFY(!overlap(layout.places[i].box, layout.places[k].box));
            }
            for (const MeshLayout::Route &route : layout.routes) {
                for (const MeshPoint &point : route.points) {
                    QVERIFY(point.x >= 0 && point.x <= layout.width);
                    QVERIFY(point.y >= 0 && point.y <= layout.height);
                    for (const MeshLayout::Place &some : layout.places)
                        QVERIFY(!isInside(some.box, point));
                }
            }
        }
    }

    void theOrderOfTheInputDoesNotMatter()
    {
        const MeshGraph graph = serviceMeshGraph(90, 3);
        const MeshLayout first = layoutGraph(graph, {});
        MeshGraph shuffled = graph;
        std::mt19937 random(1);
        std::ranges::shuffle(shuffled.edges, random);
        const MeshLayout second = layoutGraph(shuffled, {});
        QCOMPARE(first.places.size(), second.places.size());
        for (std::size_t i = 0; i < first.places.size(); ++i)
            QVERIFY(first.places[i].box == second.places[i].box);
        for (std::size_t i = 0; i < first.routes.size(); ++i) {
            QVERIFY(first.routes[i].points == second.routes[i].points);
            QCOMPARE(graph.edges[first.routes[i].edges.front()].edge,
                shuffled.edges[second.routes[i].edges.front()].edge);
        }
    }

    void cyclesAndSelfCallsAreDrawn()
    {
        const MeshGraph graph = meshOf(
            {{"a/in", "a/x"}, {"a/x", "a/y"}, {"a/y", "a/z"}, {"a/z", "a/x"}, {"a/x", "a/x"}});
        const MeshLayout layout = layoutGraph(graph, {});
        QCOMPARE(layout.routes.size(), std::size_t(5));
        QCOMPARE(
            std::ranges::count_if(layout.routes, &MeshLayout::Route::isBack), std::ptrdiff_t(2));
        for (const MeshLayout::Route &route : layout.routes) {
            QVERIFY(route.points.size() >= 2);
            if (!route.isBack || route.source == route.target)
                continue;
            // Against the flow: from the left edge of the source to the right edge of the target.
            const MeshBox &source = layout.places[route.source].box;
            const MeshBox &target = layout.places[route.target].box;
            QCOMPARE(route.points.front().x, source.x);
            QCOMPARE(route.points.back().x, target.x + target.width);
        }
    }

    void unconnectedPartsStandApartAndLonelyServicesBelow()
    {
        const MeshGraph graph = meshOf({{"a/x", "a/y"}, {"a/y", "a/z"}, {"b/x", "b/y"}},
            {"c/one", "c/two", "c/three", "c/four"});
        const MeshLayout layout = layoutGraph(graph, {});
        const double below = place(layout, "b/x").box.y;
        QVERIFY(place(layout, "a/z").box.y + 50 < below);
        for (const char *lonely : {"c/one", "c/two", "c/three", "c/four"})
            QVERIFY(place(layout, lonely).box.y > below + 50);
        QVERIFY(layoutGraph(MeshGraph{}, {}).places.empty());
        QCOMPARE(layoutGraph(meshOf({}, {"a/x"}), {}).places.size(), std::size_t(1));
    }

    void namespacesStandTogetherWithinARank()
    {
        const MeshLayout layout = layoutGraph(serviceMeshGraph(80, 5), {});
        std::vector<const MeshLayout::Place *> byPlace;
        for (const MeshLayout::Place &some : layout.places)
            byPlace.push_back(&some);
        std::ranges::sort(byPlace, {},
            [](const MeshLayout::Place *some) { return std::pair(some->rank, some->box.y); });
        std::set<std::pair<int, std::string>> runs;
        std::pair<int, std::string> present;
        for (const MeshLayout::Place *some : byPlace) {
            const std::pair key(some->rank, some->id.substr(0, some->id.find('/')));
            if (key != present)
                QVERIFY(runs.insert(key).second);
            present = key;
        }
    }

    void framesHoldOnlyTheirOwnNamespace()
    {
        const MeshGraph graph = meshOf(demoCalls());
        const MeshLayout layout = layoutGraph(graph, {});
        QCOMPARE(layout.groups.size(), std::size_t(6));
        std::size_t services = 0;
        for (const MeshLayout::Group &group : layout.groups) {
            services += group.services;
            for (const MeshLayout::Place &some : layout.places) {
                if (!some.id.starts_with(group.ns + '/'))
                    QVERIFY(!overlap(group.box, some.box));
            }
        }
        QCOMPARE(services, graph.nodes.size());
        LayoutSettings settings;
        settings.groupByNamespace = false;
        QVERIFY(layoutGraph(graph, settings).groups.empty());
    }

    void aFoldedNamespaceIsOnePlaceThatStandsForAll()
    {
        const MeshGraph graph = meshOf(demoCalls());
        LayoutSettings settings;
        settings.folded = {"shop"};
        const MeshLayout layout = layoutGraph(graph, settings);
        const MeshLayout::Place &shop = place(layout, "shop/*");
        QCOMPARE(shop.nodes.size(), std::size_t(6));
        QCOMPARE(layout.places.size(), graph.nodes.size() - 5);
        const auto toAccounts = std::ranges::find_if(layout.routes,
            [&](const auto &route) { return layout.places[route.target].id == "id/accounts"; });
        QCOMPARE(toAccounts->edges.size(), std::size_t(2)); // api-gateway's and checkout's
        const auto group = std::ranges::find(layout.groups, "shop", &MeshLayout::Group::ns);
        QVERIFY(group->isFolded);
        QCOMPARE(group->services, std::size_t(6));
    }

    void largeGraphsAreFoldedAndEverybodyIsCounted()
    {
        const MeshGraph graph = serviceMeshGraph(301, 2);
        LayoutSettings settings;
        QCOMPARE(settings.foldAbove, std::size_t(1'000));
        settings.foldAbove = 300;
        const std::string opened = graph.nodes.front().service.ns;
        settings.unfolded = {opened};
        const MeshLayout layout = layoutGraph(graph, settings);
        QVERIFY(layout.places.size() < 80);
        std::size_t nodes = 0;
        std::size_t open = 0;
        for (const MeshLayout::Place &some : layout.places) {
            nodes += some.nodes.size();
            open += some.id.ends_with("/*") ? 0 : 1;
        }
        QCOMPARE(nodes, graph.nodes.size());
        QVERIFY(open > 0);
        QCOMPARE(layoutGraph(serviceMeshGraph(300, 2), settings).places.size(), std::size_t(300));
    }

    void aStoppedLayoutIsEmpty()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(
            layoutGraph(serviceMeshGraph(200, 1), {}, nullptr, source.get_token()).places.empty());
    }

    void crossingsAreThoseOfStraightLines()
    {
        using topology::countCrossings;
        const std::vector<std::pair<double, double>> square{{0, 0}, {0, 10}, {10, 0}, {10, 10}};
        QCOMPARE(countCrossings(layoutOf(square, {{0, 3}, {1, 2}})), std::size_t(1));
        QCOMPARE(countCrossings(layoutOf(square, {{3, 0}, {1, 2}})), std::size_t(1));
        QCOMPARE(countCrossings(layoutOf(square, {{0, 2}, {1, 3}})), std::size_t(0));
        QCOMPARE(countCrossings(layoutOf(square, {{0, 3}, {0, 2}})), std::size_t(0)); // one end
    }
};

QTEST_APPLESS_MAIN(TestLayeredLayout)
#include "tst_layered_layout.moc"
