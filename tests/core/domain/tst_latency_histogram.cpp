#include "core/domain/latency_histogram.h"
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

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double numberOf(const QString &text)
{
    if (text == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (text.endsWith(QLatin1String("Inf")))
        return text.startsWith(QLatin1Char('-')) ? -kInfinity : kInfinity;
    return text.toDouble();
}

// The buckets of a row as a scrape tells them: also +Inf as one of the bounds.
LatencyHistogram histogramOf(const QJsonArray &buckets)
{
    std::vector<double> bounds;
    std::vector<double> counts;
    double total = 0;
    for (const QJsonValue bucket : buckets) {
        const double bound = numberOf(bucket.toArray().at(0).toString());
        const double count = bucket.toArray().at(1).toDouble();
        if (std::isinf(bound)) {
            total = count;
        } else {
            bounds.push_back(bound);
            counts.push_back(count);
        }
    }
    return LatencyHistogram::fromCumulative(std::move(bounds), std::move(counts), total);
}

bool isNear(double a, double b, double relative)
{
    return a == b || std::abs(a - b) <= relative * std::max({std::abs(a), std::abs(b), 1e-300});
}

bool agrees(const LatencyHistogram &histogram, double q, double expected, double relative)
{
    const auto found = histogram.quantile(q);
    if (std::isnan(expected))
        return !found;
    return found && isNear(found->ms, expected, relative);
}

LatencyHistogram example() // contract 02 §2.8, the service
{
    return LatencyHistogram::fromCumulative({1, 10, 50, 100, 500}, {11, 72, 107, 117, 127}, 130);
}

// Some requests in buckets that differ from one call to the next, from 0 to 5 bounds.
LatencyHistogram random(std::mt19937 &source)
{
    std::vector<double> bounds;
    std::vector<double> counts;
    double count = 0;
    double bound = 0;
    const auto size = source() % 6;
    for (std::size_t i = 0; i < size; ++i) {
        bound += static_cast<double>(1 + source() % 4) * 10;
        count += static_cast<double>(source() % 50);
        bounds.push_back(bound);
        counts.push_back(count);
    }
    return LatencyHistogram::fromCumulative(
        std::move(bounds), std::move(counts), count + static_cast<double>(source() % 20));
}

LatencyHistogram sum(LatencyHistogram a, const LatencyHistogram &b)
{
    a.add(b);
    return a;
}

bool isSame(const LatencyHistogram &a, const LatencyHistogram &b)
{
    const auto near = [](double x, double y) { return isNear(x, y, 1e-9); };
    return std::ranges::equal(a.bounds(), b.bounds())
        && std::ranges::equal(a.counts(), b.counts(), near) && near(a.total(), b.total());
}

bool holdsInvariants(const LatencyHistogram &histogram)
{
    return std::ranges::is_sorted(histogram.counts())
        && std::ranges::adjacent_find(histogram.bounds(), std::greater_equal<>())
        == histogram.bounds().end()
        && std::ranges::all_of(histogram.counts(), [](double count) { return count >= 0; })
        && (histogram.counts().empty() || histogram.counts().back() <= histogram.total());
}

} // namespace

class TestLatencyHistogram : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAreThoseOfPrometheus()
    {
        const auto path = test::corpusPath("slo/histogram-quantile-table.jsonl");
        if (!path)
            QSKIP(test::kNoCorpus);
        int cases = 0;
        for (const QJsonObject &row : test::readJsonLines(*path)) {
            const LatencyHistogram histogram
                = histogramOf(row.value(QLatin1String("buckets")).toArray());
            const double expected = numberOf(row.value(QLatin1String("expected")).toString());
            const double q = row.value(QLatin1String("q")).toString().toDouble();
            QVERIFY2(
                agrees(histogram, q, expected, 1e-12), QJsonDocument(row).toJson().constData());
            ++cases;
        }
        QVERIFY(cases >= 22);
    }

    void quantilesIgnoreNoiseBetweenCounts()
    {
        const auto path = test::corpusPath("slo/histogram-forced-monotonicity.jsonl");
        if (!path)
            QSKIP(test::kNoCorpus);
        int cases = 0;
        for (const QJsonObject &row : test::readJsonLines(*path)) {
            const LatencyHistogram histogram
                = histogramOf(row.value(QLatin1String("buckets")).toArray());
            const QJsonObject expected = row.value(QLatin1String("expected")).toObject();
            for (const QString &q : expected.keys()) {
                const double value = numberOf(expected.value(q).toString());
                QVERIFY2(agrees(histogram, q.toDouble(), value, 1e-12),
                    QJsonDocument(row).toJson().constData());
                ++cases;
            }
        }
        QVERIFY(cases >= 8);
    }

    void quantilesAreThoseOfTheWorkedExample()
    {
        QVERIFY(agrees(example(), 0.5, 8.967213114754099, 1e-12));
        QVERIFY(agrees(example(), 0.95, 360, 1e-12));
        QCOMPARE(example().quantile(0.99)->ms, 500.0);
        QVERIFY(example().quantile(0.99)->isSaturated);
        QVERIFY(!example().quantile(0.95)->isSaturated);
        const auto ingress
            = LatencyHistogram::fromCumulative({100, 300, 1200, 5000}, {85, 102, 117, 120}, 120);
        QVERIFY(agrees(ingress, 0.5, 70.58823529411765, 1e-12));
        QVERIFY(agrees(ingress, 0.95, 1020, 1e-12));
        QVERIFY(agrees(ingress, 0.99, 3480, 1e-12));
    }

    void hasNoQuantileWithoutRequestsOrBounds()
    {
        QVERIFY(!LatencyHistogram().quantile(0.5));
        QVERIFY(!LatencyHistogram::fromCumulative({1, 2}, {0, 0}, 0).quantile(0.5));
        QVERIFY(!LatencyHistogram::fromCumulative({}, {}, 7).quantile(0.5));
        QVERIFY(!example().quantile(std::numeric_limits<double>::quiet_NaN()));
    }

    void isSaturatedWhenEverythingLiesAboveTheLastBound()
    {
        const auto histogram = LatencyHistogram::fromCumulative({10, 20}, {0, 0}, 5);
        QCOMPARE(histogram.quantile(0.5)->ms, 20.0);
        QVERIFY(histogram.quantile(0.5)->isSaturated);
    }

    void makesSenseOfAnyInput()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto messy = LatencyHistogram::fromCumulative(
            {50, 10, kInfinity, 10, nan, 100}, {7, 2, 99, 1, 5, -4}, nan);
        QVERIFY(holdsInvariants(messy));
        QCOMPARE(std::vector(messy.bounds().begin(), messy.bounds().end()),
            (std::vector<double>{10, 50, 100}));
        QCOMPARE(std::vector(messy.counts().begin(), messy.counts().end()),
            (std::vector<double>{3, 7, 7}));
        QCOMPARE(messy.total(), 7.0);
    }

    void sumsOfWholeCountsStayWhole()
    {
        LatencyHistogram histogram = example();
        histogram.add(example());
        QVERIFY(histogram
            == LatencyHistogram::fromCumulative(
                {1, 10, 50, 100, 500}, {22, 144, 214, 234, 254}, 260));
    }

    void interpolatesAtBoundsTheOtherSideLacks()
    {
        auto histogram = LatencyHistogram::fromCumulative({10, 20}, {10, 30}, 33);
        histogram.add(LatencyHistogram::fromCumulative({5, 15, 40}, {1, 2, 3}, 4));
        // 5: 5+1, 10: 10+1.5, 15: 20+2, 20: 30+2.2, 40: 30+3; what is beyond 20 stays in +Inf.
        QVERIFY(isSame(histogram,
            LatencyHistogram::fromCumulative({5, 10, 15, 20, 40}, {6, 11.5, 22, 32.2, 33}, 37)));
    }

    void additionIsCommutativeAndAssociative()
    {
        std::mt19937 source(7);
        for (int i = 0; i < 2000; ++i) {
            const LatencyHistogram a = random(source);
            const LatencyHistogram b = random(source);
            const LatencyHistogram c = random(source);
            QVERIFY(isSame(sum(a, b), sum(b, a)));
            QVERIFY(isSame(sum(sum(a, b), c), sum(a, sum(b, c))));
            QVERIFY(holdsInvariants(sum(sum(a, b), c)));
            QVERIFY(isSame(sum(a, LatencyHistogram()), a));
        }
    }

    void quantilesNeverFallAsQRises()
    {
        std::mt19937 source(11);
        for (int i = 0; i < 500; ++i) {
            const LatencyHistogram histogram = sum(random(source), random(source));
            double last = 0;
            for (int step = 0; step <= 100; ++step) {
                const auto found = histogram.quantile(step / 100.0);
                QCOMPARE(found.has_value(), !histogram.isEmpty() && !histogram.bounds().empty());
                if (!found)
                    break;
                QVERIFY(found->ms >= last - 1e-9);
                QVERIFY(found->ms <= histogram.bounds().back());
                last = found->ms;
            }
        }
    }

    void aQuantileSplitsTheRequestsAtItsShare()
    {
        std::mt19937 source(13);
        for (int i = 0; i < 500; ++i) {
            const LatencyHistogram histogram = random(source);
            const auto found = histogram.quantile(0.9);
            if (found && !found->isSaturated && histogram.counts().front() > 0)
                QVERIFY(isNear(histogram.countUpTo(found->ms), 0.9 * histogram.total(), 1e-9));
        }
    }

    void countsUpToAnyLatency()
    {
        QCOMPARE(example().countUpTo(0), 0.0);
        QCOMPARE(example().countUpTo(-1), 0.0);
        QCOMPARE(example().countUpTo(30), 89.5);
        QCOMPARE(example().countUpTo(10), 72.0);
        QCOMPARE(example().countUpTo(1e9), 127.0);
        QCOMPARE(example().countUpTo(std::numeric_limits<double>::quiet_NaN()), 0.0);
        QCOMPARE(LatencyHistogram().countUpTo(5), 0.0);
    }

    void sinceIsWhatCameAndNeverNegative()
    {
        const LatencyHistogram later = sum(example(), example());
        QVERIFY(later.since(example()) == example());
        const LatencyHistogram reset = example().since(later);
        QVERIFY(reset.isEmpty());
        QVERIFY(holdsInvariants(reset));
        // A bucket that went down alone does not make the ones above it fall.
        const auto odd = LatencyHistogram::fromCumulative({1, 10}, {20, 80}, 100)
                             .since(LatencyHistogram::fromCumulative({1, 10}, {0, 70}, 90));
        QVERIFY(odd == LatencyHistogram::fromCumulative({1, 10}, {20, 20}, 20));
    }
};

QTEST_APPLESS_MAIN(TestLatencyHistogram)
#include "tst_latency_histogram.moc"
