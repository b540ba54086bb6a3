#include "tests/ui/commands/dispatch_page_test.h"
#include "ui/commands/hold_button.h"

#include <QLineEdit>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

// What a person has to do before a command is sent, by its risk.
class TestDispatchConfirmation : public DispatchPageTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { start(); }
    void cleanup() { m_page.reset(); }

    void aPlainOneIsConfirmedWithEnterOnTheCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(!form().isEnabled()); // what is confirmed is what is shown
        QCOMPARE(card().bandText(), u"PROD · prod-eu"_s);
        QVERIFY(m_rig->desk.sent.empty());
        QTest::keyClick(&card(), Qt::Key_Return);
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QTRY_VERIFY(card().isHidden());
        QVERIFY(form().isEnabled());
    }

    void aDangerousOneNeedsItsNameAndAReason()
    {
        m_rig->desk.risk = CommandRisk::TypeName;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        auto *confirm = button(u"riskConfirm"_s);
        auto *name = m_page->findChild<QLineEdit *>(u"riskName"_s);
        auto *reason = m_page->findChild<QLineEdit *>(u"riskReason"_s);
        QVERIFY(!confirm->isEnabled());
        name->setText(u"check"_s);
        QVERIFY(!confirm->isEnabled());
        name->setText(u"checkout"_s);
        QVERIFY(!confirm->isEnabled());
        QVERIFY(card().whyNot().contains(u"reason"_s));
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(m_rig->desk.sent.empty());
        reason->setText(u"absorb retry storm"_s);
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.sent.front().reason, u"absorb retry storm"_s);
        QVERIFY(m_rig->desk.sent.front().confirmed == CommandRisk::TypeName);
    }

    void theWorstOneMustBeHeld()
    {
        m_rig->desk.risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        HoldButton &hold = card().holdButton();
        QVERIFY(!hold.isEnabled());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        QVERIFY(hold.isEnabled());
        hold.setHoldTime(Duration{120});
        hold.click(); // a click is no holding
        QTest::keyPress(&hold, Qt::Key_Space);
        QTest::qWait(40);
        QTest::keyRelease(&hold, Qt::Key_Space);
        QTest::qWait(150);
        QVERIFY(m_rig->desk.sent.empty());
        QTest::mousePress(&hold, Qt::LeftButton);
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QTest::mouseRelease(&hold, Qt::LeftButton);
        QCOMPARE(m_rig->desk.sent.size(), std::size_t(1));
    }

    // A held key comes as up and down again on a busy machine.
    void aKeyThatRepeatsWhileItIsHeldIsHeld()
    {
        m_rig->desk.risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        HoldButton &hold = card().holdButton();
        hold.setHoldTime(Duration{150});
        for (int repeat = 0; repeat < 10 && m_rig->desk.sent.empty(); ++repeat) {
            QTest::keyPress(&hold, Qt::Key_Space);
            QTest::qWait(20);
            QTest::keyRelease(&hold, Qt::Key_Space);
            QTest::qWait(5);
        }
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
    }

    void aKeyThatIsHeldLongerPressesNothingElse()
    {
        m_rig->desk.risk = CommandRisk::HoldReason;
        m_page->show();
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        card().holdButton().setHoldTime(Duration{60});
        card().holdButton().setFocus();
        for (int repeat = 0; repeat < 15; ++repeat) {
            QTest::keyPress(m_page->focusWidget(), Qt::Key_Space);
            QTest::qWait(10);
            QTest::keyRelease(m_page->focusWidget(), Qt::Key_Space);
        }
        QCOMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QVERIFY(card().isHidden());
    }

    void anEnterThatIsStillDownDoesNotConfirm()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QCoreApplication::sendEvent(&card(), &held);
        QVERIFY(m_rig->desk.sent.empty());
        QTest::keyClick(&card(), Qt::Key_Return);
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
    }

    void enterDoesNotReplaceHolding()
    {
        m_rig->desk.risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(m_rig->desk.sent.empty());
    }
};

QTEST_MAIN(TestDispatchConfirmation)
#include "tst_dispatch_confirmation.moc"
