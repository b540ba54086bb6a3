#include "core/codec/gzip.h"
#include "core/collect/endpoint.h"
#include "tests/core/collect/scraped_endpoint.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <thread>

using namespace binnacle;
using namespace binnacle::collect;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const SystemClock kClock;

} // namespace

// Scrapes that come from files and folders.
class TestRecordedScrapes : public QObject
{
    Q_OBJECT

private slots:
    void aReplayGivesItsScrapesInOrderAndThenEnds()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"1700000015.prom"_s), "a 2\n");
        write(folder.filePath(u"1700000000.prom"_s), "a 1\n");
        write(folder.filePath(u"1700000030.prom.gz"_s), codec::deflateGzip("a 3\n# EOF\n"));
        write(folder.filePath(u"notes.txt"_s), "no scrape");
        write(folder.filePath(u"-5.prom"_s), "no scrape");
        auto replay = openSource(kClock, folder.path().toStdString(), {});
        QVERIFY(replay);
        for (int i = 0; i < 3; ++i) {
            const auto scraped = (*replay)->fetch({});
            QVERIFY(scraped);
            QCOMPARE(toEpochMs(scraped->at), (1'700'000'000 + 15 * i) * 1'000LL);
            QCOMPARE(scraped->text.substr(0, 4), "a " + std::to_string(i + 1) + '\n');
            QCOMPARE(scraped->format == codec::ExpositionFormat::OpenMetrics, i == 2);
        }
        const auto end = (*replay)->fetch({});
        QVERIFY(!end);
        QCOMPARE(end.error().code, ErrorCode::NotFound);
    }

    void aFileIsReadAnewAndTellsNothingWhileItIsAsItWas()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"metrics.prom"_s);
        write(path, responses("a", "200", 1));
        auto endpoint = Endpoint::open(kClock, path.toStdString(), {});
        QVERIFY(endpoint);
        QVERIFY((*endpoint)->scrape({}));
        const auto same = (*endpoint)->scrape({});
        QVERIFY(same && !same->has_value());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        write(path, responses("a", "200", 5));
        const auto counted = (*endpoint)->scrape({});
        QVERIFY(counted && counted->has_value());
        QCOMPARE((*counted)->services.at(0).totalRequests, 4);
    }

    void aFolderWithoutScrapesSaysHowTheyAreNamed()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"metrics.txt"_s), "a 1\n");
        const auto replay = openSource(kClock, folder.path().toStdString(), {});
        QVERIFY(!replay);
        QCOMPARE(replay.error().code, ErrorCode::NotFound);
        QVERIFY(replay.error().message.find(".prom") != std::string::npos);
    }

    void oneThatVanishesIsNotTheEndOfAReplay()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"1.prom"_s), "a 1\n");
        write(folder.filePath(u"2.prom"_s), "a 2\n");
        auto replay = openSource(kClock, folder.path().toStdString(), {});
        QVERIFY(replay);
        QVERIFY(QFile::remove(folder.filePath(u"1.prom"_s)));
        const auto gone = (*replay)->fetch({});
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::Unavailable);
        QVERIFY((*replay)->fetch({}));
    }

    void aFileBeyondTheLimitIsRefusedWhole_data()
    {
        QTest::addColumn<qint64>("size");
        constexpr qint64 kMost = 64LL << 20;
        for (const qint64 size : {kMost - 1, kMost, kMost + 1})
            QTest::addRow("%lld", size) << size;
    }
    void aFileBeyondTheLimitIsRefusedWhole()
    {
        QFETCH(qint64, size);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"big.prom"_s);
        write(path, "");
        QVERIFY(QFile::resize(path, size)); // a hole: takes no room
        auto source = openSource(kClock, path.toStdString(), {});
        QVERIFY(source);
        const auto scraped = (*source)->fetch({});
        QCOMPARE(scraped.has_value(), size <= 64LL << 20);
        if (!scraped)
            QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
    }

    void whatInflatesBeyondTheLimitIsRefusedWhole()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"1.prom.gz"_s);
        write(path, codec::deflateGzip(std::string((64U << 20) + 1, '\n')));
        auto source = openSource(kClock, folder.path().toStdString(), {});
        QVERIFY(source);
        const auto scraped = (*source)->fetch({});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
    }

private:
    static void write(const QString &path, const std::string &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(path));
        file.write(content.data(), static_cast<qint64>(content.size()));
    }
};

QTEST_GUILESS_MAIN(TestRecordedScrapes)
#include "tst_recorded_scrapes.moc"
