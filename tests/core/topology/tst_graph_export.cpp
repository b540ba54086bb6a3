#include "core/topology/graph_export.h"
#include "tests/support/demo_mesh.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::testkit;

namespace {

// The worked example of contract 02 §2.8.
MeshGraph workedExample()
{
    MeshGraph graph = meshOf({{"shop/shop-api", "data/shop-db-proxy"}});
    graph.cluster = ClusterId{"prod"};
    graph.covered = std::chrono::seconds(15);
    ServiceIncrement service{.service = serviceOf("shop/shop-api"),
        .requests = {{.code = "200", .count = 120}, {.code = "503", .failure = true, .count = 10}},
        .latency
        = LatencyHistogram::fromCumulative({1, 10, 50, 100, 500}, {11, 72, 107, 117, 127}, 130),
        .latencySum = 6930,
        .latencyCount = 130,
        .tlsRequests = 130,
        .totalRequests = 130};
    graph.nodes[1].traffic = Traffic::of(service);
    graph.nodes[1].status = SloStatus::Critical;
    graph.edges[0].traffic = Traffic::of(EdgeIncrement{.edge = graph.edges[0].edge,
        .requests = 64,
        .failures = 4,
        .latencySum = 1920,
        .latencyCount = 64});
    graph.nodes[0].fromCallers = graph.edges[0].traffic;
    return graph;
}

// A node as contract 03 §3.7 shows it.
constexpr std::string_view kWorkedNode
    = R"("id":"shop/shop-api","name":"shop-api","namespace":"shop","rps":8.67,)"
      R"("avgLatency":53.3,"p50Latency":8.97,"p95Latency":360.0,"p99Latency":500.0,)"
      R"("errorRate":7.69,"availability":92.31,"status":"critical","mtlsPercent":100.0,)"
      R"("mtlsEnabled":true,"totalRequests":130,"latencyDistribution":[{"le":1,"count":11},)"
      R"({"le":10,"count":72},{"le":50,"count":107},{"le":100,"count":117},)"
      R"({"le":500,"count":127},{"le":null,"count":130,"leLabel":"+Inf"}],)"
      R"("statusCodeBreakdown":[{"code":"2xx","count":120},{"code":"5xx","count":10}])";

QJsonObject parsed(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::string line(const std::string &text, std::size_t number)
{
    std::size_t begin = 0;
    for (; number > 0; --number)
        begin = text.find("\r\n", begin) + 2;
    return text.substr(begin, text.find("\r\n", begin) - begin);
}

} // namespace

class TestGraphExport : public QObject
{
    Q_OBJECT

private slots:
    void jsonShowsTheWorkedNumbers()
    {
        const std::string json = topology::toJson(workedExample());
        QVERIFY2(json.find(kWorkedNode) != json.npos, json.c_str());
        const QJsonObject edge = parsed(json)[QStringLiteral("edges")].toArray().first().toObject();
        QCOMPARE(edge[QStringLiteral("source")].toString(), QStringLiteral("shop/shop-api"));
        QCOMPARE(edge[QStringLiteral("target")].toString(), QStringLiteral("data/shop-db-proxy"));
        QCOMPARE(edge[QStringLiteral("rps")].toDouble(), 4.27);
        QCOMPARE(edge[QStringLiteral("avgLatency")].toDouble(), 30.0);
        QCOMPARE(edge[QStringLiteral("errorRate")].toDouble(), 6.25);
        QCOMPARE(edge[QStringLiteral("requests")].toInt(), 64);
    }

    void withoutTrafficThereAreNullsNotZeros()
    {
        MeshGraph graph = meshOf({{"a/x", "a/y"}});
        graph.edges[0].isIdle = true;
        const QJsonObject answer = parsed(topology::toJson(graph));
        const QJsonObject node = answer[QStringLiteral("nodes")].toArray().first().toObject();
        QVERIFY(node[QStringLiteral("availability")].isNull());
        QVERIFY(node[QStringLiteral("p95Latency")].isNull());
        QCOMPARE(node[QStringLiteral("status")].toString(), QStringLiteral("unknown"));
        const QJsonObject edge = answer[QStringLiteral("edges")].toArray().first().toObject();
        QCOMPARE(edge[QStringLiteral("rps")].toDouble(-1), 0.0);
        QCOMPARE(edge[QStringLiteral("idle")].toBool(), true);
    }

    void smallRatesKeepThreeDigits()
    {
        MeshGraph graph = workedExample();
        graph.covered = std::chrono::hours(24 * 30);
        const QJsonObject node
            = parsed(topology::toJson(graph))[QStringLiteral("nodes")].toArray().last().toObject();
        QCOMPARE(node[QStringLiteral("rps")].toDouble(), 0.0000502);
    }

    void hostileNamesStayNames()
    {
        MeshGraph graph = meshOf({{"a/=cmd()", "a/quote\"back\\slash\nline"}}, {"b/lonely, one"});
        const std::string dot = topology::toDot(graph);
        const std::string escaped = "\"a/quote\\\"back\\\\slash\\nline\"";
        QVERIFY(dot.find(escaped) != dot.npos);
        const QJsonObject answer = parsed(topology::toJson(graph));
        QCOMPARE(answer[QStringLiteral("nodes")].toArray().size(), 3);

        graph.nodes[0].service.ns = graph.edges[0].edge.source.ns = "=1+1";
        const std::string csv = topology::toCsv(graph);
        const std::string row = "'=1+1/=cmd(),\"a/quote\"\"back\\slash\nline\",";
        QVERIFY(line(csv, 1).starts_with(row));
    }

    void csvHasARowForEachEdgeAndEachNodeWithoutOne()
    {
        MeshGraph graph = workedExample();
        graph.nodes.insert(graph.nodes.begin(), MeshNode{.service = {"a", "lonely"}});
        graph.edges[0].source = 2;
        graph.edges[0].target = 1;
        const std::string csv = topology::toCsv(graph);
        QCOMPARE(line(csv, 1),
            std::string("shop/shop-api,data/shop-db-proxy,64,4,4.266666666666667,6.25,30,,"
                        "unknown,false,false"));
        QCOMPARE(line(csv, 2), std::string("a/lonely,,0,0,0,,,,unknown,false,false"));
        QCOMPARE(std::ranges::count(csv, '\n'), std::ptrdiff_t(3));
    }
};

QTEST_APPLESS_MAIN(TestGraphExport)
#include "tst_graph_export.moc"
