#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/sparkline.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <limits>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestFormatting : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::English); }

    void agesHaveAtMostTwoUnits()
    {
        QCOMPARE(ageText(2s), u"2 s"_s);
        QCOMPARE(ageText(250s), u"4 m 10 s"_s);
        QCOMPARE(ageText(45min), u"45 m"_s);
        QCOMPARE(ageText(185min), u"3 h 5 m"_s);
        QCOMPARE(ageText(24h * 12), u"12 d"_s);
        QCOMPARE(ageText(-5s), u"0 s"_s); // clocks disagree
        QCOMPARE(ageText(Timestamp{}, fromEpochMs(5)), u"—"_s);
    }

    void numbersHaveUnits()
    {
        QCOMPARE(countText(12'904), u"12,904"_s);
        QCOMPARE(percentText(0.979), u"97.9 %"_s);
        QCOMPARE(percentText(0.99996), u"99.9 %"_s); // not everything
        QCOMPARE(percentText(1), u"100 %"_s);
        QCOMPARE(percentText(-1), u"—"_s);
        QCOMPARE(rateText(48'200, u"events"_s), u"48.2k events/s"_s);
        QCOMPARE(rateText(0, u"events"_s), u"0 events/s"_s);
        QCOMPARE(bytesText(-1), u"—"_s);
        QCOMPARE(cpuText(1'500), u"1.5 cores"_s);
        QCOMPARE(cpuText(250), u"250 m"_s);
    }

    void everyErrorHasAHeadlineAndACode()
    {
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            const Error error{.code = static_cast<ErrorCode>(code), .message = "why"};
            QVERIFY(!errorHeadline(error).isEmpty());
            QVERIFY(errorCodeText(error).startsWith(u"BN-"));
            QVERIFY(errorLine(error).contains(u"why"));
        }
    }

    void aSparklineKeepsEverySpike()
    {
        std::vector<double> values(10'000, 1.0);
        values[7'777] = 99;
        const auto extents = extentsPerColumn(values, 100);
        QCOMPARE(extents.size(), std::size_t{100});
        QCOMPARE(extents[77].highest, 99.0);
        QCOMPARE(extents[77].lowest, 1.0);
    }

    void aSparklineLeavesGapsOpen()
    {
        const double gap = std::numeric_limits<double>::quiet_NaN();
        const std::vector<double> values{1, gap, gap, 2};
        const auto extents = extentsPerColumn(values, 4);
        QVERIFY(std::isnan(extents[1].highest));
        QCOMPARE(extents[3].highest, 2.0);
        QVERIFY(extentsPerColumn({}, 4).empty());
    }
};

QTEST_GUILESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
