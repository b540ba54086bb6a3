#include "core/query/execution/query_execution.h"
#include "tests/support/fake_query_world.h"

#include <QTest>

#include <string>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;

namespace {

// "told" says everything; "silent" has no usage, zone, label nor start.
FakeQueryWorld twoPods()
{
    FakeQueryWorld world;
    SnapshotMaker make("prod", world.at);
    ClusterSnapshot &s = make.edit();
    s.nodes.push_back({.meta = make.meta("", "node-1", {{"topology.kubernetes.io/zone", "a"}}),
        .ready = "True",
        .cpuAllocatable = 4'000});
    s.pods.push_back({.meta = make.meta("shop", "told", {{"app", "web"}}),
        .nodeName = make.text("node-1"),
        .phase = PodPhase::Running,
        .cpuUsage = 0});
    s.pods.push_back({.meta = make.meta("shop", "silent"), .phase = PodPhase::Pending});
    const auto snapshot = make.take();
    world.keep(snapshot);
    world.add(snapshot);
    return world;
}

} // namespace

// Tests for null are spelled with operators that are there anyway (predicate.h); they must find
// what they say.
class TestQueryUnknown : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotKnownIsFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char *condition, const char *found) {
            QTest::newRow(condition) << QByteArray(condition) << QByteArray(found);
        };
        row("cpu_usage = null", "silent");
        row("cpu_usage != null", "told");
        row("cpu = null", "silent");
        row("cpu in [null, 0]", "silent told");
        row("cpu != null, 0", "");
        row("cpu >= 0", "told");
        row("not cpu = null", "told");
        row("zone = null", "silent");
        row("zone != null", "told");
        row("zone in [a, null]", "silent told");
        row("label.app = null", "silent");
        row("label.app != null", "told");
        row("phase = null", "");
        row("phase != null", "silent told");
    }
    void whatIsNotKnownIsFound()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        FakeQueryWorld world = twoPods();
        const auto query = parseQuery(
            "pods.where(" + text.toStdString() + ").select(name).sort(name)", world.at);
        QVERIFY2(query, query ? "" : query.error().message.c_str());
        const auto result = QueryExecution(world).run(*query, {}, {});
        QVERIFY(result);
        QByteArrayList names;
        for (const auto &row : (*result)->rows)
            names << QByteArray::fromStdString(std::get<std::string>(row.front()));
        QCOMPARE(names.join(' '), found);
    }
};

QTEST_APPLESS_MAIN(TestQueryUnknown)
#include "tst_query_unknown.moc"
