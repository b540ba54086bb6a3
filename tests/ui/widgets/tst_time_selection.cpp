#include "ui/widgets/time_axis.h"
#include "ui/widgets/time_selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimeRange kNight{fromEpochMs(1'772'334'000'000), fromEpochMs(1'772'336'400'000)}; // 40 min

} // namespace

class TestTimeSelection : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_time = std::make_unique<TimeSelection>(); }

    void startsLiveWithSixHours()
    {
        QVERIFY(m_time->isLive());
        QCOMPARE(m_time->range().length(), Duration(6h));
        QCOMPARE(m_time->rangeText(), u"last 6 h"_s);
    }

    void rewindingEndsTheRangeAtTheInstantAndKeepsTheAxis()
    {
        m_time->setMoving(6h);
        const Timestamp then = m_time->range().to - 2h;
        m_time->setAsOf(then);
        QCOMPARE(m_time->asOf(), std::optional(then));
        QCOMPARE(m_time->instant(), then);
        QCOMPARE(m_time->range().to, then);
        QCOMPARE(m_time->axis().length(), Duration(6h));
        QVERIFY(m_time->axis().contains(then));
        QVERIFY(!m_time->isLive());
        m_time->leaveAsOf();
        QVERIFY(m_time->isLive()); // as it was before
        QCOMPARE(m_time->range().length(), Duration(6h));
    }

    void rewindingBeyondTheAxisMovesIt()
    {
        m_time->setMoving(1h);
        const Timestamp then = m_time->range().to - 24h;
        m_time->setAsOf(then);
        QVERIFY(m_time->axis().contains(then));
        QCOMPARE(m_time->axis().length(), Duration(1h));
        m_time->setAsOf(then + 24h * 365); // has not come yet
        QVERIFY(*m_time->asOf() <= m_time->axis().to);
    }

    void aPausedRangeIsPausedAgainAfterRewinding()
    {
        m_time->setMoving(1h);
        m_time->setPaused(true);
        const TimeRange before = m_time->range();
        m_time->setAsOf(before.to - 10min);
        m_time->leaveAsOf();
        QVERIFY(m_time->isPaused());
        QCOMPARE(m_time->range(), before);
    }

    void choosingARangeEndsTheRewinding()
    {
        m_time->setAsOf(m_time->range().to - 1h);
        m_time->setMoving(1h);
        QVERIFY(!m_time->asOf());
        m_time->setAsOf(m_time->range().to - 10min);
        m_time->zoomTo({m_time->axis().from, m_time->axis().from + 5min});
        QVERIFY(!m_time->asOf());
    }

    void aPausedRangeStandsStill()
    {
        m_time->setPaused(true);
        const TimeRange before = m_time->range();
        QTest::qWait(15);
        QCOMPARE(m_time->range(), before);
        QVERIFY(m_time->isPaused());
        QVERIFY(!m_time->isLive());
        m_time->setPaused(false);
        QVERIFY(m_time->isLive());
        QVERIFY(m_time->range().to > before.to);
    }

    void anAbsoluteRangeIsPaused()
    {
        m_time->setAbsolute(kNight);
        QVERIFY(m_time->isPaused());
        QCOMPARE(m_time->range(), kNight);
        m_time->backToNow();
        QVERIFY(m_time->isLive());
        QCOMPARE(m_time->moving(), Duration(6h));
    }

    void zoomsGoBackOneByOneAndAllAtOnce()
    {
        const TimeRange inner{kNight.from + 5min, kNight.from + 10min};
        m_time->setMoving(1h);
        m_time->zoomTo(kNight);
        m_time->zoomTo(inner);
        QCOMPARE(m_time->range(), inner);
        QVERIFY(m_time->zoomBack());
        QCOMPARE(m_time->range(), kNight);
        m_time->zoomTo(inner);
        m_time->resetZoom();
        QVERIFY(m_time->isLive());
        QCOMPARE(m_time->moving(), Duration(1h));
        QVERIFY(!m_time->zoomBack());
    }

    void zoomingOutDoublesAroundTheCentre()
    {
        m_time->setAbsolute(kNight);
        m_time->zoomOut();
        QCOMPARE(m_time->range(), (TimeRange{kNight.from - 20min, kNight.to + 20min}));
        m_time->setMoving(1h);
        m_time->zoomOut();
        QVERIFY(m_time->isLive());
        QCOMPARE(m_time->moving(), Duration(2h));
    }

    void shiftingMovesByAShare()
    {
        m_time->setAbsolute(kNight);
        m_time->shift(-0.5);
        QCOMPARE(m_time->range(), (TimeRange{kNight.from - 20min, kNight.to - 20min}));
    }

    void aReversedRangeIsTurnedAround()
    {
        m_time->setAbsolute({kNight.to, kNight.from});
        QCOMPARE(m_time->range(), kNight);
    }

    void tellsOfEachChangeOnce()
    {
        QSignalSpy changed(m_time.get(), &TimeSelection::changed);
        m_time->setMoving(1h);
        m_time->setPaused(true);
        m_time->setPaused(true);
        m_time->setZone(TimeSelection::Zone::Utc);
        m_time->setZone(TimeSelection::Zone::Utc);
        QCOMPARE(changed.size(), 3);
    }

    void textsNameTheZone()
    {
        m_time->setZone(TimeSelection::Zone::Utc);
        m_time->setAbsolute(kNight);
        QCOMPARE(m_time->dateTimeText(kNight.from), u"2026-03-01 03:00:00 UTC"_s);
        QVERIFY2(
            m_time->rangeText().endsWith(u"03:00–03:40 UTC"_s), qPrintable(m_time->rangeText()));
        QCOMPARE(m_time->timeText(Timestamp{}), u"—"_s);
    }

    void ticksAreRoundAndFarEnoughApart_data()
    {
        QTest::addColumn<qint64>("minutes");
        for (const qint64 minutes : {1, 15, 60, 360, 1'440, 10'080, 43'200, 129'600})
            QTest::addRow("%lld minutes", static_cast<long long>(minutes)) << minutes;
    }
    void ticksAreRoundAndFarEnoughApart()
    {
        QFETCH(qint64, minutes);
        m_time->setZone(TimeSelection::Zone::Utc);
        const TimeRange range{kNight.from + 17s, kNight.from + 17s + std::chrono::minutes{minutes}};
        const auto ticks = timeTicks(range, *m_time, 900);
        QVERIFY(ticks.size() >= 2);
        QVERIFY(ticks.size() <= 900 / 84 + 1);
        const Duration step = ticks[1].at - ticks[0].at;
        for (const AxisTick &tick : ticks) {
            QVERIFY(range.contains(tick.at));
            QVERIFY(toEpochMs(tick.at) % std::min<qint64>(step.count(), 86'400'000) == 0);
        }
    }

    void bucketsAreRoundAndFitTheWidth()
    {
        QCOMPARE(niceBucket({kNight.from, kNight.from + 6h}, 200), Duration(2min));
        QCOMPARE(niceBucket({kNight.from, kNight.from + 24h}, 150), Duration(10min));
        QVERIFY(niceBucket({kNight.from, kNight.from}, 0) > Duration::zero());
    }

private:
    std::unique_ptr<TimeSelection> m_time;
};

QTEST_GUILESS_MAIN(TestTimeSelection)
#include "tst_time_selection.moc"
