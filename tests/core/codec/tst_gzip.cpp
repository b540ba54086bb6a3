#include "core/codec/gzip.h"
#include "core/codec/json_limits.h"
#include "core/codec/kept_memory.h"
#include "tests/support/corpus.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;

namespace {

QByteArray sha256(const std::string &bytes)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256)
        .toHex();
}

} // namespace

class TestGzip : public QObject
{
    Q_OBJECT

private slots:
    void judgesTheCorpusAsIndexed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonObject>("expected");
        const auto index = test::corpusPath("gzip/index.jsonl");
        if (!index)
            QSKIP(test::kNoCorpus);
        for (const QJsonObject &entry : test::readJsonLines(*index)) {
            const QString file = entry.value(QLatin1String("file")).toString();
            if (!file.isEmpty())
                QTest::newRow(qPrintable(file))
                    << QString::fromStdString(*test::corpusPath("gzip/" + file.toStdString()))
                    << entry;
        }
    }

    void judgesTheCorpusAsIndexed()
    {
        QFETCH(QString, path);
        QFETCH(QJsonObject, expected);
        const std::string body = test::readFile(path.toStdString());
        const auto content = codec::inflateGzip(body, {.ratio = 0});
        const bool accept
            = expected.value(QLatin1String("zlib_strict")).toString() == QLatin1String("accept");
        QCOMPARE(content.has_value(), accept);
        if (accept)
            QCOMPARE(QString::fromLatin1(sha256(*content)),
                expected.value(QLatin1String("detail")).toString());
        else
            QCOMPARE(int(content.error().code), int(ErrorCode::MalformedBody));
    }

    void inflatesIntoTheSameMemory()
    {
        std::string content;
        const std::string large(100'000, 'x');
        QVERIFY(codec::inflateGzipInto(content, codec::deflateGzip(large)));
        QVERIFY(content == large);
        const char *memory = content.data();
        QVERIFY(!codec::inflateGzipInto(content, "\x1f\x8b and then nothing of the kind"));
        for (const std::string_view text : {"a short one", ""}) {
            QVERIFY(codec::inflateGzipInto(content, codec::deflateGzip(std::string(text))));
            QVERIFY(content == text);
            QCOMPARE(static_cast<const void *>(content.data()), static_cast<const void *>(memory));
        }
        // Two members go another way.
        QVERIFY(codec::inflateGzipInto(
            content, codec::deflateGzip("one and ") + codec::deflateGzip("two")));
        QVERIFY(content == "one and two");
    }

    void memoryOfAGiantIsGivenBack()
    {
        std::string content(codec::kKeptCapacity, 'x');
        codec::releaseIfLarge(content);
        QCOMPARE(content.size(), codec::kKeptCapacity);
        content += 'x';
        codec::releaseIfLarge(content);
        QVERIFY(content.capacity() < codec::kKeptCapacity);
    }

    void stopsBombsByTheirRatio()
    {
        const std::string bomb = codec::deflateGzip(std::string(10U << 20, '\0'));
        const auto content = codec::inflateGzip(bomb);
        QVERIFY(!content);
        QCOMPARE(int(content.error().code), int(ErrorCode::TooLarge));
        QVERIFY(codec::inflateGzip(codec::deflateGzip(std::string(1U << 20, '\0'))));
    }

    void stopsExactlyAtTheLimitOfBytes_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("limit - 1") << 99'999 << true;
        QTest::newRow("limit") << 100'000 << true;
        QTest::newRow("limit + 1") << 100'001 << false;
    }

    void stopsExactlyAtTheLimitOfBytes()
    {
        QFETCH(int, size);
        QFETCH(bool, accepted);
        const std::string text(static_cast<std::size_t>(size), 'x');
        const codec::InflateLimits limits{.bytes = 100'000};
        QCOMPARE(codec::inflateGzip(codec::deflateGzip(text), limits).has_value(), accepted);
        // The same as two members, which take another path.
        const std::string halves
            = codec::deflateGzip(text.substr(0, 50'000)) + codec::deflateGzip(text.substr(50'000));
        QCOMPARE(codec::inflateGzip(halves, limits).has_value(), accepted);
    }

    void joinsMembers()
    {
        std::string body;
        for (int i = 0; i < 2'000; ++i)
            body += codec::deflateGzip("part " + std::to_string(i) + '\n');
        const auto content = codec::inflateGzip(body);
        QVERIFY(content);
        QVERIFY(content->starts_with("part 0\npart 1\n"));
        QVERIFY(content->ends_with("part 1999\n"));
    }

    void stopsBombsOfManyMembers()
    {
        const std::string member = codec::deflateGzip(std::string(1U << 20, ' '));
        std::string body;
        for (int i = 0; i < 200; ++i)
            body += member;
        const auto content = codec::inflateGzip(body);
        QVERIFY(!content);
        QCOMPARE(int(content.error().code), int(ErrorCode::TooLarge));
    }

    void refusesBytesAfterTheEnd()
    {
        for (const std::string tail : {"x", "garbage behind the end", "\x1f\x8b"}) {
            const auto content = codec::inflateGzip(codec::deflateGzip("hello") + tail);
            QVERIFY(!content);
            QCOMPARE(int(content.error().code), int(ErrorCode::MalformedBody));
        }
    }

    void refusesEveryTruncation()
    {
        const std::string whole = codec::deflateGzip("a snapshot that is cut somewhere");
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY(!codec::inflateGzip(whole.substr(0, size)));
        QVERIFY(codec::inflateGzip(whole));
    }

    void doesNotTrustTheClaimedSize()
    {
        std::string body = codec::deflateGzip("hello");
        for (const char claim : {'\x00', '\x7f', '\xff'}) {
            for (std::size_t i = 1; i <= 4; ++i)
                body[body.size() - i] = claim;
            const auto content = codec::inflateGzip(body);
            QVERIFY(!content);
            QCOMPARE(int(content.error().code), int(ErrorCode::MalformedBody));
        }
    }

    void leavesRoomForTheParser()
    {
        const auto content = codec::inflateGzip(codec::deflateGzip(std::string(5'000, 'x')));
        QVERIFY(content);
        QVERIFY(content->capacity() - content->size() >= codec::kJsonPadding);
    }

    void knowsGzipByItsFirstBytes()
    {
        QVERIFY(codec::looksLikeGzip(codec::deflateGzip("")));
        QVERIFY(!codec::looksLikeGzip("{}"));
        QVERIFY(!codec::looksLikeGzip("\x1f"));
    }
};

QTEST_APPLESS_MAIN(TestGzip)
#include "tst_gzip.moc"
