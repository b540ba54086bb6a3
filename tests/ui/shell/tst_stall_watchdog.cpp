#include "ui/shell/stall_watchdog.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestStallWatchdog : public QObject
{
    Q_OBJECT

private slots:
    void aStallIsLoggedAndCounted()
    {
        StallWatchdog watchdog;
        QSignalSpy stalled(&watchdog, &StallWatchdog::stalled);
        QTest::qWait(30);
        watchdog.reset();
        QTest::ignoreMessage(QtWarningMsg, // it waited, and worked for less than 60 ms
            QRegularExpression(u"the window did not respond ms=\\d+ busy_ms=[0-5]?\\d stalls=1"_s));
        QTest::qSleep(120);
        QTRY_COMPARE(watchdog.stalls(), 1);
        QCOMPARE(stalled.size(), 1);
        QVERIFY(stalled[0][0].toLongLong() >= 115);
        QCOMPARE(watchdog.longest().count(), stalled[0][0].toLongLong());
    }

    void workIsToldApartFromWaiting()
    {
        StallWatchdog watchdog;
        QTest::qWait(30);
        watchdog.reset();
        QTest::ignoreMessage(QtWarningMsg,
            QRegularExpression(u"the window did not respond ms=\\d+ busy_ms=\\d{3,} stalls=1"_s));
        const std::clock_t from = std::clock(); // of the whole process, which works here alone
        while (std::clock() - from < CLOCKS_PER_SEC / 8)
            continue;
        QTRY_COMPARE(watchdog.stalls(), 1);
    }

    void aResponsiveWindowIsSilent()
    {
        StallWatchdog watchdog;
        QTest::qWait(30);
        watchdog.reset();
        // Short work is no stall. A busy machine may make one of it, so the best of five counts.
        int fewest = 100;
        for (int attempt = 0; attempt < 5 && fewest > 0; ++attempt) {
            watchdog.reset();
            for (int i = 0; i < 20; ++i) {
                QTest::qSleep(5);
                QTest::qWait(2);
            }
            fewest = std::min(fewest, watchdog.stalls());
        }
        QCOMPARE(fewest, 0);
    }
};

QTEST_GUILESS_MAIN(TestStallWatchdog)
#include "tst_stall_watchdog.moc"
