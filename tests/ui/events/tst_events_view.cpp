#include "events_view_rig.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_toolbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestEventsView : public QObject, private EventsViewRig
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { takeDown(); }
    void cleanupTestCase() { m_theme.reset(); }

    void selectingARowFillsTheInspector()
    {
        select(1);
        QVERIFY(hasText(u"BackOff"_s));
        QVERIFY(hasText(u"Back-off restarting failed container postgres in pod "
                        "payments-db-0_data(c4f1)"_s));
        QVERIFY(hasText(u"CrashLoopBackOff"_s));
        auto *owners = find<QTableWidget>(u"eventOwnership"_s);
        QCOMPARE(owners->rowCount(), 3);
        QCOMPARE(owners->item(2, 1)->text(), u"14"_s);
        QVERIFY(find<QTableWidget>(u"eventAround"_s)->rowCount() > 1);
    }

    void whatIsAroundIsCountedNotOnlyWhatWasRead()
    {
        m_feed->aroundUnread = 100'000;
        select(1);
        const auto read = m_feed->contexts.back().answer;
        const auto hidden = read->aroundTotal - find<QTableWidget>(u"eventAround"_s)->rowCount();
        QVERIFY(hidden > 100'000);
        QVERIFY(hasText(u"%1 more within the window"_s.arg(countText(hidden))));
    }

    void everyColumnFitsAndTheMessageTakesTheRest_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("a 1280 pixel window") << 1132; // without the rail
        QTest::newRow("a 1920 pixel window") << 1772;
    }

    void everyColumnFitsAndTheMessageTakesTheRest()
    {
        QFETCH(int, width);
        m_view->resize(width, 700);
        m_view->grab(); // lays everything out
        QHeaderView &header = *table().horizontalHeader();
        int shown = 0;
        for (int column = 0; column < EventColumns::ColumnCount; ++column)
            shown += header.isSectionHidden(column) ? 0 : header.sectionSize(column);
        QVERIFY(!header.isSectionHidden(EventColumns::Count));
        QVERIFY(!header.isSectionHidden(EventColumns::Cluster));
        QCOMPARE(header.length(), shown); // a hidden column leaves no gap
        QCOMPARE(table().viewport()->width(), shown);
    }

    void theNewestWarningInSightIsInspectedAtFirst()
    {
        QTRY_VERIFY(find<QPushButton>(u"eventObjectLink"_s));
        const QModelIndex current = table().currentIndex();
        QVERIFY(current.isValid());
        QCOMPARE(model().index(current.row(), 0).data(EventTableModel::TypeRole).toInt(),
            static_cast<int>(EventType::Warning));
        QVERIFY(table().selectionModel()->isRowSelected(current.row(), {}));
        for (int row = 0; row < current.row(); ++row)
            QCOMPARE(model().index(row, 0).data(EventTableModel::TypeRole).toInt(),
                static_cast<int>(EventType::Normal));
        QVERIFY(m_view->escape());
        m_view->refresh();
        QTRY_COMPARE(model().rowCount(), 900);
        QVERIFY(!table().currentIndex().isValid()); // closed by hand: it stays closed
    }

    void theObjectLinkShowsItsEvents()
    {
        select(1);
        find<QPushButton>(u"eventObjectLink"_s)->click();
        QTRY_COMPARE(model().rowCount(), 150); // of its cluster
        QVERIFY(chips().contains(u"Pod data/payments-db-0"_s));
        QVERIFY(hasText(u"CrashLoopBackOff"_s));       // the inspector keeps the event
        QTRY_VERIFY(table().currentIndex().isValid()); // and the table its row
        QCOMPARE(id(table().currentIndex().row()), 899);
    }

    void anOwnerShowsItsTree()
    {
        select(1);
        auto *owners = find<QTableWidget>(u"eventOwnership"_s);
        emit owners->cellActivated(0, 0);
        QTRY_COMPARE(chips().size(), 1);
        QVERIFY(chips()[0].contains(u"StatefulSet data/payments-db"_s));
        QCOMPARE(m_feed->queries.back().scope->scope, EventScope::WorkloadTree);
    }

    void aTypedFilterNarrowsEverything()
    {
        m_view->applyFilter(u"reason = Evicted"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        m_view->applyFilter(u"nonsense"_s); // keeps the last valid one
        QTest::qWait(10);
        QCOMPARE(model().rowCount(), 100);
    }

    void aCellBecomesAFilter()
    {
        QMenu *menu = cellMenu(1, EventColumns::Reason);
        choose(*menu, {u"Apply as filter"_s, u"Selected"_s});
        QTRY_COMPARE(model().rowCount(), 100);
        menu = cellMenu(0, EventColumns::Reason);
        choose(*menu, {u"Apply as filter"_s, u"Not selected"_s});
        QTRY_COMPARE(model().rowCount(), 800);
    }

    void aPreparedFilterIsNotApplied()
    {
        QMenu *menu = cellMenu(1, EventColumns::Reason);
        choose(*menu, {u"Prepare as filter"_s, u"Selected"_s});
        QTest::qWait(10);
        QCOMPARE(model().rowCount(), 900);
        QCOMPARE(find<FilterBar>(u"eventFilterBar"_s)->text(), u"reason = \"BackOff\""_s);
    }

    void theBrushIsAChipAndNarrowsTheTable()
    {
        auto *histogram = find<EventHistogram>(u"eventHistogram"_s);
        emit histogram->brushed({now() - Duration{2'400'000}, now() - Duration{1'800'000}});
        QTRY_VERIFY(model().rowCount() < 80);
        QCOMPARE(chips().size(), 1);
        emit m_view->findChild<Chip *>()->removed();
        QTRY_COMPARE(model().rowCount(), 900);
    }

    void escapeUndoesOneLayerAPress()
    {
        select(1);
        m_view->applyFilter(u"reason = BackOff"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Warning);
        emit toolbar->kindsPicked({u"Pod"_s});
        QTRY_COMPARE(chips().size(), 2);
        QVERIFY(m_view->escape()); // the text
        QTRY_COMPARE(model().rowCount(), 500);
        QVERIFY(m_view->escape()); // kinds
        QTRY_COMPARE(model().rowCount(), 600);
        QVERIFY(m_view->escape()); // type
        QTRY_COMPARE(model().rowCount(), 900);
        QVERIFY(m_view->escape()); // the inspector
        QVERIFY(!hasText(u"CrashLoopBackOff"_s));
        QVERIFY(!m_view->escape());
    }

    void keysActOnTheTable()
    {
        select(0);
        QTest::keyClick(&table(), Qt::Key_J);
        QCOMPARE(table().currentIndex().row(), 1);
        QTest::keyClick(&table(), Qt::Key_K);
        QCOMPARE(table().currentIndex().row(), 0);
        QTest::keyClick(&table(), Qt::Key_C);
        QCOMPARE(QApplication::clipboard()->text(), u"checkout-6d8f7c9b5-x2k4p"_s);
        QTest::keyClick(&table(), Qt::Key_N);
        QCOMPARE(QApplication::clipboard()->text(), u"shop"_s);
        QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), u"tsv\n900\tUnhealthy"_s);
        QTest::keyClick(&table(), Qt::Key_A, Qt::ShiftModifier);
        QCOMPARE(id(0), 1);
        QTest::keyClick(&table(), Qt::Key_A, Qt::ShiftModifier);
        QTest::keyClick(&table(), Qt::Key_J);
        QTest::keyClick(&table(), Qt::Key_Return);
        QTRY_COMPARE(chips().size(), 1);
    }

    void theObjectAsJsonHasATabOfItsOwn()
    {
        select(1);
        QTest::keyClick(&table(), Qt::Key_Y);
        auto *json = find<QPlainTextEdit>(u"eventObjectJson"_s);
        QTRY_VERIFY(json->toPlainText().contains(u"payments-db-0"_s));
        QCOMPARE(m_estate->objectsAsked.size(), 1U);
        auto *inspector = find<EventInspector>(u"eventInspector"_s);
        QCOMPARE(inspector->currentIndex(), 1);
        QVERIFY(m_view->escape());
        QCOMPARE(inspector->currentIndex(), 0);
    }

    void liveRowsLeaveThePlaceOnTheScreen()
    {
        (void)m_view->grab();
        select(400);
        table().verticalScrollBar()->setValue(380);
        const qint64 top = id(380);
        ClusterEvent newer = m_feed->history.front();
        newer.id = 901;
        newer.last = now();
        m_feed->history.push_back(newer);
        ClusterEvent &again = m_feed->history[450];
        again.last = now();
        emit m_feed->stored(1, 1);
        QTRY_COMPARE(model().rowCount(), 901);
        QCOMPARE(id(table().verticalScrollBar()->value()), top);
        QCOMPARE(id(table().currentIndex().row()), 500);
    }

    void theInspectorCopiesWhatItShows()
    {
        select(3);
        m_view->openEvent(600); // elsewhere in the list
        QTRY_COMPARE(id(table().currentIndex().row()), 600);
        m_view->findChild<EventToolbar *>()->kindsPicked({u"Node"_s});
        QTRY_COMPARE(model().rowCount(), 100);
        table().setCurrentIndex(model().index(0, 0));
        button(u"Copy JSON"_s)->click(); // before the inspector follows
        QVERIFY(QApplication::clipboard()->text().contains(u"600"_s));
    }

    void aLinkedEventIsShownAndSelected()
    {
        m_view->openEvent(600);
        QTRY_COMPARE(id(table().currentIndex().row()), 600);
        QTRY_VERIFY(find<QTableWidget>(u"eventAround"_s));
    }
};

QTEST_MAIN(TestEventsView)
#include "tst_events_view.moc"
