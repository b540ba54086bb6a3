#include "core/codec/bounded_yaml.h"

#include <QTest>

#include <ctime>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

// Of this process, whatever else the machine does.
double secondsSince(std::clock_t start)
{
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// Each line ten of the line before.
std::string laughs(int lines)
{
    std::string text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int i = 1; i < lines; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += 'a' + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before
            + repeated(", " + before, 9) + "]\n";
    }
    return text;
}

} // namespace

class TestBoundedYaml : public QObject
{
    Q_OBJECT

private slots:
    void readsDocumentsAsText()
    {
        const auto documents
            = readYaml("a: 1\nb: [x, 'y z', \"\\u00e9\"]\nc:\n  d: ~\n---\n- yes\n");
        QVERIFY(documents);
        QCOMPARE(documents->size(), std::size_t{2});
        const YamlNode &first = documents->front();
        QCOMPARE(first["a"].text, std::string("1"));
        QCOMPARE(first["b"].items.size(), std::size_t{3});
        QCOMPARE(first["b"].items[1].text, std::string("y z"));
        QCOMPARE(first["b"].items[2].text, std::string("é"));
        QVERIFY(first["c"].isMap() && first["c"]["d"].isNull());
        QVERIFY(first["none"]["of"]["these"].isNull());
        QCOMPARE(documents->back().items.front().text, std::string("yes"));
        QVERIFY(readYaml("")->empty());
        QVERIFY(readYaml("# only a comment\n")->empty());
    }

    void resolvesAliasesAndMergeKeys()
    {
        const auto documents = readYaml("base: &base {x: 1, y: 2}\n"
                                        "one: *base\n"
                                        "two: {<<: *base, y: 3}\n"
                                        "three:\n  <<: [{x: 7}, *base]\n");
        QVERIFY(documents);
        const YamlNode &root = documents->front();
        QCOMPARE(root["one"]["y"].text, std::string("2"));
        QCOMPARE(root["two"]["x"].text, std::string("1"));
        QCOMPARE(root["two"]["y"].text, std::string("3"));
        QCOMPARE(root["three"]["x"].text, std::string("7"));
        QCOMPARE(root["three"]["y"].text, std::string("2"));
        QCOMPARE(root["three"].keys.size(), std::size_t{2});
    }

    void refusesWithAReason_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("reason");
        const int malformed = static_cast<int>(ErrorCode::MalformedBody);
        const int tooLarge = static_cast<int>(ErrorCode::TooLarge);
        const auto bytes = [](const std::string &text) { return QByteArray::fromStdString(text); };
        QTest::newRow("open bracket") << QByteArray("a: [1") << malformed << QByteArray("line 1");
        QTest::newRow("bad indent")
            << QByteArray("a: 1\n b: 2\n") << malformed << QByteArray("line 2, column 3");
        QTest::newRow("object tag") << QByteArray("a: !!python/object/apply:os.system [ls]")
                                    << malformed << QByteArray("line 1, column 4: tags");
        QTest::newRow("own tag") << QByteArray("a: !ruby/object:Gem {}") << malformed
                                 << QByteArray("tags");
        QTest::newRow("unknown alias") << QByteArray("a: *b") << malformed << QByteArray("line 1");
        QTest::newRow("alias of itself")
            << QByteArray("a: &a [*a]") << malformed << QByteArray("part of");
        QTest::newRow("a key twice")
            << QByteArray("a: 1\na: 2\n") << malformed << QByteArray("\"a\" comes twice");
        QTest::newRow("key no text")
            << QByteArray("? [a]\n: 1\n") << malformed << QByteArray("no text");
        QTest::newRow("not UTF-8") << QByteArray("a: \xff\xfe") << malformed << QByteArray("UTF-8");
        QTest::newRow("end of text")
            << QByteArray("a: 1\n\x04") << malformed << QByteArray("line 2: a control");
        QTest::newRow("zero") << QByteArray("a: \0b", 5) << malformed << QByteArray("control");
        QTest::newRow("deep flow") << bytes(repeated("[", 40)) << tooLarge << QByteArray("32 deep");
        QTest::newRow("very deep flow")
            << bytes(repeated("[", 100'000)) << tooLarge << QByteArray("32 deep");
        QTest::newRow("very deep blocks")
            << bytes(repeated("- ", 100'000)) << tooLarge << QByteArray("32 deep");
        QTest::newRow("too long") << QByteArray(1024 * 1024 + 1, 'a') << tooLarge
                                  << QByteArray("1024 KiB");
        QTest::newRow("a billion laughs")
            << bytes(laughs(9)) << tooLarge << QByteArray("10000 values");
        QTest::newRow("long laughs") << bytes(
            "a: &a " + std::string(500'000, 'x') + "\nb: [*a" + repeated(",*a", 5'000) + "]")
                                     << tooLarge << QByteArray("times the text");
        QTest::newRow("many brackets")
            << bytes(repeated("[],", 100'000)) << tooLarge << QByteArray("200000 brackets");
        QTest::newRow("many values")
            << bytes(repeated("- a\n", 101'000)) << tooLarge << QByteArray("100000 values");
        QTest::newRow("many documents")
            << bytes(repeated("--- a\n", 2'000)) << tooLarge << QByteArray("1000 documents");
    }

    void refusesWithAReason()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, code);
        QFETCH(QByteArray, reason);
        const std::clock_t start = std::clock();
        const auto read = readYaml(yaml.toStdString());
        QVERIFY(secondsSince(start) < 1);
        QVERIFY(!read);
        QCOMPARE(static_cast<int>(read.error().code), code);
        QVERIFY2(read.error().message.find(reason.toStdString()) != std::string::npos,
            read.error().message.c_str());
    }

    void readsWhatIsLargeButBounded_data()
    {
        QTest::addColumn<QByteArray>("unit");
        for (const char *unit :
            {"[", "]", "{", "}", ",", ":", "- ", "? ", "a: ", "&a ", "*a ", "!a ", "'", "\"", "|\n",
                ">\n", "#", "%TAG ! x\n", "%YAML 1.2\n", "---\n", "...\n", "\n", " ", "\t", "a\n",
                "a", "{a: [", "[{", "\"\\", "<<: ", "x: &a [*a]\n", "\xc3\xa9"})
            QTest::newRow(unit) << QByteArray(unit);
    }

    // None of these may take long, whatever the answer.
    void readsWhatIsLargeButBounded()
    {
        QFETCH(QByteArray, unit);
        const QByteArray text = unit.repeated(qsizetype{128} * 1024 / unit.size());
        const std::clock_t start = std::clock();
        const auto read
            = readYaml(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QVERIFY(read || !read.error().message.empty());
        QVERIFY(secondsSince(start) < 1);
    }

    void quotedTextReadsBackAsItIs()
    {
        for (const std::string text : {"", "plain", "\"quotes\" and \\", "two\nlines",
                 "tab\tand \x1b", "a: b # c", "caf\xc3\xa9",
                 ("next\xc2\x85line\xe2\x80\xa8"
                  "end\xe2\x80\xa9"),
                 "{{.window}}", "%s", "'", "- x", "~", "\x7f"}) {
            const auto read = readYaml("x: " + yamlQuoted(text) + "\ny: 1\n");
            QVERIFY2(read, text.c_str());
            QCOMPARE(read->front()["x"].text, text);
            QCOMPARE(read->front()["y"].text, std::string("1"));
        }
    }
};

QTEST_APPLESS_MAIN(TestBoundedYaml)
#include "tst_bounded_yaml.moc"
