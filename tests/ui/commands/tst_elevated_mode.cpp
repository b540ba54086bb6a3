#include "tests/ui/commands/dispatch_page_test.h"
#include "ui/commands/elevation_bar.h"
#include "ui/commands/hold_button.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestElevatedMode : public DispatchPageTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init() { start(); }
    void cleanup() { m_page.reset(); }

    void elevatedModeAsksForNoNameUntilItsTimeIsOver()
    {
        m_rig->desk.risk = CommandRisk::TypeName;
        QVERIFY(elevation().isHidden());
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        line(u"riskName"_s)->setText(u"checkout"_s);
        line(u"riskReason"_s)->setText(u"retry storm"_s);
        m_page->findChild<QCheckBox *>(u"riskElevate"_s)->setChecked(true);
        button(u"riskConfirm"_s)->click();
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QVERIFY(!m_rig->desk.sent.front().isElevated); // the name was typed
        QVERIFY(elevation().holdsFor({"prod-eu"}));
        QVERIFY(!elevation().holdsFor({"staging-eu"}));
        QVERIFY(elevation().text().contains(u"5:00"_s));
        QVERIFY(elevation().bandText().contains(u"PROD"_s));

        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(line(u"riskName"_s)->isHidden());
        QCOMPARE(line(u"riskReason"_s)->text(), u"retry storm"_s);
        QVERIFY(card().whyNot().isEmpty());
        // While the card is open the time is over: it asks for the name again, and keeps the
        // reason.
        line(u"riskReason"_s)->setText(u"still a storm"_s);
        elevation().setLength(Duration{1});
        QTRY_VERIFY(elevation().isHidden());
        QVERIFY(!line(u"riskName"_s)->isHidden());
        QCOMPARE(line(u"riskReason"_s)->text(), u"still a storm"_s);
        QVERIFY(!card().whyNot().isEmpty());
        QCOMPARE(m_rig->desk.sent.size(), std::size_t(1));
    }

    void anEnterAfterTheTimeIsOverAsksForTheName()
    {
        elevate();
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(line(u"riskName"_s)->isHidden());
        elevation().setLength(Duration{0}); // no beat of its clock was heard yet
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(!line(u"riskName"_s)->isHidden());
        QVERIFY(m_rig->desk.sent.empty());
    }

    void whatIsOnItsWayIsNotAskedAgainWhenTheModeEnds()
    {
        elevate();
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QTest::keyClick(&card(), Qt::Key_Return);
        elevation().end();
        QVERIFY(card().isHidden() || card().isBusy());
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
    }

    void inElevatedModeEnterSendsWithTheReason()
    {
        elevate();
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QTest::keyClick(&card(), Qt::Key_Return);
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QVERIFY(m_rig->desk.sent.front().isElevated);
        QCOMPARE(m_rig->desk.sent.front().reason, u"retry storm"_s);
        QCOMPARE(m_rig->desk.sent.front().confirmed.value(), CommandRisk::TypeName);
        button(u"elevationEnd"_s)->click();
        QVERIFY(!elevation().holdsFor({"prod-eu"}));
    }

    void elevatedModeSparesNothingWhereNoReplicaStaysOrAButtonIsHeld()
    {
        elevate();
        m_rig->desk.isTight = true;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(!line(u"riskName"_s)->isHidden());
        QVERIFY(m_page->escape());
        m_rig->desk.isTight = false;
        m_rig->desk.risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(!card().holdButton().isHidden());
        QVERIFY(m_page->findChild<QCheckBox *>(u"riskElevate"_s)->isHidden());
    }

    void aWindowThatMayNotSendIsNotElevated()
    {
        elevate();
        m_rig->access.setReadOnly(true);
        QTRY_VERIFY(elevation().isHidden());
    }

private:
    void elevate()
    {
        m_rig->desk.risk = CommandRisk::TypeName;
        elevation().begin({"prod-eu"}, Environment::Production, u"prod-eu"_s, u"retry storm"_s);
    }
    ElevationBar &elevation() { return *m_page->findChild<ElevationBar *>(); }
    QLineEdit *line(const QString &name) { return m_page->findChild<QLineEdit *>(name); }
};

QTEST_MAIN(TestElevatedMode)
#include "tst_elevated_mode.moc"
