#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_alert_desk.h"
#include "tests/support/fake_console.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/backtest_chart.h"
#include "ui/alerts/backtest_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/trend_chart.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestBacktestPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::AlertDesk>();
        m_memory = std::make_unique<fake::UiMemory>();
        m_state = std::make_unique<AlertState>(*m_desk, m_access, m_time);
        m_panel = std::make_unique<BacktestPanel>(*m_state, *m_memory);
        m_panel->resize(760, 600);
        m_panel->setActive(true);
        m_panel->show();
    }

    void cleanup() { m_panel.reset(); }

    void tellsWhatTheRuleWouldHaveDone()
    {
        m_panel->setRule(burn());
        QTRY_VERIFY2(m_panel->headline().startsWith(u"2 firing(s) · 41 m total · 0 flap(s)"_s),
            qPrintable(m_panel->headline()));
        QCOMPARE(m_desk->backtested.back().range.length(), Duration{30LL * 86'400'000});
        QAbstractItemModel &firings = *table("backtestFirings").model();
        QCOMPARE(firings.rowCount(), 2);
        QCOMPARE(firings.index(0, BacktestFiringModel::PeakColumn).data().toString(), u"38.0×"_s);
        QCOMPARE(
            firings.index(1, BacktestFiringModel::IncidentColumn).data().toString(), u"current"_s);
        QAbstractItemModelTester tester(&firings);
    }

    void theCurveStandsAtItsTimesAlsoWhereStepsAreMissing()
    {
        Backtest made;
        made.range = {fromEpochMs(1'700'000'000'000), fromEpochMs(1'700'086'400'000)};
        made.step = std::chrono::minutes{30};
        made.curve
            = {{made.range.from + 2 * made.step, 1.0}, {made.range.from + 40 * made.step, 7.0}};
        BacktestChart chart(m_time);
        chart.showBacktest(std::make_shared<const Backtest>(made), {});
        const auto series = chart.findChild<TrendChart *>(u"backtestCurve"_s)->series();
        QCOMPARE(series.front().start, made.range.from);
        QCOMPARE(series.front().values.size(), std::size_t{41});
        QCOMPARE(series.front().values[40].value_or(-1), 7.0);
        QVERIFY(!series.front().values[39]);
    }

    void triesOtherThresholdsAndMarksTheOneThatIsSet()
    {
        m_panel->setRule(burn());
        QTRY_COMPARE(table("backtestSweep").model()->rowCount(), 6);
        QCOMPARE(m_desk->swept.size(), std::size_t(1));
        const QModelIndex current = table("backtestSweep").currentIndex();
        QCOMPARE(
            current.siblingAtColumn(RuleSweepModel::ThresholdColumn).data().toString(), u"14.4×"_s);
        // Nobody labelled incidents: there are no false alarms to be counted.
        QCOMPARE(current.siblingAtColumn(RuleSweepModel::FalseColumn).data().toString(), u"—"_s);
    }

    void waitsUntilNobodyTypesAnyMore()
    {
        AlertRule rule = burn();
        m_panel->setRule(rule);
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
        for (int i = 0; i < 5; ++i) {
            rule.cooldown = Duration{i * 1'000};
            m_panel->setRule(rule);
        }
        QTest::qWait(100);
        QCOMPARE(m_desk->backtested.size(), std::size_t(1));
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(2));
        QCOMPARE(m_desk->backtested.back().rule.cooldown, Duration{4'000});
    }

    void whatDoesNotChangeTheOutcomeAsksNothing()
    {
        AlertRule rule = burn();
        m_panel->setRule(rule);
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
        rule.name = "another name";
        m_panel->setRule(rule);
        QTest::qWait(900);
        QCOMPARE(m_desk->backtested.size(), std::size_t(1));
    }

    void showsProgressAndCanBeCancelled()
    {
        m_desk->holdsBacktests = true;
        m_panel->setRule(burn());
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
        m_desk->progress(0.4);
        auto *bar = m_panel->findChild<QProgressBar *>();
        QTRY_COMPARE(bar->value(), 40);
        QVERIFY(bar->isVisible());
        m_panel->findChild<QPushButton *>(u"cancelBacktest"_s)->click();
        QVERIFY(m_desk->backtestStop.stop_requested());
        QVERIFY(!bar->isVisible());
        QVERIFY(m_panel->run().wasCancelled());
        m_desk->release(); // an answer that comes after all is dropped
        QTest::qWait(20);
        QCOMPARE(table("backtestFirings").model()->rowCount(), 0);
        m_desk->holdsBacktests = false;
        m_panel->findChild<QPushButton *>(u"runBacktest"_s)->click();
        QTRY_COMPARE(table("backtestFirings").model()->rowCount(), 2);
    }

    void aNewerQuestionStopsTheOneBefore()
    {
        m_desk->holdsBacktests = true;
        AlertRule rule = burn();
        m_panel->setRule(rule);
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
        const std::stop_token first = m_desk->backtestStop;
        rule.cooldown = Duration{1};
        m_panel->setRule(rule);
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(2));
        QVERIFY(first.stop_requested());
    }

    void theRangeCanBeChosen()
    {
        m_panel->setRule(burn());
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
        const auto buttons = m_panel->findChildren<QPushButton *>();
        (*std::ranges::find(buttons, u"90 d"_s, &QPushButton::text))->click();
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(2));
        QCOMPARE(m_desk->backtested.back().range.length(), Duration{90LL * 86'400'000});
    }

    void aLabelledIncidentIsMatchedAndRemembered()
    {
        m_panel->setRule(burn());
        QTRY_COMPARE(table("backtestFirings").model()->rowCount(), 2);
        table("backtestFirings").setCurrentIndex(table("backtestFirings").model()->index(0, 0));
        auto *name = m_panel->findChild<QLineEdit *>(u"incidentName"_s);
        QVERIFY(name->isVisible());
        name->setText(u"INC-118 catalog outage"_s);
        emit name->returnPressed();
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(2));
        QCOMPARE(m_desk->backtested.back().incidents.size(), std::size_t(1));
        QTRY_COMPARE(table("backtestFirings")
                         .model()
                         ->index(0, BacktestFiringModel::IncidentColumn)
                         .data()
                         .toString(),
            u"INC-118 catalog outage"_s);
        QTRY_VERIFY(m_panel->headline().contains(u"1 of 1 incidents caught"_s));
        QCOMPARE(IncidentBook(*m_memory).incidents().size(), std::size_t(1));
    }

    void nothingRunsWhileNobodyLooks()
    {
        m_panel->setActive(false);
        m_panel->setRule(burn());
        QTest::qWait(900);
        QVERIFY(m_desk->backtested.empty());
        m_panel->setActive(true);
        QTRY_COMPARE(m_desk->backtested.size(), std::size_t(1));
    }

private:
    AlertRule burn() const { return m_desk->rule("CheckoutBudgetBurn"); }
    QTableView &table(const char *name)
    {
        return *m_panel->findChild<QTableView *>(QLatin1StringView(name));
    }

    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
    fake::AccessDesk m_access;
    std::unique_ptr<fake::AlertDesk> m_desk;
    std::unique_ptr<fake::UiMemory> m_memory;
    std::unique_ptr<AlertState> m_state;
    std::unique_ptr<BacktestPanel> m_panel;
};

QTEST_MAIN(TestBacktestPanel)
#include "tst_backtest_panel.moc"
