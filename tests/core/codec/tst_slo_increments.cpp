#include "core/codec/json_limits.h"
#include "core/codec/slo_increments.h"
#include "core/codec/snapshot.h"
#include "core/codec/source_list.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

Result<std::unique_ptr<ClusterSnapshot>> decode(const std::string &members)
{
    return decodeSnapshot(
        R"({"clusterId":"prod","fetchedAt":"2026-03-01T09:00:00Z",)" + members + '}');
}

SloIncrements example()
{
    SloIncrements made{.at = fromEpochMs(1'772'323'200'000),
        .bootId = "boot",
        .seq = 7,
        .interval = Duration{15'000}};
    ServiceIncrement service{.service = {"shop", "cart"}};
    service.requests
        = {{.code = "200", .count = 90}, {.code = "503", .failure = true, .count = 10}};
    service.latency = LatencyHistogram::fromCumulative({0.5, 10, 2'500}, {5, 60, 99}, 100);
    service.latencySum = 812.5;
    service.latencyCount = 100;
    service.tlsRequests = 40;
    service.totalRequests = 100;
    made.services = {service};
    EdgeIncrement edge{
        .edge = {{"shop", "cart"}, {"data", "redis"}}, .requests = 64, .failures = 4};
    edge.latency = LatencyHistogram::fromCumulative({10, 100}, {60, 64}, 64);
    made.edges = {edge};
    IngressIncrement ingress{.serviceKey = "shop-cart-8080"};
    ingress.requests = {{.code = "500", .method = "GET", .failure = true, .count = 3}};
    made.ingress = {ingress};
    made.routes = {{.name = "web",
        .ns = "shop",
        .domain = "shop.example.com",
        .serviceKey = "shop-cart-8080",
        .serviceName = "cart",
        .servicePort = 8080,
        .tls = true}};
    return made;
}

} // namespace

class TestSloIncrements : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadAgain()
    {
        const SloIncrements sent = example();
        const auto read = decode("\"sloData\":" + encodeSloIncrements(sent));
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE((*read)->increments.size(), std::size_t(1));
        const SloIncrements &got = (*read)->increments.front();
        QCOMPARE(got.at, sent.at);
        QCOMPARE(got.bootId, sent.bootId);
        QCOMPARE(got.seq, sent.seq);
        QCOMPARE(got.interval, sent.interval);
        QCOMPARE(got.services.front().requests, sent.services.front().requests);
        QCOMPARE(got.services.front().latency, sent.services.front().latency);
        QCOMPARE(got.services.front().latencySum, 812.5);
        QCOMPARE(got.services.front().tlsRequests, 40);
        QCOMPARE(got.edges.front().edge, sent.edges.front().edge);
        QCOMPARE(got.edges.front().latency, sent.edges.front().latency);
        QCOMPARE(got.ingress.front().requests, sent.ingress.front().requests);
        QCOMPARE(got.routes, sent.routes);
        QVERIFY((*read)->isIncrementsOnly); // no list was named: the state stays as it is
    }

    void everySpellingOfTheKeyIsRead_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"sloData", "slo_data", "slo"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void everySpellingOfTheKeyIsRead()
    {
        QFETCH(QString, key);
        const auto read = decode("\"" + key.toStdString() + "\":{\"timestamp\":5},\"pods\":[]");
        QVERIFY(read.has_value());
        QCOMPARE((*read)->increments.size(), std::size_t(1));
        QCOMPARE((*read)->increments.front().at, fromEpochMs(5'000));
        QVERIFY(!(*read)->isIncrementsOnly);
    }

    void severalMayComeLateInOneSnapshot()
    {
        const auto read = decode("\"sloData\":"
                                 R"([{"timestamp":5},{"timestamp":20},null])");
        QVERIFY(read.has_value());
        QCOMPARE((*read)->increments.size(), std::size_t(2));
    }

    void whatCannotBeIsRefusedWithItsField_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("field");
        QTest::newRow("negative") << R"({"services":[{"name":"a","requests":[{"delta":-1}]}]})"
                                  << "sloData.services[0].requests[0].delta";
        QTest::newRow("word")
            << R"({"edges":[{"src_name":"a","dst_name":"b","request_delta":"x"}]})"
            << "sloData.edges[0].requestDelta";
        QTest::newRow("bound") << R"({"ingress":[{"service_key":"k","latency_buckets":{"abc":1}}]})"
                               << "sloData.ingress[0].latencyBuckets.abc";
        QTest::newRow("no name") << R"({"services":[{"namespace":"a"}]})"
                                 << "sloData.services[0].name";
        QTest::newRow("time") << R"({"timestamp":-5})"
                              << "sloData.timestamp";
        QTest::newRow("shape") << "\"text\""
                               << "sloData";
    }
    void whatCannotBeIsRefusedWithItsField()
    {
        QFETCH(QString, data);
        QFETCH(QString, field);
        const auto read = decode("\"sloData\":" + data.toStdString());
        QVERIFY(!read.has_value());
        QVERIFY2(QString::fromStdString(read.error().message).startsWith(field),
            read.error().message.c_str());
    }

    void countsAreRoundedAndBucketsAreBounded()
    {
        const auto rounded = decode("\"sloData\":"
                                    R"({"services":[{"name":"a","total_request_delta":2.6}]})");
        QVERIFY(rounded.has_value());
        QCOMPARE((*rounded)->increments.front().services.front().totalRequests, 3);
        std::string buckets;
        for (int i = 0; i <= 1'000; ++i)
            buckets += (i ? ",\"" : "\"") + std::to_string(i) + "\":" + std::to_string(i);
        const auto many = decode("\"sloData\":"
                                 R"({"services":[{"name":"a","latency_buckets":{)"
            + buckets + "}}]}");
        QVERIFY(!many.has_value());
        QCOMPARE(many.error().code, ErrorCode::TooLarge);
    }

    void keysOfBucketsHaveNoNoise()
    {
        QCOMPARE(bucketKey(5), std::string("5"));
        QCOMPARE(bucketKey(0.1), std::string("0.1"));
        QCOMPARE(bucketKey(1'200), std::string("1200"));
        QCOMPARE(bucketKey(1'000'000), std::string("1000000"));
    }

    void sourcesOfAWorkspaceAreReadAsTheyWereWritten()
    {
        const std::vector<MetricsSource> sources{{.id = "1",
            .name = "mesh",
            .location = "https://otel.example.com/metrics",
            .cluster = {"prod"},
            .interval = Duration{30'000},
            .isEnabled = false,
            .tokenFile = "/etc/token"}};
        const auto read = decodeSources(encodeSources(sources));
        QVERIFY(read.has_value());
        QCOMPARE(*read, sources);
        QVERIFY(!decodeSources(R"({"sources":[{"name":"no id"}]})").has_value());
    }
};

QTEST_GUILESS_MAIN(TestSloIncrements)
#include "tst_slo_increments.moc"
