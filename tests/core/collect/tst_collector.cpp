#include "core/codec/snapshot.h"
#include "tests/core/collect/scraped_endpoint.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>

using namespace binnacle;
using test::responses;
using test::ScrapedEndpoint;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject bucketsJson(const LatencyHistogram &latency)
{
    QJsonObject buckets;
    for (std::size_t i = 0; i < latency.bounds().size(); ++i)
        buckets[QString::number(latency.bounds()[i])] = latency.counts()[i];
    buckets[QStringLiteral("+Inf")] = latency.total();
    return buckets;
}

QJsonObject serviceJson(const ServiceIncrement &service)
{
    QJsonArray requests;
    for (const RequestIncrement &request : service.requests)
        requests.append(QJsonObject{{QStringLiteral("status_code"), text(request.code)},
            {QStringLiteral("classification"),
                request.failure ? QStringLiteral("failure") : QStringLiteral("success")},
            {QStringLiteral("delta"), qint64{request.count}}});
    return {{QStringLiteral("namespace"), text(service.service.ns)},
        {QStringLiteral("name"), text(service.service.name)},
        {QStringLiteral("requests"), requests},
        {QStringLiteral("latency_buckets"), bucketsJson(service.latency)},
        {QStringLiteral("latency_sum"), service.latencySum},
        {QStringLiteral("latency_count"), qint64{service.latencyCount}},
        {QStringLiteral("tls_request_delta"), qint64{service.tlsRequests}},
        {QStringLiteral("total_request_delta"), qint64{service.totalRequests}}};
}

QJsonObject edgeJson(const EdgeIncrement &edge)
{
    return {{QStringLiteral("src_ns"), text(edge.edge.source.ns)},
        {QStringLiteral("src_name"), text(edge.edge.source.name)},
        {QStringLiteral("dst_ns"), text(edge.edge.target.ns)},
        {QStringLiteral("dst_name"), text(edge.edge.target.name)},
        {QStringLiteral("request_delta"), qint64{edge.requests}},
        {QStringLiteral("failure_delta"), qint64{edge.failures}},
        {QStringLiteral("latency_sum"), edge.latencySum},
        {QStringLiteral("latency_count"), qint64{edge.latencyCount}}};
}

QJsonObject ingressJson(const IngressIncrement &ingress)
{
    QJsonArray requests;
    for (const RequestIncrement &request : ingress.requests)
        requests.append(QJsonObject{{QStringLiteral("code"), text(request.code)},
            {QStringLiteral("method"), text(request.method)},
            {QStringLiteral("delta"), qint64{request.count}}});
    return {{QStringLiteral("service_key"), text(ingress.serviceKey)},
        {QStringLiteral("requests"), requests},
        {QStringLiteral("latency_buckets"), bucketsJson(ingress.latency)},
        {QStringLiteral("latency_sum"), ingress.latencySum},
        {QStringLiteral("latency_count"), qint64{ingress.latencyCount}}};
}

QJsonObject routeJson(const IngressRoute &route)
{
    return {{QStringLiteral("name"), text(route.name)},
        {QStringLiteral("namespace"), text(route.ns)},
        {QStringLiteral("domain"), text(route.domain)},
        {QStringLiteral("path_prefix"), text(route.pathPrefix)},
        {QStringLiteral("service_key"), text(route.serviceKey)},
        {QStringLiteral("service_name"), text(route.serviceName)},
        {QStringLiteral("service_port"), route.servicePort}, {QStringLiteral("tls"), route.tls}};
}

template<typename Rows, typename ToJson>
QJsonArray arrayOf(const Rows &rows, ToJson toJson)
{
    QJsonArray array;
    for (const auto &row : rows)
        array.append(toJson(row));
    return array;
}

QJsonObject toJson(const SloIncrements &increments)
{
    return {{QStringLiteral("timestamp"), qint64{toEpochMs(increments.at) / 1000}},
        {QStringLiteral("services"), arrayOf(increments.services, serviceJson)},
        {QStringLiteral("edges"), arrayOf(increments.edges, edgeJson)},
        {QStringLiteral("ingress"), arrayOf(increments.ingress, ingressJson)},
        {QStringLiteral("routes"), arrayOf(increments.routes, routeJson)}};
}

std::string corpus(const std::string &name)
{
    return test::readFile(*test::corpusPath(name));
}

std::shared_ptr<const ClusterSnapshot> decoded(const std::string &json)
{
    auto snapshot = codec::decodeSnapshot(json);
    if (!snapshot)
        qFatal("%s", snapshot.error().message.c_str());
    return *std::move(snapshot);
}

const collect::Recognition::Family *familyOf(
    const collect::Recognition &recognition, std::string_view name, std::string_view meaning)
{
    for (const auto &family : recognition.families) {
        if (family.name == name && family.meaning == meaning)
            return &family;
    }
    return nullptr;
}

} // namespace

class TestCollector : public QObject
{
    Q_OBJECT

private slots:
    void givesTheWorkedExampleToTheDigit()
    {
        if (!test::corpusPath("samples/synthetic"))
            QSKIP(test::kNoCorpus);
        ScrapedEndpoint endpoint;
        endpoint.collector.setCluster(decoded(corpus("samples/synthetic/snapshot_min.json")));
        endpoint.scrape(corpus("samples/synthetic/scrape_t0.prom"));
        const SloIncrements increments
            = endpoint.scrape(corpus("samples/synthetic/scrape_t1.prom"));
        const QJsonDocument expected = QJsonDocument::fromJson(
            QByteArray::fromStdString(corpus("samples/synthetic/expected_slosnapshot_t1.json")));
        QVERIFY(expected.isObject());
        QCOMPARE(QJsonDocument(toJson(increments)).toJson(), expected.toJson());
        QCOMPARE(increments.interval, Duration{15'000});
        // Beyond the contract: edges have their latencies.
        QCOMPARE(increments.edges.front().latency.total(), 64.0);
    }

    void saysWhatItRecognisedInTheWorkedExample()
    {
        if (!test::corpusPath("samples/synthetic"))
            QSKIP(test::kNoCorpus);
        ScrapedEndpoint endpoint;
        endpoint.scrape(corpus("samples/synthetic/scrape_t1.prom"));
        const collect::Recognition &recognition = endpoint.collector.recognition();
        const auto *requests = familyOf(recognition, "otel_response_total", "Linkerd requests");
        QVERIFY(requests && requests->isUsed);
        QCOMPARE(requests->series, std::size_t{6});
        const auto *probes = familyOf(recognition, "otel_response_total", "health probes");
        QVERIFY(probes && !probes->isUsed);
        QCOMPARE(probes->series, std::size_t{1});
        QVERIFY(familyOf(recognition, "otel_response_total", "in an excluded namespace"));
        QVERIFY(familyOf(recognition, "otel_response_total", "requests to the proxy's own port"));
        QVERIFY(familyOf(recognition, "otel_traefik_entrypoint_requests_total",
            "entry points: the services behind them are counted instead"));
        QCOMPARE(recognition.services, std::size_t{1});
        QCOMPARE(recognition.edges, std::size_t{1});
        QCOMPARE(recognition.ingressServices, std::size_t{1});
        QCOMPARE(recognition.badLines, std::size_t{0});
        std::size_t series = 0;
        for (const auto &family : recognition.families)
            series += family.series;
        QCOMPARE(series, recognition.samples);
        QVERIFY(std::ranges::is_partitioned(
            recognition.families, &collect::Recognition::Family::isUsed));
    }

    // A proxy scraped directly: only its own port answers, and nobody names its workload.
    void findsNoTrafficInARealProxyWithoutWorkloadLabels()
    {
        if (!test::corpusPath("exposition-real"))
            QSKIP(test::kNoCorpus);
        const std::string text
            = corpus("exposition-real/linkerd/linkerd2-2.11-proxy-opaque-pod.prom");
        ScrapedEndpoint endpoint;
        endpoint.scrape(text);
        QVERIFY(endpoint.scrape(text).services.empty());
        const collect::Recognition &recognition = endpoint.collector.recognition();
        QCOMPARE(recognition.samples, std::size_t{199});
        QVERIFY(familyOf(recognition, "response_total", "requests to the proxy's own port"));
        QVERIFY(familyOf(
            recognition, "request_total", "requests sent: the responses are counted instead"));
    }

    // The same proxy as Prometheus labels it, its port taken for an ordinary one.
    void countsARealLinkerdHistogram()
    {
        if (!test::corpusPath("exposition-real"))
            QSKIP(test::kNoCorpus);
        QByteArray text = QByteArray::fromStdString(
            corpus("exposition-real/linkerd/linkerd2-2.11-proxy-opaque-pod.prom"));
        text.replace(":4191\"", ":8080\"");
        text.replace("direction=\"inbound\"",
            "direction=\"inbound\",namespace=\"shop\",deployment=\"cooker\",pod=\"p\"");
        ScrapedEndpoint endpoint;
        // The pod is known before it counts anything, so all of it is an increment.
        endpoint.scrape("response_total{namespace=\"shop\",deployment=\"cooker\",pod=\"p\","
                        "direction=\"inbound\",status_code=\"404\"} 0\n");
        const SloIncrements increments = endpoint.scrape(text.toStdString());
        QCOMPARE(increments.services.size(), std::size_t{1});
        const ServiceIncrement &service = increments.services.front();
        QCOMPARE(service.totalRequests, std::int64_t{29});
        QCOMPARE(service.tlsRequests, std::int64_t{0});
        QCOMPARE(service.latencyCount, std::int64_t{29});
        QCOMPARE(service.latency.total(), 29.0);
        QCOMPARE(service.latency.bounds().size(), std::size_t{25});
        QCOMPARE(service.latency.quantile(0.5)->ms, 0.5);
        QCOMPARE(service.latency.quantile(0.99)->ms, 0.99);
    }

    // Its entry points renamed to services, for the real file has no others.
    void countsRealTraefikNumbers()
    {
        if (!test::corpusPath("exposition-real"))
            QSKIP(test::kNoCorpus);
        QByteArray text
            = QByteArray::fromStdString(corpus("exposition-real/traefik/traefik-2.2.1.prom"));
        text.replace("traefik_entrypoint_", "traefik_service_");
        text.replace("entrypoint=\"", "service=\"");
        const QJsonObject golden = QJsonDocument::fromJson(
            QByteArray::fromStdString(corpus("exposition-real/golden-sli.json")))
                                       .object()
                                       .value(QStringLiteral("traefik/traefik-2.2.1.prom"))
                                       .toObject();
        ScrapedEndpoint endpoint({.mostRequestsPerSecond = 1e9});
        endpoint.scrape("traefik_config_reloads_total 1\n");
        const SloIncrements increments = endpoint.scrape(text.toStdString());
        QCOMPARE(increments.ingress.size(), std::size_t{2});
        for (const IngressIncrement &ingress : increments.ingress) {
            std::map<std::string, std::int64_t> byCode;
            for (const RequestIncrement &request : ingress.requests)
                byCode[request.code] += request.count;
            const QJsonObject codes = golden.value(QStringLiteral("requests_by_code")).toObject();
            for (const auto &[code, count] : byCode)
                QCOMPARE(static_cast<double>(count),
                    codes.value(joined(ingress.serviceKey, code)).toDouble());
            const QJsonObject latency = golden.value(QStringLiteral("latency_s"))
                                            .toObject()
                                            .value(::text(ingress.serviceKey))
                                            .toObject();
            for (const auto &[name, q] : std::map<QString, double>{{QStringLiteral("p50"), 0.5},
                     {QStringLiteral("p90"), 0.9}, {QStringLiteral("p95"), 0.95},
                     {QStringLiteral("p99"), 0.99}}) {
                const double expected = latency.value(name).toDouble() * 1000;
                QVERIFY(std::abs(ingress.latency.quantile(q)->ms / expected - 1) < 1e-9);
            }
        }
    }

    void refusesWhatAreNoMetrics_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("web page") << QByteArray("\n<!DOCTYPE html><html>up 1\n</html>");
        QTest::newRow("json") << QByteArray("{\"status\":\"ok\"}\n");
        QTest::newRow("prose") << QByteArray("404 page not found\n");
    }

    void refusesWhatAreNoMetrics()
    {
        QFETCH(QByteArray, body);
        collect::Collector collector;
        const auto refused = collector.scrape(
            body.toStdString(), codec::ExpositionFormat::Text, test::kFirstScrape);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::MalformedBody);
        QVERIFY(!refused.error().message.empty());
    }

    void refusesMoreThanTheLimits()
    {
        collect::CollectSettings settings;
        settings.limits.samples = 2;
        collect::Collector collector(settings);
        const auto refused = collector.scrape(
            "a 1\nb 2\nc 3\n", codec::ExpositionFormat::Text, test::kFirstScrape);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }

    void skipsBadLinesAndCountsThem()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1) + "response_total{namespace=\n");
        const SloIncrements increments
            = endpoint.scrape(responses("a", "200", 3) + "response_total{namespace=\n");
        QCOMPARE(increments.services.front().totalRequests, std::int64_t{2});
        QCOMPARE(endpoint.collector.recognition().badLines, std::size_t{1});
        QVERIFY(!endpoint.collector.recognition().firstBadLine.empty());
    }

    void keepsHostileLabelValuesAsTheyAre()
    {
        ScrapedEndpoint endpoint;
        const std::string name
            = "response_total{namespace=\"shop\",direction=\"inbound\",pod=\"a\",deployment=";
        const std::string first = name + "\"a} 1, {b=\\\"c\\\"\\n\\\\\",status_code=\"200\"} ";
        const std::string second = name + "\"\xc3\xa4/../'; DROP TABLE x;--\",status_code=\"\"} ";
        endpoint.scrape(first + "1\n" + second + "1\n");
        const SloIncrements increments = endpoint.scrape(first + "2\n" + second + "3\n");
        QCOMPARE(increments.services.size(), std::size_t{2});
        QCOMPARE(increments.services[0].service.name, std::string("a} 1, {b=\"c\"\n\\"));
        QCOMPARE(
            increments.services[1].service.name, std::string("\xc3\xa4/../'; DROP TABLE x;--"));
        QCOMPARE(increments.services[1].requests.front().count, std::int64_t{2});
    }

private:
    static QString joined(const std::string &service, const std::string &code)
    {
        return ::text(service + '|' + code);
    }
};

QTEST_APPLESS_MAIN(TestCollector)
#include "tst_collector.moc"
