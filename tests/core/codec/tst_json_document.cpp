#include "core/codec/json_document.h"
#include "tests/support/corpus.h"

#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using codec::validateJson;

namespace {

std::string nested(std::size_t depth, const std::string &core)
{
    return std::string(depth, '[') + core + std::string(depth, ']');
}

// "[x,x,…]" has one value more than it has elements.
std::string arrayOf(std::size_t elements, const std::string &element)
{
    std::string json = "[";
    for (std::size_t i = 0; i < elements; ++i)
        json += (i ? "," : "") + element;
    return json + ']';
}

} // namespace

class TestJsonDocument : public QObject
{
    Q_OBJECT

private slots:
    void judgesTheTestSuiteAsIndexed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("accept");
        const auto index = test::corpusPath("json/index.jsonl");
        if (!index)
            QSKIP(test::kNoCorpus);
        for (const QJsonObject &entry : test::readJsonLines(*index)) {
            const QString file = entry.value(QLatin1String("file")).toString();
            const QString expect = entry.value(QLatin1String("expect")).toString();
            if (!file.isEmpty())
                QTest::newRow(qPrintable(file))
                    << QString::fromStdString(*test::corpusPath("json/" + file.toStdString()))
                    << (expect == QLatin1String("accept"));
        }
    }

    void judgesTheTestSuiteAsIndexed()
    {
        QFETCH(QString, path);
        QFETCH(bool, accept);
        const auto valid = validateJson(test::readFile(path.toStdString()));
        QCOMPARE(valid.has_value(), accept);
        if (!accept)
            QVERIFY(!valid.error().message.empty());
    }

    void holdsItsLimitsExactly_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("accepted");
        const auto add = [](const char *name, const std::string &json, bool accepted) {
            QTest::newRow(name) << QByteArray::fromStdString(json) << accepted;
        };
        add("depth limit - 1", nested(63, "1"), true);
        add("depth limit, empty inside", nested(64, ""), true);
        add("depth limit, value inside", nested(64, "1"), true);
        add("depth limit + 1, empty inside", nested(65, ""), false);
        add("depth limit + 1, value inside", nested(65, "1"), false);
        add("depth 10 000", nested(10'000, ""), false);
        add("depth of 1 000 000 never closed", std::string(1'000'000, '['), false);
        add("values limit - 1", arrayOf(998, "1"), true);
        add("values limit", arrayOf(999, "1"), true);
        add("values limit + 1", arrayOf(1'000, "1"), false);
        add("objects beyond the limit of values", arrayOf(600, R"({"a":1})"), false);
        add("commas in strings are no values", arrayOf(10, '"' + std::string(500, ',') + '"'),
            true);
        add("string limit - 1", '"' + std::string(9'999, 'x') + '"', true);
        add("string limit", "[ \"" + std::string(10'000, 'x') + "\" ]", true);
        add("string limit, spaces behind",
            "[\"" + std::string(10'000, 'x') + '"' + std::string(30'000, ' ') + ']', true);
        add("string limit + 1", "[1, \"" + std::string(10'001, 'x') + "\", 2]", false);
        add("key limit + 1", "{\"" + std::string(10'001, 'x') + "\":2}", false);
        add("number limit - 1", "[0." + std::string(61, '1') + ']', true);
        add("number limit", "[0." + std::string(62, '1') + ']', true);
        add("number limit, spaces behind", "[0." + std::string(62, '1') + "        ]", true);
        add("number limit + 1", "[0." + std::string(63, '1') + ']', false);
        add("number limit + 1, far in",
            '[' + std::string(900, ' ') + arrayOf(500, "1") + ",0." + std::string(63, '1') + ']',
            false);
    }

    void holdsItsLimitsExactly()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, accepted);
        const codec::JsonLimits limits{
            .depth = 64, .nodes = 1'000, .stringBytes = 10'000, .numberChars = 64};
        const auto valid = validateJson(json.toStdString(), limits);
        QCOMPARE(valid.has_value(), accepted);
        if (!accepted && json.endsWith(']'))
            QCOMPARE(int(valid.error().code), int(ErrorCode::TooLarge));
    }

    void readsOnAfterADeepDocument()
    {
        QVERIFY(validateJson(nested(64, "1")));
        QVERIFY(!validateJson(nested(65, "1")));
        QVERIFY(validateJson(nested(63, "1")));
    }

    void namesTheByte_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("empty") << QByteArray() << QByteArray("at byte 0");
        QTest::newRow("word") << QByteArray(R"({"a":tru})") << QByteArray("at byte 8");
        QTest::newRow("NUL") << QByteArray("[1,\0 2]", 7) << QByteArray("at byte 3");
        QTest::newRow("NUL behind the end") << QByteArray("[1]\0", 4) << QByteArray("at byte 3");
        QTest::newRow("overflow") << QByteArray("[1e400]") << QByteArray("at byte 1");
        QTest::newRow("lone surrogate") << QByteArray(R"(["\uD800"])") << QByteArray("at byte 2");
        QTest::newRow("second document") << QByteArray("{} {}") << QByteArray("at byte 3");
    }

    void namesTheByte()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, place);
        const auto valid = validateJson(json.toStdString());
        QVERIFY(!valid);
        QCOMPARE(int(valid.error().code), int(ErrorCode::MalformedBody));
        const QByteArray message = QByteArray::fromStdString(valid.error().message);
        QVERIFY2(message.contains(place), message.constData());
    }

    // Found by fuzzing: naming the byte read past the end of such texts.
    void aUtf8SequenceCutOffByTheEndIsRefused()
    {
        for (const char *cut : {"\"nnn\xed", "\"nnn\xed\xa0", "\"\xf0\x9f\x98", "[\"\xef"}) {
            const std::string tight(cut); // the sanitizer sees a read past its NUL
            const auto valid = validateJson(tight);
            QVERIFY(!valid);
            QCOMPARE(int(valid.error().code), int(ErrorCode::MalformedBody));
        }
    }

    void acceptsDuplicateKeys() { QVERIFY(validateJson(R"({"a":1,"a":2})")); }
};

QTEST_APPLESS_MAIN(TestJsonDocument)
#include "tst_json_document.moc"
