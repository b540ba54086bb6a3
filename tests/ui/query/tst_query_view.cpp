#include "tests/support/fake_console.h"
#include "tests/support/fake_query_desk.h"
#include "tests/ui/recorded_actions.h"
#include "ui/query/query_chart.h"
#include "ui/query/query_editor.h"
#include "ui/query/query_editor_pane.h"
#include "ui/query/query_json.h"
#include "ui/query/query_result_header.h"
#include "ui/query/query_result_model.h"
#include "ui/query/query_result_pane.h"
#include "ui/query/query_row_actions.h"
#include "ui/query/query_tabs.h"
#include "ui/query/query_view.h"
#include "ui/query/who_else_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_popup.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using State = console::FilterCheck::State;

class TestQueryView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::QueryDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_memory = std::make_unique<fake::UiMemory>();
        m_time = std::make_unique<TimeSelection>();
        open();
    }

    void cleanup() { m_view.reset(); }

    void showsExamplesBeforeTheFirstRunAndRunsTheChosenOne()
    {
        auto *examples = m_view->findChild<QWidget *>(u"queryExamples"_s);
        QVERIFY(examples->isVisible());
        QVERIFY(m_desk->asked.empty());
        auto *link = examples->findChild<QPushButton *>();
        QTest::mouseClick(link, Qt::LeftButton);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        QCOMPARE(m_desk->asked.back().text, pane().text());
    }

    void saysWhatIsWrongAndOffersTheNearestWord()
    {
        pane().setText(u"pods.where(cpu_usge > 80%)"_s);
        QCOMPARE(pane().state(), State::Invalid);
        auto *state = m_view->findChild<QLabel *>(u"queryState"_s);
        QVERIFY(state->text().contains(u"unknown field \"cpu_usge\""_s));
        QCOMPARE(editor().extraSelections().size(), 1);
        QCOMPARE(editor().extraSelections().front().cursor.selectedText(), u"cpu_usge"_s);
        auto *suggestion = m_view->findChild<QPushButton *>(u"querySuggestion"_s);
        QVERIFY(suggestion->isVisible());
        QTest::mouseClick(suggestion, Qt::LeftButton);
        QCOMPARE(pane().text(), u"pods.where(cpu_usage > 80%)"_s);
        QCOMPARE(pane().state(), State::Valid);
        QVERIFY(editor().extraSelections().isEmpty());
    }

    void runsNothingWhileItIsNotValid()
    {
        pane().setText(u"pods.where(cpu_usage > 80%"_s);
        QCOMPARE(pane().state(), State::Incomplete);
        QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier);
        pane().setText(u"pds"_s);
        QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_desk->asked.empty());
        QVERIFY(!runButton().isEnabled());
    }

    void completesWithTheKeysOfAnEditor()
    {
        editor().setFocus();
        QTest::keyClicks(&editor(), u"pods.l"_s);
        QTRY_VERIFY(isPopupShown());
        auto *popup = m_view->findChild<FilterPopup *>();
        QTest::keyClick(&editor(), Qt::Key_Down);
        QTest::keyClick(&editor(), Qt::Key_Up);
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QCOMPARE(pane().text(), u"pods.limit"_s);
        QVERIFY(!popup->isListShown());
        QTest::keyClicks(&editor(), u"(3)"_s);
        QTest::keyClick(&editor(), Qt::Key_Return);
        QCOMPARE(pane().text(), u"pods.limit(3)\n  "_s);
        QTest::keyClick(&editor(), Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(popup->isListShown());
        QTest::keyClick(&editor(), Qt::Key_Escape);
        QVERIFY(!popup->isListShown());
    }

    void runsOnCtrlEnterAndSaysHowMany()
    {
        run(u"pods.where(restarts > 5)"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        QVERIFY(header().headline().contains(u"14"_s));
        QCOMPARE(table().model()->index(0, 0).data().toString(), u"checkout-6d8f7c9b5-x2k0"_s);
        QCOMPARE(table().model()->index(0, 5).data().toString(), u"92 %"_s);
        QCOMPARE(table().model()->index(6, 5).data().toString(), u"–"_s);
    }

    void cancelsWhatIsRunningAndKeepsTheOldRows()
    {
        run(u"pods"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        m_desk->hold();
        QTest::mouseClick(&runButton(), Qt::LeftButton);
        QCOMPARE(runButton().text(), u"Cancel"_s);
        QTest::mouseClick(&runButton(), Qt::LeftButton);
        QVERIFY(m_desk->asked.back().stop.stop_requested());
        QVERIFY(runButton().text().startsWith(u"Run"_s));
        m_desk->release(); // too late to count
        QTest::qWait(10);
        QCOMPARE(table().model()->rowCount(), 14);
    }

    void aFailureHasItsCodeAndTheOldRowsStay()
    {
        m_desk->failWith(console::QueryProblem{
            .code = ErrorCode::Timeout, .message = u"the query took longer than 2 s"_s});
        run(u"pods"_s);
        auto *state = m_view->findChild<QWidget *>(u"queryResult"_s)
                          ->findChild<StatePanel *>(u"statePanel"_s);
        QTRY_VERIFY(m_view->findChild<QWidget *>(u"queryResult"_s) && state);
        m_desk->failWith({});
        m_view->refresh();
        QTRY_COMPARE(table().model()->rowCount(), 14);
        m_desk->failWith(console::QueryProblem{.code = ErrorCode::Timeout, .message = u"slow"_s});
        m_view->refresh();
        QTRY_VERIFY(m_view->findChild<QWidget *>(u"queryFailure"_s)->isVisible());
        QCOMPARE(table().model()->rowCount(), 14);
    }

    void sortsWithoutAskingAgainAndUnknownStandsLast()
    {
        run(u"pods"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        table().sortByColumn(5, Qt::DescendingOrder);
        QCOMPARE(table().model()->index(0, 5).data().toString(), u"97 %"_s);
        QCOMPARE(table().model()->index(13, 5).data().toString(), u"–"_s);
        table().sortByColumn(5, Qt::AscendingOrder);
        QCOMPARE(table().model()->index(13, 5).data().toString(), u"–"_s);
        QCOMPARE(m_desk->asked.size(), std::size_t{1});
    }

    void enterLeadsToTheObject()
    {
        run(u"pods"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        QSignalSpy activated(m_view.get(), &View::objectActivated);
        table().setCurrentIndex(table().model()->index(2, 0));
        QTest::keyClick(&table(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][1].value<ScopedObject>().object.name, std::string("recommender-0"));
        QTest::keyClick(&table(), Qt::Key_C);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"recommender-0"_s);
    }

    void makesACellAConditionAndRunsIt()
    {
        run(u"pods.where(restarts > 5)"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        table().setCurrentIndex(table().model()->index(0, 2));
        QContextMenuEvent asks(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(&table(), &asks);
        auto *menu = m_view->findChild<QMenu *>(u"queryCellMenu"_s);
        QVERIFY(menu);
        const QList<QMenu *> filters = menu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
        const QList<QAction *> apply = filters.at(0)->actions();
        const QList<QAction *> prepare = filters.at(1)->actions();
        prepare.at(4)->trigger();
        QCOMPARE(pane().text(), u"pods.where(restarts > 5).where(not node = \"node-5\")"_s);
        QCOMPARE(m_desk->asked.size(), std::size_t{1});
        apply.at(0)->trigger();
        QCOMPARE(pane().text(), u"pods.where(node = \"node-5\")"_s);
        QCOMPARE(m_desk->asked.size(), std::size_t{2});
        menu->close();
    }

    void theMenuOffersWhatCanBeDoneToTheObjectOfOneRow()
    {
        fake::RecordedActions actions;
        m_view->setObjectActions(&actions);
        run(u"pods"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        table().setFocus();
        table().setCurrentIndex(table().model()->index(0, 0));
        QMenu menu;
        QueryRowActions &rows = m_view->findChild<QueryResultPane *>()->actions();
        rows.fillMenu(menu, table().currentIndex());
        QCOMPARE(actions.offered.size(), std::size_t{1});
        QCOMPARE(actions.offered.front().kind, std::string("Pod"));
        table().selectAll(); // several rows are no one object
        QMenu other;
        rows.fillMenu(other, table().currentIndex());
        QCOMPARE(actions.offered.size(), std::size_t{1});
        m_view->setObjectActions(nullptr);
    }

    void whoElseRanksWhatMarkedRowsShareAndAddsIt()
    {
        run(u"pods"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        table().setFocus();
        table().setCurrentIndex(table().model()->index(0, 0));
        QTest::keyClick(&table(), Qt::Key_Space);
        QTest::keyClick(&table(), Qt::Key_Space);
        QTest::keyClick(&table(), Qt::Key_W);
        QCOMPARE(m_desk->whoElseAsked.back(), (std::vector<std::size_t>{0, 1}));
        auto *panel = m_view->findChild<WhoElsePanel *>();
        QTRY_COMPARE(panel->traits().size(), std::size_t{4});
        QVERIFY(panel->isVisible());
        QCOMPARE(WhoElsePanel::traitText(panel->traits().front()),
            u"2 of 2 marked rows, 4 of %1 other rows"_s.arg(QLocale().toString(4120)));
        emit panel->chosen(panel->traits().front());
        QCOMPARE(pane().text(), u"pods.where(node = \"node-5\")"_s);
        QVERIFY(!panel->isVisible());
    }

    void drawsGroupsAndSaysWhyItCannotDrawOthers()
    {
        run(u"events.groupby(reason).count()"_s);
        QTRY_COMPARE(table().model()->rowCount(), 6);
        auto *chart = m_view->findChild<QueryChart *>();
        QTest::keyClick(&editor(), Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(chart->kind(), QueryChartShape::Kind::Bars);
        run(u"pods"_s);
        QTRY_COMPARE(chart->kind(), QueryChartShape::Kind::None);
        QVERIFY(chart->findChild<StatePanel *>()->text().contains(u"Several columns"_s));
    }

    void asksAsOfTheInstantTheWindowIsRewoundTo()
    {
        m_view->setCluster({"prod-eu"});
        run(u"pods"_s);
        QTRY_COMPARE(m_desk->asked.size(), std::size_t{1});
        const Timestamp then = m_time->instant() - std::chrono::hours(3);
        m_time->setAsOf(then);
        QTRY_COMPARE(m_desk->asked.size(), std::size_t{2});
        QCOMPARE(m_desk->asked.back().context.asOf, then);
        QCOMPARE(m_desk->asked.back().context.cluster, ClusterId{"prod-eu"});
    }

    void remembersTabsAndHistoryForTheNextTime()
    {
        run(u"pods"_s);
        QTest::keyClick(&editor(), Qt::Key_N, Qt::ControlModifier);
        auto *tabs = m_view->findChild<QueryTabs *>();
        QCOMPARE(tabs->count(), 2);
        QVERIFY(pane().text().isEmpty());
        run(u"nodes"_s);
        m_view.reset();
        open();
        tabs = m_view->findChild<QueryTabs *>();
        QCOMPARE(tabs->count(), 2);
        QCOMPARE(tabs->title(0), u"pods"_s);
        QCOMPARE(pane().text(), u"nodes"_s);
        QueryHistory history(*m_memory);
        QCOMPARE(history.entries().size(), std::size_t{2});
        QCOMPARE(history.entries().front().text, u"nodes"_s);
        tabs->closeCurrent();
        QCOMPARE(pane().text(), u"pods"_s);
        tabs->closeCurrent();
        QCOMPARE(tabs->count(), 1);
        QVERIFY(pane().text().isEmpty());
    }

    void keepsTheHundredNewestQueriesOnce()
    {
        QueryHistory history(*m_memory);
        for (int at = 0; at < 120; ++at)
            history.add(u"pods.limit(%1)"_s.arg(at), fromEpochMs(1'000 + at));
        history.add(u"pods.limit(50)"_s, fromEpochMs(9'000));
        QCOMPARE(history.entries().size(), QueryHistory::kMost);
        QCOMPARE(history.entries().front().text, u"pods.limit(50)"_s);
        QCOMPARE(QueryHistory(*m_memory).entries().size(), QueryHistory::kMost);
    }

    void saysThatNothingMatchesAndOffersTheNextStep()
    {
        run(u"pods.where(name = nothing)"_s);
        const auto titles = [this] {
            QStringList shown;
            for (const StatePanel *panel : m_view->findChildren<StatePanel *>())
                shown += panel->isVisible() ? panel->title() : QString();
            return shown;
        };
        QTRY_VERIFY(titles().contains(u"No rows match"_s));
    }

    // Pictures to look at, where a directory for them is given.
    void paintsInEveryTheme_data()
    {
        QTest::addColumn<int>("name");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark-1600x1000") << static_cast<int>(ThemeName::Dark) << QSize(1430, 930);
        QTest::newRow("light-1280x800") << static_cast<int>(ThemeName::Light) << QSize(1110, 730);
    }
    void paintsInEveryTheme()
    {
        QFETCH(int, name);
        QFETCH(QSize, size);
        m_theme->setName(static_cast<ThemeName>(name));
        m_view->resize(size);
        run(u"pods(cluster=\"prod-eu\")\n  .where(cpu_usage > 80% or restarts >= 5)\n  "
            ".sort(cpu_usage, desc)"_s);
        QTRY_COMPARE(table().model()->rowCount(), 14);
        keepPicture(u"table"_s);
        table().setFocus();
        table().setCurrentIndex(table().model()->index(0, 0));
        for (int row = 0; row < 3; ++row)
            QTest::keyClick(&table(), Qt::Key_Space);
        QTest::keyClick(&table(), Qt::Key_W);
        editor().setFocus();
        editor().moveCursor(QTextCursor::End);
        QTest::keyClick(&editor(), Qt::Key_Return);
        QTest::keyClicks(&editor(), u".l"_s);
        QTRY_VERIFY(isPopupShown());
        keepPicture(u"who-else"_s);
        run(u"events.last(1h).groupby(reason).count()"_s);
        QTest::keyClick(&editor(), Qt::Key_T, Qt::ControlModifier);
        keepPicture(u"chart"_s);
        run(u"events.groupby(last).count()"_s);
        keepPicture(u"lines"_s);
        header().setMode(QueryResultHeader::Mode::Explain);
        emit header().modeChosen(QueryResultHeader::Mode::Explain);
        QVERIFY(!m_view->grab().isNull());
        keepPicture(u"explain"_s);
        m_view->findChild<QueryTabs *>()->add();
        pane().setText(u"pods.where(cpu_usge > 80%)"_s);
        keepPicture(u"examples"_s);
        m_theme->setName(ThemeName::Dark);
    }

private:
    void open()
    {
        m_view = std::make_unique<QueryView>(QueryServices{
            .query = *m_desk, .estate = *m_estate, .memory = *m_memory, .time = *m_time});
        m_view->resize(1280, 760);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        editor().setFocus();
    }
    bool isPopupShown() const // it moves into the window when it is first needed
    {
        const auto *popup = m_view->findChild<FilterPopup *>();
        return popup && popup->isListShown();
    }
    void run(const QString &text)
    {
        pane().setText(text);
        QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(1);
    }
    void keepPicture(const QString &what)
    {
        const QString folder = qEnvironmentVariable("BINNACLE_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(30); // for layouts
        m_view->grab().save(QDir(folder).filePath(
            u"query-%1-%2.png"_s.arg(what, QString::fromLatin1(QTest::currentDataTag()))));
    }
    QueryEditorPane &pane() { return *m_view->findChild<QueryEditorPane *>(); }
    QueryEditor &editor() { return pane().editor(); }
    QTableView &table() { return *m_view->findChild<QTableView *>(u"queryTable"_s); }
    QPushButton &runButton() { return *m_view->findChild<QPushButton *>(u"queryRun"_s); }
    QueryResultHeader &header() { return *m_view->findChild<QueryResultHeader *>(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::QueryDesk> m_desk;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::UiMemory> m_memory;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<QueryView> m_view;
};

QTEST_MAIN(TestQueryView)
#include "tst_query_view.moc"
