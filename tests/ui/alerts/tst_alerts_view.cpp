#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_alert_desk.h"
#include "tests/support/fake_console.h"
#include "ui/alerts/alert_lanes.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/alerts_view.h"
#include "ui/alerts/rule_editor.h"
#include "ui/alerts/rule_import_review.h"
#include "ui/alerts/silence_form.h"
#include "ui/alerts/trace_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestAlertsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::AlertDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_memory = std::make_unique<fake::UiMemory>();
        m_time = std::make_unique<TimeSelection>();
        open();
    }

    void cleanup() { m_view.reset(); }

    void theRuleThatFiresIsShownFirstWithItsFields()
    {
        QCOMPARE(rules().model()->rowCount(), 7);
        QCOMPARE(cell(rules(), 0, 0), u"CheckoutBudgetBurn"_s);
        QCOMPARE(line("ruleName").text(), u"CheckoutBudgetBurn"_s);
        QCOMPARE(rules().currentIndex().row(), 0);
    }

    void theSelectionStaysWhereARefreshMovesIt()
    {
        select(rules(), u"PodCrashLoop"_s);
        QCOMPARE(line("ruleName").text(), u"PodCrashLoop"_s);
        m_desk->content().alerts.clear(); // nothing fires any more: other order
        m_desk->announce();
        QTRY_COMPARE(cell(rules(), 0, 0), u"AgentOffline"_s);
        QCOMPARE(rules().currentIndex().siblingAtColumn(0).data().toString(), u"PodCrashLoop"_s);
        QCOMPARE(line("ruleName").text(), u"PodCrashLoop"_s);
    }

    void aHalfTypedEditSurvivesARefreshAndIsMarked()
    {
        line("ruleName").setText(u"Half"_s);
        m_desk->content().alerts.pop_back();
        m_desk->announce();
        QTest::qWait(200);
        QCOMPARE(line("ruleName").text(), u"Half"_s);
        QVERIFY(rules()
                    .model()
                    ->index(0, 0)
                    .data(CellSubtitleRole)
                    .toString()
                    .contains(u"not saved"_s));
    }

    void aSavedNewRuleIsSelected()
    {
        key(Qt::Key_N);
        line("ruleName").setText(u"Zebra"_s);
        m_view->findChild<QPushButton *>(u"saveRule"_s)->click();
        QTRY_COMPARE(rules().model()->rowCount(), 8);
        QTRY_COMPARE(rules().currentIndex().siblingAtColumn(0).data().toString(), u"Zebra"_s);
    }

    void theFilterSaysSoWhenNothingIsLeft()
    {
        const QAbstractItemModelTester tester(rules().model());
        m_view->focusFilter();
        QTest::keyClicks(filter().focusProxy(), u"payments"_s);
        QTRY_COMPARE(rules().model()->rowCount(), 1);
        QVERIFY(m_view->escape());
        QCOMPARE(rules().model()->rowCount(), 7);
    }

    void theFilterIsTheQueryLanguageOfThePage()
    {
        QVERIFY(filter().applyText(u"status = disabled"_s));
        QCOMPARE(rules().model()->rowCount(), 1);
        QVERIFY(!filter().applyText(u"statsu = firing"_s));
        QVERIFY(filter().message().contains(u"status"_s));
        QCOMPARE(rules().model()->rowCount(), 1); // the last one stays
        showTab(AlertTab::Firing);
        QCOMPARE(filter().text(), QString());
        QCOMPARE(table("firingTable").model()->rowCount(), 4);
        QVERIFY(filter().applyText(u"rule=CheckoutBudgetBurn since>30d"_s));
        QCOMPARE(table("firingTable").model()->rowCount(), 1);
        showTab(AlertTab::Rules); // each page keeps its own
        QVERIFY(filter().text().startsWith(u"status="_s));
        QCOMPARE(rules().model()->rowCount(), 1);
    }

    void lettersAreKeysOfTheTableAndTextOfAField()
    {
        rules().setFocus();
        QTest::keyClick(&rules(), Qt::Key_N);
        QTRY_VERIFY(line("ruleName").hasFocus());
        QTest::keyClicks(&line("ruleName"), u"naxed"_s);
        QVERIFY(line("ruleName").text().endsWith(u"naxed"_s));
        QVERIFY(m_desk->silences.empty());
    }

    void xSilencesTheRule()
    {
        key(Qt::Key_X);
        QTRY_COMPARE(m_desk->silences.size(), std::size_t(1));
    }

    void whatFiresIsAcknowledgedWithANote()
    {
        showTab(AlertTab::Firing);
        QTableView &table = this->table("firingTable");
        QCOMPARE(table.model()->rowCount(), 4);
        QCOMPARE(cell(table, 0, 0), u"CheckoutBudgetBurn"_s);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_A);
        QTRY_VERIFY(line("acknowledgeNote").hasFocus());
        QTest::keyClicks(&line("acknowledgeNote"), u"looking at it"_s);
        m_desk->announce();
        QTest::qWait(150);
        QCOMPARE(line("acknowledgeNote").text(), u"looking at it"_s); // a refresh takes nothing
        QTest::keyClick(&line("acknowledgeNote"), Qt::Key_Return);
        QTRY_COMPARE(m_desk->acknowledged.size(), std::size_t(1));
        QCOMPARE(m_desk->acknowledged.front().second, u"looking at it"_s);
        QTRY_VERIFY(!m_view->findChild<QPushButton *>(u"acknowledge"_s)->isEnabled());
    }

    void theTraceSaysWhyItPagedOrDidNot()
    {
        showTab(AlertTab::Firing);
        auto *trace = page("firingPage").findChild<TracePanel *>();
        QTRY_VERIFY2(trace->headline().startsWith(u"It paged"_s), qPrintable(trace->headline()));
        select(table("firingTable"), u"PaymentsLatencyP95"_s);
        QTRY_VERIFY(trace->headline().startsWith(u"It told nobody"_s));
        auto *steps = trace->findChild<QTableView *>(u"traceTable"_s);
        // Instants are told as everywhere in the window, not as the engine writes them.
        const QString since = steps->model()->index(3, TraceModel::WhatColumn).data().toString();
        QVERIFY2(since.contains(u"03-01 "_s) && !since.contains(u"Z,"_s), qPrintable(since));
        QCOMPARE(steps->model()->rowCount(), 7);
    }

    void silencingAnAlertFillsTheForm()
    {
        showTab(AlertTab::Firing);
        table("firingTable").setFocus();
        QTest::keyClick(&table("firingTable"), Qt::Key_X);
        auto *form = m_view->findChild<SilenceForm *>();
        QTRY_VERIFY(form->isVisible());
        QCOMPARE(form->edited().matchers.size(), std::size_t(3));
        QVERIFY(m_desk->silences.empty()); // not before it is saved
    }

    void whatAnAlertIsAboutCanBeOpened()
    {
        showTab(AlertTab::Firing);
        QSignalSpy slo(m_view.get(), &View::sloActivated);
        QSignalSpy events(m_view.get(), &View::objectActivated);
        QSignalSpy mesh(m_view.get(), &View::serviceActivated);
        key(Qt::Key_S);
        QCOMPARE(slo.size(), 1);
        select(table("firingTable"), u"NodeDiskPressure"_s);
        key(Qt::Key_E);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.front().at(1).value<ScopedObject>().object.name, std::string("node-5"));
        select(table("firingTable"), u"PaymentsLatencyP95"_s);
        key(Qt::Key_M);
        QCOMPARE(mesh.size(), 1);
    }

    void theHistoryIsDrawnAndItsCursorAsksWhy()
    {
        showTab(AlertTab::History);
        QTRY_VERIFY(table("historyTable").model()->rowCount() > 5);
        auto *lanes = m_view->findChild<AlertLanes *>();
        QCOMPARE(lanes->laneCount(), 3);
        m_desk->explained.clear();
        lanes->setFocus();
        QTest::keyClick(lanes, Qt::Key_Down);
        QTRY_COMPARE(m_desk->explained.size(), std::size_t(1));
        const Timestamp before = lanes->instant();
        QTest::keyClick(lanes, Qt::Key_Left);
        QVERIFY(lanes->instant() < before);
        QCOMPARE(m_desk->explained.back(), lanes->instant());
    }

    void theTableOfTheHistoryEndsWhereItsTraceEnds()
    {
        showTab(AlertTab::History);
        QTRY_VERIFY(table("historyTable").model()->rowCount() > 5);
        auto *trace = m_view->findChild<QWidget *>(u"alertHistorySplitter"_s)
                          ->findChild<QWidget *>(u"tracePanel"_s);
        const auto bottom = [this](const QWidget &widget) {
            return widget.mapTo(m_view.get(), widget.rect().bottomLeft()).y();
        };
        QTRY_COMPARE(bottom(table("historyTable")), bottom(*trace));
    }

    void theHistoryFollowsTheRangeOfTheWindow()
    {
        showTab(AlertTab::History);
        m_time->setMoving(1h);
        QTRY_COMPARE(m_desk->asked.back().range.length(), Duration{1h});
    }

    void rewoundItShowsThenAndChangesNothing()
    {
        m_time->setAsOf(m_time->instant() - 22min);
        QTRY_VERIFY(!line("ruleName").isEnabled());
        QVERIFY(banner().contains(u"rewound"_s));
        showTab(AlertTab::Firing);
        QTRY_COMPARE(table("firingTable").model()->rowCount(), 1);
        key(Qt::Key_N);
        QVERIFY(!m_view->findChild<QPushButton *>(u"acknowledge"_s)->isEnabled());
        m_time->backToNow();
        QTRY_COMPARE(table("firingTable").model()->rowCount(), 4);
    }

    void anImportShowsWhatCanBeExpressedAndWhyNot()
    {
        auto *review = m_view->findChild<RuleImportReview *>();
        review->review(u"rules.yml"_s);
        auto *list = review->findChild<QTreeWidget *>();
        QTRY_COMPARE(list->topLevelItemCount(), 3);
        QCOMPARE(review->checkedCount(), 1); // one is taken, one cannot be expressed
        QVERIFY(!list->topLevelItem(2)->flags().testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(list->topLevelItem(2)->text(3).contains(u"predict_linear"_s));
        QVERIFY(review->note().startsWith(u"2 of 3 rule"_s));
        review->findChild<QPushButton *>(u"saveImport"_s)->click();
        QTRY_COMPARE(m_desk->saved.size(), std::size_t(1));
        QCOMPARE(m_desk->saved.front().name, std::string("HighErrorRate"));
        QTRY_VERIFY(review->isHidden());
    }

    void anImportThatIsRefusedStaysWithTheReason()
    {
        m_desk->error = Error{ErrorCode::Conflict, "a rule is named so"};
        auto *review = m_view->findChild<RuleImportReview *>();
        review->review(u"rules.yml"_s);
        QTRY_COMPARE(review->checkedCount(), 1);
        review->findChild<QPushButton *>(u"saveImport"_s)->click();
        QTRY_VERIFY(review->note().contains(u"could not be added"_s));
        QVERIFY(!review->isHidden());
        QVERIFY(m_view->escape());
        QVERIFY(review->isHidden());
    }

    void withoutRulesItSaysWhatToDo()
    {
        m_desk->setEmpty();
        m_desk->announce();
        auto *state = page("rulesPage").findChild<StatePanel *>();
        QTRY_COMPARE(state->title(), u"No rules yet"_s);
        QTRY_VERIFY(state->isVisible());
    }

    void aSickEngineIsSaid()
    {
        m_desk->content().health = Error{ErrorCode::Unavailable, "the store is full"};
        m_desk->announce();
        QTRY_VERIFY(banner().contains(u"the store is full"_s));
    }

    void tabsAreReachedWithKeys()
    {
        rules().setFocus();
        QTest::keyClick(&rules(), Qt::Key_PageDown, Qt::ControlModifier);
        QTRY_VERIFY(table("firingTable").isVisible());
        QTest::keyClick(&table("firingTable"), Qt::Key_PageUp, Qt::ControlModifier);
        QTRY_VERIFY(rules().isVisible());
    }

    void paintsInEveryThemeAndSize_data()
    {
        QTest::addColumn<ThemeName>("name");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark-1280") << ThemeName::Dark << QSize(1132, 700);
        QTest::newRow("dark-1920") << ThemeName::Dark << QSize(1772, 980);
        QTest::newRow("light-1280") << ThemeName::Light << QSize(1132, 700);
        QTest::newRow("light-1920") << ThemeName::Light << QSize(1772, 980);
        QTest::newRow("contrast-1280") << ThemeName::HighContrast << QSize(1132, 700);
    }
    void paintsInEveryThemeAndSize()
    {
        QFETCH(ThemeName, name);
        QFETCH(QSize, size);
        m_theme->setName(name);
        m_view->resize(size);
        QTRY_COMPARE(m_desk->swept.size(), std::size_t(1));
        QVERIFY(!m_view->grab().isNull());
        const QString folder = qEnvironmentVariable("BINNACLE_PICTURES");
        if (!folder.isEmpty())
            grabAll(QDir(folder));
        m_theme->setName(ThemeName::Dark);
    }

private:
    void open()
    {
        m_view = std::make_unique<AlertsView>(AlertServices{.alerts = *m_desk,
            .access = *m_access,
            .estate = *m_estate,
            .memory = *m_memory,
            .time = *m_time,
            .runbooks = [] { return QStringList{u"free the disk"_s}; }});
        m_view->resize(1280, 760);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void grabAll(const QDir &folder)
    {
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        const auto shoot = [&](const QString &what) {
            QTest::qWait(120);
            m_view->grab().save(folder.filePath(u"alerts-%1-%2.png"_s.arg(what, tag)));
        };
        table("backtestFirings").setCurrentIndex(table("backtestFirings").model()->index(0, 0));
        shoot(u"rules"_s);
        showTab(AlertTab::Firing);
        shoot(u"firing"_s);
        showTab(AlertTab::History);
        table("historyTable").setCurrentIndex(table("historyTable").model()->index(2, 0));
        shoot(u"history"_s);
        showTab(AlertTab::Silences);
        table("silenceTable").setCurrentIndex(table("silenceTable").model()->index(0, 0));
        shoot(u"silences"_s);
        showTab(AlertTab::Channels);
        shoot(u"channels"_s);
        table("channelTable").setCurrentIndex(table("channelTable").model()->index(1, 0));
        m_view->findChild<QPushButton *>(u"showPreview"_s)->click();
        shoot(u"preview"_s);
        showTab(AlertTab::Rules);
        m_view->findChild<RuleImportReview *>()->review(u"rules.yml"_s);
        shoot(u"import"_s);
    }
    QWidget &page(const char *name)
    {
        return *m_view->findChild<QWidget *>(QLatin1StringView(name));
    }
    void showTab(AlertTab tab) { m_view->showTab(tab); }
    QTableView &table(const char *name)
    {
        return *m_view->findChild<QTableView *>(QLatin1StringView(name));
    }
    QTableView &rules() { return table("ruleTable"); }
    FilterBar &filter() { return *m_view->findChild<FilterBar *>(u"alertFilter"_s); }
    QLineEdit &line(const char *name)
    {
        return *m_view->findChild<QLineEdit *>(QLatin1StringView(name));
    }
    QString banner()
    {
        QStringList texts;
        for (const Banner *banner : m_view->findChildren<Banner *>()) {
            if (banner->isVisible())
                texts += banner->text();
        }
        return texts.join(u'\n');
    }
    void key(Qt::Key key)
    {
        QWidget *target = m_view->focusWidget() ? m_view->focusWidget() : m_view.get();
        if (qobject_cast<QLineEdit *>(target))
            target = &rules();
        QTest::keyClick(target, key);
    }
    static QString cell(const QTableView &table, int row, int column)
    {
        return table.model()->index(row, column).data().toString();
    }
    static void select(QTableView &table, const QString &name)
    {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            if (cell(table, row, 0) == name)
                table.setCurrentIndex(table.model()->index(row, 0));
        }
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::AlertDesk> m_desk;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::UiMemory> m_memory;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<AlertsView> m_view;
};

QTEST_MAIN(TestAlertsView)
#include "tst_alerts_view.moc"
