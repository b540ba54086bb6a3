#include "tests/core/slo/window_store.h"

#include <QTest>

#include <cmath>
#include <future>
#include <random>

using namespace binnacle;
using namespace binnacle::slo;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

// Equal but for the rounding of sums that were added in another order.
bool isSame(const Traffic &a, const Traffic &b)
{
    const auto closeAll
        = [](auto left, auto right) { return std::ranges::equal(left, right, isClose); };
    return a.requests == b.requests && a.errors == b.errors && a.tlsRequests == b.tlsRequests
        && a.byStatus == b.byStatus && a.breakdown == b.breakdown && a.samples == b.samples
        && a.latencyCount == b.latencyCount && isClose(a.latencySum, b.latencySum)
        && isClose(a.latency.total(), b.latency.total())
        && closeAll(a.latency.bounds(), b.latency.bounds())
        && closeAll(a.latency.counts(), b.latency.counts());
}

std::vector<SloIncrements> randomIncrements(std::mt19937 &random, int count, std::int64_t step)
{
    std::vector<SloIncrements> all;
    for (int i = 1; i <= count; ++i) {
        std::vector<ServiceIncrement> services;
        for (const char *name : {"web", "cart", "pay"}) {
            if (random() % 4 == 0)
                continue;
            const auto requests = static_cast<std::int64_t>(1 + random() % 90);
            services.push_back(serviceIncrement(
                name, requests, static_cast<std::int64_t>(random()) % requests / 8));
            if (random() % 8 == 0) { // a new version with other buckets
                const auto whole = static_cast<double>(requests);
                services.back().latency = LatencyHistogram::fromCumulative(
                    {1, 10, 50, 2000}, {0, whole / 4, whole / 4, whole}, whole);
            }
        }
        all.push_back(increments(kMidnight + i * step, static_cast<std::uint64_t>(i), services));
        all.back().interval = std::chrono::seconds(step);
    }
    return all;
}

// The same by adding values.
Traffic fold(const std::vector<SloIncrements> &all, const std::string &name, const TimeRange &range)
{
    Traffic sum;
    for (const SloIncrements &one : all) {
        if (one.at <= range.from || one.at > range.to)
            continue;
        for (const ServiceIncrement &row : one.services) {
            if (row.service.name == name)
                sum.add(Traffic::of(row));
        }
    }
    return sum;
}

} // namespace

class TestWindowReader : public QObject
{
    Q_OBJECT

private slots:
    void hourlyAndRawRowsSayTheSameAsTheIncrements()
    {
        std::mt19937 random(3);
        const auto all = randomIncrements(random, 4 * 60, 60);
        WindowStore store;
        store.ingest(all);
        for (const bool isRolledUp : {false, true}) {
            if (isRolledUp)
                store.rollUp();
            for (int round = 0; round < 60; ++round) {
                const std::int64_t from = static_cast<std::int64_t>(random() % (4 * kHour));
                const TimeRange range{at(kMidnight + from),
                    at(kMidnight + from + 60 + static_cast<std::int64_t>(random() % (4 * kHour)))};
                const Window window = store.read(range);
                QCOMPARE(window.range, range);
                for (const char *name : {"web", "cart", "pay"}) {
                    QVERIFY(isSame(window.measured(key(name), 0).traffic, fold(all, name, range)));
                }
            }
        }
    }

    void stepsAddUpToTheWhole()
    {
        std::mt19937 random(5);
        const auto all = randomIncrements(random, 4 * 60, 60);
        WindowStore store;
        store.ingest(all);
        store.rollUp();
        for (const Duration step : {Duration{60s}, Duration{7min}, Duration{1h}, Duration{90min}}) {
            const TimeRange range{at(kMidnight + 600), at(kMidnight + 3 * kHour + 60)};
            const Window window = store.read(range, step);
            QCOMPARE(window.step, step);
            Duration covered{0};
            for (std::size_t i = 0; i < window.steps(); ++i) {
                covered += window.covered[i];
                QVERIFY(window.covered[i] <= window.rangeOf(i).length());
                QVERIFY(isSame(
                    window.measured(key("web"), i).traffic, fold(all, "web", window.rangeOf(i))));
            }
            QCOMPARE(covered, range.length());
            QCOMPARE(window.rangeOf(window.steps() - 1).to, range.to);
        }
    }

    void splitAndMergedIncrementsGiveTheSameWindow()
    {
        WindowStore store;
        std::vector<SloIncrements> fine;
        for (std::int64_t i = 1; i <= 60; ++i)
            fine.push_back(increments(kMidnight + i * 10, static_cast<std::uint64_t>(i),
                {serviceIncrement("web", 12, 2)}));
        SloIncrements coarse = increments(kMidnight + 600, 1, {serviceIncrement("web", 720, 120)});
        coarse.interval = 600s;
        store.ingest(fine, {"fine"});
        store.ingest({coarse}, {"coarse"});
        const TimeRange range{at(kMidnight), at(kMidnight + 600)};
        for (const bool isRolledUp : {false, true}) {
            if (isRolledUp)
                store.rollUp();
            const Window a = store.read(range, 0ms, TrafficKind::Service, {"fine"});
            const Window b = store.read(range, 0ms, TrafficKind::Service, {"coarse"});
            Traffic left = a.measured(key("web"), 0).traffic;
            Traffic right = b.measured(key("web"), 0).traffic;
            left.samples = right.samples = 0;
            QVERIFY(isSame(left, right));
            QCOMPARE(a.covered, b.covered);
        }
    }

    void boundsThatChangeWithinAnHourAreBroughtTogether()
    {
        WindowStore store;
        auto before = serviceIncrement("web", 100);
        before.latency = LatencyHistogram::fromCumulative({10, 100}, {50, 100}, 100);
        auto after = serviceIncrement("web", 100);
        after.latency = LatencyHistogram::fromCumulative({20, 100}, {50, 100}, 100);
        store.ingest({increments(kMidnight + 10, 1, {before}),
            increments(kMidnight + 20, 2, {after}), increments(kMidnight + 30, 3, {before})});
        LatencyHistogram expected = before.latency;
        expected.add(after.latency);
        expected.add(before.latency);
        store.rollUp();
        const Window hour = store.read({at(kMidnight), at(kMidnight + kHour)});
        const Traffic traffic = hour.measured(key("web"), 0).traffic;
        QCOMPARE(traffic.latency.bounds().size(), std::size_t{3});
        QVERIFY(std::ranges::equal(traffic.latency.counts(), expected.counts(), isClose));
        QVERIFY(isClose(*traffic.quantile(0.5), expected.quantile(0.5)->ms));
    }

    void noTrafficIsNeitherGoodNorBad()
    {
        WindowStore store;
        store.ingest({increments(kMidnight + 10, 1, {})});
        const Window window = store.read({at(kMidnight), at(kMidnight + 60)}, 20s);
        const Measured measured = window.measured(key("web"), 0);
        QVERIFY(!measured.traffic.availability() && !measured.traffic.quantile(0.95));
        QCOMPARE(measured.covered, Duration{10s});
        QCOMPARE(window.covered[1], Duration{0});
        QVERIFY(!window.measured(key("web"), 1).requestRate());
        const Window elsewhere
            = store.read({at(kMidnight), at(kMidnight + 60)}, 0ms, TrafficKind::Edge, {"nowhere"});
        QCOMPARE(elsewhere.covered, std::vector<Duration>{Duration{0}});
    }

    void whatTwoSourcesTellCountsOnce()
    {
        WindowStore store;
        std::vector<SloIncrements> all;
        for (std::int64_t i = 1; i <= 360; ++i) {
            all.push_back(increments(kMidnight + i * 10, static_cast<std::uint64_t>(i),
                {serviceIncrement("web", 10)}, "a"));
            all.push_back(increments(kMidnight + i * 10 - 3, static_cast<std::uint64_t>(i),
                {serviceIncrement("web", 10)}, "b"));
        }
        store.ingest(all);
        for (const bool isRolledUp : {false, true}) {
            if (isRolledUp)
                store.rollUp();
            const Window hour = store.read({at(kMidnight), at(kMidnight + kHour)});
            QCOMPARE(hour.covered[0], Duration{1h});
            QCOMPARE(hour.measured(key("web"), 0).traffic.requests, std::int64_t{7'200});
        }
    }

    void anHourWithoutRawRowsIsNeverCutInTwo()
    {
        std::mt19937 random(9);
        const auto all = randomIncrements(random, 4 * 60, 60);
        WindowStore store;
        store.ingest(all);
        store.rollUp();
        store.sweep(48h);
        const TimeRange asked{at(kMidnight + 600), at(kMidnight + 3 * kHour + 600)};
        const Window window = store.read(asked, 7min);
        const TimeRange given{at(kMidnight), at(kMidnight + 3 * kHour)};
        QCOMPARE(window.range, given);
        QCOMPARE(window.step, Duration{1h});
        for (std::size_t i = 0; i < window.steps(); ++i) {
            QVERIFY(isSame(
                window.measured(key("web"), i).traffic, fold(all, "web", window.rangeOf(i))));
            QCOMPARE(window.covered[i], Duration{1h});
        }
        // Within one hour: that hour.
        const TimeRange hour{at(kMidnight + kHour), at(kMidnight + 2 * kHour)};
        QCOMPARE(store.read({at(kMidnight + kHour + 60), at(kMidnight + kHour + 120)}).range, hour);
    }

    // Instants are UTC: a day of 23 or 25 hours elsewhere and the 29th of February are days of 24.
    void summerTimeAndLeapDaysAreOrdinary_data()
    {
        QTest::addColumn<QString>("midnight");
        QTest::newRow("clocks go forward in Europe") << "2026-03-29T00:00:00Z";
        QTest::newRow("clocks go back in Europe") << "2026-10-25T00:00:00Z";
        QTest::newRow("clocks go forward in America") << "2026-03-08T00:00:00Z";
        QTest::newRow("leap day") << "2028-02-29T00:00:00Z";
        QTest::newRow("end of the year of a leap second") << "2016-12-31T00:00:00Z";
        QTest::newRow("beyond 32 bits of seconds") << "2038-01-19T00:00:00Z";
    }

    void summerTimeAndLeapDaysAreOrdinary()
    {
        QFETCH(QString, midnight);
        const auto from = parseRfc3339(midnight.toStdString());
        QVERIFY(from);
        const std::int64_t start = toEpochMs(*from) / 1000;
        WindowStore store(start + 24 * kHour);
        std::vector<SloIncrements> all;
        for (int i = 1; i <= 24; ++i) {
            all.push_back(increments(
                start + i * kHour, static_cast<std::uint64_t>(i), {serviceIncrement("web", i)}));
            all.back().interval = 1h;
        }
        store.ingest(all);
        store.rollUp();
        const Window day = store.read({*from, *from + 24h}, 1h);
        QCOMPARE(day.steps(), std::size_t{24});
        for (std::size_t i = 0; i < 24; ++i) {
            QCOMPARE(
                day.measured(key("web"), i).traffic.requests, static_cast<std::int64_t>(i) + 1);
            QCOMPARE(day.covered[i], Duration{1h});
        }
    }

    void oneKeyIsAnsweredAsAmongAll()
    {
        std::mt19937 random(13);
        WindowStore store;
        store.ingest(randomIncrements(random, 4 * 60, 60));
        store.rollUp();
        const TimeRange range{at(kMidnight + 90), at(kMidnight + 3 * kHour + 90)};
        const Window all = store.read(range, 30min);
        const auto one = store.tryRead(
            {.cluster = kCluster, .range = range, .only = key("cart"), .step = 30min});
        QVERIFY(one);
        QCOMPARE(one->traffic.size(), std::size_t{1});
        QCOMPARE(one->covered, all.covered);
        for (std::size_t i = 0; i < all.steps(); ++i)
            QVERIFY(isSame(
                one->measured(key("cart"), i).traffic, all.measured(key("cart"), i).traffic));
    }

    void questionsWithoutAnAnswerAreRefused()
    {
        WindowStore store;
        const auto code = [&store](const TimeRange &range, Duration step) {
            const auto window = store.tryRead({.cluster = kCluster, .range = range, .step = step});
            return window ? std::string() : std::string(stableCode(window.error().code));
        };
        const std::string invalid(stableCode(ErrorCode::InvalidArgument));
        QCOMPARE(code({at(kMidnight), at(kMidnight)}, 0ms), invalid);
        QCOMPARE(code({at(kMidnight), at(kMidnight + 60)}, -1ms), invalid);
        QCOMPARE(code({at(kMidnight), at(kMidnight + 10'000)}, 1s), std::string());
        QCOMPARE(code({at(kMidnight), at(kMidnight + 10'001)}, 1s), invalid);
    }

    void aLongReadCanBeStopped()
    {
        std::mt19937 random(17);
        WindowStore store;
        store.ingest(randomIncrements(random, 3'000, 4));
        std::stop_source stop;
        stop.request_stop();
        const auto window = store.tryRead(
            {.cluster = kCluster, .range = {at(kMidnight), at(kMidnight + 4 * kHour)}},
            stop.get_token());
        QVERIFY(!window);
        QVERIFY(window.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestWindowReader)
#include "tst_window_reader.moc"
