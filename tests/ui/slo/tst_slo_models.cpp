#include "tests/support/fake_slo_feed.h"
#include "ui/slo/latency_chart.h"
#include "ui/slo/slo_table_model.h"
#include "ui/slo/trend_table_model.h"
#include "ui/theme/theme.h"
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
