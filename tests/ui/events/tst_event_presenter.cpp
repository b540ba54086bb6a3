#include "fake_feeds.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_live_tail.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/time_selection.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using State = EventPresenter::State;

namespace {

Timestamp now()
{
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

} // namespace

class TestEventPresenter : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_feed = std::make_unique<FakeEventFeed>();
        m_feed->history = makeHistory(1000, now());
        m_time = std::make_unique<TimeSelection>();
        m_model = std::make_unique<EventTableModel>(*m_feed, *m_time);
        m_presenter = std::make_unique<EventPresenter>(*m_feed, *m_time, *m_model);
        m_tail = std::make_unique<EventLiveTail>(*m_feed, *m_time, *m_presenter, *m_model);
    }

    void cleanup()
    {
        m_tail.reset();
        m_presenter.reset();
        m_model.reset();
        m_time.reset();
        m_feed.reset();
    }

    void asksNothingUntilItIsLookedAt()
    {
        m_presenter->setFilter({});
        QCOMPARE(m_presenter->state(), State::Idle);
        QVERIFY(m_feed->queries.empty());
        m_presenter->setActive(true);
        QCOMPARE(m_presenter->state(), State::Loading);
        QTRY_COMPARE(m_presenter->state(), State::Showing);
    }

    void showsTheFirstPageBeforeTheRest()
    {
        m_feed->isManual = true;
        m_presenter->setActive(true);
        m_feed->pages[0].reply();
        QTRY_COMPARE(m_model->rowCount(), 256);
        QCOMPARE(m_presenter->state(), State::Showing);
        QVERIFY(!m_presenter->matches());
        m_feed->indexes[0].reply();
        QTRY_COMPARE(m_model->rowCount(), 1000);
        QCOMPARE(m_presenter->matches(), 1000);
        m_feed->histograms[1].reply();
        QTRY_COMPARE(m_presenter->total(), 1000);
    }

    void theMapMayComeBeforeTheFirstPage()
    {
        m_feed->isManual = true;
        m_presenter->setActive(true);
        m_feed->indexes[0].reply();
        QTRY_COMPARE(m_model->rowCount(), 1000);
        QCOMPARE(m_presenter->state(), State::Showing);
        m_feed->pages[0].reply();
        QTest::qWait(10);
        QCOMPARE(m_model->rowCount(), 1000);
    }

    void dropsAnswersToAnOldFilter()
    {
        m_feed->isManual = true;
        m_presenter->setActive(true);
        m_presenter->setFilter({.type = EventType::Warning});
        QVERIFY(m_feed->stops[0].stop_requested());
        QVERIFY(!m_feed->stops[1].stop_requested());
        m_feed->pages[1].reply();
        m_feed->indexes[1].reply();
        QTRY_COMPARE(m_model->rowCount(), 334);
        m_feed->pages[0].reply();
        m_feed->indexes[0].reply();
        QTest::qWait(10);
        QCOMPARE(m_model->rowCount(), 334);
        QCOMPARE(m_presenter->matches(), 334);
    }

    void failsWithTheReasonAndRecovers()
    {
        m_feed->isManual = true;
        m_presenter->setActive(true);
        m_feed->pages[0].fail({ErrorCode::Corrupt, "not a database"});
        QTRY_COMPARE(m_presenter->state(), State::Failed);
        QCOMPARE(m_presenter->error().message, "not a database");
        m_feed->indexes[0].reply();
        QTest::qWait(10);
        QCOMPARE(m_presenter->state(), State::Failed);
        m_presenter->reload();
        m_feed->pages[1].reply();
        QTRY_COMPARE(m_presenter->state(), State::Showing);
    }

    void keepsTheFirstPageWhenOnlyTheMapFails()
    {
        m_feed->isManual = true;
        QSignalSpy partly(m_presenter.get(), &EventPresenter::partlyFailed);
        m_presenter->setActive(true);
        m_feed->pages[0].reply();
        QTRY_COMPARE(m_presenter->state(), State::Showing);
        m_feed->indexes[0].fail({ErrorCode::Unavailable, "busy"});
        QTRY_COMPARE(partly.size(), 1);
        QCOMPARE(m_model->rowCount(), 256);
    }

    void theBrushNarrowsTheRowsButNotTheHistogram()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        QSignalSpy histogram(m_presenter.get(), &EventPresenter::histogramLoaded);
        const TimeRange brush{now() - Duration{200'000}, now() - Duration{100'000}};
        m_presenter->setFilter({.brush = brush});
        QTRY_VERIFY(m_presenter->matches() && *m_presenter->matches() <= 101);
        QTRY_COMPARE(histogram.size(), 1);
        std::int64_t shown = 0;
        for (const auto &bar : histogram[0][0].value<std::vector<console::EventBar>>())
            shown += bar.normal + bar.warnings;
        QCOMPARE(shown, 1000);
    }

    void bringsInWhatIsStoredWhileLive()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        QTRY_COMPARE(m_presenter->total(), 1000);
        store(3);
        QTRY_COMPARE(m_model->rowCount(), 1003);
        QCOMPARE(m_presenter->matches(), 1003);
        QCOMPARE(m_presenter->total(), 1003); // nobody sees "1003 of 1000"
        QCOMPARE(m_tail->pending(), 0U);
    }

    void countsWhileHeldAndCatchesUp()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        m_tail->setHeld(true);
        store(14);
        QTRY_COMPARE(m_tail->pending(), 14U);
        QCOMPARE(m_model->rowCount(), 1000);
        m_tail->setHeld(false);
        QTRY_COMPARE(m_model->rowCount(), 1014);
        QCOMPARE(m_tail->pending(), 0U);
    }

    void aPausedTimeStandsStillAndCounts()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        const std::size_t questions = m_feed->indexes.size();
        m_time->setPaused(true);
        QCOMPARE(m_feed->indexes.size(), questions);
        QTest::qWait(20); // so the new ones are later than the pause
        store(5);
        QTRY_COMPARE(m_tail->pending(), 5U);
        QCOMPARE(m_model->rowCount(), 1000);
        m_time->setPaused(false);
        QTRY_COMPARE(m_model->rowCount(), 1005);
    }

    void anotherZoneAsksNothing()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        const std::size_t questions = m_feed->pages.size();
        m_time->setZone(TimeSelection::Zone::Utc);
        QTest::qWait(10);
        QCOMPARE(m_feed->pages.size(), questions);
    }

    void aBurstLargerThanAPageIsFilledFromTheWholeMap()
    {
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->matches(), 1000);
        store(600);
        QTRY_COMPARE(m_model->rowCount(), 1600);
    }

    void countsWhatALooserFilterWouldShow()
    {
        m_presenter->setActive(true);
        const console::FilterCheck check = m_feed->check(u"reason = Pulled"_s);
        m_presenter->setFilter({.text = u"reason = Pulled"_s,
            .predicate = check.predicate,
            .type = EventType::Warning});
        QTRY_COMPARE(m_presenter->matches(), 0);
        QSignalSpy looser(m_presenter.get(), &EventPresenter::looserCounted);
        m_presenter->countLooser();
        QTRY_COMPARE(looser.size(), 1);
        QCOMPARE(looser[0][1].toLongLong(), 666);
    }

private:
    void store(int count)
    {
        console::Events newer = makeHistory(count, now() + Duration{1000} * count);
        const auto first = static_cast<EventRowId>(m_feed->history.size());
        for (ClusterEvent &event : newer)
            event.id += first;
        m_feed->history.insert(m_feed->history.end(), newer.begin(), newer.end());
        emit m_feed->stored(count, 0);
    }

    std::unique_ptr<FakeEventFeed> m_feed;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<EventPresenter> m_presenter;
    std::unique_ptr<EventLiveTail> m_tail;
};

QTEST_MAIN(TestEventPresenter)
#include "tst_event_presenter.moc"
