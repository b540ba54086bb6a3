#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/trend_chart.h"
#include "ui/widgets/trend_columns.h"
#include "ui/widgets/trend_reduction.h"

#include <QApplication>
#include <QClipboard>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace binnacle;
using namespace binnacle::ui;

using namespace Qt::Literals::StringLiterals;

namespace {

const TimeRange kMonth{fromEpochMs(1'700'000'000'000), fromEpochMs(1'702'592'000'000)};

// Of this thread: the machine may be busy with other things.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

TrendSeries wave(int number, std::size_t count)
{
    TrendSeries series{.name = u"series %1"_s.arg(number),
        .start = kMonth.from,
        .step = kMonth.length() / static_cast<std::int64_t>(count)};
    series.role = number == 0 ? TrendSeries::Role::Main : TrendSeries::Role::Second;
    std::uint32_t noise = 17U + static_cast<std::uint32_t>(number);
    for (std::size_t i = 0; i < count; ++i) {
        noise = noise * 1'664'525U + 1'013'904'223U;
        series.values.push_back(100 + number * 4 + 40 * std::sin(static_cast<double>(i) / 30)
            + static_cast<double>(noise >> 26U));
    }
    return series;
}

std::vector<TrendSeries> waves(int lines, std::size_t count)
{
    std::vector<TrendSeries> series;
    for (int i = 0; i < lines; ++i)
        series.push_back(wave(i, count));
    return series;
}

template<typename Step>
double bestOf(int times, Step step)
{
    double best = 1e9;
    for (int i = 0; i < times; ++i) {
        const double from = cpuMs();
        step();
        best = std::min(best, cpuMs() - from);
    }
    return best;
}

} // namespace

class TestTrendChart : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void fiftyLinesOfAMonthRepaintWithinAFrame()
    {
        TrendChart chart(m_time);
        chart.resize(1'260, 300);
        chart.setRange(kMonth);
        chart.setSeries(waves(50, 720));
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.repaint();
        const int before = chart.renderings();
        std::int64_t at = 0;
        const double hover = bestOf(30, [&] {
            at += 3'600'000;
            chart.setCrosshair(kMonth.from + Duration{at});
            chart.repaint();
        });
        QCOMPARE(chart.renderings(), before); // only the crosshair was painted
        constexpr int kTimes = 10;
        std::vector<std::vector<TrendSeries>> series(kTimes, waves(50, 720));
        const double changed = bestOf(kTimes, [&] {
            chart.setSeries(std::move(series.back()));
            series.pop_back();
            chart.repaint();
        });
        QVERIFY(chart.renderings() >= before + 10);
        qInfo("50 x 720 points: crosshair %.2f ms, new data %.2f ms", hover, changed);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        // Nothing is as fast as usual.
#elif defined(__OPTIMIZE__)
        QVERIFY2(hover <= 3, "the crosshair paints more than itself");
        QVERIFY2(changed <= 6, "new data take a third of a frame");
#else
        QVERIFY2(hover <= 10, "slow even for a build without optimisation");
        QVERIFY2(changed <= 60, "slow even for a build without optimisation");
#endif
    }

    void linesByColumnsCoverWhatAPenWouldCover()
    {
        const QPolygonF line({{-40, 10}, {20, 10}, {60, 50}, {62, 90}, {64, 5}, {300, 30}});
        for (const double ratio : {1.0, 2.0}) {
            const QSize pixels = QSize(200, 100) * ratio;
            QImage byPen(pixels, QImage::Format_ARGB32_Premultiplied);
            byPen.setDevicePixelRatio(ratio);
            byPen.fill(Qt::black);
            QImage byColumns = byPen;
            QPainter pen(&byPen);
            pen.setRenderHint(QPainter::Antialiasing);
            pen.setPen(Qt::white);
            pen.drawPolyline(line);
            QPainter painter(&byColumns);
            TrendColumns columns({0, 0, 200, 100}, ratio);
            columns.draw(line, Qt::white);
            columns.paint(painter);
            QCOMPARE(byColumns.pixel(QPoint(10, 10) * ratio), byPen.pixel(QPoint(10, 10) * ratio));
            QCOMPARE(byColumns.pixel(QPoint(10, 14) * ratio), byPen.pixel(QPoint(10, 14) * ratio));
            const auto light = [](const QImage &image) {
                double sum = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x)
                        sum += qGray(image.pixel(x, y));
                }
                return sum;
            };
            const double share = light(byColumns) / light(byPen);
            QVERIFY2(share > 0.8 && share < 1.4, qPrintable(QString::number(share)));
        }
    }

    void aLineFarBeyondTheChartIsCut()
    {
        TrendColumns columns({0, 0, 200, 100}, 1);
        columns.draw({{-4e9, 50}, {4e9, 50}}, Qt::white);
        columns.draw({{50, -1e12}, {51, 1e12}}, Qt::white);
        QImage image(200, 100, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::black);
        QPainter painter(&image);
        columns.paint(painter);
        QCOMPARE(image.pixelColor(100, 50).red(), 128);
        QCOMPARE(image.pixelColor(50, 99), QColor(Qt::white));
        QCOMPARE(image.pixelColor(100, 20), QColor(Qt::black));
    }

    void whatIsKeptIsPaintedAnewWhenItsLooksChange()
    {
        TrendChart chart(m_time);
        chart.resize(400, 160);
        chart.setRange(kMonth);
        chart.setSeries(waves(1, 100));
        const QImage first = chart.grab().toImage();
        QCOMPARE(chart.grab().toImage(), first);
        const int before = chart.renderings();
        const auto changes = std::to_array<std::function<void()>>({
            [&] { chart.setSeries(waves(2, 100)); },
            [&] {
                chart.setRange({kMonth.from, kMonth.from + kMonth.length() / 2});
            },
            [&] { chart.setLimits(0, 1'000); },
            [&] { chart.setStatus(StatusKind::Critical); },
            [&] {
                chart.setSpans({{.range = {kMonth.from, kMonth.from + Duration{90'000'000}}}});
            },
            [&] { chart.setNote(u"used up"_s, StatusKind::Critical); },
            [&] { chart.setValueText([](double) { return u"7"_s; }); },
            [&] { chart.resize(410, 160); },
            [&] { m_theme->setName(ThemeName::Light); },
        });
        QImage last = first;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            changes[i]();
            const QImage now = chart.grab().toImage();
            QVERIFY2(now != last, qPrintable(u"change %1 is not seen"_s.arg(i)));
            last = now;
        }
        QCOMPARE(chart.renderings(), before + static_cast<int>(changes.size()));
        m_theme->setName(ThemeName::Dark);
    }

    void aSpikeAmongManyPointsIsDrawn()
    {
        TrendSeries series = wave(0, 20'000);
        std::ranges::fill(series.values, 1.0);
        series.values[7'777] = 90.0;
        const TrendScale scale = TrendScale::fitting(
            {&series, 1}, TrendScale::Kind::Linear, {.bottom = 0, .top = 100});
        const QRectF box(0, 0, 300, 100);
        const auto lines = reducedLines(series, kMonth, scale, box);
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines.front().size() <= qsizetype{4} * 301);
        const auto highest = std::ranges::min(lines.front(), {}, &QPointF::y);
        QCOMPARE(highest.y(), 10.0);
    }

    void aGapEndsALine()
    {
        TrendSeries series = wave(0, 10);
        series.values[4].reset();
        const TrendScale scale = TrendScale::fitting({&series, 1}, TrendScale::Kind::Linear, {});
        QCOMPARE(reducedLines(series, kMonth, scale, {0, 0, 300, 100}).size(), 2);
    }

    void aGapWithAReasonLooksUnlikeOneWithout()
    {
        TrendChart chart(m_time);
        chart.resize(400, 160);
        chart.setRange(kMonth);
        TrendSeries series = wave(0, 10);
        series.values[4].reset();
        const TimeRange gap{series.start + series.step * 4, series.start + series.step * 5};
        chart.setSeries({series});
        const QImage hatched = chart.grab().toImage();
        chart.setSpans({{.range = gap, .status = StatusKind::Neutral}});
        const QImage shaded = chart.grab().toImage();
        chart.setSpans({{.range = gap, .status = StatusKind::Neutral, .reason = u"work"_s}});
        const QImage dotted = chart.grab().toImage();
        QVERIFY(hatched != dotted && shaded != dotted);
        chart.setCrosshair(series.timeAt(4));
        QVERIFY2(chart.crosshairText().endsWith(u"work"_s), qPrintable(chart.crosshairText()));
        QCOMPARE(chart.numbers().cell(5, 1), u"work"_s);
        chart.setCrosshair(series.timeAt(5));
        QVERIFY(!chart.crosshairText().contains(u"work"_s));
    }

    void everyStepHasARowOfNumbersNewestFirst()
    {
        TrendChart chart(m_time);
        chart.setRange(kMonth);
        auto series = waves(2, 5);
        series[1].values[4].reset();
        series.push_back({.role = TrendSeries::Role::Guide, .values = {1.0, 1.0}});
        chart.setValueText([](double value) { return QString::number(value, 'f', 0); });
        chart.setSeries(series);
        const ChartNumbers numbers = chart.numbers();
        QCOMPARE(numbers.columns.size(), 3); // the guide has no name
        QCOMPARE(numbers.rows, 5);
        QCOMPARE(numbers.cell(0, 0), m_time.timeText(series[0].timeAt(4)));
        QCOMPARE(numbers.cell(0, 1), QString::number(*series[0].values[4], 'f', 0));
        QCOMPARE(numbers.cell(0, 2), u"no data"_s);
        QCOMPARE(numbers.cell(4, 2), QString::number(*series[1].values[0], 'f', 0));
    }

    void controlTShowsTheNumbersAndGivesTheChartBack()
    {
        TrendChart chart(m_time);
        chart.setAccessibleName(u"Throughput"_s);
        chart.resize(400, 160);
        chart.setRange(kMonth);
        chart.setSeries(waves(1, 12));
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_T, Qt::ControlModifier);
        auto *table = chart.findChild<QTableView *>(u"chartNumbers"_s);
        QVERIFY(table && table->isVisible());
        QCOMPARE(table->geometry(), chart.rect());
        QCOMPARE(table->model()->rowCount(), 12);
        QCOMPARE(table->accessibleName(), u"Throughput in numbers"_s);
        QVERIFY(table->hasFocus());

        chart.setSeries(waves(1, 20)); // follows the chart
        QCOMPARE(table->model()->rowCount(), 20);
        chart.resize(500, 200);
        QTRY_COMPARE(table->geometry(), chart.rect());

        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\t'), 1);

        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!table->isVisible());
        QVERIFY(chart.hasFocus());
        QTest::keyClick(&chart, Qt::Key_T, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!table->isVisible());
    }

private:
    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
};

QTEST_MAIN(TestTrendChart)
#include "tst_trend_chart.moc"
