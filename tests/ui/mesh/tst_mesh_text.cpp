#include "ui/mesh/mesh_text.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMeshText : public QObject
{
    Q_OBJECT

private slots:
    void numbersOnANodeAreShortAndKeepTheirUnit()
    {
        QCOMPARE(tightText(u"38 ms"_s), u"38ms"_s);
        QCOMPARE(tightText(u"< 0.01 %"_s), u"<0.01%"_s);
        QCOMPARE(nodeErrorText(0.2), u"0.2%"_s);
        QCOMPARE(nodeErrorText(0.003), u"<0.1%"_s); // never 0 when something failed
        QCOMPARE(nodeErrorText(0.0), u"0%"_s);
        QCOMPARE(nodeErrorText(7.8), u"7.8%"_s);
        QCOMPARE(perSecondText(u"640 rps"_s), u"640/s"_s);
        QCOMPARE(perSecondText(u"idle"_s), u"idle"_s);
    }

    void whatHasNoTrafficHasNoState()
    {
        const MeshNode none;
        for (const MeshColour colour :
            {MeshColour::SloStatus, MeshColour::ErrorRate, MeshColour::Latency, MeshColour::Mtls})
            QCOMPARE(statusOf(none, colour), StatusKind::Unknown);
    }

    void aPartOfTheTrafficInTheClearIsAWarning()
    {
        QCOMPARE(mtlsStatus(100.0), StatusKind::Ok);
        QCOMPARE(mtlsStatus(99.0), StatusKind::Warning);
        QCOMPARE(mtlsStatus(0.0), StatusKind::Critical);
    }

    void changesHaveASignAWordAndAVerdict()
    {
        QCOMPARE(errorRateChange(7.6), u"+7.6 pp"_s);
        QCOMPARE(latencyChange(-40.0), u"−40 ms"_s);
        QCOMPARE(requestRateChange(0.0), u"0 rps"_s);
        QCOMPARE(significanceText({}), u"not tested"_s);
        QCOMPARE(significanceText(0.2), u"may be chance"_s);
        QCOMPARE(significanceText(0.0001), u"significant"_s);
        QCOMPARE(chanceText(0.0001), u"p < 0.001"_s);
        for (const MeshChange change :
            {MeshChange::Added, MeshChange::Removed, MeshChange::Degraded, MeshChange::Improved}) {
            QVERIFY(!changeText(change).isEmpty());
            QVERIFY(!changeGlyph(change).isEmpty());
        }
    }

    void theCauseIsWordedFromWhatIsKnown()
    {
        const ServiceRef checkout{"shop", "checkout"};
        console::MeshServiceDetail::LikelyCause cause{
            .service = {"data", "payments-db"}, .share = 0.82, .lead = 3min, .isLatency = true};
        const QString text = causeText(checkout, cause);
        QVERIFY(text.startsWith(u"payments-db p95 rose 3 m before checkout."_s));
        QVERIFY(text.contains(u"82"_s));
        cause.lead = 0ms;
        QVERIFY(causeText(checkout, cause).startsWith(u"payments-db is slow."_s));
        cause.service = checkout;
        QCOMPARE(causeText(checkout, cause), u"checkout itself is slow."_s);
    }
};

QTEST_GUILESS_MAIN(TestMeshText)
#include "tst_mesh_text.moc"
