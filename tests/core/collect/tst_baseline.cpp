#include "core/collect/baseline.h"
#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

using namespace binnacle;
using test::responses;
using test::ScrapedEndpoint;

class TestBaseline : public QObject
{
    Q_OBJECT

private slots:
    void aRestartGoesOnCounting()
    {
        ScrapedEndpoint before;
        before.scrape(responses("a", "200", 1'000) + responses("a", "404", 7));
        before.scrape(responses("a", "200", 1'010)); // 404 is absent, but remembered

        ScrapedEndpoint after;
        after.at = before.at;
        const auto restored = after.collector.restoreBaseline(
            before.collector.saveBaseline(), before.at + Duration{10'000});
        QVERIFY2(restored.has_value(), restored ? "" : restored.error().message.c_str());
        const SloIncrements increments = after.scrape(responses("a", "200", 1'015)
            + responses("a", "404", 9) + responses("a", "503", 2) + responses("b", "200", 500));
        QCOMPARE(increments.services.size(), std::size_t{1});
        QCOMPARE(increments.services.front().totalRequests, std::int64_t{5 + 2 + 2});
        QCOMPARE(increments.interval, Duration{15'000});
    }

    void whatWasNotSeenSinceTheRestartIsSavedAgain()
    {
        ScrapedEndpoint before;
        before.scrape(responses("a", "200", 1'000) + responses("a", "404", 7));
        ScrapedEndpoint between;
        between.at = before.at;
        QVERIFY(between.collector.restoreBaseline(before.collector.saveBaseline(), before.at));
        between.scrape(responses("a", "200", 1'000));
        ScrapedEndpoint after;
        after.at = between.at;
        QVERIFY(after.collector.restoreBaseline(between.collector.saveBaseline(), between.at));
        const SloIncrements increments = after.scrape(responses("a", "404", 9));
        QCOMPARE(increments.services.front().totalRequests, std::int64_t{2});
    }

    void anOldBaselineIsRefusedAndLeavesNothing()
    {
        ScrapedEndpoint before;
        before.scrape(responses("a", "200", 1'000));
        ScrapedEndpoint after;
        after.at = before.at;
        const auto refused = after.collector.restoreBaseline(
            before.collector.saveBaseline(), before.at + Duration{10 * 60'000 + 1});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        const auto first = after.collector.scrape(
            responses("a", "200", 2'000), codec::ExpositionFormat::Text, after.at);
        QVERIFY(first && !*first);
    }

    void damageIsSeenAtEveryByte()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(responses("a", "200", 1'000));
        const std::string saved = endpoint.collector.saveBaseline();
        for (std::size_t i = 0; i < saved.size(); ++i) {
            std::string damaged = saved;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
            QVERIFY(!collect::decodeBaseline(damaged));
            QVERIFY(!collect::decodeBaseline(saved.substr(0, i)));
        }
        QVERIFY(collect::decodeBaseline(saved));
    }

    void keepsEveryField()
    {
        collect::Baseline baseline{.at = fromEpochMs(1'700'000'000'123)};
        baseline.readings.push_back({{1, ~0ULL}, 0.1, fromEpochMs(5)});
        baseline.sources.push_back({{3, 4}, fromEpochMs(6)});
        const auto again = collect::decodeBaseline(collect::encodeBaseline(baseline));
        QVERIFY(again);
        QCOMPARE(again->at, baseline.at);
        QCOMPARE(again->readings.front().series, (collect::SeriesKey{1, ~0ULL}));
        QCOMPARE(again->readings.front().value, 0.1);
        QCOMPARE(again->readings.front().at, fromEpochMs(5));
        QCOMPARE(again->sources.front().key, (collect::SeriesKey{3, 4}));
        QCOMPARE(again->sources.front().at, fromEpochMs(6));
    }
};

QTEST_APPLESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
