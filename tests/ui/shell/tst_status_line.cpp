#include "tests/support/fake_console.h"
#include "ui/shell/status_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_selection.h"

#include <QLabel>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestStatusLine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void theTipSaysAtWhichLimitsRequestsWereRejected()
    {
        fake::TaskBoard tasks;
        const TimeSelection time;
        StatusLine line(tasks, time);
        const auto *ingest = line.findChild<QLabel *>(u"ingestRate"_s);
        console::EstateView estate;
        estate.ingest.rejected = 3; // by agents' routes
        line.showEstate(estate, {}, {});
        QVERIFY2(
            ingest->toolTip().endsWith(u"3 rejected since start"_s), qPrintable(ingest->toolTip()));

        estate.ingest.rejected = 10;
        estate.ingest.limitHits = {.bodies = 5, .connections = 2, .deadlines = 4};
        line.showEstate(estate, {}, {});
        const QStringList lines = ingest->toolTip().split(u'\n');
        QVERIFY2(lines.front().endsWith(u"10 rejected since start"_s), qPrintable(lines.front()));
        QCOMPARE(lines.mid(2),
            (QStringList{u"5 with a body over a limit"_s, u"2 connections too many"_s,
                u"4 connections were closed as too slow"_s}));
        QCOMPARE(ingest->accessibleDescription(), ingest->toolTip());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
