#include "fake_feeds.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_table.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_toolbar.h"
#include "ui/events/events_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <chrono>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

Timestamp now()
{
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

} // namespace

class TestEventsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        // Menus pop up, which the offscreen platform cannot do in full.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_feed = std::make_unique<FakeEventFeed>();
        m_feed->history = makeIncident(now());
        m_feed->ownership = {{{"StatefulSet", "data", "payments-db"}, 0, 3, 0, false},
            {{"Pod", "data", "payments-db-0"}, 1, 9, 6, true},
            {{"Node", "", "node-5"}, 2, 14, 14, false}};
        m_feed->state = {{"phase", "CrashLoopBackOff"}, {"restarts", "5"},
            {"node", "node-5 · DiskPressure"}, {"image", "postgres:15.8"}};
        m_estate = std::make_unique<FakeEstateFeed>();
        m_estate->view = {.asOf = now()};
        m_estate->view.store.events = 900;
        m_estate->view.store.oldestEvent = now() - Duration{24 * 3'600'000};
        m_desk = std::make_unique<FakeTransferDesk>();
        m_memory = std::make_unique<FakeUiMemory>();
        m_time = std::make_unique<TimeSelection>();
        open();
        m_view->refresh();
        QTRY_COMPARE(model().rowCount(), 900);
    }

    void cleanup()
    {
        m_view.reset();
        m_time.reset();
    }

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

    void saysWhatTheFilterHidesAndOffersLess()
    {
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Normal);
        m_view->applyFilter(u"reason = BackOff"_s);
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_COMPARE(state->title(), u"0 of 900 events match"_s);
        QPushButton *loosen = nullptr;
        QTRY_VERIFY((loosen = button(u"Loosen"_s)));
        QVERIFY(loosen->text().contains(u"100"_s));
        loosen->click();
        QTRY_COMPARE(model().rowCount(), 100);
    }

    void saysThatNothingWasEverCollected()
    {
        m_feed->history.clear();
        m_estate->view.store = {};
        m_view->refresh();
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"No events yet"_s);
    }

    void saysHowFarTheHistoryReaches()
    {
        QVERIFY(find<QLabel>(u"eventReach"_s)->text().contains(u"reaches back to"_s));
        const Timestamp oldest = m_estate->view.store.oldestEvent;
        m_time->setAbsolute({oldest - Duration{7'200'000}, oldest - Duration{3'600'000}});
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"Before the oldest event kept"_s);
        button(u"Go to oldest"_s)->click();
        QCOMPARE(m_time->range().from, oldest);
    }

    void saysThatTheClusterIsSilent()
    {
        console::ClusterView cluster{.id = ClusterId{"prod-eu"}, .name = "prod-eu"};
        cluster.times = {now() - Duration{96'000}, now() - Duration{96'000}};
        m_estate->view.clusters = {cluster};
        m_view->setCluster(cluster.id);
        QTRY_COMPARE(model().rowCount(), 675);
        QVERIFY(find<Banner>(u"eventSilence"_s)->text().contains(u"silent since"_s));
        QVERIFY(table().isColumnHidden(EventColumns::Cluster));
    }

    void aFailureSaysWhatIsStillFine()
    {
        m_feed->isManual = true;
        m_view->refresh();
        m_feed->pages.back().fail({ErrorCode::Corrupt, "database disk image is malformed"});
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_VERIFY(state->code().contains(u"BN-"_s));
    }

    void viewsAreKeptUnderAName()
    {
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Warning);
        m_view->applyFilter(u"reason = Evicted"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        emit toolbar->saveRequested(u"evictions"_s);
        open(); // another day
        m_view->refresh();
        QTRY_COMPARE(model().rowCount(), 900);
        emit m_view->findChild<EventToolbar *>()->savedPicked(u"evictions"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        QCOMPARE(chips(), QStringList{u"type = Warning"_s});
    }

    void columnsAreChosenAndRemembered()
    {
        emit table().horizontalHeader()->customContextMenuRequested({});
        auto *menu = find<QMenu>(u"eventColumnMenu"_s);
        choose(*menu, {u"Source"_s});
        QVERIFY(!table().isColumnHidden(EventColumns::Source));
        QTRY_VERIFY(!m_memory->value(u"events/columns"_s).isEmpty());
        open();
        QVERIFY(!table().isColumnHidden(EventColumns::Source));
    }

    void everyPartHasAName()
    {
        for (QWidget *widget : m_view->findChildren<QWidget *>()) {
            if (qobject_cast<QTableView *>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
        QVERIFY(m_view->keyHelp().size() > 10);
    }

    void looksLikeThePicture_data()
    {
        QTest::addColumn<int>("themeName");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark-1280") << static_cast<int>(ThemeName::Dark) << QSize(1280, 800);
        QTest::newRow("dark-1920") << static_cast<int>(ThemeName::Dark) << QSize(1920, 1080);
        QTest::newRow("light-1280") << static_cast<int>(ThemeName::Light) << QSize(1280, 800);
        QTest::newRow("light-1920") << static_cast<int>(ThemeName::Light) << QSize(1920, 1080);
    }

    void looksLikeThePicture()
    {
        QFETCH(int, themeName);
        QFETCH(QSize, size);
        m_theme->setName(static_cast<ThemeName>(themeName));
        m_view->resize(size);
        select(1);
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->kindsPicked({u"Pod"_s, u"Node"_s, u"Deployment"_s});
        auto *histogram = find<EventHistogram>(u"eventHistogram"_s);
        (void)m_view->grab();
        m_view->refresh();
        emit histogram->brushed({now() - Duration{5'400'000}, now() - Duration{1'000'000}});
        QTest::qWait(150);
        const QImage shot = m_view->grab().toImage();
        QDir().mkpath(shots());
        const QString name = QString::fromUtf8(QTest::currentDataTag());
        QVERIFY(shot.save(shots() + u"/events-"_s + name + u".png"_s));
        QCOMPARE(shot.size(), size);
    }

    void looksLikeItsEmptyStates()
    {
        m_theme->setName(ThemeName::Dark);
        m_view->resize(1280, 800);
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Normal);
        m_view->applyFilter(u"reason = BackOff"_s);
        QTRY_VERIFY(button(u"Loosen"_s));
        QDir().mkpath(shots());
        QVERIFY(m_view->grab().save(shots() + u"/events-filtered-out.png"_s));
    }

private:
    // Where a person can look at the grabs.
    static QString shots()
    {
        return qEnvironmentVariable("BINNACLE_SHOTS", QDir::temp().filePath(u"shots"_s));
    }

    void open()
    {
        m_view = std::make_unique<EventsView>(
            EventsView::Feeds{*m_feed, *m_estate, *m_desk, *m_memory, *m_time});
        m_view->resize(1280, 800);
    }

    template<typename T>
    T *find(const QString &name) const
    {
        return m_view->findChild<T *>(name);
    }

    EventTable &table() const { return *m_view->findChild<EventTable *>(); }
    QAbstractItemModel &model() const { return *table().model(); }
    qint64 id(int row) const
    {
        return model().index(row, 0).data(EventTableModel::IdRole).toLongLong();
    }

    void select(int row)
    {
        (void)model().index(row, 1).data(EventTableModel::EventRole); // has it fetched
        QTRY_VERIFY(model().index(row, 1).data(EventTableModel::EventRole).isValid());
        table().setCurrentIndex(model().index(row, EventColumns::Reason));
        QTRY_VERIFY(find<QPushButton>(u"eventObjectLink"_s));
    }

    bool hasText(const QString &text) const
    {
        const QList<QLabel *> labels = m_view->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](QLabel *label) { return label->text() == text; });
    }

    QStringList chips() const
    {
        QStringList texts;
        for (const Chip *chip : m_view->findChildren<Chip *>()) {
            if (!chip->isHidden())
                texts.append(chip->text());
        }
        return texts;
    }

    QPushButton *button(const QString &start) const
    {
        for (QPushButton *candidate : m_view->findChildren<QPushButton *>()) {
            if (candidate->text().startsWith(start))
                return candidate;
        }
        return nullptr;
    }

    QMenu *cellMenu(int row, int column)
    {
        delete find<QMenu>(u"eventCellMenu"_s);
        emit table().cellMenuRequested(model().index(row, column), {});
        return find<QMenu>(u"eventCellMenu"_s);
    }

    static void choose(QMenu &menu, QStringList path)
    {
        const QString title = path.takeFirst();
        for (QAction *action : menu.actions()) {
            if (action->text() != title)
                continue;
            if (path.isEmpty())
                action->trigger();
            else
                choose(*action->menu(), path);
            return;
        }
        QFAIL(qPrintable(title));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeEventFeed> m_feed;
    std::unique_ptr<FakeEstateFeed> m_estate;
    std::unique_ptr<FakeTransferDesk> m_desk;
    std::unique_ptr<FakeUiMemory> m_memory;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<EventsView> m_view;
};

QTEST_MAIN(TestEventsView)
#include "tst_events_view.moc"
