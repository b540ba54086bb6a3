#include "core/collect/series_table.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace binnacle;
using namespace binnacle::collect;

namespace {

constexpr auto kText = codec::ExpositionFormat::Text;

// Remembers what it was asked, by number; ignores names that start with "ignored".
class Resolver final : public SeriesResolver
{
public:
    SeriesId resolve(std::string_view name, std::span<const codec::ExpositionLabel> labels) override
    {
        std::string series(name);
        for (const codec::ExpositionLabel &label : labels)
            series.append(" ").append(label.name).append("=").append(label.value);
        ++calls;
        if (name.starts_with("ignored"))
            return kIgnoredSeries;
        known.push_back(series);
        return static_cast<SeriesId>(known.size() - 1);
    }
    void forgotten(SeriesId series) override { gone.push_back(known[series]); }

    std::vector<std::string> known;
    std::vector<std::string> gone;
    int calls = 0;
};

std::string histogram(const std::string &pod, int first)
{
    std::string text;
    for (const char *bound : {"1", "10", "100", "+Inf"})
        text += "response_latency_ms_bucket{namespace=\"shop\",pod=\"" + pod
            + "\",direction=\"inbound\",le=\"" + bound + "\"} " + std::to_string(first++) + '\n';
    return text;
}

std::map<std::string, double> valuesOf(
    const SeriesTable &table, const Resolver &resolver, std::uint32_t scrape)
{
    std::map<std::string, double> values;
    for (std::size_t i = 0; i < table.values().size(); ++i) {
        if (table.lastSeen()[i] == scrape)
            values[resolver.known[i]] = table.values()[i];
    }
    return values;
}

} // namespace

class TestSeriesTable : public QObject
{
    Q_OBJECT

private slots:
    void resolvesEachSeriesOnceAndKeepsItsNewestValue()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const auto first = table.scrape("a{b=\"x\\ny\"} 1\nignored 2\nc 3\n", kText);
        QVERIFY(first);
        QCOMPARE(first->number, 1U);
        QCOMPARE(first->samples, std::size_t{3});
        QCOMPARE(first->newSeries, std::size_t{3});
        const auto second = table.scrape("a{b=\"x\\ny\"} 1.5\nignored 4\nc 3e2\n", kText);
        QVERIFY(second);
        QCOMPARE(second->samples, std::size_t{3});
        QCOMPARE(second->newSeries, std::size_t{0});
        QCOMPARE(resolver.calls, 3);
        QCOMPARE(table.size(), std::size_t{3});
        const std::map<std::string, double> expected{{"a b=x\ny", 1.5}, {"c", 300}};
        QCOMPARE(valuesOf(table, resolver, second->number), expected);
    }

    void followsLinesThatComeGoAndChangePlaces()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const std::vector<std::string> texts{histogram("a", 1) + histogram("b", 10),
            histogram("b", 20) + histogram("a", 30),
            histogram("a", 40) + histogram("c", 50) + histogram("b", 60), histogram("b", 70),
            histogram("a", 80) + histogram("b", 90) + histogram("a", 100)};
        for (const std::string &text : texts) {
            const auto scrape = table.scrape(text, kText);
            QVERIFY(scrape);
            std::map<std::string, double> expected;
            codec::ExpositionReader reader(text, kText, codec::BadLines::Refuse);
            codec::ExpositionSample sample;
            while (*reader.next(sample)) {
                std::string series(reader.name());
                for (const codec::ExpositionLabel &label : reader.labels())
                    series.append(" ").append(label.name).append("=").append(label.value);
                expected[series] = sample.value;
            }
            QCOMPARE(valuesOf(table, resolver, scrape->number), expected);
        }
        QCOMPARE(resolver.calls, 12);
    }

    // What follows a known series need not be as plain as last time.
    void readsAnyEndOfAKnownLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("isSame"); // a{b="c"} again, no other series, no bad line
        const auto row = [](const char *line, double value, bool isSame) {
            QTest::newRow(line) << QByteArray(line) << value << isSame;
        };
        row("a{b=\"c\"} 7", 7, true);
        row("a{b=\"c\"}  7", 7, true);
        row("a{b=\"c\"}\t7", 7, true);
        row("a{b=\"c\"}7", 7, true);
        row("  a{b=\"c\"} 7", 7, true);
        row("a{b=\"c\"} -7.5e-3", -7.5e-3, true);
        row("a{b=\"c\"} +Inf", std::numeric_limits<double>::infinity(), true);
        row("a{b=\"c\"} 123456789012345678901", 123456789012345678901.0, true);
        row("a{b=\"c\"} 7 1700000000000", 7, true);
        row("a{b=\"c\"} 7 # {trace=\"x\"} 1 2", 7, true);
        row("a{b=\"c\"} 7\r", 7, true);
        row("a{b=\"c\"} 7 ", 7, true);
        row("a{b=\"c\"} x", 1, false);
        row("a{b=\"c\"} ", 1, false);
        row("a{b=\"c\"} 7 x", 1, false);
        row("a{b=\"c\"} 7\r\r", 1, false);
        row("a{b=\"c\"}", 1, false);
        row("a{b=\"c\"", 1, false);
        row("a{b=\"c\",} 7", 1, false);
        row("d 7", 1, false);
    }

    void readsAnyEndOfAKnownLine()
    {
        QFETCH(QByteArray, line);
        QFETCH(double, value);
        QFETCH(bool, isSame);
        for (const char *end : {"", "\n", "\nz 1\n"}) {
            Resolver resolver;
            SeriesTable table(resolver);
            QVERIFY(table.scrape("a{b=\"c\"} 1\nz 1\n", kText));
            const auto scrape = table.scrape(line.toStdString() + end, kText);
            QVERIFY(scrape);
            QCOMPARE(table.values()[0], value);
            QCOMPARE(table.lastSeen()[0] == scrape->number, isSame);
            QCOMPARE(scrape->newSeries + scrape->badLines, std::size_t{isSame ? 0U : 1U});
        }
    }

    void takesALongerNameForAnotherSeries()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        QVERIFY(table.scrape("foo 1\nbar 2\n", kText));
        const auto scrape
            = table.scrape("foobar 5\nfoo{a=\"b\"} 6\nfoo {a=\"b\"} 7\nfoo 8\n", kText);
        QVERIFY(scrape);
        QCOMPARE(scrape->newSeries, std::size_t{3});
        QCOMPARE(table.values()[0], 8.0);
        QCOMPARE(resolver.known[4], std::string("foo a=b"));
    }

    void skipsAndCountsBadLines()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        for (int round = 0; round < 2; ++round) {
            const auto scrape
                = table.scrape("# HELP a b\na 1\nbad\nb{c=\"\xff\"} 1\nd 2\n# TYPE d bla\n", kText);
            QVERIFY(scrape);
            QCOMPARE(scrape->samples, std::size_t{2});
            QCOMPARE(scrape->badLines, std::size_t{3});
            QCOMPARE(scrape->firstBadLine->line, std::size_t{3});
            QCOMPARE(scrape->firstBadLine->reason, std::string("line 3: expected a value"));
        }
    }

    void refusesAPageAndOpenMetricsThatWasCutOff()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const auto format = codec::ExpositionFormat::OpenMetrics;
        QVERIFY(table.scrape("a 1\nb 2\n# EOF\n", format));
        const auto page = table.scrape("<html>\n<p>busy</p>\n</html>\n", kText);
        QVERIFY(!page && page.error().code == ErrorCode::MalformedBody);
        const auto cut = table.scrape("a 3\n", format);
        QVERIFY(!cut && cut.error().code == ErrorCode::MalformedBody);
        QCOMPARE(table.lastSeen()[0], 3U); // a scrape that does not count
        const auto after = table.scrape("a 4\n# EOF\nb 5\n", format);
        QVERIFY(after);
        QCOMPARE(after->number, 4U);
        QCOMPARE(after->badLines, std::size_t{1});
        QCOMPARE(table.values()[1], 2.0);
    }

    void refusesTheWholeScrapeBeyondALimit()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const codec::ExpositionLimits limits{.bytes = 100, .samples = 3};
        QVERIFY(table.scrape("a 1\nb 1\n", kText, limits));
        QVERIFY(table.scrape("a 1\nb 1\nc 1\n", kText, limits));
        for (const char *text : {"a 1\nb 1\nc 1\nd 1\n", "a 1\na 1\na 1\na 1\n"}) {
            const auto refused = table.scrape(text, kText, limits);
            QVERIFY(!refused && refused.error().code == ErrorCode::TooLarge);
            QVERIFY(refused.error().message.find("3 samples") != std::string::npos);
        }
        for (const std::size_t size : {99U, 100U, 101U}) {
            const auto scrape = table.scrape(std::string(size, '\n'), kText, limits);
            QCOMPARE(scrape.has_value(), size <= limits.bytes);
        }
    }

    void looksAtKnownSeriesAgainUnderOtherLimits()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const std::string text = "a{b=\"" + std::string(20, 'x') + "\"} 1\n";
        const codec::ExpositionLimits tight{.valueBytes = 10};
        QVERIFY(table.scrape(text, kText));
        for (int round = 0; round < 3; ++round)
            QVERIFY(!table.scrape(text, kText, tight));
        QVERIFY(table.scrape(text, kText));
        QVERIFY(table.scrape(text, kText));
        QCOMPARE(resolver.calls, 1);
    }

    void forgetsSeriesThatAreNoLongerExposed()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        QVERIFY(table.scrape(histogram("a", 1) + "ignored 1\n" + histogram("b", 10), kText));
        QVERIFY(table.scrape(histogram("b", 20), kText));
        table.forgetBefore(1);
        QCOMPARE(table.size(), std::size_t{9});
        table.forgetBefore(2);
        QCOMPARE(table.size(), std::size_t{4});
        QCOMPARE(resolver.gone.size(), std::size_t{4});
        QVERIFY(std::all_of(resolver.gone.begin(), resolver.gone.end(),
            [](const std::string &series) { return series.find("pod=a") != std::string::npos; }));
        const auto third = table.scrape(histogram("b", 30) + histogram("a", 40), kText);
        QVERIFY(third);
        QCOMPARE(third->newSeries, std::size_t{4});
        QCOMPARE(table.values()[4], 30.0);
        QCOMPARE(table.values()[8], 40.0);
        table.forgetBefore(99);
        QCOMPARE(table.size(), std::size_t{0});
        QVERIFY(table.scrape(histogram("b", 50), kText));
        QCOMPARE(table.size(), std::size_t{4});
    }

    // An endpoint that invents series with each scrape must not fill the memory.
    void boundsWhatItKeeps()
    {
        Resolver resolver;
        SeriesTable table(resolver);
        const codec::ExpositionLimits limits{.samples = 10};
        int refused = 0;
        for (int scrape = 0; scrape < 20; ++scrape) {
            std::string text;
            for (int i = 0; i < 10; ++i)
                text += "m{id=\"" + std::to_string(scrape * 10 + i) + "\"} 1\n";
            const auto taken = table.scrape(text, kText, limits);
            refused += taken ? 0 : 1;
            QVERIFY(taken || taken.error().code == ErrorCode::TooLarge);
        }
        QCOMPARE(table.size(), std::size_t{40});
        QCOMPARE(refused, 16);
        table.forgetBefore(20);
        QVERIFY(table.scrape("a 1\n", kText, limits));
    }

    void refusesTooManySeriesQuickly()
    {
        std::string text;
        for (int i = 0; i < 60'000; ++i)
            text.append("m{id=\"").append(std::to_string(i)).append("\"} 1\n");
        Resolver resolver;
        SeriesTable table(resolver);
        QElapsedTimer timer;
        timer.start();
        const auto scrape = table.scrape(text, kText, {.samples = 20'000});
        QVERIFY(!scrape && scrape.error().code == ErrorCode::TooLarge);
        QVERIFY(timer.elapsed() < 1'000);
        QCOMPARE(table.size(), std::size_t{20'000});
        QVERIFY(table.bytes() < (4U << 20));
    }

    void needsFewBytesForASeries()
    {
        std::string text;
        for (int pod = 0; pod < 1'000; ++pod)
            text += histogram(
                "checkout-7d9f8b6c5d-" + std::to_string(pod) + std::string(100, 'x'), pod);
        Resolver resolver;
        SeriesTable table(resolver);
        QVERIFY(table.scrape(text, kText));
        QCOMPARE(table.size(), std::size_t{4'000});
        QVERIFY2(table.bytes() / table.size() <= 250, std::to_string(table.bytes()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestSeriesTable)
#include "tst_series_table.moc"
