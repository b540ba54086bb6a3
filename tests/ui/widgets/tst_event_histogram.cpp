#include "ui/theme/theme.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_axis.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

Q_DECLARE_METATYPE(binnacle::TimeRange)

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimeRange kRange{fromEpochMs(1'772'334'000'000), fromEpochMs(1'772'334'000'000) + 6h};

} // namespace

class TestEventHistogram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_chart = std::make_unique<EventHistogram>(m_time);
        m_chart->resize(624, 92); // 600 pixels of plot: 36 s each
        std::vector<console::EventBar> bars;
        for (int i = 0; i < 72; ++i)
            bars.push_back({.start = kRange.from + 5min * i, .normal = i % 7, .warnings = i % 3});
        m_chart->setRange(kRange);
        m_chart->setBars(std::move(bars), 5min);
    }

    void everyBarThatHoldsEventsHasARowOfNumbers()
    {
        const ChartNumbers numbers = m_chart->numbers();
        QCOMPARE(numbers.columns.size(), 4);
        QCOMPARE(numbers.rows, 68); // every 21st holds nothing
        QCOMPARE(numbers.cell(0, 0), m_time.timeText(kRange.from + 5min * 71));
        QCOMPARE(numbers.cell(0, 2), countText(71 % 3));
        QCOMPARE(numbers.cell(0, 3), countText(71 % 7));
    }

    void draggingSelectsARange()
    {
        QSignalSpy brushed(m_chart.get(), &EventHistogram::brushed);
        drag({112, 30}, {212, 30});
        QCOMPARE(brushed.size(), 1);
        const auto range = brushed[0][0].value<TimeRange>();
        QCOMPARE(range.from, kRange.from + 1h);
        QCOMPARE(range.to, kRange.from + 2h);
    }

    void draggingBackwardsGivesTheSameRange()
    {
        QSignalSpy brushed(m_chart.get(), &EventHistogram::brushed);
        drag({212, 30}, {112, 30});
        QCOMPARE(brushed[0][0].value<TimeRange>().from, kRange.from + 1h);
    }

    void shiftDraggingOnlyMeasures()
    {
        QSignalSpy brushed(m_chart.get(), &EventHistogram::brushed);
        drag({112, 30}, {212, 30}, Qt::ShiftModifier);
        QCOMPARE(brushed.size(), 0);
    }

    void aClickOutsideTheSelectionClearsIt()
    {
        QSignalSpy cleared(m_chart.get(), &EventHistogram::selectionCleared);
        m_chart->setSelection(TimeRange{kRange.from + 1h, kRange.from + 2h});
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, {162, 30});
        QCOMPARE(cleared.size(), 0);
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, {412, 30});
        QCOMPARE(cleared.size(), 1);
    }

    void aDoubleClickAsksForThePreviousZoom()
    {
        QSignalSpy asked(m_chart.get(), &EventHistogram::previousZoomRequested);
        QTest::mouseDClick(m_chart.get(), Qt::LeftButton, {}, {162, 30});
        QCOMPARE(asked.size(), 1);
    }

    void worksFromTheKeyboard()
    {
        QSignalSpy brushed(m_chart.get(), &EventHistogram::brushed);
        QTest::keyClick(m_chart.get(), Qt::Key_Right); // the first bar
        QTest::keyClick(m_chart.get(), Qt::Key_Right); // the second
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(m_chart.get(), Qt::Key_Return);
        QCOMPARE(brushed.size(), 1);
        QCOMPARE(
            brushed[0][0].value<TimeRange>(), (TimeRange{kRange.from + 5min, kRange.from + 15min}));
    }

    void warningsStandOnNormalEvents()
    {
        std::vector<console::EventBar> one{{.start = kRange.from, .normal = 1, .warnings = 1}};
        m_chart->setBars(one, 6h);
        const QImage shot = m_chart->grab().toImage();
        const auto at = [&](int y) { return QColor(shot.pixel(300, y)); };
        QCOMPARE(at(70), theme().palette().bar);
        QCOMPARE(at(25), theme().palette().warning);
    }

    void survivesBeingNarrowEmptyAndHuge()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_chart->setBars({}, 5min);
        m_chart->resize(4, 4);
        QVERIFY(!m_chart->grab().isNull());
        m_chart->resize(624, 92);
        std::vector<console::EventBar> many;
        for (int i = 0; i < 100'000; ++i)
            many.push_back({.start = kRange.from + 216ms * i, .normal = 1});
        m_chart->setBars(std::move(many), 216ms);
        m_chart->setRetentionEdge(kRange.from + 1h);
        QVERIFY(!m_chart->grab().isNull());
    }

    void timeThatIsStillToComeIsHatched()
    {
        const Timestamp now = systemNow();
        m_chart->setBars({}, 5min);
        m_chart->setRange({now - 6h, now});
        const QImage past = m_chart->grab().toImage();
        m_chart->setRange({now - 3h, now + 3h});
        const QImage half = m_chart->grab().toImage();
        const QRect left(20, 24, 270, 40);
        QCOMPARE(half.copy(left), past.copy(left));
        QVERIFY(half.copy(left.translated(300, 0)) != past.copy(left.translated(300, 0)));
    }

    void asksForBarsOfAtLeastFourPixels()
    {
        QVERIFY(kRange.length() / m_chart->preferredBucket(kRange) <= 150);
    }

private:
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(m_chart.get(), Qt::LeftButton, modifiers, from);
        QTest::mouseMove(m_chart.get(), (from + to) / 2);
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, modifiers, to);
    }

    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
    std::unique_ptr<EventHistogram> m_chart;
};

QTEST_MAIN(TestEventHistogram)
#include "tst_event_histogram.moc"
