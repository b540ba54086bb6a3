#include "core/codec/event_export.h"
#include "core/codec/event_list.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using codec::EventExporter;
using codec::ExportFormat;

namespace {

ClusterEvent eventWith(const std::string &message)
{
    ClusterEvent event;
    event.cluster.value = "prod-a";
    event.uid = "u1";
    event.type = EventType::Warning;
    event.reason = "BackOff";
    event.message = message;
    event.involved = {"Pod", "shop", "cart-0"};
    event.first = fromEpochMs(1'772'355'600'000);
    event.last = fromEpochMs(1'772'355'660'000);
    event.count = 3;
    return event;
}

std::string exported(ExportFormat format, const std::vector<ClusterEvent> &events)
{
    EventExporter exporter(format);
    std::string out = exporter.header();
    for (const ClusterEvent &event : events)
        out += exporter.rows({&event, 1}); // in pages of one
    return out + exporter.footer();
}

// A plain reader of RFC 4180, so the writer is not judged by itself.
std::vector<std::vector<std::string>> readCsv(const std::string &text, char separator)
{
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        std::string &cell = rows.back().back();
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
            cell += text[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == separator)
            rows.back().emplace_back();
        else if (!quoted && c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            rows.push_back({""});
            ++i;
        } else
            cell += c;
    }
    rows.pop_back(); // behind the last line end
    return rows;
}

std::vector<std::string> corpusStrings()
{
    std::vector<std::string> strings;
    const auto naughty = test::corpusPath("dataset-ingest/strings/blns.json");
    const auto injection = test::corpusPath("dataset-ingest/strings/injection.jsonl");
    if (!naughty || !injection)
        return strings;
    const auto array
        = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(*naughty))).array();
    for (const QJsonValue value : array)
        strings.push_back(value.toString().toStdString());
    for (const QJsonObject &row : test::readJsonLines(*injection))
        strings.push_back(row.value(QLatin1String("value")).toString().toStdString());
    return strings;
}

} // namespace

class TestEventExport : public QObject
{
    Q_OBJECT

private slots:
    void writesMachineReadableCsv()
    {
        const auto rows = readCsv(exported(ExportFormat::Csv, {eventWith("a, \"b\"\nc")}), ',');
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].size(), rows[1].size());
        const std::vector<std::string> expected{"prod-a", "2026-03-01T09:01:00Z",
            "2026-03-01T09:00:00Z", "3", "false", "Warning", "BackOff", "Pod", "shop", "cart-0",
            "a, \"b\"\nc", "", "", "u1", "", ""};
        QVERIFY(rows[1] == expected);
    }

    void disarmsCellsASpreadsheetWouldEvaluate()
    {
        for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
            for (const auto &[format, separator] :
                {std::pair(ExportFormat::Csv, ','), std::pair(ExportFormat::Tsv, '\t')}) {
                const std::string text = start + "cmd|' /C calc'!A0";
                const auto rows = readCsv(exported(format, {eventWith(text)}), separator);
                QCOMPARE(rows[1][10], '\'' + text);
            }
        }
        QCOMPARE(readCsv(exported(ExportFormat::Csv, {eventWith("a=b")}), ',')[1][10],
            std::string("a=b"));
    }

    void carriesAnyTextUnchanged()
    {
        const auto strings = corpusStrings();
        if (strings.empty())
            QSKIP(test::kNoCorpus);
        std::vector<ClusterEvent> events;
        for (const std::string &text : strings)
            events.push_back(eventWith(text));
        for (const ExportFormat format : {ExportFormat::Json, ExportFormat::Ndjson}) {
            const auto read = codec::decodeEventList(exported(format, events));
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QCOMPARE(read->size(), events.size());
            for (std::size_t i = 0; i < events.size(); ++i)
                QCOMPARE((*read)[i].message, events[i].message);
        }
        const auto rows = readCsv(exported(ExportFormat::Csv, events), ',');
        QCOMPARE(rows.size(), events.size() + 1);
        for (std::size_t i = 0; i < events.size(); ++i) {
            const std::string &cell = rows[i + 1][10];
            const std::string &text = events[i].message;
            QVERIFY(cell == text || cell == '\'' + text);
            QVERIFY(cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == cell.npos);
        }
    }

    void writesJsonThatCanBeReadAgain()
    {
        const ClusterEvent event = eventWith("m");
        const std::string json = codec::eventAsJson(event);
        QVERIFY(json.find("\"uid\": \"u1\"") != std::string::npos);
        const auto read = codec::decodeEventList(json);
        QVERIFY(read && read->size() == 1);
        QCOMPARE(read->front().involved, event.involved);
        QCOMPARE(read->front().first, event.first);
        QCOMPARE(read->front().last, event.last);
        QCOMPARE(read->front().count, event.count);
        QCOMPARE(exported(ExportFormat::Json, {}), std::string("[\n]\n"));
    }

    void writesCommandsThatAreSafeToPaste()
    {
        ClusterEvent event = eventWith("m");
        QCOMPARE(codec::eventAsKubectl(event),
            std::string("kubectl get --namespace=shop --output=yaml -- pod cart-0\n"
                        "kubectl get events --namespace=shop --field-selector="
                        "'involvedObject.kind=Pod,involvedObject.name=cart-0'\n"));
        event.involved.name = "x'; rm -rf ~;\n'";
        const std::string commands = codec::eventAsKubectl(event);
        QVERIFY(commands.find(R"(-- pod 'x'\''; rm -rf ~;'\''')") != std::string::npos);
        QCOMPARE(std::ranges::count(commands, '\n'), std::ptrdiff_t{2});
    }
};

QTEST_APPLESS_MAIN(TestEventExport)
#include "tst_event_export.moc"
