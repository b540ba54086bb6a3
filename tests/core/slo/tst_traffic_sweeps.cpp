#include "tests/core/slo/history_store.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::test;
using namespace std::chrono_literals;

// What is deleted when its time is over, and what never is.
class TestTrafficSweeps : public QObject
{
    Q_OBJECT

private slots:
    void rawRowsOfAnOpenHourAreNeverSwept()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.ingest(minutes(kMidnight + kHour, 61)));
        store.clock().advance(47h); // within two days: no jump
        QCOMPARE(store.sweepAll(), std::int64_t{0});
        store.clock().advance(47h);
        QCOMPARE(store.sweepAll(), std::int64_t{0});
        QCOMPARE(store.number("SELECT count(*) FROM traffic_raw"), std::int64_t{240});
        QVERIFY(store.rollUp());
        store.sweepAll();
        QCOMPARE(store.number("SELECT count(*) FROM traffic_raw"), std::int64_t{0});
        QCOMPARE(store.hourlyRequests(), std::int64_t{1'800});
        QCOMPARE(store.web(kFirstHour).requests, std::int64_t{600});
        QCOMPARE(store.number("SELECT count(*) FROM ingest_log"), std::int64_t{0});
    }

    void everythingGoesAfterItsRetention()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.rollUp());
        for (int day = 0; day < 92; ++day) {
            store.clock().advance(24h);
            store.sweepAll();
        }
        for (const char *table :
            {"traffic_raw", "traffic_hourly", "traffic_hour", "ingest_log", "ingest_boot"}) {
            QCOMPARE(store.number(std::string("SELECT count(*) FROM ") + table), std::int64_t{0});
        }
        QCOMPARE(store.number("SELECT count(*) FROM traffic_series"), std::int64_t{2});
    }

    // Case D8 of the reliability design.
    void aClockAheadForADayDeletesNothing()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.rollUp());
        QCOMPARE(store.sweepAll(), std::int64_t{0});
        store.clock().jump(365 * 24h);
        for (int hour = 0; hour < 24; ++hour) {
            QCOMPARE(store.sweepAll(), std::int64_t{0});
            store.clock().advance(1h);
        }
        QCOMPARE(store.hourlyRequests(), std::int64_t{900});
        store.clock().jump(-365 * 24h);
        QCOMPARE(store.sweepAll(), std::int64_t{0});
        QCOMPARE(store.web(kFirstHour).requests, std::int64_t{600});
    }

    void sweepsGoInSlices()
    {
        HistoryStore store;
        std::vector<ServiceIncrement> many;
        for (int i = 0; i < 700; ++i)
            many.push_back(serviceIncrement("s" + std::to_string(i), 1));
        std::vector<SloIncrements> all;
        for (std::int64_t i = 1; i <= 20; ++i)
            all.push_back(increments(kMidnight + i * 10, static_cast<std::uint64_t>(i), many));
        QVERIFY(store.ingest(all));
        QVERIFY(store.rollUp());
        store.clock().advance(47h);
        QCOMPARE(store.sweepAll(), std::int64_t{14'000 + 20 + 1}); // the log and the run, too
        QCOMPARE(store.number("SELECT count(*) FROM traffic_raw"), std::int64_t{0});
        QCOMPARE(store.hourlyRequests(), std::int64_t{14'000});
    }
};

QTEST_GUILESS_MAIN(TestTrafficSweeps)
#include "tst_traffic_sweeps.moc"
