#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_command_desk.h"
#include "tests/support/fake_console.h"
#include "ui/commands/blast_pane.h"
#include "ui/commands/dispatch_form.h"
#include "ui/commands/dispatch_page.h"
#include "ui/commands/hold_button.h"
#include "ui/commands/risk_card.h"
#include "ui/commands/undo_bar.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestDispatchPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_desk = std::make_unique<fake::CommandDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_time = std::make_unique<TimeSelection>();
        m_page = std::make_unique<DispatchPage>(CommandsServices{
            .commands = *m_desk, .estate = *m_estate, .access = *m_access, .time = *m_time});
        m_page->resize(1100, 700);
        m_page->setActive(true);
    }
    void cleanup() { m_page.reset(); }

    void anIncompleteCommandSaysWhatIsMissingOnlyWhenItIsSent()
    {
        auto *problem = m_page->findChild<QLabel *>(u"dispatchProblem"_s);
        m_page->prepare({.cluster = {"prod-eu"}, .action = "scale"});
        QVERIFY(problem->isHidden());
        button(u"dispatch"_s)->click();
        QVERIFY(!problem->isHidden());
        QVERIFY(problem->text().contains(u"Deployment"_s));
        QVERIFY(m_desk->sent.empty());
        QVERIFY(m_desk->measured.empty());
    }

    void whatItWillTouchIsAskedOnceTypingSettles()
    {
        m_page->prepare(scale());
        auto *replicas = m_page->findChild<QLineEdit *>(u"parameter-replicas"_s);
        replicas->setText(u"7"_s);
        replicas->setText(u"8"_s);
        QTRY_COMPARE(m_desk->measured.size(), std::size_t(1));
        QCOMPARE(m_desk->measured.front().params, std::string("{\"replicas\":8}"));
        QTRY_VERIFY(blast().lines().contains(
            u"Callees affected: payments + 50 % load, already failing, caution"_s));
        QVERIFY(blast().lines().contains(u"Active alerts here: CheckoutBudgetBurn, danger"_s));
        m_page->findChild<QLineEdit *>(u"dispatchReason"_s)->setText(u"peak"_s);
        QTest::qWait(300);
        QCOMPARE(m_desk->measured.size(), std::size_t(1)); // a reason touches nothing
    }

    void theFormSaysWhatIsNow()
    {
        m_page->prepare(scale());
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            texts += label->text();
        QVERIFY(texts.contains(u"now 6"_s));
    }

    void aReversibleOneWaitsForUndoAndIsThenSent()
    {
        m_desk->risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{80});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        QVERIFY(m_desk->sent.empty());
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QCOMPARE(m_desk->sent.front().confirmed.value(), CommandRisk::Reversible);
        QCOMPARE(m_desk->sent.front().command.target.name, std::string("checkout"));
    }

    void undoCancelsWhatWasNotSent()
    {
        m_desk->risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{300});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        QVERIFY(m_page->escape());
        QTest::qWait(400);
        QVERIFY(m_desk->sent.empty());
        QVERIFY(m_page->told().contains(u"nothing was sent"_s));
    }

    void aWindowThatBecameReadOnlyMeanwhileSendsNothing()
    {
        m_desk->risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{150});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        m_access->setReadOnly(true);
        QTRY_VERIFY(m_page->told().contains(u"not sent"_s));
        QVERIFY(m_desk->sent.empty());
    }

    void readingIsSentAtOnce()
    {
        m_desk->risk = CommandRisk::Reversible;
        m_page->prepare({.cluster = {"prod-eu"},
            .action = "get_logs",
            .target = {"Pod", "shop", "checkout-1"}});
        button(u"dispatch"_s)->click();
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QVERIFY(!undoBar().isWaiting());
    }

    void aPlainOneIsConfirmedWithEnterOnTheCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QVERIFY(!form().isEnabled()); // what is confirmed is what is shown
        QCOMPARE(card().bandText(), u"PROD · prod-eu"_s);
        QVERIFY(m_desk->sent.empty());
        QTest::keyClick(&card(), Qt::Key_Return);
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QTRY_VERIFY(card().isHidden());
        QVERIFY(form().isEnabled());
    }

    void aDangerousOneNeedsItsNameAndAReason()
    {
        m_desk->risk = CommandRisk::TypeName;
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
        QVERIFY(m_desk->sent.empty());
        reason->setText(u"absorb retry storm"_s);
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QCOMPARE(m_desk->sent.front().reason, u"absorb retry storm"_s);
        QVERIFY(m_desk->sent.front().confirmed == CommandRisk::TypeName);
    }

    void theWorstOneMustBeHeld()
    {
        m_desk->risk = CommandRisk::HoldReason;
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
        QVERIFY(m_desk->sent.empty());
        QTest::mousePress(&hold, Qt::LeftButton);
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QTest::mouseRelease(&hold, Qt::LeftButton);
        QCOMPARE(m_desk->sent.size(), std::size_t(1));
    }

    // A held key comes as up and down again on a busy machine.
    void aKeyThatRepeatsWhileItIsHeldIsHeld()
    {
        m_desk->risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        HoldButton &hold = card().holdButton();
        hold.setHoldTime(Duration{150});
        for (int repeat = 0; repeat < 10 && m_desk->sent.empty(); ++repeat) {
            QTest::keyPress(&hold, Qt::Key_Space);
            QTest::qWait(20);
            QTest::keyRelease(&hold, Qt::Key_Space);
            QTest::qWait(5);
        }
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
    }

    void aKeyThatIsHeldLongerPressesNothingElse()
    {
        m_desk->risk = CommandRisk::HoldReason;
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
        QCOMPARE(m_desk->sent.size(), std::size_t(1));
        QVERIFY(card().isHidden());
    }

    void anEnterThatIsStillDownDoesNotConfirm()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QCoreApplication::sendEvent(&card(), &held);
        QVERIFY(m_desk->sent.empty());
        QTest::keyClick(&card(), Qt::Key_Return);
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
    }

    void aReasonIsOfOneCommand()
    {
        m_page->prepare(scale());
        auto *reason = m_page->findChild<QLineEdit *>(u"dispatchReason"_s);
        reason->setText(u"absorb retry storm"_s);
        button(u"dispatch"_s)->click();
        QTRY_VERIFY(!card().isHidden());
        button(u"riskConfirm"_s)->click();
        QTRY_COMPARE(m_desk->sent.size(), std::size_t(1));
        QCOMPARE(m_desk->sent.front().reason, u"absorb retry storm"_s);
        QTRY_VERIFY(reason->text().isEmpty());
    }

    void tabGoesThroughTheFormFromTopToBottom()
    {
        m_page->prepare(scale());
        m_page->show();
        const QStringList order{u"action-restart"_s, u"action-scale"_s, u"action-delete_pod"_s,
            u"action-cordon"_s, u"moreActions"_s, u"dispatchTarget"_s, u"parameter-replicas"_s,
            u"dispatchReason"_s};
        m_page->findChild<QWidget *>(u"dispatchCluster"_s)->setFocus();
        for (const QString &name : order) {
            QTest::keyClick(m_page->focusWidget(), Qt::Key_Tab);
            QCOMPARE(m_page->focusWidget()->objectName(), name);
        }
    }

    void enterDoesNotReplaceHolding()
    {
        m_desk->risk = CommandRisk::HoldReason;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_page->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"burning"_s);
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(m_desk->sent.empty());
    }

    void aSecondPersonIsAskedWhereTheClusterWantsOne()
    {
        m_desk->needsApproval = true;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QCOMPARE(button(u"riskConfirm"_s)->text(), u"Ask for approval"_s);
        button(u"riskConfirm"_s)->click();
        QTRY_VERIFY(m_page->told().contains(u"second person"_s));
    }

    void aRefusalBlocksAndSaysWhy()
    {
        m_desk->refusal = "your role (viewer) may not scale in prod-eu";
        m_page->prepare(scale());
        QTRY_VERIFY(!button(u"dispatch"_s)->isEnabled());
        QTRY_VERIFY(blast().lines().contains(u"your role (viewer) may not scale in prod-eu"_s));
    }

    void anActionThatTheRoleLacksIsNotOffered()
    {
        m_desk->forbidden = {u"scale"_s};
        m_page->prepare(scale());
        QVERIFY(!m_page->findChild<QPushButton *>(u"action-scale"_s)
            || m_page->findChild<QPushButton *>(u"action-scale"_s)->isHidden());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"may not run scale"_s));
    }

    void readOnlyDisablesSendingAndSaysSo()
    {
        m_access->setReadOnly(true);
        m_page->prepare(scale());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"read-only"_s));
        m_access->setReadOnly(false);
        QVERIFY(button(u"dispatch"_s)->isEnabled());
    }

    void aViewerCannotSend()
    {
        m_access->become(Role::Viewer);
        m_page->prepare(scale());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"viewer"_s));
    }

    void rewoundTimeDisablesSendingAndAnOpenCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_time->setAsOf(m_time->instant() - std::chrono::hours(2));
        QVERIFY(!button(u"riskConfirm"_s)->isEnabled());
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(m_desk->sent.empty());
        QVERIFY(m_page->escape());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        m_time->backToNow();
        QVERIFY(button(u"dispatch"_s)->isEnabled());
    }

    void aDryRunSendsNothing()
    {
        m_page->prepare(scale());
        button(u"dryRun"_s)->click();
        QTRY_VERIFY(m_page->told().contains(u"Nothing was sent"_s));
        QVERIFY(m_desk->sent.empty());
    }

    void aBlastRadiusThatFailsIsToldAndNothingIsConfirmed()
    {
        m_desk->blastError = Error{ErrorCode::InvalidArgument, "params.replicas: out of range"};
        m_page->prepare(scale());
        button(u"dispatch"_s)->click();
        QTRY_VERIFY(blast().lines().join(u' ').contains(u"out of range"_s));
        QVERIFY(card().isHidden());
    }

    void aFailedDispatchStaysOnTheCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_desk->error = Error{ErrorCode::DiskFull, "database or disk is full"};
        button(u"riskConfirm"_s)->click();
        auto *problem = m_page->findChild<QLabel *>(u"riskProblem"_s);
        QTRY_VERIFY(!problem->isHidden());
        QVERIFY(problem->text().contains(u"BN-DISK-FULL"_s));
        QVERIFY(button(u"riskConfirm"_s)->isEnabled()); // again, when there is room
    }

    void kubectlIsCopied()
    {
        m_page->prepare(scale());
        button(u"copyKubectl"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"kubectl scale deployment/checkout"_s);
    }

    void theNewCommandIsSelectedWhenItIsOut()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        button(u"riskConfirm"_s)->click();
        QTRY_VERIFY(m_page->selected().has_value());
        QTRY_COMPARE(m_page->selected()->entry.record.command.id.value, std::string("cmd-new-1"));
    }

    void theSelectionStaysWhenTheBoardMoves()
    {
        auto *table = m_page->findChild<QTableView *>(u"recentTable"_s);
        table->setCurrentIndex(table->model()->index(3, 0));
        const QString key = m_page->selected()->key();
        console::CommandBoard board = *m_desk->board();
        CommandEntry added = board.recent.front();
        added.record.command.id = {"cmd-other"};
        board.recent.insert(board.recent.begin(), added);
        QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
        m_desk->publish(board);
        QCOMPARE(m_page->selected()->key(), key);
        QCOMPARE(table->currentIndex().row(), 4);
        QVERIFY(resets.isEmpty());
    }

    void escapeLeavesTheFieldSoThatKeysAreKeys()
    {
        m_page->prepare(scale());
        m_page->focusFilter();
        QVERIFY(form().isAncestorOf(m_page->focusWidget()));
        QVERIFY(m_page->escape());
        QCOMPARE(m_page->focusWidget()->objectName(), u"recentTable"_s);
        QVERIFY(!m_page->escape());
    }

    void controlEnterDispatches()
    {
        m_page->prepare(scale());
        QTest::keyClick(m_page.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!card().isHidden());
    }

private:
    static Command scale()
    {
        return {.cluster = {"prod-eu"},
            .action = "scale",
            .target = {"Deployment", "shop", "checkout"},
            .params = "{\"replicas\":6}"};
    }
    void fillAndDispatch()
    {
        m_page->prepare(scale());
        button(u"dispatch"_s)->click();
    }
    QPushButton *button(const QString &name) { return m_page->findChild<QPushButton *>(name); }
    RiskCard &card() { return *m_page->findChild<RiskCard *>(); }
    UndoBar &undoBar() { return *m_page->findChild<UndoBar *>(); }
    BlastPane &blast() { return *m_page->findChild<BlastPane *>(); }
    DispatchForm &form() { return *m_page->findChild<DispatchForm *>(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandDesk> m_desk;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<DispatchPage> m_page;
};

QTEST_MAIN(TestDispatchPage)
#include "tst_dispatch_page.moc"
