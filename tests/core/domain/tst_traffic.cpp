#include "core/domain/traffic.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace binnacle;

namespace {

ServiceIncrement exampleService() // contract 02 §2.8
{
    ServiceIncrement increment;
    increment.service = {"shop", "shop-api"};
    increment.requests = {{.code = "200", .count = 120}, {"503", "", true, 10}};
    increment.latency
        = LatencyHistogram::fromCumulative({1, 10, 50, 100, 500}, {11, 72, 107, 117, 127}, 130);
    increment.latencySum = 6930;
    increment.latencyCount = 130;
    increment.tlsRequests = 130;
    increment.totalRequests = 130;
    return increment;
}

IngressIncrement random(std::mt19937 &source)
{
    static const std::vector<std::string> codes{"200", "204", "301", "404", "500", "503", "OK"};
    IngressIncrement increment;
    increment.serviceKey = "shop-web-80";
    std::vector<double> counts(4);
    for (int i = 0; i < 3; ++i) {
        const std::string &code = codes[source() % codes.size()];
        increment.requests.push_back({.code = code,
            .method = source() % 2 ? "GET" : "POST",
            .failure = code >= "500" && code < "600",
            .count = static_cast<std::int64_t>(source() % 100)});
    }
    for (const RequestIncrement &row : increment.requests)
        increment.latencyCount += row.count;
    const auto total = static_cast<double>(increment.latencyCount);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = std::floor(total * static_cast<double>(i + 1) / 5);
    increment.latency
        = LatencyHistogram::fromCumulative({10, 50, 100, 500}, std::move(counts), total);
    increment.latencySum = total * 32;
    return increment;
}

bool isSame(const Traffic &a, const Traffic &b)
{
    return a.requests == b.requests && a.errors == b.errors && a.tlsRequests == b.tlsRequests
        && a.byStatus == b.byStatus && a.breakdown == b.breakdown && a.latencySum == b.latencySum
        && a.latencyCount == b.latencyCount && a.latency == b.latency && a.samples == b.samples;
}

double sampleOf(const QJsonValue &sample)
{
    const QString text = sample.toArray().at(1).toString();
    return text.endsWith(QLatin1String("Inf")) ? std::numeric_limits<double>::infinity()
                                               : text.toDouble();
}

// Contract 02 §2.5 for one counter: a value that went down began again at 0.
std::optional<double> increaseOf(const QJsonArray &samples)
{
    if (samples.size() < 2)
        return std::nullopt;
    double sum = 0;
    for (qsizetype i = 1; i < samples.size(); ++i) {
        const double before = sampleOf(samples.at(i - 1));
        const double now = sampleOf(samples.at(i));
        sum += now >= before ? now - before : now;
    }
    return sum;
}

} // namespace

class TestTraffic : public QObject
{
    Q_OBJECT

private slots:
    void derivesTheWorkedExample()
    {
        const Traffic traffic = Traffic::of(exampleService());
        QCOMPARE(traffic.requests, 130);
        QCOMPARE(traffic.errors, 10);
        QCOMPARE(*traffic.availability(), 100 * 120 / 130.0);
        QCOMPARE(*traffic.errorRate(), 100 * 10 / 130.0);
        QCOMPARE(*traffic.averageLatency(), 6930 / 130.0);
        QCOMPARE(*traffic.tlsShare(), 100.0);
        QCOMPARE(*traffic.quantile(0.95), 360.0);
        QCOMPARE(traffic.byStatus[Traffic::S2xx], 120);
        QCOMPARE(traffic.byStatus[Traffic::S5xx], 10);
        QCOMPARE(traffic.samples, 1);

        EdgeIncrement edge{.edge = {{"shop", "shop-api"}, {"data", "shop-db-proxy"}},
            .requests = 64,
            .failures = 4,
            .latencySum = 1920,
            .latencyCount = 64};
        QCOMPARE(*Traffic::of(edge).errorRate(), 6.25);
        QCOMPARE(*Traffic::of(edge).averageLatency(), 30.0);
        QVERIFY(!Traffic::of(edge).quantile(0.5));
    }

    void hasNoSharesWithoutTraffic()
    {
        const Traffic none;
        QVERIFY(!none.availability());
        QVERIFY(!none.errorRate());
        QVERIFY(!none.averageLatency());
        QVERIFY(!none.tlsShare());
        QVERIFY(!none.quantile(0.95));
    }

    void availabilityIsNeverNegative()
    {
        Traffic traffic;
        traffic.requests = 3;
        traffic.errors = 5;
        QCOMPARE(*traffic.availability(), 0.0);
    }

    void incrementsSplitAndMergedInAnyWayGiveTheSameWindow()
    {
        std::mt19937 source(3);
        std::vector<Traffic> increments;
        Traffic inOrder;
        for (int i = 0; i < 200; ++i) {
            increments.push_back(Traffic::of(random(source)));
            inOrder.add(increments.back());
        }
        for (int round = 0; round < 20; ++round) {
            std::ranges::shuffle(increments, source);
            std::vector<Traffic> parts(1 + source() % 9);
            for (const Traffic &increment : increments)
                parts[source() % parts.size()].add(increment);
            Traffic merged;
            for (const Traffic &part : parts)
                merged.add(part);
            QVERIFY(isSame(merged, inOrder));
        }
        QCOMPARE(inOrder.samples, 200);
    }

    void mergesTheRowsOfOneCodeMethodAndFailure()
    {
        ServiceIncrement increment = exampleService();
        increment.requests = {{"503", "", true, 1}, {"200", "", false, 2}, {"503", "", true, 4},
            {"503", "", false, 8}};
        const Traffic traffic = Traffic::of(increment);
        const std::vector<RequestIncrement> expected{
            {"200", "", false, 2}, {"503", "", false, 8}, {"503", "", true, 5}};
        QVERIFY(traffic.breakdown == expected);
        QCOMPARE(traffic.requests, 15);
        QCOMPARE(traffic.errors, 5);
        QCOMPARE(traffic.byStatus[Traffic::S5xx], 13);
    }

    void addsToItself()
    {
        Traffic traffic = Traffic::of(exampleService());
        traffic.add(traffic);
        QCOMPARE(traffic.requests, 260);
        QCOMPARE(traffic.breakdown.size(), std::size_t{2});
        QCOMPARE(traffic.breakdown.front().count, 240);
        QCOMPARE(traffic.latency.total(), 260.0);
    }

    void sortsStatusCodesIntoClasses_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("ok") << QByteArray("204") << QByteArray("2xx");
        QTest::newRow("redirect") << QByteArray("301") << QByteArray("3xx");
        QTest::newRow("client") << QByteArray("429") << QByteArray("4xx");
        QTest::newRow("server") << QByteArray("503") << QByteArray("5xx");
        QTest::newRow("continue") << QByteArray("101") << QByteArray("other");
        QTest::newRow("gRPC word") << QByteArray("UNAVAILABLE") << QByteArray("other");
        QTest::newRow("gRPC number") << QByteArray("14") << QByteArray("other");
        QTest::newRow("nothing") << QByteArray() << QByteArray("other");
        QTest::newRow("no answer") << QByteArray("000") << QByteArray("other");
    }

    void sortsStatusCodesIntoClasses()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, name);
        const std::string_view found = statusClassName(statusClassOf(code.toStdString()));
        QCOMPARE(QByteArray(found.data(), static_cast<qsizetype>(found.size())), name);
    }

    void increasesOfCountersAreThoseOfTheTable()
    {
        const auto path = test::corpusPath("slo/counter-functions-table.jsonl");
        if (!path)
            QSKIP(test::kNoCorpus);
        int cases = 0;
        for (QByteArray line : QByteArray::fromStdString(test::readFile(*path)).split('\n')) {
            const bool isInfinite = line.contains("Infinity"); // which is no JSON
            const QJsonObject row
                = QJsonDocument::fromJson(line.replace("Infinity", "null")).object();
            if (row.isEmpty())
                continue;
            const auto found = increaseOf(row.value(QLatin1String("samples_in_window")).toArray());
            const QJsonValue expected
                = row.value(QLatin1String("sum_of_deltas_with_reset_no_extrapolation"));
            if (isInfinite)
                QVERIFY2(found && std::isinf(*found), line.constData());
            else if (expected.isNull())
                QVERIFY2(!found, line.constData());
            else
                QVERIFY2(found && *found == expected.toDouble(), line.constData());
            QVERIFY(!found || *found >= 0);
            ++cases;
        }
        QVERIFY(cases >= 25);
    }

    void namesItsKeys()
    {
        QCOMPARE(TrafficKey::of(ServiceRef{"shop", "cart"}).text(), std::string("shop/cart"));
        QCOMPARE(TrafficKey::of(EdgeRef{{"shop", "cart"}, {"data", "redis"}}).text(),
            std::string("shop/cart → data/redis"));
        QCOMPARE(TrafficKey::ofIngress("shop-cart-80").text(), std::string("shop-cart-80"));
    }
};

QTEST_APPLESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
