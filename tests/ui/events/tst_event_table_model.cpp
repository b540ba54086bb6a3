#include "fake_feeds.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/time_selection.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <malloc.h>
#include <utility>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Timestamp kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

std::shared_ptr<const console::Events> shared(console::Events events)
{
    return std::make_shared<const console::Events>(std::move(events));
}

std::shared_ptr<const console::EventIndex> indexOf(const console::Events &events)
{
    auto rows = std::make_shared<console::EventIndex>();
    for (const ClusterEvent &event : events)
        rows->push_back(indexRowOf(event));
    return rows;
}

// `events` as the newest page: the first 256 of them.
std::shared_ptr<const console::Events> newestOf(const console::Events &events)
{
    return shared(
        {events.begin(), events.begin() + std::min<std::ptrdiff_t>(256, std::ssize(events))});
}

} // namespace

class TestEventTableModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_feed = std::make_unique<FakeEventFeed>();
        m_feed->isManual = true;
        m_model = std::make_unique<EventTableModel>(*m_feed, m_time);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_feed.reset();
    }

    void showsTheFirstPageThenEveryRow()
    {
        show(1000);
        QCOMPARE(m_model->rowCount(), 1000);
        QCOMPARE(text(0, EventColumns::Reason), u"BackOff"_s);
        QCOMPARE(m_resets, 1); // of the first page; the rest came behind it
    }

    void fetchesAPageOnceAndOnlyWhenAskedForIt()
    {
        show(2000);
        settle();
        m_feed->asked.clear();
        QCOMPARE(text(600, EventColumns::Reason), u"…"_s);
        QCOMPARE(text(600, EventColumns::Reason), u"…"_s);
        QCOMPARE(text(601, EventColumns::Message), u"…"_s);
        QTRY_COMPARE(m_feed->asked.size(), 1U);
        QCOMPARE(m_feed->asked[0].size(), 256U);
        QCOMPARE(m_feed->asked[0].front(), 2000 - 512);
        (void)text(700, EventColumns::Reason); // still on its way
        QTest::qWait(20);
        QCOMPARE(m_feed->asked.size(), 1U);
        m_feed->texts.back().reply();
        QTRY_COMPARE(text(600, EventColumns::Message), u"message 1400"_s);
    }

    void knowsTimeAndTypeBeforeTheTextIsHere()
    {
        show(2000);
        QVERIFY(text(900, EventColumns::LastSeen) != u"…"_s);
        QCOMPARE(text(900, EventColumns::Type), u"Warning"_s);
        QCOMPARE(text(901, EventColumns::Type), u"Normal"_s);
    }

    void layoutRolesDoNotLoad()
    {
        show(2000);
        settle();
        m_feed->asked.clear();
        const QModelIndex cell = m_model->index(1500, EventColumns::Reason);
        (void)cell.data(Qt::SizeHintRole);
        (void)cell.data(Qt::FontRole);
        (void)cell.data(Qt::TextAlignmentRole);
        QTest::qWait(20);
        QVERIFY(m_feed->asked.empty());
    }

    void dropsRepliesToAnOldQuestion()
    {
        show(2000);
        settle();
        (void)text(600, EventColumns::Reason);
        QTRY_VERIFY(!m_feed->texts.empty());
        m_model->restart(shared(makeHistory(3, kNow)));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_feed->texts.back().reply();
        QTest::qWait(20);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_model->rowCount(), 3);
    }

    void newRowsComeInAtTheTopAndTheSelectionStays()
    {
        console::Events history = show(1000);
        QItemSelectionModel selection(m_model.get());
        selection.setCurrentIndex(
            m_model->index(10, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        const qint64 chosen = id(10);
        const console::Events newer = renumbered(makeHistory(5, kNow + Duration{60'000}), 1000);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        history.insert(history.begin(), newer.begin(), newer.end());
        QVERIFY(m_model->merge(newestOf(history), false));
        QCOMPARE(m_model->rowCount(), 1005);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QCOMPARE(inserted[0][2].toInt(), 4);
        QCOMPARE(selection.currentIndex().row(), 15);
        QCOMPARE(id(15), chosen);
        QCOMPARE(m_resets, 1);
    }

    void aLateEventTakesItsPlaceInTheMiddle()
    {
        console::Events history = show(1000);
        ClusterEvent late = history[20];
        late.id = 5000;
        late.last += Duration{500};
        history.insert(history.begin() + 20, late);
        QVERIFY(m_model->merge(newestOf(history), false));
        QCOMPARE(m_model->rowCount(), 1001);
        QCOMPARE(id(20), 5000);
    }

    void anUpdatedRowMovesUpAndTakesTheSelectionAlong()
    {
        console::Events history = show(1000);
        QItemSelectionModel selection(m_model.get());
        selection.setCurrentIndex(
            m_model->index(700, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        const qint64 chosen = id(700);
        QPersistentModelIndex other(m_model->index(30, 2));
        const qint64 otherId = id(30);
        ClusterEvent updated = history[700];
        updated.last = kNow;
        updated.count = 77;
        history.erase(history.begin() + 700);
        history.insert(history.begin(), updated);

        QVERIFY(m_model->merge(newestOf(history), false));
        QCOMPARE(m_model->rowCount(), 1000);
        QCOMPARE(id(0), chosen);
        QCOMPARE(text(0, EventColumns::Count), u"77"_s);
        QCOMPARE(selection.currentIndex().row(), 0);
        QVERIFY(selection.isRowSelected(0));
        QCOMPARE(id(other.row()), otherId);
        QCOMPARE(m_resets, 1);
    }

    void manyScatteredChangesKeepEveryHeldRow()
    {
        console::Events history = show(3000);
        QPersistentModelIndex held(m_model->index(123, 0));
        const qint64 heldId = id(123);
        console::Events changed;
        EventRowId next = 9000;
        for (std::size_t i = 0; i < 200; ++i) { // every second row goes, late ones come between
            if (i % 2 == 0 && history[i].id != heldId) {
                ClusterEvent late = history[i];
                late.id = ++next;
                late.last -= Duration{300};
                changed.push_back(late);
                if (i % 4 == 0)
                    continue;
            }
            changed.push_back(history[i]);
        }
        changed.insert(changed.end(), history.begin() + 200, history.end());
        std::ranges::sort(changed, std::greater(), [](const ClusterEvent &e) { return keyOf(e); });
        QVERIFY(m_model->merge(newestOf(changed), false));
        QCOMPARE(m_model->rowCount(), static_cast<int>(changed.size()));
        for (int row = 0; row < 300; ++row)
            QCOMPARE(id(row), changed[static_cast<std::size_t>(row)].id);
        QCOMPARE(id(held.row()), heldId);
        QCOMPARE(m_resets, 1);
    }

    void theSameChangesShrinkingTheTable()
    {
        console::Events history = show(900);
        QPersistentModelIndex held(m_model->index(801, 0));
        const qint64 heldId = id(801);
        console::Events fewer;
        for (std::size_t i = 0; i < history.size(); ++i) {
            if (i % 3 != 1)
                fewer.push_back(history[i]);
        }
        m_model->showAll(indexOf(fewer));
        QCOMPARE(m_model->rowCount(), static_cast<int>(fewer.size()));
        QCOMPARE(id(held.row()), heldId);
        for (int row = 0; row < m_model->rowCount(); ++row)
            QCOMPARE(id(row), fewer[static_cast<std::size_t>(row)].id);
    }

    void aPageThatDoesNotReachDownAsksForTheWholeMap()
    {
        show(1000);
        const console::Events burst
            = renumbered(makeHistory(400, kNow + Duration{3'600'000}), 1000);
        QVERIFY(!m_model->merge(newestOf(burst), false));
        QCOMPARE(m_model->rowCount(), 1000); // nothing is shown with a gap in it
    }

    void countsWhatIsNewerWithoutShowingIt()
    {
        show(1000);
        const console::Events newer = renumbered(makeHistory(14, kNow + Duration{60'000}), 1000);
        QCOMPARE(m_model->newerThanShown(newer), 14U);
        QCOMPARE(m_model->rowCount(), 1000);
    }

    void turnsItsOrderAroundOverTheWholeHistory()
    {
        console::Events history = show(1000);
        QPersistentModelIndex held(m_model->index(0, 0));
        m_model->sort(EventColumns::LastSeen, Qt::AscendingOrder);
        QCOMPARE(id(0), 1);
        QCOMPARE(id(999), 1000);
        QCOMPARE(held.row(), 999);
        const console::Events newer = renumbered(makeHistory(2, kNow + Duration{60'000}), 1000);
        history.insert(history.begin(), newer.begin(), newer.end());
        QVERIFY(m_model->merge(newestOf(history), false));
        QCOMPARE(id(1001), 1002);
        QCOMPARE(held.row(), 999);
        m_model->sort(EventColumns::Reason, Qt::DescendingOrder); // cannot be told truthfully
        QCOMPARE(id(0), 1);
    }

    void rowsDeletedMeanwhileAreNotAskedForAgain()
    {
        show(2000);
        settle();
        (void)text(600, EventColumns::Message);
        QTRY_VERIFY(!m_feed->texts.empty());
        m_feed->texts.back().reply(shared({}));
        QTRY_VERIFY(text(600, EventColumns::Message).contains(u"retention"_s));
        m_feed->asked.clear();
        (void)text(601, EventColumns::Message);
        QTest::qWait(20);
        QVERIFY(m_feed->asked.empty());
    }

    void aFailureIsToldAndNotRepeatedAtOnce()
    {
        show(2000);
        settle();
        QSignalSpy failed(m_model.get(), &EventTableModel::failed);
        (void)text(600, EventColumns::Message);
        QTRY_VERIFY(!m_feed->texts.empty());
        m_feed->texts.back().fail({ErrorCode::Unavailable, "busy"});
        QTRY_COMPARE(failed.size(), 1);
        const std::size_t before = m_feed->asked.size();
        for (int i = 0; i < 20; ++i) {
            (void)text(600, EventColumns::Message);
            QTest::qWait(2);
        }
        QCOMPARE(m_feed->asked.size(), before);
    }

    void scrollingThroughAMillionRowsIsNoRequestStorm()
    {
        auto rows = std::make_shared<console::EventIndex>();
        for (std::int64_t i = 0; i < 1'000'000; ++i)
            rows->push_back({toEpochMs(kNow) - i, (1'000'000 - i) * 2});
        m_tester.reset(); // looks at every row
        m_model->showAll(rows);
        QCOMPARE(m_model->rowCount(), 1'000'000);
        m_feed->asked.clear();
        for (int row = 0; row < 1'000'000; row += 500)
            (void)text(row, EventColumns::Reason);
        QTest::qWait(20);
        QVERIFY(m_feed->asked.size() <= EventPageLoader::kAtOnce);
        QCOMPARE(
            m_feed->asked[0].front(), 1'000'000 - 999'500 / 256 * 256); // seen last, asked first
        std::size_t answered = 0;
        while (answered < m_feed->texts.size()) {
            m_feed->texts[answered++].reply();
            QTest::qWait(2);
        }
        QVERIFY(m_feed->asked.size() <= EventPageLoader::kAtOnce + EventPageLoader::kWaiting);
    }

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    void aMillionRowsFitInto24Megabytes()
    {
        m_tester.reset();
        const console::Events incident = makeIncident(kNow); // texts as long as real ones
        const std::size_t before = allocated();
        auto rows = std::make_shared<console::EventIndex>();
        rows->reserve(1'000'000);
        for (std::int64_t i = 0; i < 1'000'000; ++i)
            rows->push_back({toEpochMs(kNow) - i, (1'000'000 - i) * 2});
        m_model->showAll(std::exchange(rows, nullptr));
        for (int block = 0; block < 100; ++block) { // more pages than are kept
            (void)text(block * 256, EventColumns::Reason);
            QTRY_VERIFY(!m_feed->texts.empty());
            auto page = std::make_shared<console::Events>();
            for (const EventRowId id : m_feed->asked.back()) {
                page->push_back(incident[static_cast<std::size_t>(id) % incident.size()]);
                page->back().id = id;
                page->back().last = kNow - Duration{1'000'000 - id};
            }
            m_feed->texts.back().reply(std::move(page));
            QTRY_VERIFY(text(block * 256, EventColumns::Reason) != u"…"_s);
            m_feed->texts.clear();
            m_feed->asked.clear();
        }
        const std::size_t used = allocated() - before;
        qInfo("1 000 000 rows, every page kept filled: %.1f MB", static_cast<double>(used) / 1e6);
        QVERIFY2(used <= 24'000'000, qPrintable(QString::number(used)));
    }
#endif

private:
    static std::size_t allocated()
    {
        const struct mallinfo2 info = mallinfo2();
        return info.uordblks + info.hblkhd;
    }

    console::Events show(int count)
    {
        m_resets = 0;
        connect(m_model.get(), &QAbstractItemModel::modelReset, this, [this] { ++m_resets; });
        m_feed->history = makeHistory(count, kNow);
        m_model->restart(newestOf(m_feed->history));
        m_model->showAll(indexOf(m_feed->history));
        return m_feed->history;
    }

    // The model tester looks at rows of its own; let it have them.
    void settle()
    {
        for (int i = 0; i < 10; ++i) {
            QTest::qWait(1);
            for (; m_answered < m_feed->texts.size(); ++m_answered)
                m_feed->texts[m_answered].reply();
        }
        m_feed->texts.clear();
        m_answered = 0;
    }

    static console::Events renumbered(console::Events events, EventRowId from)
    {
        for (ClusterEvent &event : events)
            event.id += from;
        return events;
    }

    QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    qint64 id(int row) const
    {
        return m_model->index(row, 0).data(EventTableModel::IdRole).toLongLong();
    }

    TimeSelection m_time;
    std::unique_ptr<FakeEventFeed> m_feed;
    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::size_t m_answered = 0;
    int m_resets = 0;
};

QTEST_MAIN(TestEventTableModel)
#include "tst_event_table_model.moc"
