#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

#include <random>
#include <vector>

using namespace binnacle;
using test::line;
using test::responses;
using test::ScrapedEndpoint;

namespace {

using Buckets = std::vector<std::pair<std::string, double>>; // le, cumulative

struct Histogram
{
    std::string pod;
    Buckets buckets;
    double sum = 0;
    double count = -1; // not exposed
    std::string more;

    std::string text() const
    {
        const std::string labels = "namespace=\"shop\",deployment=\"api\",direction=\"inbound\","
                                   "route_name=\"default\",pod=\""
            + pod + '"' + more;
        return textWith(labels);
    }
    std::string textWith(const std::string &labels) const
    {
        std::string all;
        for (const auto &[le, value] : buckets)
            all += line("response_latency_ms_bucket{" + labels + ",le=\"" + le + "\"}", value);
        all += line("response_latency_ms_sum{" + labels + '}', sum);
        if (count >= 0)
            all += line("response_latency_ms_count{" + labels + '}', count);
        return all;
    }
};

void compare(const LatencyHistogram &histogram, const std::vector<double> &bounds,
    const std::vector<double> &counts, double total)
{
    QCOMPARE(std::vector<double>(histogram.bounds().begin(), histogram.bounds().end()), bounds);
    QCOMPARE(std::vector<double>(histogram.counts().begin(), histogram.counts().end()), counts);
    QCOMPARE(histogram.total(), total);
}

} // namespace

class TestCollectorHistograms : public QObject
{
    Q_OBJECT

private slots:
    void bucketsOfPodsAndLabelSetsAreSummed()
    {
        ScrapedEndpoint endpoint;
        Histogram a{"a", {{"1", 10}, {"10", 20}, {"+Inf", 30}}, 300, 30, {}};
        Histogram b{"b", {{"1", 100}, {"10", 200}, {"+Inf", 300}}, 3000, 300, {}};
        endpoint.scrape(a.text() + b.text());
        a.buckets = {{"1", 11}, {"10", 23}, {"+Inf", 34}};
        a.count = 34;
        a.sum = 340.5;
        b.buckets = {{"1", 102}, {"10", 202}, {"+Inf", 303}};
        b.count = 303;
        b.sum = 3010.25;
        const auto increments = endpoint.scrape(a.text() + b.text());
        QCOMPARE(increments.services.size(), std::size_t{1});
        const ServiceIncrement &service = increments.services.front();
        compare(service.latency, {1, 10}, {3, 5}, 7);
        QCOMPARE(service.latencySum, 50.75);
        QCOMPARE(service.latencyCount, std::int64_t{7});
    }

    // One bucket is higher than before, but the process restarted: all of it counts from zero.
    void aResetIsDecidedOnceOnTheCount()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(
            Histogram{"a", {{"1", 1}, {"10", 50}, {"+Inf", 100}}, 5000, 100, {}}.text());
        const auto increments = endpoint.scrape(
            Histogram{"a", {{"1", 20}, {"10", 30}, {"+Inf", 40}}, 9000, 40, {}}.text());
        const ServiceIncrement &service = increments.services.front();
        compare(service.latency, {1, 10}, {20, 30}, 40);
        QCOMPARE(service.latencySum, 9000.0);
        QCOMPARE(service.latencyCount, std::int64_t{40});
    }

    void withoutCountTheInfiniteBucketDecides()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(Histogram{"a", {{"1", 1}, {"+Inf", 100}}, 5000, -1, {}}.text());
        const auto increments
            = endpoint.scrape(Histogram{"a", {{"1", 20}, {"+Inf", 40}}, 9000, -1, {}}.text());
        compare(increments.services.front().latency, {1}, {20}, 40);
        QCOMPARE(increments.services.front().latencyCount, std::int64_t{40});
    }

    // "1" and "1.0" are one bound, and neither the order of bounds nor of labels matters.
    void boundsAreNumbers()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(Histogram{"a", {{"1", 1}, {"10", 2}, {"+Inf", 3}}, 9, 3, {}}.text());
        const auto increments = endpoint.scrape(
            Histogram{"a", {{"+Inf", 7}, {"10.0", 5}, {"1.0", 3}}, 19, 7, {}}.text());
        compare(increments.services.front().latency, {1, 10}, {2, 3}, 4);
    }

    void differentBoundsAreBroughtTogether()
    {
        ScrapedEndpoint endpoint;
        Histogram a{"a", {{"10", 0}, {"100", 0}, {"+Inf", 0}}, 0, 0, {}};
        Histogram b{"b", {{"50", 0}, {"100", 0}, {"+Inf", 0}}, 0, 0, {}};
        endpoint.scrape(a.text() + b.text());
        a.buckets = {{"10", 10}, {"100", 100}, {"+Inf", 110}};
        a.count = 110;
        b.buckets = {{"50", 20}, {"100", 30}, {"+Inf", 30}};
        b.count = 30;
        const auto increments = endpoint.scrape(a.text() + b.text());
        // b at 10: 20 * 10/50; a at 50: 10 + 90 * 40/90.
        compare(increments.services.front().latency, {10, 50, 100}, {14, 70, 130}, 140);
    }

    void aBucketThatCannotBeReadIsInterpolatedOrLeftOut()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(
            Histogram{"a", {{"1", 0}, {"10", 0}, {"100", 0}, {"+Inf", 0}}, 0, 0, {}}.text());
        std::string text
            = Histogram{"a", {{"1", 5}, {"10", 0}, {"100", 20}, {"+Inf", 30}}, 0, 30, {}}.text();
        const std::size_t at = text.find("le=\"10\"} ") + 9;
        text.replace(at, text.find('\n', at) - at, "NaN");
        compare(endpoint.scrape(text).services.front().latency, {1, 100}, {5, 20}, 30);
        // Back again: unknown for the time between, complete from then on.
        Histogram next{"a", {{"1", 6}, {"10", 9}, {"100", 22}, {"+Inf", 33}}, 0, 33, {}};
        compare(endpoint.scrape(next.text()).services.front().latency, {1, 100}, {1, 2}, 3);
        next = {"a", {{"1", 7}, {"10", 11}, {"100", 25}, {"+Inf", 37}}, 0, 37, {}};
        compare(endpoint.scrape(next.text()).services.front().latency, {1, 10, 100}, {1, 2, 3}, 4);
    }

    void anUnreadableHistogramIsCoveredByTheNextScrape()
    {
        ScrapedEndpoint endpoint;
        endpoint.scrape(Histogram{"a", {{"1", 0}, {"+Inf", 0}}, 0, 0, {}}.text());
        const std::string broken
            = "response_latency_ms_bucket{namespace=\"shop\",deployment=\"api\","
              "direction=\"inbound\",route_name=\"default\",pod=\"a\",le=\"1\"} 5\n";
        QVERIFY(endpoint.scrape(broken).services.empty());
        compare(endpoint.scrape(Histogram{"a", {{"1", 6}, {"+Inf", 8}}, 0, 8, {}}.text())
                    .services.front()
                    .latency,
            {1}, {6}, 8);
    }

    void probesAreFilteredByLabelWhereThereIsOne()
    {
        ScrapedEndpoint endpoint;
        const std::string probe
            = "namespace=\"shop\",deployment=\"api\",direction=\"inbound\",pod=\"a\","
              "route_name=\"probe\"";
        Histogram probes{"a", {{"1", 100}, {"+Inf", 100}}, 0, 100, {}};
        endpoint.scrape(
            probes.textWith(probe) + Histogram{"a", {{"1", 0}, {"+Inf", 0}}, 0, 0, {}}.text());
        probes.buckets = {{"1", 200}, {"+Inf", 200}};
        probes.count = 200;
        const auto increments = endpoint.scrape(
            probes.textWith(probe) + Histogram{"a", {{"1", 3}, {"+Inf", 9}}, 0, 9, {}}.text());
        compare(increments.services.front().latency, {1}, {3}, 9);
    }

    void probesAreTakenForTheFastestWhereNoLabelTells()
    {
        ScrapedEndpoint endpoint;
        const std::string labels
            = "namespace=\"shop\",deployment=\"api\",direction=\"inbound\",pod=\"a\"";
        const std::string probes = responses("a", "200", 0, ",route_name=\"probe\"");
        Histogram all{"a", {{"1", 0}, {"10", 0}, {"+Inf", 0}}, 0, 0, {}};
        endpoint.scrape(probes + responses("a", "200", 0) + all.textWith(labels));
        all.buckets = {{"1", 8}, {"10", 14}, {"+Inf", 20}};
        all.count = 20;
        const auto increments
            = endpoint.scrape(probes + responses("a", "200", 10) + all.textWith(labels));
        const ServiceIncrement &service = increments.services.front();
        compare(service.latency, {1, 10}, {0, 4}, 10);
        QCOMPARE(service.latencyCount, std::int64_t{10});
        QCOMPARE(service.totalRequests, std::int64_t{10});
    }

    // Read at any of the times in between, restarted at any of them: the same sums.
    void incrementsMaySplitAnywhere()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 20; ++round) {
            ScrapedEndpoint every;
            ScrapedEndpoint some;
            LatencyHistogram byEvery;
            LatencyHistogram bySome;
            std::vector<double> counts(3);
            const auto text = [&counts] {
                return Histogram{"a",
                    {{"1", counts[0]}, {"10", counts[0] + counts[1]},
                        {"+Inf", counts[0] + counts[1] + counts[2]}},
                    0, counts[0] + counts[1] + counts[2], {}}
                    .text();
            };
            every.scrape(text());
            some.scrape(text());
            for (int step = 0; step < 12; ++step) {
                const bool restarts = step == 6;
                for (double &count : counts)
                    count = restarts ? 1 : count + 2 + static_cast<double>(random() % 5);
                for (const ServiceIncrement &row : every.scrape(text()).services)
                    byEvery.add(row.latency);
                const bool isNeeded = step == 5 || step == 6 || step == 11;
                if (!isNeeded && random() % 2 == 0)
                    continue;
                for (const ServiceIncrement &row : some.scrape(text()).services)
                    bySome.add(row.latency);
            }
            QVERIFY(byEvery == bySome);
            QVERIFY(byEvery.total() > 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestCollectorHistograms)
#include "tst_collector_histograms.moc"
