#include "core/codec/exposition.h"
#include "core/codec/exposition_number.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

struct Sample
{
    std::string name;
    std::map<std::string, std::string> labels;
    double value = 0;
    std::optional<std::int64_t> timestampMs;
};

struct Reading
{
    std::vector<Sample> samples;
    std::size_t badLines = 0;
    std::optional<Error> error;
};

Reading readAll(const std::string &text, ExpositionFormat format, BadLines badLines)
{
    Reading reading;
    ExpositionReader reader(text, format, badLines);
    ExpositionSample sample;
    for (;;) {
        const auto next = reader.next(sample);
        if (!next)
            reading.error = next.error();
        if (!next || !*next)
            break;
        Sample copy{std::string(reader.name()), {}, sample.value, sample.timestampMs};
        for (const ExpositionLabel &label : reader.labels())
            copy.labels.emplace(label.name, label.value);
        reading.samples.push_back(std::move(copy));
    }
    reading.badLines = reader.badLines();
    return reading;
}

std::string text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

std::string inputOf(const QJsonObject &entry)
{
    if (entry.contains(QLatin1String("input")))
        return text(entry, "input");
    return QByteArray::fromBase64(entry.value(QLatin1String("input_b64")).toString().toLatin1())
        .toStdString();
}

ExpositionFormat formatOf(const QJsonObject &entry)
{
    return text(entry, "format") == "openmetrics" ? ExpositionFormat::OpenMetrics
                                                  : ExpositionFormat::Text;
}

Sample sampleOf(const QJsonObject &object)
{
    Sample sample{text(object, "name"), {}, std::nan(""), {}};
    const QJsonObject labels = object.value(QLatin1String("labels")).toObject();
    for (auto label = labels.begin(); label != labels.end(); ++label)
        sample.labels[label.key().toStdString()] = label.value().toString().toStdString();
    sample.value = expositionNumber(text(object, "value")).value_or(std::nan(""));
    if (object.contains(QLatin1String("ts_ms")))
        sample.timestampMs = object.value(QLatin1String("ts_ms")).toInteger();
    else if (const auto seconds = expositionNumber(text(object, "timestamp")))
        sample.timestampMs = std::llround(*seconds * 1000);
    return sample;
}

// As listed, or family by family. Native histograms have no "value" that is a number.
std::vector<Sample> expectedOf(const QJsonObject &entry)
{
    std::vector<Sample> expected;
    const auto add = [&expected](const QJsonArray &samples) {
        for (const QJsonValue sample : samples) {
            const QJsonObject object = sample.toObject();
            if (!text(object, "value").empty())
                expected.push_back(sampleOf(object));
        }
    };
    add(entry.value(QLatin1String("samples")).toArray());
    for (const QJsonValue family : entry.value(QLatin1String("families")).toArray())
        add(family.toObject().value(QLatin1String("samples")).toArray());
    return expected;
}

bool sameLabel(const std::string &name, const std::string &a, const std::string &b)
{
    if (name != "le" && name != "quantile")
        return a == b;
    const auto one = expositionNumber(a);
    return one && one == expositionNumber(b);
}

// client_python calls a counter `a` of the text format `a_total`.
bool same(const Sample &found, const Sample &expected, bool hasTimestamps = true)
{
    return (found.name == expected.name || found.name + "_total" == expected.name)
        && std::equal(found.labels.begin(), found.labels.end(), expected.labels.begin(),
            expected.labels.end(),
            [](const auto &a, const auto &b) {
                return a.first == b.first && sameLabel(a.first, a.second, b.second);
            })
        && (found.value == expected.value
            || (std::isnan(found.value) && std::isnan(expected.value)))
        && (!hasTimestamps || found.timestampMs == expected.timestampMs);
}

bool sameSamples(std::vector<Sample> found, const std::vector<Sample> &expected)
{
    if (found.size() != expected.size())
        return false;
    for (const Sample &sample : expected) {
        const auto match = std::find_if(found.begin(), found.end(),
            [&sample](const Sample &candidate) { return same(candidate, sample); });
        if (match == found.end())
            return false;
        found.erase(match);
    }
    return true;
}

struct Tally
{
    int mustAccept = 0;
    int mustReject = 0;
    int shouldReject = 0;
    int rejected = 0;
    std::string missed; // of those that should be rejected
};

} // namespace

class TestExpositionCorpus : public QObject
{
    Q_OBJECT

private:
    void check(const QJsonObject &entry, const std::string &input, Tally &tally)
    {
        const std::string tier = text(entry, "tier");
        const std::string id
            = text(entry, entry.contains(QLatin1String("id")) ? "id" : "case") + ": " + input;
        const Reading reading = readAll(input, formatOf(entry), BadLines::Refuse);
        if (tier == "must-accept" || tier == "lenient-accept") {
            ++tally.mustAccept;
            QVERIFY2(!reading.error, (id + reading.error.value_or(Error{}).message).c_str());
            const bool hasSamples = entry.contains(QLatin1String("families"))
                || entry.contains(QLatin1String("samples"));
            QVERIFY2(!hasSamples || sameSamples(reading.samples, expectedOf(entry)), id.c_str());
            const auto scraped = entry.value(QLatin1String("prometheus_2_42_scrape")).toObject();
            if (text(scraped, "verdict") == "accept")
                QCOMPARE(static_cast<int>(reading.samples.size()),
                    scraped.value(QLatin1String("samples")).toInt());
        } else if (tier == "must-reject") {
            ++tally.mustReject;
            QVERIFY2(reading.error && reading.error->code == ErrorCode::MalformedBody, id.c_str());
        } else if (tier == "should-reject") {
            ++tally.shouldReject;
            if (reading.error)
                ++tally.rejected;
            else
                tally.missed += id + '\n';
        }
    }

private slots:
    void judgesEachCaseAsItsTierSays()
    {
        const auto folder = test::corpusPath("prom-parser");
        if (!folder)
            QSKIP(test::kNoCorpus);
        Tally tally;
        for (const char *file : {"/client_python.cases.jsonl", "/expfmt.cases.jsonl",
                 "/openmetricsparse_test.cases.jsonl", "/promparse_test.cases.jsonl"}) {
            for (const QJsonObject &entry : test::readJsonLines(*folder + file))
                check(entry, inputOf(entry), tally);
        }
        for (QJsonObject entry : test::readJsonLines(*folder + "/openmetrics-suite/index.jsonl")) {
            entry[QLatin1String("format")] = QLatin1String("openmetrics");
            check(entry,
                test::readFile(*folder + "/openmetrics-suite/" + text(entry, "case") + "/metrics"),
                tally);
        }
        QVERIFY(tally.mustAccept > 60 && tally.mustReject > 110 && tally.shouldReject > 60);
        QVERIFY2(tally.rejected * 10 >= tally.shouldReject * 8, tally.missed.c_str());
        qInfo("%d of %d that should be rejected are", tally.rejected, tally.shouldReject);
        if (!tally.missed.empty())
            qInfo("missed: %s", tally.missed.c_str());
    }

    void skipsTheBadLineAndKeepsTheRest()
    {
        const auto path = test::corpusPath("prom-parser/vm.cases.jsonl");
        if (!path)
            QSKIP(test::kNoCorpus);
        for (const QJsonObject &entry : test::readJsonLines(*path)) {
            const std::string input = inputOf(entry);
            const Reading reading = readAll(input, ExpositionFormat::Text, BadLines::Skip);
            QVERIFY2(!reading.error, input.c_str());
            // Seconds or milliseconds: VictoriaMetrics guesses what a timestamp means.
            const auto expected = expectedOf(entry);
            for (const Sample &sample : reading.samples)
                QVERIFY2(std::any_of(expected.begin(), expected.end(),
                             [&sample](const Sample &one) { return same(sample, one, false); }),
                    input.c_str());
            const std::size_t rows = reading.samples.size() + reading.badLines;
            QVERIFY2(rows >= expected.size(), input.c_str());
            QVERIFY2(text(entry, "tier") != "vm-no-samples" || reading.badLines > 0, input.c_str());
        }
    }

    void readsRealScrapesWhole_data()
    {
        QTest::addColumn<int>("badLines");
        QTest::newRow("strict") << static_cast<int>(BadLines::Refuse);
        QTest::newRow("skipping") << static_cast<int>(BadLines::Skip);
    }

    void readsRealScrapesWhole()
    {
        QFETCH(int, badLines);
        const auto folder = test::corpusPath("exposition-real");
        if (!folder)
            QSKIP(test::kNoCorpus);
        for (const QJsonObject &entry : test::readJsonLines(*folder + "/index.jsonl")) {
            const std::string file = text(entry, "file");
            const Reading reading = readAll(test::readFile(*folder + '/' + file),
                ExpositionFormat::Text, static_cast<BadLines>(badLines));
            QVERIFY2(!reading.error, reading.error.value_or(Error{}).message.c_str());
            QCOMPARE(reading.badLines, std::size_t{0});
            QCOMPARE(static_cast<int>(reading.samples.size()),
                entry.value(QLatin1String("sample_lines")).toInt());
            std::string name = file;
            name.replace(name.find('/'), 1, "__");
            compareFamilies(*folder + "/expected/" + name + ".families.json", reading.samples);
        }
    }

    void readsTheLongerFiles()
    {
        const auto folder = test::corpusPath("prom-parser");
        if (!folder)
            QSKIP(test::kNoCorpus);
        const auto count = [](const std::string &file, ExpositionFormat format) {
            const Reading reading = readAll(test::readFile(file), format, BadLines::Refuse);
            return reading.error ? -1 : static_cast<int>(reading.samples.size());
        };
        QCOMPARE(count(*folder + "/files/1histogram.om.txt", ExpositionFormat::OpenMetrics), 42);
        QCOMPARE(count(*folder + "/files/text", ExpositionFormat::Text), 248);
        for (const QJsonObject &entry :
            test::readJsonLines(*folder + "/expfmt-fuzz-corpus/index.jsonl")) {
            const std::string input
                = test::readFile(*folder + "/expfmt-fuzz-corpus/" + text(entry, "file"));
            const Reading reading = readAll(input, ExpositionFormat::Text, BadLines::Refuse);
            const bool isError = text(entry, "file").find("error") != std::string::npos;
            QVERIFY2(reading.error.has_value() == isError, input.c_str());
        }
    }

private:
    // Samples of each family; the base name of histograms and summaries is a prefix.
    void compareFamilies(const std::string &file, const std::vector<Sample> &samples)
    {
        const auto expected
            = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(file))).object();
        std::map<std::string, int> counts;
        for (const Sample &sample : samples)
            ++counts[sample.name];
        for (const QJsonValue value : expected.value(QLatin1String("family_list")).toArray()) {
            const QJsonObject family = value.toObject();
            const std::string name = text(family, "name");
            const std::string type = text(family, "type");
            int found = type == "histogram" ? counts[name + "_bucket"] : counts[name];
            if (type == "histogram" || type == "summary")
                found += counts[name + "_sum"] + counts[name + "_count"];
            // expfmt adds the +Inf bucket where a histogram has none.
            const int added = name == "coredns_dns_request_duration_seconds" ? 2 : 0;
            const int wanted = family.value(QLatin1String("samples")).toInt();
            QVERIFY2(found == wanted || found + added == wanted, name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestExpositionCorpus)
#include "tst_exposition_corpus.moc"
