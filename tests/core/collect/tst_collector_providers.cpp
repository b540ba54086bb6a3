#include "core/collect/series_meaning.h"
#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

#include <cmath>

using namespace binnacle;
using test::ScrapedEndpoint;

namespace {

// Each line grows by 10 from one scrape to the next.
SloIncrements countedTwice(ScrapedEndpoint &endpoint, const std::vector<std::string> &series)
{
    std::string first;
    std::string second;
    for (const std::string &one : series) {
        first += one + " 100\n";
        second += one + " 110\n";
    }
    endpoint.scrape(first);
    return endpoint.scrape(second);
}

std::string outbound(const std::string &destination)
{
    return "response_total{namespace=\"shop\",deployment=\"cart\",pod=\"c\",direction=\"outbound\","
           "status_code=\"200\",classification=\"success\","
        + destination + '}';
}

QByteArray onlyEdge(const SloIncrements &increments)
{
    if (increments.edges.size() != 1)
        return QByteArray::number(qsizetype(increments.edges.size())) + " edges";
    const EdgeIncrement &edge = increments.edges.front();
    return QByteArray::fromStdString(edge.edge.source.text() + " > " + edge.edge.target.text());
}

} // namespace

class TestCollectorProviders : public QObject
{
    Q_OBJECT

private slots:
    void namesTheEndsOfLinkerdCalls_data()
    {
        QTest::addColumn<QByteArray>("labels");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *labels, const char *expected) {
            QTest::newRow(name) << QByteArray(labels) << QByteArray(expected);
        };
        row("deployment", "dst_namespace=\"data\",dst_deployment=\"db\"", "shop/cart > data/db");
        row("statefulset", "dst_namespace=\"data\",dst_statefulset=\"pg\"", "shop/cart > data/pg");
        row("daemonset", "dst_namespace=\"data\",dst_daemonset=\"dns\"", "shop/cart > data/dns");
        row("service only", "dst_service=\"mail.example\"", "shop/cart > _external/mail.example");
        row("authority only", "authority=\"pay.example:443\"",
            "shop/cart > _external/pay.example:443");
        row("nothing", "tls=\"true\"", "shop/cart > _external/unknown");
        row("excluded destination", "dst_namespace=\"kube-system\",dst_deployment=\"coredns\"",
            "0 edges");
        row("proxy admin", "target_addr=\"10.0.0.4:4191\",dst_namespace=\"data\"", "0 edges");
    }

    void namesTheEndsOfLinkerdCalls()
    {
        QFETCH(QByteArray, labels);
        QFETCH(QByteArray, expected);
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint, {outbound(labels.toStdString())});
        QCOMPARE(onlyEdge(increments), expected);
        QVERIFY(increments.services.empty()); // or each call would count twice
    }

    void keepsCallsIntoTheIngressControllersNamespace()
    {
        ScrapedEndpoint endpoint({.ingressNamespaces = {"kube-system"}});
        QCOMPARE(onlyEdge(countedTwice(endpoint,
                     {outbound("dst_namespace=\"kube-system\",dst_deployment=\"traefik\"")})),
            QByteArray("shop/cart > kube-system/traefik"));
    }

    void takesAJobForAWorkloadOnlyWithoutAnInstance()
    {
        const std::string series = "response_total{namespace=\"shop\",pod=\"c\",job=\"import\","
                                   "direction=\"inbound\",status_code=\"200\"";
        ScrapedEndpoint job;
        QCOMPARE(
            countedTwice(job, {series + '}'}).services.front().service.name, std::string("import"));
        ScrapedEndpoint scraped;
        QVERIFY(countedTwice(scraped, {series + ",instance=\"10.0.0.4:4191\"}"}).services.empty());
    }

    void countsOnlyTrueAsTls_data()
    {
        QTest::addColumn<QByteArray>("tls");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("true") << QByteArray("true") << qint64{10};
        QTest::newRow("no_identity") << QByteArray("no_identity") << qint64{0};
        QTest::newRow("empty") << QByteArray() << qint64{0};
    }

    void countsOnlyTrueAsTls()
    {
        QFETCH(QByteArray, tls);
        QFETCH(qint64, expected);
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint,
            {"response_total{namespace=\"shop\",deployment=\"a\",pod=\"c\",direction=\"inbound\","
             "status_code=\"200\",tls=\""
                + tls.toStdString() + "\"}"});
        QCOMPARE(increments.services.front().tlsRequests, std::int64_t{expected});
    }

    void readsIstio()
    {
        const std::string peers
            = "source_workload=\"web\",source_workload_namespace=\"shop\","
              "destination_workload=\"api\",destination_workload_namespace=\"core\","
              "connection_security_policy=\"mutual_tls\",";
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint,
            {"istio_requests_total{reporter=\"destination\"," + peers + "response_code=\"200\"}",
                "istio_requests_total{reporter=\"destination\"," + peers + "response_code=\"503\"}",
                "istio_requests_total{reporter=\"destination\"," + peers
                    + "response_code=\"200\",grpc_response_status=\"14\"}",
                "istio_requests_total{reporter=\"source\"," + peers + "response_code=\"500\"}",
                "istio_requests_total{reporter=\"waypoint\"," + peers + "response_code=\"200\"}",
                "istio_request_duration_milliseconds_bucket{reporter=\"destination\"," + peers
                    + "response_code=\"200\",le=\"5\"}",
                "istio_request_duration_milliseconds_bucket{reporter=\"destination\"," + peers
                    + "response_code=\"200\",le=\"+Inf\"}",
                "istio_request_duration_milliseconds_count{reporter=\"destination\"," + peers
                    + "response_code=\"200\"}",
                "istio_request_duration_milliseconds_sum{reporter=\"destination\"," + peers
                    + "response_code=\"200\"}"});
        QCOMPARE(increments.services.size(), std::size_t{1});
        const ServiceIncrement &service = increments.services.front();
        QCOMPARE(service.service.text(), std::string("core/api"));
        QCOMPARE(service.totalRequests, std::int64_t{30});
        QCOMPARE(service.tlsRequests, std::int64_t{30});
        QCOMPARE(service.requests.size(), std::size_t{3});
        std::int64_t failures = 0;
        for (const RequestIncrement &request : service.requests)
            failures += request.failure ? request.count : 0;
        QCOMPARE(failures, std::int64_t{20});
        QCOMPARE(service.latency.total(), 10.0);
        QCOMPARE(service.latencySum, 10.0);
        QCOMPARE(onlyEdge(increments), QByteArray("shop/web > core/api"));
        QCOMPARE(increments.edges.front().failures, std::int64_t{10});
    }

    void takesIstiosUnknownForNobody()
    {
        ScrapedEndpoint endpoint;
        QCOMPARE(onlyEdge(countedTwice(endpoint,
                     {"istio_requests_total{reporter=\"source\",source_workload=\"web\","
                      "source_workload_namespace=\"shop\",destination_workload=\"unknown\","
                      "destination_workload_namespace=\"unknown\","
                      "destination_service=\"mail.example\",response_code=\"200\"}"})),
            QByteArray("shop/web > _external/mail.example"));
    }

    void readsTheGenericMeshContract()
    {
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint,
            {"mesh_request_total{workload=\"api\",namespace=\"core\",direction=\"inbound\","
             "status_code=\"500\",mtls=\"true\"}",
                "mesh_request_total{workload=\"web\",namespace=\"core\",dst_workload=\"api\","
                "dst_namespace=\"core\",direction=\"outbound\",status_code=\"200\",mtls=\"false\"}",
                "mesh_request_duration_ms_bucket{workload=\"api\",namespace=\"core\","
                "direction=\"inbound\",status_code=\"500\",le=\"2.5\"}",
                "mesh_request_duration_ms_bucket{workload=\"api\",namespace=\"core\","
                "direction=\"inbound\",status_code=\"500\",le=\"+Inf\"}"});
        const ServiceIncrement &service = increments.services.front();
        QCOMPARE(service.service.text(), std::string("core/api"));
        QVERIFY(service.requests.front().failure);
        QCOMPARE(service.tlsRequests, std::int64_t{10});
        QCOMPARE(service.latency.bounds().front(), 2.5);
        QCOMPARE(onlyEdge(increments), QByteArray("core/web > core/api"));
        QCOMPARE(increments.edges.front().failures, std::int64_t{0});
    }

    void readsNginx()
    {
        const std::string labels = "controller_pod=\"n\",controller_namespace=\"ingress\","
                                   "namespace=\"shop\",ingress=\"web\",service=\"api\","
                                   "service_port=\"8080\",method=\"GET\",status=\"502\"";
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint,
            {"nginx_ingress_controller_requests{" + labels + '}',
                "nginx_ingress_controller_request_duration_seconds_bucket{" + labels
                    + ",le=\"0.005\"}",
                "nginx_ingress_controller_request_duration_seconds_bucket{" + labels
                    + ",le=\"+Inf\"}",
                "nginx_ingress_controller_request_duration_seconds_sum{" + labels + '}',
                "nginx_ingress_controller_request_duration_seconds_count{" + labels + '}'});
        QCOMPARE(increments.ingress.size(), std::size_t{1});
        const IngressIncrement &ingress = increments.ingress.front();
        QCOMPARE(ingress.serviceKey, std::string("shop-api-8080"));
        QCOMPARE(ingress.requests.front(),
            (RequestIncrement{.code = "502", .method = "GET", .failure = true, .count = 10}));
        QCOMPARE(ingress.latency.bounds().front(), 5.0);
        QCOMPARE(ingress.latencySum, 10'000.0);
        QCOMPARE(ingress.latencyCount, std::int64_t{10});
    }

    void leavesTraefiksOwnServicesOut()
    {
        ScrapedEndpoint endpoint;
        const SloIncrements increments = countedTwice(endpoint,
            {"traefik_service_requests_total{service=\"api@internal\",code=\"200\",method=\"GET\"}",
                "traefik_router_requests_total{router=\"r\",service=\"a\",code=\"200\"}",
                "traefik_entrypoint_requests_total{entrypoint=\"web\",code=\"200\"}"});
        QVERIFY(increments.ingress.empty());
    }

    void aNewServiceOfAKnownControllerCountsFromZero()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape("traefik_entrypoint_requests_total{entrypoint=\"web\",code=\"200\"} 5\n");
        const SloIncrements increments = endpoint.scrape(
            "traefik_service_requests_total{service=\"a-b-80@kubernetes\",code=\"503\","
            "method=\"GET\"} 3\n");
        QCOMPARE(increments.ingress.front().requests.front().count, std::int64_t{3});
        // Another replica is another source.
        QVERIFY(endpoint
                    .scrape("traefik_service_requests_total{service=\"a-b-80@kubernetes\","
                            "code=\"503\",method=\"GET\",instance=\"10.0.0.9:9100\"} 900\n")
                    .ingress.empty());
    }

    void turnsSecondsIntoMilliseconds_data()
    {
        QTest::addColumn<QByteArray>("le");
        QTest::addColumn<double>("ms");
        QTest::newRow("0.1") << QByteArray("0.1") << 100.0;
        QTest::newRow("0.005") << QByteArray("0.005") << 5.0;
        QTest::newRow("1.2") << QByteArray("1.2") << 1200.0;
        QTest::newRow("0.3") << QByteArray("0.3") << 300.0;
        QTest::newRow("exponent") << QByteArray("5e-03") << 5.0;
        QTest::newRow("six digits") << QByteArray("0.12345678") << 123.457;
        QTest::newRow("+Inf") << QByteArray("+Inf") << HUGE_VAL;
    }

    void turnsSecondsIntoMilliseconds()
    {
        QFETCH(QByteArray, le);
        QFETCH(double, ms);
        QCOMPARE(collect::boundOf(le.toStdString(), 1'000), ms);
    }

    void refusesBoundsThatAreNoNumbers()
    {
        for (const char *le : {"", "fast", "NaN", "-Inf", "1e400", "1 "})
            QVERIFY2(std::isnan(collect::boundOf(le, 1'000)), le);
    }
};

QTEST_APPLESS_MAIN(TestCollectorProviders)
#include "tst_collector_providers.moc"
