#include "core/codec/snapshot.h"
#include "core/collect/collector.h"
#include "core/domain/traffic.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

collect::CollectSettings settings()
{
    collect::CollectSettings settings;
    settings.ingressNamespaces = {"edge"};
    return settings;
}

// A cluster whose proxies count and the collector that scrapes them, without HTTP in between.
class Scraped
{
public:
    explicit Scraped(std::string_view cluster, std::optional<IncidentPlan> plan = std::nullopt)
        : simulation(blueprintOf(cluster), 1, kMonday + 5 * kHour, plan)
        , m_collector(settings())
    {}

    SloIncrements scrapeAfter(Duration time)
    {
        simulation.advance(simulation.now() + time);
        auto snapshot = codec::decodeSnapshot(simulation.snapshot());
        if (!snapshot)
            qFatal("%s", snapshot.error().message.c_str());
        m_collector.setCluster(std::move(*snapshot));
        text = simulation.metrics();
        auto increments = m_collector.scrape(text, codec::ExpositionFormat::Text, simulation.now());
        if (!increments)
            qFatal("%s", increments.error().message.c_str());
        return *increments ? std::move(**increments) : SloIncrements{};
    }

    const collect::Collector &collector() const { return m_collector; }

    ClusterSimulation simulation;
    std::string text;

private:
    collect::Collector m_collector;
};

std::int64_t requestsOf(const SloIncrements &increments, const std::string &service)
{
    for (const ServiceIncrement &row : increments.services) {
        if (row.service.text() == service)
            return row.totalRequests;
    }
    return 0;
}

std::size_t linesWith(const std::string &text, std::string_view part)
{
    std::size_t lines = 0;
    for (std::size_t at = text.find(part); at != std::string::npos;
         at = text.find(part, text.find('\n', at)))
        ++lines;
    return lines;
}

} // namespace

class TestMeshMetrics : public QObject
{
    Q_OBJECT

private slots:
    void theCollectorReadsWhatWasPutIn_data()
    {
        QTest::addColumn<QString>("cluster");
        for (const char *cluster : {"prod-eu", "prod-us", "staging", "edge-lab"})
            QTest::newRow(cluster) << QString::fromLatin1(cluster);
    }
    void theCollectorReadsWhatWasPutIn()
    {
        QFETCH(QString, cluster);
        Scraped scraped(cluster.toStdString());
        scraped.simulation.startCounting();
        QVERIFY(scraped.scrapeAfter(Duration{0}).services.empty()); // the baseline
        const SloIncrements increments = scraped.scrapeAfter(kMinute);
        QCOMPARE(scraped.collector().recognition().badLines, std::size_t{0});
        const ClusterMesh &mesh = scraped.simulation.mesh();
        const MeshFlow flow
            = mesh.model().flow(mesh.conditions(), mesh.demand(scraped.simulation.now()));
        std::vector<double> expected(mesh.model().services().size());
        for (std::size_t i = 0; i < flow.operations.size(); ++i)
            expected[mesh.model().operations()[i].service] += flow.operations[i].rate * 60;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (i == mesh.model().ingress())
                continue;
            const std::string name = mesh.model().services()[i].ref.text();
            const auto counted = static_cast<double>(requestsOf(increments, name));
            const double tolerance = 0.2 * expected[i] + 5 * std::sqrt(expected[i]) + 1;
            QVERIFY2(std::abs(counted - expected[i]) <= tolerance,
                (name + ": " + std::to_string(counted) + " for " + std::to_string(expected[i]))
                    .c_str());
        }
        QCOMPARE(increments.interval, Duration{60'000});
    }

    void everyServiceEdgeAndIngressAddsUp()
    {
        Scraped scraped("prod-eu");
        scraped.simulation.startCounting();
        scraped.scrapeAfter(Duration{0});
        const SloIncrements increments = scraped.scrapeAfter(kMinute);
        QCOMPARE(increments.services.size(), std::size_t{12});
        QCOMPARE(increments.edges.size(), std::size_t{15});
        QCOMPARE(increments.ingress.size(), std::size_t{6});
        std::map<std::string, std::int64_t> sent;
        for (const EdgeIncrement &row : increments.edges) {
            sent[row.edge.target.text()] += row.requests;
            QCOMPARE(row.latencyCount, row.requests);
            QVERIFY(row.latency.total() == static_cast<double>(row.requests));
        }
        for (const auto &[service, requests] : sent)
            QCOMPARE(requestsOf(increments, service), requests);
        std::int64_t ingress = 0;
        for (const IngressIncrement &row : increments.ingress) {
            ingress += row.latencyCount;
            QVERIFY(row.latency.bounds().size() == kTraefikBounds.size());
        }
        QCOMPARE(ingress, sent["shop/storefront"] + sent["shop/api-gateway"]);
        for (const ServiceIncrement &row : increments.services)
            QCOMPARE(row.tlsRequests, row.service.name == "traefik" ? 0 : row.totalRequests);
    }

    void routesAreThoseOfTheHistory()
    {
        Scraped scraped("prod-eu");
        auto history = scraped.simulation.trafficHistory();
        scraped.simulation.startCounting();
        scraped.scrapeAfter(Duration{0});
        auto routes = scraped.scrapeAfter(kMinute).routes;
        auto told = history->increments({kMonday, kMonday + kMinute}).routes;
        const auto byPlace = [](const IngressRoute &a, const IngressRoute &b) {
            return a.domain + a.pathPrefix < b.domain + b.pathPrefix;
        };
        std::sort(routes.begin(), routes.end(), byPlace);
        std::sort(told.begin(), told.end(), byPlace);
        QVERIFY(routes == told);
        QCOMPARE(routes.size(), std::size_t{6});
    }

    void throughACollectorNamesArePrefixedAndUntyped()
    {
        Scraped eu("prod-eu");
        eu.simulation.startCounting();
        eu.scrapeAfter(Duration{0});
        QCOMPARE(linesWith(eu.text, "# TYPE"), std::size_t{0});
        QVERIFY(eu.text.starts_with("otel_response_total{"));
        Scraped staging("staging");
        staging.simulation.startCounting();
        staging.scrapeAfter(Duration{0});
        QVERIFY(staging.text.starts_with("# TYPE response_total counter\n"));
        QCOMPARE(linesWith(staging.text, "otel_"), std::size_t{0});
    }

    void probesAndAdminPortsAreExposedButDoNotCount()
    {
        Scraped scraped("prod-us");
        scraped.simulation.startCounting();
        scraped.scrapeAfter(Duration{0});
        QVERIFY(linesWith(scraped.text, "route_name=\"probe\"") > 50);
        QVERIFY(linesWith(scraped.text, "srv_port=\"4191\"") > 50);
        QVERIFY(scraped.text.size() < (6U << 20));
        qInfo("%zu bytes, %zu series", scraped.text.size(), linesWith(scraped.text, "} "));
    }

    void aPodThatIsMadeAnewCountsFromZero()
    {
        Scraped scraped("prod-eu");
        scraped.simulation.startCounting();
        scraped.scrapeAfter(Duration{0});
        const std::int64_t before = requestsOf(scraped.scrapeAfter(kMinute), "data/payments-db");
        QVERIFY(scraped.simulation.execute(
            {.action = "delete", .kind = "Pod", .ns = "data", .name = "payments-db-1"}));
        std::int64_t during = 0;
        for (int i = 0; i < 3; ++i) {
            const SloIncrements increments = scraped.scrapeAfter(Duration{20'000});
            const std::int64_t now = requestsOf(increments, "data/payments-db");
            QVERIFY2(now < before, std::to_string(now).c_str()); // no leap
            during += now;
        }
        QVERIFY(scraped.simulation.model().pods.at("data/payments-db-1").isReady());
        // What the old pod counted after the last scrape of it is lost, as it is in reality.
        QVERIFY2(during > before * 8 / 10 && during < before * 11 / 10,
            (std::to_string(during) + " after " + std::to_string(before)).c_str());
        QCOMPARE(linesWith(scraped.text,
                     "pod=\"payments-db-1\",direction=\"inbound\","
                     "target_addr=\"0.0.0.0:4191\""),
            std::size_t{1});
    }

    void nodesAreRecognisedAndTheFullDiskIsSeen()
    {
        Scraped scraped("prod-eu", IncidentPlan{kMonday + 5 * kHour, 1});
        scraped.simulation.advance(kMonday + 5 * kHour + 35 * kMinute);
        scraped.simulation.startCounting();
        scraped.scrapeAfter(Duration{0});
        scraped.scrapeAfter(kMinute);
        const auto &nodes = scraped.collector().nodes();
        QCOMPARE(nodes.size(), std::size_t{5});
        for (const collect::NodeMetrics &node : nodes) {
            QVERIFY(node.nodeName.starts_with("node-"));
            const double disk = node.values.at("disk_percent:/");
            QCOMPARE(disk > 80, node.nodeName == "node-5");
            QVERIFY(node.values.at("cpu_percent") > 1 && node.values.at("cpu_percent") < 100);
        }
    }
};

QTEST_APPLESS_MAIN(TestMeshMetrics)
#include "tst_mesh_metrics.moc"
