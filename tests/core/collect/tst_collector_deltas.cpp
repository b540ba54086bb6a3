#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

#include <map>
#include <random>

using namespace binnacle;
using test::responses;
using test::ScrapedEndpoint;

namespace {

// Requests of the only service, by code; empty when there is no row.
std::map<std::string, std::int64_t> byCode(const SloIncrements &increments)
{
    std::map<std::string, std::int64_t> counts;
    if (increments.services.size() > 1)
        qFatal("one service at most");
    for (const ServiceIncrement &service : increments.services) {
        for (const RequestIncrement &request : service.requests)
            counts[request.code] += request.count;
    }
    return counts;
}

using Counts = std::map<std::string, std::int64_t>;

std::shared_ptr<ClusterSnapshot> clusterWithPod(const std::string &name, Timestamp createdAt)
{
    auto cluster = std::make_shared<ClusterSnapshot>();
    Pod pod;
    pod.meta.name = cluster->arena->copy(name);
    pod.meta.ns = "shop";
    pod.meta.createdAt = createdAt;
    cluster->pods.push_back(pod);
    return cluster;
}

} // namespace

// Each row of the table of contract 02 §2.5.
class TestCollectorDeltas : public QObject
{
    Q_OBJECT

private slots:
    void theFirstScrapeIsOnlyABaseline()
    {
        collect::Collector collector;
        const auto first = collector.scrape(
            responses("a", "200", 1000), codec::ExpositionFormat::Text, test::kFirstScrape);
        QVERIFY(first && !*first);
    }

    void aKnownSeriesCountsWhatItGrew()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 1090))), (Counts{{"200", 90}}));
    }

    void aScrapeWithoutChangesGivesNoRows()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        QVERIFY(endpoint.scrape(responses("a", "200", 1000)).services.empty());
    }

    void aResetCountsFromZero()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 2000));
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 30))), (Counts{{"200", 30}}));
    }

    void aNewSeriesOfAKnownPodCountsFromZero()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        const auto increments
            = endpoint.scrape(responses("a", "200", 1000) + responses("a", "503", 10));
        QCOMPARE(byCode(increments), (Counts{{"503", 10}}));
        QVERIFY(increments.services.front().requests.front().failure);
    }

    void aPodThatOnlyAnsweredProbesIsAKnownOne()
    {
        ScrapedEndpoint endpoint;
        const std::string probes = responses("a", "200", 500, ",route_name=\"probe\"");
        endpoint.scrape(probes);
        QCOMPARE(byCode(endpoint.scrape(probes + responses("a", "503", 3))), (Counts{{"503", 3}}));
    }

    void aNewPodIsABaseline()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        const auto increments
            = endpoint.scrape(responses("a", "200", 1000) + responses("b", "200", 700));
        QVERIFY(increments.services.empty());
        QCOMPARE(byCode(endpoint.scrape(responses("b", "200", 705))), (Counts{{"200", 5}}));
    }

    void aPodCreatedSinceTheScrapeBeforeCountsFromZero()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        endpoint.collector.setCluster(clusterWithPod("b", endpoint.at + Duration{5'000}));
        QCOMPARE(byCode(endpoint.scrape(responses("b", "200", 7))), (Counts{{"200", 7}}));
    }

    void aPodCreatedEarlierButNeverSeenIsABaseline()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        endpoint.collector.setCluster(clusterWithPod("b", endpoint.at - Duration{5'000}));
        QVERIFY(endpoint.scrape(responses("b", "200", 7)).services.empty());
    }

    void anAbsentSeriesIsRememberedForAQuarterOfAnHour_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("remembered") << 14 << qint64{60};
        // Its pod is still there through another series, so it begins at 0 again.
        QTest::newRow("forgotten") << 16 << qint64{1060};
    }

    void anAbsentSeriesIsRememberedForAQuarterOfAnHour()
    {
        QFETCH(int, minutes);
        QFETCH(qint64, expected);
        ScrapedEndpoint endpoint;
        const std::string other = responses("a", "404", 5);
        endpoint.scrape(other + responses("a", "200", 1000));
        for (int i = 0; i < minutes; ++i)
            endpoint.scrape(other, Duration{60'000});
        QCOMPARE(byCode(endpoint.scrape(other + responses("a", "200", 1060), Duration{1'000})),
            (Counts{{"200", expected}}));
    }

    void aPauseBetweenScrapesForgetsNothing()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 5000), Duration{3'600'000})),
            (Counts{{"200", 4000}}));
    }

    void numbersBeyondBeliefStartAfresh()
    {
        ScrapedEndpoint endpoint({.mostRequestsPerSecond = 100});
        endpoint.scrape(responses("a", "200", 0) + responses("b", "200", 0));
        const auto increments
            = endpoint.scrape(responses("a", "200", 1501) + responses("b", "200", 1500));
        QCOMPARE(byCode(increments), (Counts{{"200", 1500}}));
        QCOMPARE(endpoint.collector.recognition().notices.size(), std::size_t{1});
        QVERIFY(endpoint.collector.recognition().notices.front().starts_with("pod shop/a"));
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 1510))), (Counts{{"200", 9}}));
        QVERIFY(endpoint.collector.recognition().notices.empty());
    }

    void valuesThatNoCounterHasAreSkipped_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"NaN", "+Inf", "-Inf", "-5"})
            QTest::newRow(value) << QByteArray(value);
    }

    void valuesThatNoCounterHasAreSkipped()
    {
        QFETCH(QByteArray, value);
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        std::string text = responses("a", "200", 0);
        text.replace(text.rfind(' ') + 1, std::string::npos, value.toStdString() + '\n');
        QVERIFY(endpoint.scrape(text).services.empty());
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 1007))), (Counts{{"200", 7}}));
    }

    void labelsInAnotherOrderAreTheSameSeries()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape("response_total{namespace=\"shop\",deployment=\"api\",pod=\"a\","
                        "direction=\"inbound\",status_code=\"200\"} 10\n");
        QCOMPARE(byCode(endpoint.scrape("response_total{status_code=\"200\",direction=\"inbound\","
                                        "pod=\"a\",namespace=\"shop\",deployment=\"api\"} 15\n")),
            (Counts{{"200", 5}}));
    }

    void fractionsAreRoundedAfterTheSum()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 0) + responses("b", "200", 0));
        QCOMPARE(byCode(endpoint.scrape(responses("a", "200", 1.4) + responses("b", "200", 1.4))),
            (Counts{{"200", 3}}));
    }

    void aRefusedScrapeLeavesTheBaseline()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        const auto refused = endpoint.collector.scrape(
            "<html>502</html>", codec::ExpositionFormat::Text, endpoint.at + Duration{5'000});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::MalformedBody);
        const auto increments = endpoint.scrape(responses("a", "200", 1010));
        QCOMPARE(byCode(increments), (Counts{{"200", 10}}));
        QCOMPARE(increments.interval, Duration{15'000});
    }

    void timeMustGrow()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1000));
        const auto refused = endpoint.collector.scrape(
            responses("a", "200", 1000), codec::ExpositionFormat::Text, endpoint.at);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    }

    // However often a counter is read between its restarts, the sum is the same.
    void skippedScrapesChangeNoSum()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 20; ++round) {
            ScrapedEndpoint every;
            ScrapedEndpoint some;
            double counter = static_cast<double>(random() % 1'000);
            std::int64_t happened = 0;
            std::int64_t byEvery = 0;
            std::int64_t bySome = 0;
            every.scrape(responses("a", "200", counter));
            some.scrape(responses("a", "200", counter));
            for (int step = 0; step < 20; ++step) {
                const bool restarts = step % 7 == 6;
                const auto growth = static_cast<std::int64_t>(random() % 50);
                // Both see the last value before the restart, and a lower one after it.
                counter = restarts ? static_cast<double>(growth % 10)
                                   : counter + static_cast<double>(growth) + 10;
                happened += restarts ? growth % 10 : growth + 10;
                const std::string text = responses("a", "200", counter);
                byEvery += byCode(every.scrape(text))["200"];
                if (step % 7 >= 5 || step == 19 || random() % 2 == 0)
                    bySome += byCode(some.scrape(text))["200"];
            }
            QCOMPARE(byEvery, happened);
            QCOMPARE(bySome, happened);
        }
    }
};

QTEST_APPLESS_MAIN(TestCollectorDeltas)
#include "tst_collector_deltas.moc"
