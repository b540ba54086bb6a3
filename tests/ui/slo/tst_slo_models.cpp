#include "tests/support/fake_slo_feed.h"
#include "ui/slo/latency_chart.h"
#include "ui/slo/slo_series.h"
#include "ui/slo/slo_table_model.h"
#include "ui/slo/trend_table_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/trend_chart.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<SloTableRow> rowsOf(fake::SloFeed &slo)
{
    const auto board = slo.board({}, {}).result();
    std::vector<SloTableRow> rows;
    for (const SloRow &row : (*board)->rows)
        rows.push_back({row});
    return rows;
}

} // namespace

class TestSloModels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void theTableModelKeepsItsContract()
    {
        SloTableModel model;
        const QAbstractItemModelTester tester(&model);
        fake::SloFeed slo;
        model.setRows(rowsOf(slo));
        QCOMPARE(model.rowCount(), 4);
        auto fewer = rowsOf(slo);
        fewer.erase(fewer.begin());
        std::swap(fewer[0], fewer[1]);
        model.setRows(std::move(fewer));
        QCOMPARE(model.rowCount(), 3);
    }

    void noTrafficIsNeitherAllNorNothing()
    {
        SloTableModel model;
        SloRow row;
        row.subject.domain = "quiet.example.com";
        model.setRows({{row}});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(SloTableModel::ActualColumn), u"—"_s);
        QCOMPARE(text(SloTableModel::BudgetLeftColumn), u"—"_s);
        QCOMPARE(text(SloTableModel::BurnColumn), u"—"_s);
        QVERIFY(model.index(0, SloTableModel::BudgetColumn).data(CellShareRole).toDouble() < 0);
    }

    void numbersSayAsMuchAsTheyMean_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("expected");
        QTest::newRow("two decimals") << availabilityText(99.62) << u"99.62 %"_s;
        QTest::newRow("never rounded up to all") << availabilityText(99.9996) << u"99.9996 %"_s;
        QTest::newRow("all") << availabilityText(100) << u"100 %"_s;
        QTest::newRow("nothing") << availabilityText({}) << u"—"_s;
        QTest::newRow("bad") << availabilityText(91.1) << u"91.10 %"_s;
        QTest::newRow("target") << targetText(99.95) << u"99.95 %"_s;
        QTest::newRow("milliseconds") << latencyText(212) << u"212 ms"_s;
        QTest::newRow("seconds") << latencyText(1'480) << u"1.48 s"_s;
        QTest::newRow("small") << latencyText(0.8) << u"0.8 ms"_s;
        QTest::newRow("overdrawn") << budgetText(-53.85) << u"−54 %"_s;
        QTest::newRow("burn") << burnText(14.42) << u"14.4×"_s;
        QTest::newRow("downtime") << spanText(Duration{2'592'000}) << u"43 m 12 s"_s;
        QTest::newRow("days") << spanText(std::chrono::days{30}) << u"30 d"_s;
        QTest::newRow("rate") << requestRateText(96.4) << u"96 rps"_s;
    }
    void numbersSayAsMuchAsTheyMean()
    {
        QFETCH(QString, shown);
        QFETCH(QString, expected);
        QCOMPARE(shown, expected);
    }

    void latencyBarsHaveEqualWidthsAndMarksLieWithinTheirBars()
    {
        LatencyChart chart;
        chart.resize(400, 160);
        chart.setLatency(
            LatencyHistogram::fromCumulative({10, 100, 1'000}, {10, 50, 90}, 100), 100);
        QCOMPARE(chart.positionOf(10), 1.0);
        QCOMPARE(chart.positionOf(55), 1.5);
        QCOMPARE(chart.positionOf(5'000), 3.0);
        QVERIFY(!chart.grab().isNull());
    }

    void theForecastFallsToNothingWhereTheBudgetEnds()
    {
        const Timestamp now = fromEpochMs(1'772'334'000'000);
        BudgetReport budget;
        budget.range = {now - std::chrono::days(30), now};
        budget.remaining = 21;
        budget.exhaustedAt = now + std::chrono::hours(9);
        const TrendSeries soon = budgetForecast(budget, u"forecast"_s);
        QCOMPARE(soon.role, TrendSeries::Role::Forecast);
        QVERIFY(*soon.values.front() > 20 && *soon.values.back() < 1);
        QCOMPARE(soon.start, now);
        QVERIFY(soon.timeAt(soon.values.size() - 1) < budget.exhaustedAt);
        // Far away: only its beginning, still on the way down.
        budget.exhaustedAt = now + std::chrono::days(25);
        const TrendSeries late = budgetForecast(budget, u"forecast"_s);
        QCOMPARE(late.step * 60, Duration(std::chrono::hours(60)));
        QVERIFY(*late.values.back() > 18 && *late.values.back() < 20);
        budget.remaining = -4;
        QVERIFY(budgetForecast(budget, {}).values.empty());
        budget.remaining = 50;
        budget.exhaustedAt = {};
        QVERIFY(budgetForecast(budget, {}).values.empty());
    }

    void timeThatDoesNotCountIsNoGapOfTheBudget()
    {
        using namespace std::chrono_literals;
        const Timestamp from = fromEpochMs(1'772'334'000'000);
        BudgetReport budget;
        budget.range = {from, from + 24h};
        for (int hour = 1; hour <= 24; ++hour)
            budget.points.push_back({.at = from + std::chrono::hours(hour), .remaining = 90});
        budget.points[4].isGap = true;         // 4 h to 5 h: nothing was told
        for (const std::size_t at : {9U, 10U}) // 9 h to 11 h: maintenance
            budget.points[at].isGap = budget.points[at].isExcluded = true;
        const auto spans = excludedSpans(budget, u"maintenance"_s);
        QCOMPARE(spans.size(), std::size_t(1));
        QCOMPARE(spans[0].range, (TimeRange{from + 9h, from + 11h}));
        QCOMPARE(reasonAt(spans, from + 10h), u"maintenance"_s);
        QCOMPARE(reasonAt(spans, from + 4h + 30min), QString());
        const TrendSeries left = budgetSeries(budget, u"left"_s).front();
        for (const auto &[at, hasValue] : {std::pair{3h + 30min, true}, {4h + 30min, false},
                 {5h + 30min, true}, {9h + 1min, false}, {10h + 59min, false}, {11h + 2min, true}})
            QCOMPARE(left.valueAt(from + at).has_value(), hasValue);
        for (std::size_t i = 0; i < left.values.size(); ++i) { // each gap is one or the other
            const Duration into = left.timeAt(i) - from;
            if (!left.values[i] && reasonAt(spans, left.timeAt(i)).isEmpty())
                QVERIFY(into > 4h && into <= 5h);
        }
    }

    void stepsOfMaintenanceAreMarkedInTheTrendsAndTheirNumbers()
    {
        using namespace std::chrono_literals;
        const Timestamp from = fromEpochMs(1'772'334'000'000);
        std::vector<Measured> trend;
        for (int at = 0; at < 4; ++at)
            trend.push_back({.range = {from + at * 10min, from + (at + 1) * 10min},
                .covered = 10min,
                .traffic = {}});
        trend[1].excluded = 3min; // most of it counts
        trend[1].covered = 7min;
        trend[2].excluded = 10min;
        trend[2].covered = 0min;
        const auto spans = excludedSpans(trend, u"maintenance"_s);
        QCOMPARE(spans.size(), std::size_t(1));
        QCOMPARE(spans[0].range, trend[2].range);
        const TimeSelection time;
        TrendTableModel model(time);
        model.setTrend(trend);
        const auto told = [&model](int row, int role) {
            return model.index(row, TrendTableModel::ToldColumn).data(role).toString();
        };
        QCOMPARE(told(1, Qt::DisplayRole), u"not counted"_s);
        QCOMPARE(told(2, Qt::DisplayRole), percentText(1.0));
        QCOMPARE(told(2, Qt::ToolTipRole), u"3 m of maintenance not counted."_s);
        QCOMPARE(told(3, Qt::ToolTipRole), QString());
    }

    void theBoardSaysHowMuchMaintenanceIsNotCounted()
    {
        using namespace std::chrono_literals;
        SloTableModel model;
        SloRow row;
        row.subject.domain = "shop.example.com";
        row.current.range = {fromEpochMs(0), fromEpochMs(0) + 24h};
        row.current.covered = 22h;
        const auto tip = [&] {
            model.setRows({{row}});
            return model.index(0, SloTableModel::NameColumn).data(Qt::ToolTipRole).toString();
        };
        QVERIFY(!tip().contains(u"maintenance"_s));
        row.current.excluded = 2h;
        QVERIFY2(tip().endsWith(u"2 h of maintenance not counted."_s), qPrintable(tip()));
        QVERIFY(tip().contains(percentText(1.0))); // all that counts was told
    }

    void everyLatencyBarHasARowOfNumbers()
    {
        LatencyChart chart;
        chart.setLatency(
            LatencyHistogram::fromCumulative({10, 100, 1'000}, {10, 50, 90}, 100), 100);
        const ChartNumbers numbers = chart.numbers();
        QCOMPARE(numbers.rows, 4);
        QCOMPARE(numbers.cell(1, 0), u"10 ms to 100 ms"_s);
        QCOMPARE(numbers.cell(1, 1), u"40"_s);
        QCOMPARE(numbers.cell(1, 2), percentText(0.4));
        QCOMPARE(numbers.cell(1, 3), percentText(0.5));
        QCOMPARE(numbers.cell(3, 0), u"over 1.00 s"_s);
    }

    void chartsBridgeNoGapAndKeepTheirLimits()
    {
        TimeSelection time;
        TrendChart chart(time);
        chart.resize(400, 160);
        const TimeRange range{fromEpochMs(0), fromEpochMs(600'000)};
        chart.setRange(range);
        TrendSeries series{.name = u"rate"_s, .start = range.from, .step = Duration{60'000}};
        series.values = {1.0, 2.0, std::nullopt, 4.0, 10.0};
        chart.setSeries({series});
        QVERIFY(chart.yOf(10) < chart.yOf(1)); // up is more
        chart.setLimits(0, 5);
        QCOMPARE(chart.yOf(10), chart.yOf(5)); // clamped
        chart.setCrosshair(fromEpochMs(61'000));
        QVERIFY2(chart.crosshairText().contains(u"rate 2"_s), qPrintable(chart.crosshairText()));
        chart.setCrosshair(fromEpochMs(121'000));
        QVERIFY(!chart.crosshairText().contains(u"rate"_s)); // a gap has no value
        QVERIFY(!chart.grab().isNull());
    }

    void draggingAChartAsksForAZoom()
    {
        TimeSelection time;
        TrendChart chart(time);
        chart.resize(400, 160);
        const TimeRange range{fromEpochMs(1'000'000), fromEpochMs(1'600'000)};
        chart.setRange(range);
        QSignalSpy zoom(&chart, &TrendChart::zoomRequested);
        QTest::mousePress(&chart, Qt::LeftButton, {}, {100, 60});
        QTest::mouseMove(&chart, {200, 60});
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, {200, 60});
        QCOMPARE(zoom.size(), 1);
        const auto wanted = zoom.front().front().value<TimeRange>();
        QVERIFY(wanted.from > range.from && wanted.to < range.to && wanted.from < wanted.to);
    }

    void theNumbersBehindATrendAreNewestFirst()
    {
        const TimeSelection time;
        TrendTableModel model(time);
        const QAbstractItemModelTester tester(&model);
        fake::SloFeed slo;
        const auto detail = slo.detail({}, {}).result();
        model.setTrend((*detail)->trend);
        QCOMPARE(model.rowCount(), 72);
        QVERIFY(model.index(0, TrendTableModel::AvailabilityColumn).data().toString()
            != model.index(71, TrendTableModel::AvailabilityColumn).data().toString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestSloModels)
#include "tst_slo_models.moc"
