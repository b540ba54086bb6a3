#include "core/codec/event_list.h"
#include "tests/support/corpus.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using codec::decodeEventList;

namespace {

std::string textOf(const QJsonObject &row, const char *key)
{
    return row.value(QLatin1String(key)).toString().toStdString();
}

std::string shortHash(const std::string &text)
{
    const QByteArray hash
        = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
    return hash.toHex().left(16).toStdString();
}

// The corpus knows microseconds, we store milliseconds.
std::int64_t milliseconds(const QJsonObject &row, const char *key)
{
    const auto at = parseRfc3339(textOf(row, key));
    return at ? toEpochMs(*at) : -1;
}

ClusterEvent onlyEvent(const std::string &json)
{
    const auto events = decodeEventList(json);
    if (!events || events->size() != 1)
        qFatal("expected one event: %s", events ? "other number" : events.error().message.c_str());
    return events->front();
}

} // namespace

class TestEventList : public QObject
{
    Q_OBJECT

private slots:
    void matchesTheCorpusRowByRow_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonArray>("rows");
        const auto expected = test::corpusPath("k8s/expected-events.json");
        if (!expected)
            QSKIP(test::kNoCorpus);
        const QJsonObject files
            = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(*expected)))
                  .object();
        for (auto file = files.begin(); file != files.end(); ++file)
            QTest::newRow(qPrintable(file.key()))
                << QString::fromStdString(*test::corpusPath("k8s/" + file.key().toStdString()))
                << file.value().toObject().value(QLatin1String("rows")).toArray();
    }

    void matchesTheCorpusRowByRow()
    {
        QFETCH(QString, path);
        QFETCH(QJsonArray, rows);
        const auto events = decodeEventList(test::readFile(path.toStdString()));
        QVERIFY2(events, events ? "" : events.error().message.c_str());
        QCOMPARE(qsizetype(events->size()), rows.size());
        for (std::size_t i = 0; i < events->size(); ++i) {
            const ClusterEvent &event = (*events)[i];
            const QJsonObject row = rows[qsizetype(i)].toObject();
            QCOMPARE(event.uid, textOf(row, "event_uid"));
            QCOMPARE(event.ns, textOf(row, "namespace"));
            QCOMPARE(event.name, textOf(row, "name"));
            QCOMPARE(event.type == EventType::Warning, textOf(row, "type") == "Warning");
            QCOMPARE(event.reason, textOf(row, "reason"));
            QCOMPARE(shortHash(event.message), textOf(row, "message_sha256"));
            QCOMPARE(event.component, textOf(row, "source_component"));
            QCOMPARE(event.host, textOf(row, "source_host"));
            QCOMPARE(event.involved.kind, textOf(row, "involved_kind"));
            QCOMPARE(event.involved.ns, textOf(row, "involved_namespace"));
            QCOMPARE(event.involved.name, textOf(row, "involved_name"));
            QCOMPARE(event.involvedUid, textOf(row, "involved_uid"));
            QCOMPARE(toEpochMs(event.first), milliseconds(row, "first_timestamp"));
            QCOMPARE(toEpochMs(event.last), milliseconds(row, "last_timestamp"));
            QCOMPARE(event.count, std::int64_t(row.value(QLatin1String("count")).toInteger()));
        }
    }

    void readsTheNewerEventsApi()
    {
        const ClusterEvent event = onlyEvent(
            R"({"kind":"Event","apiVersion":"events.k8s.io/v1","metadata":{"uid":"u1","name":"e",
            "namespace":"shop","creationTimestamp":"2026-03-01T08:00:00Z"},"type":"Warning",
            "reason":"Unhealthy","note":"probe failed","reportingController":"kubelet",
            "reportingInstance":"n1","eventTime":"2026-03-01T08:00:00.5Z",
            "series":{"count":7,"lastObservedTime":"2026-03-01T08:10:00.25Z"},
            "regarding":{"kind":"Pod","namespace":"shop","name":"cart-0","uid":"p1"},
            "deprecatedCount":3,"deprecatedFirstTimestamp":"2026-03-01T07:59:00Z",
            "deprecatedLastTimestamp":"2026-03-01T08:05:00Z"})");
        QCOMPARE(event.message, std::string("probe failed"));
        QCOMPARE(event.component, std::string("kubelet"));
        QCOMPARE(event.host, std::string("n1"));
        QCOMPARE(event.involved, (ResourceRef{"Pod", "shop", "cart-0"}));
        QCOMPARE(event.count, std::int64_t{7});
        QCOMPARE(formatRfc3339(event.first), std::string("2026-03-01T07:59:00Z"));
        QCOMPARE(formatRfc3339(event.last), std::string("2026-03-01T08:10:00.250Z"));
    }

    void fallsBackToTheCreationTime()
    {
        const ClusterEvent event = onlyEvent(R"({"kind":"Event","metadata":{"uid":"u",
            "creationTimestamp":"2026-03-01T08:00:00Z"},"firstTimestamp":"0001-01-01T00:00:00Z",
            "lastTimestamp":null,"count":0})");
        QCOMPARE(formatRfc3339(event.first), std::string("2026-03-01T08:00:00Z"));
        QCOMPARE(event.last, event.first);
        QCOMPARE(event.count, std::int64_t{1});
    }

    void marksAggregatedEvents()
    {
        QVERIFY(onlyEvent(R"({"uid":"u","message":"(combined from similar events): x"})")
                    .countIsMinimum);
        QVERIFY(!onlyEvent(R"({"uid":"u","message":"x"})").countIsMinimum);
    }

    void makesUpStableUids()
    {
        const std::string start = R"({"reason":"BackOff","message":"m","involvedObject":)"
                                  R"({"kind":"Pod","namespace":"a","name":"b"},)";
        const ClusterEvent one = onlyEvent(start + R"("count":1})");
        const ClusterEvent again = onlyEvent(start + R"("count":9})");
        const ClusterEvent other = onlyEvent(start + R"("type":"Warning"})");
        QVERIFY(!one.uid.empty());
        QCOMPARE(one.uid, again.uid);
        QVERIFY(one.uid != other.uid);
    }

    void readsStreamsAndLists_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("events");
        const QByteArray event = R"({"kind":"Event","metadata":{"uid":"u"}})";
        QTest::newRow("NDJSON") << event + '\n' + event + '\n' << 2;
        QTest::newRow("concatenated") << event + event + "  \n" + event << 3;
        QTest::newRow("watch") << R"({"type":"ADDED","object":)" + event + "}\n"
                + R"({"type":"BOOKMARK","object":{"kind":"Event","metadata":{}}})" + '\n'
                + R"({"type":"MODIFIED","object":)" + event
                + "}" << 2;
        QTest::newRow("array") << '[' + event + ",null," + event + ']' << 2;
        QTest::newRow("mixed list")
            << R"({"kind":"List","items":[{"kind":"Pod"},)" + event + "]}" << 1;
        QTest::newRow("items without a kind")
            << QByteArray(R"({"kind":"EventList","items":[{"metadata":{"uid":"u"}}]})") << 1;
        QTest::newRow("null items") << QByteArray(R"({"kind":"EventList","items":null})") << 0;
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + event << 1;
    }

    void readsStreamsAndLists()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, events);
        const auto decoded = decodeEventList(json.toStdString());
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        QCOMPARE(int(decoded->size()), events);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("pod list") << QByteArray(R"({"kind":"PodList","items":[]})")
                                  << QByteArray("kind: expected an Event or a list of events");
        QTest::newRow("field in a list")
            << QByteArray(R"({"kind":"EventList","items":[{},{"count":"x"}]})")
            << QByteArray("items[1].count: expected an integer");
        QTest::newRow("field in a stream")
            << QByteArray("{\"kind\":\"Event\"}\n{\"type\":\"ADDED\",\"object\":{\"reason\":7}}")
            << QByteArray("document 1 at byte 16: [1].object.reason: expected a string");
        QTest::newRow("scalar") << QByteArray("7") << QByteArray("document: expected an object");
        QTest::newRow("truncated") << QByteArray(R"({"kind":"Event")")
                                   << QByteArray("not JSON at byte 15: "
                                                 "Missing a comma or '}' after an object member.");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, message);
        const auto decoded = decodeEventList(json.toStdString());
        QVERIFY(!decoded);
        QCOMPARE(QByteArray::fromStdString(decoded.error().message), message);
    }

    void tellsSnapshotsFromEventLists()
    {
        using codec::DocumentKind;
        QVERIFY(codec::sniffDocument(R"({"clusterId":"a","events":[{"involvedObject":{}}]})")
            == DocumentKind::Snapshot);
        QVERIFY(
            codec::sniffDocument(R"( {"kind":"EventList","items":[]})") == DocumentKind::EventList);
        QVERIFY(codec::sniffDocument(R"({"kind":"PodList"})") == DocumentKind::Unknown);
        QVERIFY(codec::sniffDocument("time,reason\n") == DocumentKind::Unknown);
    }
};

QTEST_APPLESS_MAIN(TestEventList)
#include "tst_event_list.moc"
