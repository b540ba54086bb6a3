#include "core/codec/exposition.h"
#include "core/codec/exposition_number.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

constexpr auto kText = ExpositionFormat::Text;
constexpr auto kOpenMetrics = ExpositionFormat::OpenMetrics;

struct Reading
{
    std::vector<double> values;
    std::vector<std::string> series;
    std::size_t badLines = 0;
    std::string firstBadLine;
    std::optional<Error> error;
};

Reading readAll(std::string_view text, ExpositionFormat format = kText,
    BadLines badLines = BadLines::Refuse, const ExpositionLimits &limits = {})
{
    Reading reading;
    ExpositionReader reader(text, format, badLines, limits);
    ExpositionSample sample;
    for (;;) {
        const auto next = reader.next(sample);
        if (!next)
            reading.error = next.error();
        if (!next || !*next)
            break;
        reading.values.push_back(sample.value);
        reading.series.emplace_back(sample.series);
    }
    reading.badLines = reader.badLines();
    if (reader.firstBadLine())
        reading.firstBadLine = reader.firstBadLine()->reason;
    return reading;
}

std::string describe(const Reading &reading)
{
    return reading.error ? reading.error->message : "accepted";
}

std::string manyLabels(std::size_t count)
{
    std::string line = "m{";
    for (std::size_t i = 0; i < count; ++i)
        line += "l" + std::to_string(i) + "=\"v\",";
    return line + "} 1\n";
}

} // namespace

class TestExposition : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheFormatByItsContentType()
    {
        QCOMPARE(expositionFormatOf("application/openmetrics-text; version=1.0.0; charset=utf-8"),
            kOpenMetrics);
        QCOMPARE(expositionFormatOf("Application/OpenMetrics-Text"), kOpenMetrics);
        QCOMPARE(expositionFormatOf("text/plain; version=0.0.4"), kText);
        QCOMPARE(expositionFormatOf("application/openmetrics-text2"), kText);
        QCOMPARE(expositionFormatOf(""), kText);
    }

    void readsNumbers_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<double>("expected");
        const double infinity = std::numeric_limits<double>::infinity();
        QTest::newRow("whole") << QByteArray("1423") << 1423.0;
        QTest::newRow("leading zeros") << QByteArray("0000000000000000000000000000001") << 1.0;
        QTest::newRow("negative") << QByteArray("-0.5") << -0.5;
        QTest::newRow("plus") << QByteArray("+7") << 7.0;
        QTest::newRow("fraction") << QByteArray("0.1") << 0.1;
        QTest::newRow("no digit before the dot") << QByteArray(".3") << 0.3;
        QTest::newRow("no digit after the dot") << QByteArray("5.") << 5.0;
        QTest::newRow("exponent") << QByteArray("7.87262719e+08") << 787262719.0;
        QTest::newRow("negative exponent") << QByteArray("4.9351e-05") << 4.9351e-05;
        QTest::newRow("long") << QByteArray("3.573930237570157e+07") << 3.573930237570157e+07;
        QTest::newRow("longer") << QByteArray("7.424100000000001e-05") << 7.424100000000001e-05;
        QTest::newRow("beyond 2^53") << QByteArray("9007199254740993") << 9007199254740992.0;
        QTest::newRow("twenty digits")
            << QByteArray("18446744073709551616") << 18446744073709551616.0;
        QTest::newRow("too small") << QByteArray("1e-400") << 0.0;
        QTest::newRow("too small without exponent")
            << QByteArray("0.") + QByteArray(400, '0') + "1" << 0.0;
        QTest::newRow("subnormal") << QByteArray("5e-324") << 5e-324;
        QTest::newRow("largest") << QByteArray("1.7976931348623157e308")
                                 << std::numeric_limits<double>::max();
        QTest::newRow("Inf") << QByteArray("+Inf") << infinity;
        QTest::newRow("-inf") << QByteArray("-inf") << -infinity;
        QTest::newRow("Infinity") << QByteArray("Infinity") << infinity;
    }

    void readsNumbers()
    {
        QFETCH(QByteArray, token);
        QFETCH(double, expected);
        const auto number = expositionNumber(token.toStdString());
        QVERIFY(number.has_value());
        QVERIFY(*number == expected);
        const auto quick = [&token] {
            double value = 0;
            const char *const end = token.constData() + token.size();
            return quickNumber(token.constData(), end, value) == end ? std::optional(value)
                                                                     : std::nullopt;
        }();
        QVERIFY(!quick || *quick == expected);
    }

    void refusesWhatIsNoNumber()
    {
        for (const char *token : {"", "+", "-", "+-1", ".", "e5", "1e", "1e+", "1_2", "0x1", "0X1",
                 "0b1", "0o1", "0x1p-3", "true", "nanx", "-nan", "nan(1)", "infx", "1e400",
                 "1e99999999999999999999", "1 ", " 1", "1#", "1.2.3", "--1", "١"})
            QVERIFY2(!expositionNumber(token), token);
        QVERIFY(std::isnan(*expositionNumber("NaN")));
    }

    void quickNumbersEqualExactOnes()
    {
        std::uint64_t state = 88172645463325252;
        for (int i = 0; i < 20'000; ++i) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
            std::string token = std::to_string(state >> (state % 60));
            if (state % 3 == 0 && token.size() > 1)
                token.insert(1 + state % (token.size() - 1), ".");
            if (state % 5 == 0)
                token += "e" + std::to_string(static_cast<int>(state % 50) - 25);
            double quick = 0;
            const char *const end = token.data() + token.size();
            if (quickNumber(token.data(), end, quick) == end)
                QVERIFY2(quick == std::strtod(token.c_str(), nullptr), token.c_str());
        }
    }

    void readsNamesLabelsAndEscapes()
    {
        const std::string text = "# HELP up \\n help\n"
                                 "up{version=\"#86-Ubuntu SMP {a=b}, c\",domain=\"(none)\","
                                 "path=\"C:\\\\dir \\\"x\\\"\\n\\t\",} 1.5e3 1700000000123\r\n"
                                 "plain NaN\n";
        ExpositionReader reader(text, kText, BadLines::Refuse);
        ExpositionSample sample;
        QVERIFY(*reader.next(sample));
        QCOMPARE(reader.name(), std::string_view("up"));
        QCOMPARE(reader.labels().size(), std::size_t{3});
        QCOMPARE(reader.labels()[0].value, std::string_view("#86-Ubuntu SMP {a=b}, c"));
        QCOMPARE(reader.labels()[1].value, std::string_view("(none)"));
        QCOMPARE(reader.labels()[2].value, std::string_view("C:\\dir \"x\"\n\\t"));
        QCOMPARE(sample.value, 1500.0);
        QCOMPARE(sample.timestampMs.value_or(0), std::int64_t{1'700'000'000'123});
        const SeriesText known = seriesText(sample.series);
        QCOMPARE(known.name, std::string_view("up"));
        QCOMPARE(known.labels.size(), std::size_t{3});
        QCOMPARE(known.labels[2].second, std::string("C:\\dir \"x\"\n\\t"));
        QVERIFY(*reader.next(sample));
        QVERIFY(std::isnan(sample.value));
        QCOMPARE(sample.series, std::string_view("plain"));
        QCOMPARE(seriesText(sample.series).name, std::string_view("plain"));
        QVERIFY(!*reader.next(sample));
        QVERIFY(!*reader.next(sample));
    }

    // Lines are parsed as far as they differ from the previous one.
    void readsLabelsAnewWhereLinesDiffer()
    {
        const std::string text = "m{a=\"1\",b=\"\\n\",le=\"1\"} 1\n"
                                 "m{a=\"1\",b=\"\\n\",le=\"2\"} 2\n"
                                 "m{a=\"1\",b=\"\\nx\",le=\"2\"} 3\n"
                                 "m{a=\"1\"} 4\n"
                                 "m{a=\"1\",b=\"\"} 5\n"
                                 "m{a=\"12\"} 6\n"
                                 "mm{a=\"12\"} 7\n"
                                 "m 8\n"
                                 "m{a=\"12\",a=\"1\"} 9\n"
                                 "m{a=\"12\",b=\"1\"} 10\n"
                                 "m{a=\"12\",b=\"1\",a=\"1\"} 11\n";
        const std::vector<std::string> expected{"m a=1 b=\n le=1", "m a=1 b=\n le=2",
            "m a=1 b=\nx le=2", "m a=1", "m a=1 b=", "m a=12", "mm a=12", "m", "m a=12 b=1"};
        std::vector<std::string> found;
        ExpositionReader reader(text, kText, BadLines::Skip);
        ExpositionSample sample;
        while (*reader.next(sample)) {
            std::string one(reader.name());
            for (const ExpositionLabel &label : reader.labels())
                one.append(" ").append(label.name).append("=").append(label.value);
            found.push_back(one);
        }
        QCOMPARE(found, expected);
        QCOMPARE(reader.badLines(), std::size_t{2});
        QCOMPARE(reader.firstBadLine()->line, std::size_t{9});
        QCOMPARE(reader.firstBadLine()->reason, std::string("line 9: a label name appears twice"));
    }

    void toleratesWhatTextAllows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("samples");
        QTest::newRow("empty") << QByteArray("") << 0;
        QTest::newRow("blank lines and comments") << QByteArray("\n \t\n#\n# x\n #TYPE\n\r\n") << 0;
        QTest::newRow("no line end") << QByteArray("a 1") << 1;
        QTest::newRow("CRLF") << QByteArray("a 1\r\na{b=\"c\"} 2\r\n") << 2;
        QTest::newRow("exemplar") << QByteArray("a 1 # {t=\"x # y\"} 0.5 1.5\n") << 1;
        QTest::newRow("exemplar after timestamp") << QByteArray("a 1 7 # {} 1\n") << 1;
        QTest::newRow("no blank before value") << QByteArray("a{b=\"c\"}1\n") << 1;
        QTest::newRow("blanks everywhere") << QByteArray(" a\t{ b = \"c\" , } \t1 \t-5 \n") << 1;
        QTest::newRow("metadata without text") << QByteArray("# HELP\n# TYPE a\n# HELP a\n") << 0;
        QTest::newRow("type of the other format") << QByteArray("# TYPE a info\na 1\n") << 1;
        QTest::newRow("UTF-8") << QByteArray("a{b=\"\xc3\xa4\xf0\x9f\x9a\xa2\"} 1\n") << 1;
        QTest::newRow("NUL in a value") << QByteArray("a{b=\"x\0y\"} 1\n", 13) << 1;
    }

    void toleratesWhatTextAllows()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, samples);
        const Reading reading = readAll(text.toStdString());
        QVERIFY2(!reading.error, describe(reading).c_str());
        QCOMPARE(static_cast<int>(reading.values.size()), samples);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *line, const char *reason) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(reason);
        };
        row("1a 1", "expected a metric name");
        row("a.b 1", "unexpected character in a metric name");
        row("a", "expected a value");
        row("a{b=\"c\"}", "expected a value");
        row("a x", "expected a number as value");
        row("a 1 2 3", "expected the end of the line or an exemplar");
        row("a 1 2.5", "expected whole milliseconds as timestamp");
        row("a 1 99999999999999999999", "expected whole milliseconds as timestamp");
        row("a{b=\"c\"", "expected '}' after the labels");
        row("a{b=\"c} 1", "a label value is not closed");
        row("a{b=\"c\\", "a label value is not closed");
        row("a{b} 1", "expected '=' after a label name");
        row("a{b=c} 1", "expected a quoted label value after '='");
        row("a{b=\"c\"\"} 1", "expected ',' or '}' after a label value");
        row("a{,b=\"c\"} 1", "expected a label name before ','");
        row("a{b=\"c\",,} 1", "expected a label name");
        row("a{b=\"\xff\"} 1", "a label value is not UTF-8");
        row("a{b=\"\\\xff\"} 1", "a label value is not UTF-8");
        row("# TYPE a bla", "unknown metric type");
        row("# TYPE 1 gauge", "expected a metric name after HELP, TYPE or UNIT");
        row("# HELP a \xff", "a help text is not UTF-8");
        row("a 1 # x", "expected '{' after '#'");
        row("a 1 # {} x", "expected a number as value of the exemplar");
        row("a 1 # {} 1 NaN", "expected seconds as timestamp of the exemplar");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, reason);
        const std::string text = "good 1\n" + line.toStdString() + "\nbetter 2\n";
        const std::string expected = "line 2: " + reason.toStdString();
        const Reading strict = readAll(text);
        QVERIFY(strict.error && strict.error->code == ErrorCode::MalformedBody);
        QCOMPARE(strict.error->message, expected);
        for (const ExpositionFormat format : {kText, kOpenMetrics}) {
            if (format == kOpenMetrics && reason.contains("milliseconds"))
                continue;
            const Reading lenient = readAll(text + "# EOF\n", format, BadLines::Skip);
            QVERIFY2(!lenient.error, describe(lenient).c_str());
            QCOMPARE(lenient.badLines, std::size_t{1});
            QCOMPARE(lenient.values, (std::vector<double>{1, 2}));
            QCOMPARE(lenient.firstBadLine, expected);
        }
    }

    void refusesOpenMetricsThatBreaksItsRules_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *text) {
            QTest::addRow("%s", QByteArray(text).simplified().constData()) << QByteArray(text);
        };
        row("a 1\n");
        row("a 1\n# EOF\n\n");
        row("a 1\r\n# EOF\n");
        row("\na 1\n# EOF\n");
        row("a{b=\"c\",} 1\n# EOF\n");
        row("a{b=\"c\", d=\"e\"} 1\n# EOF\n");
        row("a {b=\"c\"} 1\n# EOF\n");
        row("a{b=\"c\"}1\n# EOF\n");
        row("#TYPE a gauge\n# EOF\n");
        row("# TYPE a gauge\n# TYPE b gauge\n# TYPE a counter\n# EOF\n");
        row("# TYPE a counter\na 1\n# EOF\n");
        row("# TYPE a counter\na_total -1\n# EOF\n");
        row("# TYPE a counter\na_total NaN\n# EOF\n");
        row("a 1\nb 1\na 2\n# EOF\n");
        row("# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 1\na{x=\"1\"} 2\n# EOF\n");
        row("# TYPE a_s info\n# UNIT a_s s\n# EOF\n");
        row("# UNIT a_s s\n# UNIT a_s s\n# EOF\n");
        row("# TYPE a gauge\na 1 # {x=\"1\"} 1\n# EOF\n");
        row("# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\n"
            "a_bucket{le=\"+Inf\"} 1\n# EOF\n");
        row("# TYPE a histogram\na_bucket{x=\"1\"} 1\n# EOF\n");
        row("# TYPE a histogram\na 1\n# EOF\n");
        row("# TYPE a info\na_info 2\n# EOF\n");
        row("# TYPE a summary\na{quantile=\"1.5\"} 2\n# EOF\n");
        row("# TYPE a gauge\na {count:1}\n# EOF\n");
    }

    void refusesOpenMetricsThatBreaksItsRules()
    {
        QFETCH(QByteArray, text);
        const Reading reading = readAll(text.toStdString(), kOpenMetrics);
        QVERIFY(reading.error && reading.error->code == ErrorCode::MalformedBody);
    }

    void limitsTheLabelsOfAnExemplar()
    {
        const auto textOf = [](std::size_t bytes) {
            return "# TYPE a counter\na_total 1 # {x=\"" + std::string(bytes, 'y')
                + "\"} 1\n# EOF\n";
        };
        QVERIFY(!readAll(textOf(127), kOpenMetrics).error);
        QVERIFY(readAll(textOf(128), kOpenMetrics).error);
    }

    void readsOpenMetricsTimesInSeconds()
    {
        const std::string text = "a 1 1520879607.789\n# EOF\n";
        ExpositionReader reader(text, kOpenMetrics, BadLines::Refuse);
        ExpositionSample sample;
        QVERIFY(*reader.next(sample));
        QCOMPARE(sample.timestampMs.value_or(0), std::int64_t{1'520'879'607'789});
    }

    void refusesOpenMetricsThatWasCutOff()
    {
        const Reading reading = readAll("a 1\nb 2", kOpenMetrics, BadLines::Skip);
        QVERIFY(reading.error && reading.error->code == ErrorCode::MalformedBody);
        QVERIFY(reading.error->message.find("# EOF") != std::string::npos);
    }

    void saysWhenItGotAWebPage()
    {
        const std::string page = "<!DOCTYPE html>\n<html><body>Not found</body></html>\n";
        for (const ExpositionFormat format : {kText, kOpenMetrics}) {
            for (const BadLines badLines : {BadLines::Refuse, BadLines::Skip}) {
                const Reading reading = readAll(page, format, badLines);
                QVERIFY(reading.error && reading.error->code == ErrorCode::MalformedBody);
                QVERIFY(reading.error->message.find("web page") != std::string::npos);
            }
        }
        QVERIFY(!readAll("<b>\nup 1\n", kText, BadLines::Skip).error);
    }

    void refusesTheWholeTextBeyondALimit_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("over"); // of 10 that are allowed, for each limit
        for (int count : {9, 10, 11}) {
            const auto size = static_cast<std::size_t>(count);
            const auto row = [count](const char *limit, const std::string &text) {
                QTest::addRow("%s %d", limit, count)
                    << QByteArray::fromStdString(text) << (count > 10 ? 1 : 0);
            };
            std::string samples;
            for (int i = 0; i < count; ++i)
                samples += "a 1\n";
            row("samples", samples);
            row("labels", manyLabels(size));
            row("labels of an exemplar", "a 1 # " + manyLabels(size).substr(1));
            row("metric name", std::string(size, 'a') + " 1\n");
            row("label name", "a{" + std::string(size, 'b') + "=\"\"} 1\n");
            row("label value", "a{b=\"" + std::string(size, 'c') + "\"} 1\n");
            std::string escaped;
            for (int i = 0; i < count; ++i)
                escaped += "\\n";
            row("escaped label value", "a{b=\"" + escaped + "\"} 1\n");
        }
    }

    void refusesTheWholeTextBeyondALimit()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, over);
        const ExpositionLimits limits{
            .bytes = 1'000, .samples = 10, .labels = 10, .nameBytes = 10, .valueBytes = 10};
        for (const BadLines badLines : {BadLines::Refuse, BadLines::Skip}) {
            const Reading reading = readAll(text.toStdString(), kText, badLines, limits);
            QCOMPARE(reading.error.has_value(), over == 1);
            QVERIFY(!over || reading.error->code == ErrorCode::TooLarge);
            QVERIFY(!over || reading.error->message.find("10") != std::string::npos);
        }
    }

    void refusesMoreBytesThanAllowed()
    {
        const std::string text = "a 1\n";
        for (const std::size_t bytes : {3U, 4U, 5U}) {
            const Reading reading
                = readAll(text, kText, BadLines::Skip, ExpositionLimits{.bytes = bytes});
            QCOMPARE(reading.error.has_value(), bytes < text.size());
        }
    }

    void refusesHugeLabelsQuickly()
    {
        QElapsedTimer timer;
        timer.start();
        const std::string huge = "a{b=\"" + std::string(1U << 20, 'x') + "\"} 1\n";
        QCOMPARE(readAll(huge, kText, BadLines::Skip).error->code, ErrorCode::TooLarge);
        QCOMPARE(
            readAll(manyLabels(10'000), kText, BadLines::Skip).error->code, ErrorCode::TooLarge);
        const std::string blanks = "a" + std::string(2U << 20, ' ') + "{b=\"c\"} 1\n";
        QCOMPARE(readAll(blanks, kText, BadLines::Skip).error->code, ErrorCode::TooLarge);
        QVERIFY(timer.elapsed() < 1'000);
    }
};

QTEST_GUILESS_MAIN(TestExposition)
#include "tst_exposition.moc"
