#include "tests/core/slo/window_store.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::slo;
using namespace binnacle::test;
using namespace std::chrono_literals;

// How much of a window was told: the union of the intervals of its increments.
class TestWindowCoverage : public QObject
{
    Q_OBJECT

private slots:
    // Instants are whole seconds, lengths are not: [0.9, 11.0] is told as [0.9 s before 10, 11].
    void anAgentWhoseClockTicksBetweenSecondsLeavesNoGaps()
    {
        WindowStore store;
        std::vector<SloIncrements> all;
        std::int64_t before = kMidnight * 1000 + 150;
        for (int i = 1; i <= 340; ++i) {
            const std::int64_t now = before + 10'000 + (i * 37) % 160; // scrapes are late at times
            all.push_back(increments(
                now / 1000, static_cast<std::uint64_t>(i), {serviceIncrement("web", 10)}));
            all.back().interval = Duration{now - before};
            before = now;
        }
        store.ingest(all);
        const TimeRange range{at(kMidnight + 1), at(before / 1000)};
        QVERIFY(range.length() < 1h);
        QCOMPARE(store.read(range).covered[0], range.length());
        const Window minutes = store.read({at(kMidnight + 60), at(kMidnight + 3'000)}, 60s);
        for (const Duration covered : minutes.covered)
            QCOMPARE(covered, Duration{60s});
        store.rollUp();
        const Window hour = store.read({at(kMidnight), at(kMidnight + kHour)});
        const Duration told = all.back().at - all.front().at + all.front().interval;
        QCOMPARE(hour.covered[0], std::min(told, all.back().at - at(kMidnight)));
    }

    void aLossOfLessThanASecondIsStillALoss()
    {
        WindowStore store;
        std::vector<SloIncrements> all;
        for (const std::uint64_t seq : {1U, 2U, 4U}) { // 3 was lost
            all.push_back(increments(kMidnight + 10 * static_cast<std::int64_t>(all.size() + 1),
                seq, {serviceIncrement("web", 10)}));
            all.back().interval = Duration{9'400};
        }
        store.ingest(all);
        const TimeRange range{at(kMidnight), at(kMidnight + 30)};
        QCOMPARE(store.read(range).covered[0], Duration{9'400 + 10'000 + 9'400});
    }

    // The hub was away for twenty minutes, over the end of an hour that is closed by now.
    void anIncrementCoversWhatItReachesBackTo()
    {
        WindowStore store;
        std::vector<SloIncrements> all;
        for (std::int64_t i = 1; i <= 45; ++i) {
            all.push_back(increments(
                kMidnight + i * 60, static_cast<std::uint64_t>(i), {serviceIncrement("web", 60)}));
            all.back().interval = 60s;
        }
        store.ingest(all);
        store.rollUp();
        const TimeRange hour{at(kMidnight), at(kMidnight + kHour)};
        QCOMPARE(store.read(hour).covered[0], Duration{45min});
        SloIncrements late
            = increments(kMidnight + kHour + 300, 46, {serviceIncrement("web", 1'200)});
        late.interval = 20min;
        store.ingest({late});
        store.ingest({late}); // repeated: nothing is told twice
        for (const bool isRolledUp : {false, true}) {
            if (isRolledUp)
                store.rollUp();
            QCOMPARE(store.read(hour).covered[0], Duration{1h});
            const Window both = store.read({at(kMidnight), at(kMidnight + kHour + 300)}, 5min);
            for (const Duration covered : both.covered)
                QCOMPARE(covered, Duration{5min});
        }
    }

    // Nothing ended in the hour between: its coverage is told by the one after it.
    void anHourInWhichNothingEndsIsCoveredByWhatReachesIntoIt()
    {
        WindowStore store;
        SloIncrements first = increments(kMidnight + 10, 1, {serviceIncrement("web", 10)});
        SloIncrements next
            = increments(kMidnight + 2 * kHour + 600, 2, {serviceIncrement("web", 10)});
        next.interval = 50min;
        store.ingest({first, next});
        const TimeRange hour{at(kMidnight + kHour), at(kMidnight + 2 * kHour)};
        QCOMPARE(store.read(hour).covered[0], Duration{40min});
    }
};

QTEST_GUILESS_MAIN(TestWindowCoverage)
#include "tst_window_coverage.moc"
