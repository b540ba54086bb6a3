#include "core/store/bucket_codec.h"
#include "core/store/traffic_sum.h"
#include "core/store/varint.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace binnacle;
using namespace binnacle::store;

namespace {

LatencyHistogram histogram(std::vector<double> bounds, std::vector<double> counts, double total)
{
    return LatencyHistogram::fromCumulative(std::move(bounds), std::move(counts), total);
}

LatencyHistogram stored(const LatencyHistogram &original)
{
    std::string bytes;
    encodeBuckets(bucketCounts(original), bytes);
    BucketCounts counts;
    if (!addBuckets(bytes, counts))
        return {};
    const std::string encoded = encodeBounds(original.bounds());
    return histogramFrom(decodeBounds(encoded), counts);
}

} // namespace

class TestBucketCodec : public QObject
{
    Q_OBJECT

private slots:
    void numbersKeepTheirValues()
    {
        for (const std::uint64_t number :
            {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{16'383},
                std::uint64_t{16'384}, std::numeric_limits<std::uint64_t>::max()}) {
            std::string bytes;
            appendVarint(bytes, number);
            std::uint64_t read = 0;
            VarintReader reader(bytes);
            QVERIFY(reader.read(read));
            QCOMPARE(read, number);
            QVERIFY(reader.isAtEnd());
        }
    }

    void aNumberThatIsCutOffIsNotRead()
    {
        std::uint64_t read = 0;
        QVERIFY(!VarintReader(std::string_view("\x80", 1)).read(read));
        QVERIFY(!VarintReader({}).read(read));
        const std::string tooLong(11, '\x80');
        QVERIFY(!VarintReader(tooLong).read(read));
    }

    void wholeCountsComeBackExactly()
    {
        const auto original = histogram({1, 5, 10, 100}, {0, 72, 98, 98}, 130);
        QCOMPARE(stored(original), original);
        const auto nothing = histogram({1, 5}, {0, 0}, 0);
        QCOMPARE(stored(nothing), nothing);
        const auto onlyAbove = histogram({}, {}, 7);
        QCOMPARE(stored(onlyAbove), onlyAbove);
    }

    void fractionsComeBack()
    {
        const auto original = histogram({1, 5, 10}, {0.25, 2.5, 9.125}, 9.5);
        QCOMPARE(stored(original), original);
    }

    void sixteenBucketsOfModestCountsTakeTwentyBytes()
    {
        std::vector<double> bounds;
        std::vector<double> counts;
        for (int i = 1; i <= 15; ++i) {
            bounds.push_back(i * 10);
            counts.push_back(i * 8);
        }
        std::string bytes;
        encodeBuckets(bucketCounts(histogram(bounds, counts, 125)), bytes);
        QVERIFY(bytes.size() <= 20);
    }

    void addingWhatIsStoredIsAddingHistograms()
    {
        std::mt19937 random(7);
        const std::vector<double> bounds{1, 2, 5, 10, 50, 1000};
        for (int round = 0; round < 200; ++round) {
            LatencyHistogram expected;
            BucketCounts counts;
            for (int part = 0; part < 5; ++part) {
                std::vector<double> cumulative;
                double running = 0;
                for (std::size_t i = 0; i < bounds.size(); ++i)
                    cumulative.push_back(running += static_cast<double>(random() % 300));
                const auto one
                    = histogram(bounds, cumulative, running + static_cast<double>(random() % 3));
                expected.add(one);
                std::string bytes;
                encodeBuckets(bucketCounts(one), bytes);
                QVERIFY(addBuckets(bytes, counts));
            }
            QCOMPARE(histogramFrom(bounds, counts), expected);
        }
    }

    void damagedBlobsAreRefusedWithoutHarm()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 5'000; ++round) {
            std::string bytes;
            const std::size_t size = random() % 40;
            for (std::size_t i = 0; i < size; ++i)
                bytes += static_cast<char>(random());
            BucketCounts counts;
            if (addBuckets(bytes, counts)) {
                for (const double count : counts)
                    QVERIFY(count >= 0 && std::isfinite(count));
            }
            BreakdownCounts breakdown;
            static_cast<void>(addBreakdown(bytes, breakdown));
            static_cast<void>(decodeBounds(bytes));
        }
        BucketCounts counts;
        QVERIFY(!addBuckets(std::string_view("\x02\x80", 2), counts));
        QVERIFY(!addBuckets(std::string_view("\x01\x00\x00", 3), counts));
    }

    void boundsThatDoNotAscendAreNotBounds()
    {
        const std::vector<double> wrong{5, 1};
        QVERIFY(decodeBounds(encodeBounds(wrong)).empty());
        QVERIFY(decodeBounds("abc").empty());
    }

    void breakdownsAddUpByCodeMethodAndFailure()
    {
        std::string first;
        encodeBreakdown({{.code = 200UL * 2, .method = 3, .count = 10},
                            {.code = 503UL * 2 + 1, .method = 3, .count = 2}},
            first);
        std::string second;
        encodeBreakdown({{.code = 503UL * 2 + 1, .method = 3, .count = 5},
                            {.code = 503UL * 2, .method = 3, .count = 1}},
            second);
        BreakdownCounts counts;
        QVERIFY(addBreakdown(first, counts) && addBreakdown(second, counts));
        QCOMPARE(counts.size(), std::size_t{3});
        QCOMPARE(counts[1].count, std::int64_t{7});
        QVERIFY(counts[1].isFailure());
        QCOMPARE(counts[1].number(), 503);
    }

    void codesOfThreeDigitsAreNumbers()
    {
        QCOMPARE(threeDigits("200"), 200);
        QCOMPARE(threeDigits("099"), 99);
        QCOMPARE(threeDigits("20"), -1);
        QCOMPARE(threeDigits("OK1"), -1);
    }

    void sumsWithOtherBoundsAreKeptApart()
    {
        std::string buckets;
        encodeBuckets({0, 4, 2}, buckets);
        TrafficSum sum;
        QVERIFY(
            sum.add({.numbers = {.requests = 6, .samples = 1}, .bounds = 1, .buckets = buckets}));
        QVERIFY(
            sum.add({.numbers = {.requests = 6, .samples = 1}, .bounds = 2, .buckets = buckets}));
        QVERIFY(
            sum.add({.numbers = {.requests = 6, .samples = 1}, .bounds = 1, .buckets = buckets}));
        QCOMPARE(sum.numbers().requests, std::int64_t{18});
        QCOMPARE(sum.histograms().size(), std::size_t{2});
        QCOMPARE(sum.histograms()[0].counts[1], 8.0);
        QCOMPARE(sum.histograms()[1].counts[1], 4.0);
    }
};

QTEST_GUILESS_MAIN(TestBucketCodec)
#include "tst_bucket_codec.moc"
