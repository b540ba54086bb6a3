#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_curve.h"
#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_viewport.h"
#include "ui/mesh/mesh_walk.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestMeshScene : public QObject
{
    Q_OBJECT

private slots:
    void aNodeTellsItsThreeNumbersAndItsState()
    {
        const MeshScene scene = sceneOf({});
        const MeshSceneNode &checkout = nodeOf(scene, "shop", "checkout");
        QCOMPARE(checkout.title, u"checkout"_s);
        QCOMPARE(checkout.rate, u"96 rps"_s);
        QCOMPARE(checkout.perSecond, u"96/s"_s);
        QCOMPARE(checkout.errors, u"7.8%"_s);
        QCOMPARE(checkout.latency, u"1.48s"_s);
        QCOMPARE(checkout.status, StatusKind::Critical);
        QVERIFY(nodeOf(scene, "pay", "fraud-check").isNew);
    }

    void coloursMayTellSomethingElse()
    {
        const MeshScene byTls = sceneOf({.colour = MeshColour::Mtls});
        QCOMPARE(nodeOf(byTls, "shop", "checkout").status, StatusKind::Ok);
        const MeshScene byErrors = sceneOf({.colour = MeshColour::ErrorRate});
        QCOMPARE(nodeOf(byErrors, "shop", "api-gateway").status, StatusKind::Warning);
        const MeshScene byLatency = sceneOf({.colour = MeshColour::Latency});
        QCOMPARE(nodeOf(byLatency, "shop", "api-gateway").status, StatusKind::Ok);
    }

    void pointsFindNodesBeforeEdges()
    {
        const MeshScene scene = sceneOf({});
        const MeshSceneNode &cart = nodeOf(scene, "shop", "cart");
        QCOMPARE(scene.nodes()[scene.nodeAt(cart.box.center()).value()].title, u"cart"_s);
        QVERIFY(!scene.nodeAt({-500, -500}));
        const auto edge = scene.edgeOf(
            MeshSelection::of(EdgeRef{{"pay", "payments"}, {"data", "payments-db"}}));
        QVERIFY(edge);
        const QPointF middle = middleOf(scene.edges()[*edge].line);
        QCOMPARE(scene.edgeAt(middle + QPointF(0, 2), 5).value(), *edge);
        QVERIFY(!scene.edgeAt(middle + QPointF(0, 25), 5));
    }

    void arrowsWalkAlongEdgesAndWithinTheRank()
    {
        const MeshScene scene = sceneOf({});
        const auto of = [](const char *ns, const char *name) {
            return MeshSelection::of(ServiceRef{ns, name});
        };
        QCOMPARE(
            walkMesh(scene, of("pay", "payments"), MeshStep::Callee), of("data", "payments-db"));
        QCOMPARE(walkMesh(scene, of("pay", "payments"), MeshStep::Caller), of("shop", "checkout"));
        QCOMPARE(walkMesh(scene, of("pay", "payments"), MeshStep::Up), of("shop", "inventory"));
        QCOMPARE(walkMesh(scene, of("pay", "payments"), MeshStep::Down), of("id", "accounts"));
        // At the end of the graph the selection stays.
        QCOMPARE(walkMesh(scene, of("data", "redis"), MeshStep::Callee), of("data", "redis"));
        // From an edge to its ends; from nothing to the worst.
        const auto edge = MeshSelection::of(EdgeRef{{"shop", "cart"}, {"data", "redis"}});
        QCOMPARE(walkMesh(scene, edge, MeshStep::Callee), of("data", "redis"));
        QCOMPARE(walkMesh(scene, edge, MeshStep::Caller), of("shop", "cart"));
        QVERIFY(walkMesh(scene, {}, MeshStep::Up).isService());
    }

    void tabVisitsEveryTroubledServiceTheWorstFirst()
    {
        const MeshScene scene = sceneOf({});
        std::vector<MeshSelection> visited;
        MeshSelection at;
        for (int i = 0; i < 4; ++i)
            visited.push_back(at = nextTrouble(scene, at));
        QVERIFY(std::ranges::find(visited, MeshSelection::of(ServiceRef{"shop", "api-gateway"}))
            == visited.end() - 1);
        QCOMPARE(nextTrouble(scene, at), visited.front()); // around
        fake::MeshFeed well(kNow);
        well.setContent(fake::MeshFeed::Content::Healthy);
        QVERIFY(nextTrouble(sceneOf({}, well), {}).isNone());
    }

    void onlyTroubleKeepsNeighboursAndCountsTheRest()
    {
        const MeshScene scene = sceneOf({.onlyTrouble = true});
        QVERIFY(scene.nodeOf(MeshSelection::of(ServiceRef{"shop", "checkout"})));
        QVERIFY(scene.nodeOf(MeshSelection::of(ServiceRef{"edge", "traefik"}))); // calls it
        QVERIFY(!scene.nodeOf(MeshSelection::of(ServiceRef{"data", "redis"})));
        QCOMPARE(scene.hiddenHealthy() + scene.nodes().size(), std::size_t(13));
        for (const MeshSceneEdge &edge : scene.edges())
            QVERIFY(edge.source < scene.nodes().size() && edge.target < scene.nodes().size());
        // The index still finds the right ones after the others are gone.
        for (std::size_t i = 0; i < scene.nodes().size(); ++i)
            QCOMPARE(scene.nodeOf(scene.nodes()[i].selection).value(), i);
        for (std::size_t i = 0; i < scene.edges().size(); ++i)
            QCOMPARE(scene.edgeOf(scene.edges()[i].selection).value(), i);
    }

    void whatIsHiddenByHandIsCounted()
    {
        const MeshScene scene = sceneOf({.hidden = {"data/redis", "no/such"}});
        QCOMPARE(scene.hiddenByHand(), std::size_t(1));
        QCOMPARE(scene.nodes().size(), std::size_t(12));
    }

    void whatIsGoneSinceThenSaysSoAndStays()
    {
        console::MeshPicture picture = **ask(kNow);
        picture.diff = MeshDiff{};
        picture.diff->nodes.push_back(
            {{"data", "redis"}, MeshDelta{.change = MeshChange::Removed}});
        const MeshScene before(std::make_shared<const console::MeshPicture>(**ask(kNow)), {});
        const MeshScene scene(std::make_shared<const console::MeshPicture>(picture), {});
        const MeshSceneNode &redis = nodeOf(scene, "data", "redis");
        QCOMPARE(redis.change, MeshChange::Removed);
        QCOMPARE(redis.rate, u"not there now"_s);
        QVERIFY(redis.errors.isEmpty());
        QCOMPARE(redis.box, nodeOf(before, "data", "redis").box);
    }

    void pinnedServicesKeepTheirPlaceAndOthersGiveWay()
    {
        const MeshScene plain = sceneOf({});
        const QRectF cart = nodeOf(plain, "shop", "cart").box;
        // Where the cart is drawn now, redis was pinned before.
        const MeshScene scene
            = sceneOf({.pinned = {{"data/redis", {cart.left() + 3, cart.top() + 2}}}});
        const MeshSceneNode &redis = nodeOf(scene, "data", "redis");
        QVERIFY(redis.isPinned);
        QCOMPARE(redis.box.topLeft(), cart.topLeft() + QPointF(3, 2));
        QVERIFY(nodeOf(scene, "shop", "cart").box != cart);
        QVERIFY(!scene.showsGroups());
        for (std::size_t i = 0; i < scene.nodes().size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!scene.nodes()[i].box.intersects(scene.nodes()[j].box));
            QVERIFY(scene.bounds().contains(scene.nodes()[i].box));
        }
        const auto edge
            = scene.edgeOf(MeshSelection::of(EdgeRef{{"shop", "cart"}, {"data", "redis"}}));
        QVERIFY(edge);
        const QPointF end = scene.edges()[*edge].line.back();
        QVERIFY(redis.box.adjusted(-2, -2, 2, 2).contains(end));
    }

    void pinnedServicesAreShownAmongTrouble()
    {
        const MeshScene plain = sceneOf({.onlyTrouble = true});
        QVERIFY(!plain.nodeOf(MeshSelection::of(ServiceRef{"data", "redis"})));
        const QRectF box = nodeOf(sceneOf({}), "data", "redis").box;
        const MeshScene scene
            = sceneOf({.onlyTrouble = true, .pinned = {{"data/redis", {box.left(), box.top()}}}});
        QVERIFY(nodeOf(scene, "data", "redis").isPinned);
        QCOMPARE(scene.nodes().size(), plain.nodes().size() + 1);
    }

    void findsServicesByPartOfTheirName()
    {
        const MeshScene scene = sceneOf({});
        const auto find = [&scene](const QString &text) {
            MeshFilter filter;
            const bool isFilter = filter.setText(text);
            return isFilter ? findNodes(scene, filter.find(*scene.picture()), text)
                            : std::vector<std::size_t>{};
        };
        const auto found = find(u" Pay "_s);
        QVERIFY(found.size() >= 2);
        QCOMPARE(scene.nodes()[found.front()].title, u"payments"_s);
        QVERIFY(find(u"zebra"_s).empty());
        QVERIFY(!find(u"status = critical"_s).empty());
    }

    void aFoldedNamespaceStandsForAllItsServices()
    {
        console::MeshPicture picture = **ask(kNow);
        MeshLayout layout;
        MeshLayout::Place pay{.id = "pay/*", .box = {0, 0, 136, 50}};
        for (std::size_t i = 0; i < picture.graph.nodes.size(); ++i) {
            if (picture.graph.nodes[i].service.ns == "pay")
                pay.nodes.push_back(i);
        }
        layout.places = {pay};
        picture.layout = layout;
        const MeshScene scene(std::make_shared<const console::MeshPicture>(picture), {});
        QCOMPARE(scene.nodes().size(), std::size_t(1));
        QVERIFY(scene.nodes().front().isFolded);
        QCOMPARE(scene.nodes().front().title, u"pay"_s);
        QCOMPARE(scene.nodes().front().status, StatusKind::Critical);
        QVERIFY(scene.nodeOf(MeshSelection::of(ServiceRef{"pay", "fraud-check"})));
        QVERIFY(scene.nodeOf(MeshSelection::ofNamespace("pay")));
    }

    void anEmptyPictureIsAnEmptyScene()
    {
        const MeshScene none;
        QVERIFY(none.isEmpty());
        QVERIFY(walkMesh(none, {}, MeshStep::Callee).isNone());
        const MeshScene empty(std::make_shared<const console::MeshPicture>(), {});
        QVERIFY(empty.isEmpty());
        QVERIFY(empty.bounds().isEmpty());
    }

    void zoomingKeepsThePointUnderTheCursor()
    {
        MeshViewport viewport;
        viewport.setSize({800, 600});
        viewport.setBounds({0, 0, 2'000, 1'500});
        QVERIFY(viewport.isWholeVisible());
        const QPointF anchor(200, 150);
        const QPointF before = viewport.toGraph(anchor);
        viewport.zoomBy(2, anchor);
        QVERIFY(QLineF(viewport.toGraph(anchor), before).length() < 2);
        QVERIFY(!viewport.isWholeVisible());
        viewport.panBy({1e6, 1e6}); // the graph cannot be lost
        QVERIFY(viewport.visibleGraph().intersects({0, 0, 2'000, 1'500}));
        viewport.fit();
        QVERIFY(viewport.isWholeVisible());
    }

private:
    static constexpr Timestamp kNow = fromEpochMs(1'772'000'000'000);

    static Result<std::shared_ptr<const console::MeshPicture>> ask(Timestamp to)
    {
        fake::MeshFeed feed(kNow);
        return feed.picture({.range = {to - std::chrono::minutes(5), to}}, {}).result();
    }
    static MeshScene sceneOf(const MeshLook &look) { return {*ask(kNow), look}; }
    static MeshScene sceneOf(const MeshLook &look, fake::MeshFeed &feed)
    {
        return {
            *feed.picture({.range = {kNow - std::chrono::minutes(5), kNow}}, {}).result(), look};
    }
    static const MeshSceneNode &nodeOf(const MeshScene &scene, const char *ns, const char *name)
    {
        return scene.nodes()[scene.nodeOf(MeshSelection::of(ServiceRef{ns, name})).value()];
    }
};

QTEST_MAIN(TestMeshScene)
#include "tst_mesh_scene.moc"
