#include "core/base/time.h"

#include <QTest>

#include <array>
#include <random>
#include <string>

using namespace binnacle;

namespace {

constexpr std::int64_t kMarchFirst = 1'772'355'600'000; // 2026-03-01T09:00:00Z

std::int64_t parsed(std::string_view text)
{
    const Result<Timestamp> at = parseRfc3339(text);
    return at ? toEpochMs(*at) : -1;
}

} // namespace

class TestTime : public QObject
{
    Q_OBJECT

private slots:
    void readsTimesAsClustersSendThem()
    {
        QCOMPARE(parsed("2026-03-01T09:00:00Z"), kMarchFirst);
        QCOMPARE(parsed("2026-03-01t09:00:00z"), kMarchFirst);
        QCOMPARE(parsed("2026-03-01T09:00:00.123456789Z"), kMarchFirst + 123);
        QCOMPARE(parsed("2026-03-01T09:00:00.5Z"), kMarchFirst + 500);
        QCOMPARE(parsed("2026-03-01T18:00:00+09:00"), kMarchFirst);
        QCOMPARE(parsed("2026-03-01T03:30:00.010-05:30"), kMarchFirst + 10);
        QCOMPARE(parsed("2024-02-29T00:00:00Z"), 1'709'164'800'000);
        QCOMPARE(parsed("1969-12-31T23:59:59.999Z"), -1);
        QCOMPARE(parsed("2016-12-31T23:59:60Z"), parsed("2017-01-01T00:00:00Z"));
    }

    void zeroTimesOfKubernetesAreUnknown()
    {
        for (const char *zero : {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00+09:00"}) {
            const Result<Timestamp> at = parseRfc3339(zero);
            QVERIFY(at);
            QVERIFY(!isKnown(*at));
        }
    }

    void refusesWhatIsNoTime_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "now", "2026-03-01", "2026-03-01T09:00:00",
                 "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
                 "2026-04-31T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z",
                 "2026-03-01T09:00:61Z", "2026-03-01T09:00:00.Z", "2026-03-01T09:00:00+9:00",
                 "2026-03-01T09:00:00+24:00", "2026-03-01T09:00:00Zjunk", "2026-03-01X09:00:00Z",
                 "+026-03-01T09:00:00Z", "2026-03-01T09:00:0\xd9\xa1Z", "2026-3-1T09:00:00.000Z"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void refusesWhatIsNoTime()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseRfc3339(text.toStdString()));
    }

    void whatIsPrintedReadsBackTheSame()
    {
        QCOMPARE(formatRfc3339(fromEpochMs(kMarchFirst)), "2026-03-01T09:00:00Z");
        QCOMPARE(formatRfc3339(fromEpochMs(kMarchFirst + 7)), "2026-03-01T09:00:00.007Z");
        std::mt19937_64 random(7);
        std::uniform_int_distribution<std::int64_t> anyTime(
            -62'000'000'000'000, 253'402'300'799'999);
        for (int i = 0; i < 2'000; ++i) {
            const Timestamp at = fromEpochMs(anyTime(random));
            const Result<Timestamp> back = parseRfc3339(formatRfc3339(at));
            QVERIFY2(back && *back == at, formatRfc3339(at).c_str());
        }
    }

    void rangesAreHalfOpen()
    {
        const TimeRange range{fromEpochMs(10), fromEpochMs(20)};
        QVERIFY(range.contains(fromEpochMs(10)));
        QVERIFY(!range.contains(fromEpochMs(20)));
        QCOMPARE(range.length().count(), 10);
    }

    void readsDurations()
    {
        QCOMPARE(parseDuration("250ms")->count(), 250);
        QCOMPARE(parseDuration("10s")->count(), 10'000);
        QCOMPARE(parseDuration("1h30m")->count(), 5'400'000);
        QCOMPARE(parseDuration("2w")->count(), 1'209'600'000);
        QCOMPARE(parseDuration("0s")->count(), 0);
    }

    void refusesWhatIsNoDuration()
    {
        for (const char *text : {"", "5", "m", "5 m", "-5m", "5y", "1.5h", "5mm", "99999999999s"})
            QVERIFY2(!parseDuration(text), text);
    }

    void durationsDoNotOverflow()
    {
        QVERIFY(!parseDuration("9999999999w9999999999w"));
        std::string many;
        for (int i = 0; i < 20'000; ++i)
            many += "9999999999h";
        QVERIFY(!parseDuration(many));
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
