#include "tests/ui/commands/dispatch_page_test.h"
#include "ui/commands/blast_pane.h"
#include "ui/commands/undo_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestDispatchPage : public DispatchPageTest
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init() { start(); }
    void cleanup() { m_page.reset(); }

    void anIncompleteCommandSaysWhatIsMissingOnlyWhenItIsSent()
    {
        auto *problem = m_page->findChild<QLabel *>(u"dispatchProblem"_s);
        m_page->prepare({.cluster = {"prod-eu"}, .action = "scale"});
        QVERIFY(problem->isHidden());
        button(u"dispatch"_s)->click();
        QVERIFY(!problem->isHidden());
        QVERIFY(problem->text().contains(u"Deployment"_s));
        QVERIFY(m_rig->desk.sent.empty());
        QVERIFY(m_rig->desk.measured.empty());
    }

    void whatItWillTouchIsAskedOnceTypingSettles()
    {
        m_page->prepare(fake::scaleCheckout());
        auto *replicas = m_page->findChild<QLineEdit *>(u"parameter-replicas"_s);
        replicas->setText(u"7"_s);
        replicas->setText(u"8"_s);
        QTRY_COMPARE(m_rig->desk.measured.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.measured.front().params, std::string("{\"replicas\":8}"));
        QTRY_VERIFY(blast().lines().contains(
            u"Callees affected: payments + 50 % load, already failing, caution"_s));
        QVERIFY(blast().lines().contains(u"Active alerts here: CheckoutBudgetBurn, danger"_s));
        m_page->findChild<QLineEdit *>(u"dispatchReason"_s)->setText(u"peak"_s);
        QTest::qWait(300);
        QCOMPARE(m_rig->desk.measured.size(), std::size_t(1)); // a reason touches nothing
    }

    void theFormSaysWhatIsNow()
    {
        m_page->prepare(fake::scaleCheckout());
        QStringList texts;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            texts += label->text();
        QVERIFY(texts.contains(u"now 6"_s));
    }

    void aReversibleOneWaitsForUndoAndIsThenSent()
    {
        m_rig->desk.risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{80});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        QVERIFY(m_rig->desk.sent.empty());
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.sent.front().confirmed.value(), CommandRisk::Reversible);
        QCOMPARE(m_rig->desk.sent.front().command.target.name, std::string("checkout"));
    }

    void undoCancelsWhatWasNotSent()
    {
        m_rig->desk.risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{300});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        QVERIFY(m_page->escape());
        QTest::qWait(400);
        QVERIFY(m_rig->desk.sent.empty());
        QVERIFY(m_page->told().contains(u"nothing was sent"_s));
    }

    void aWindowThatBecameReadOnlyMeanwhileSendsNothing()
    {
        m_rig->desk.risk = CommandRisk::Reversible;
        undoBar().setUndoTime(Duration{150});
        fillAndDispatch();
        QTRY_VERIFY(undoBar().isWaiting());
        m_rig->access.setReadOnly(true);
        QTRY_VERIFY(m_page->told().contains(u"not sent"_s));
        QVERIFY(m_rig->desk.sent.empty());
    }

    void readingIsSentAtOnce()
    {
        m_rig->desk.risk = CommandRisk::Reversible;
        m_page->prepare({.cluster = {"prod-eu"},
            .action = "get_logs",
            .target = {"Pod", "shop", "checkout-1"}});
        button(u"dispatch"_s)->click();
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QVERIFY(!undoBar().isWaiting());
    }

    void aReasonIsOfOneCommand()
    {
        m_page->prepare(fake::scaleCheckout());
        auto *reason = m_page->findChild<QLineEdit *>(u"dispatchReason"_s);
        reason->setText(u"absorb retry storm"_s);
        button(u"dispatch"_s)->click();
        QTRY_VERIFY(!card().isHidden());
        button(u"riskConfirm"_s)->click();
        QTRY_COMPARE(m_rig->desk.sent.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.sent.front().reason, u"absorb retry storm"_s);
        QTRY_VERIFY(reason->text().isEmpty());
    }

    void aSecondPersonIsAskedWhereTheClusterWantsOne()
    {
        m_rig->desk.needsApproval = true;
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        QCOMPARE(button(u"riskConfirm"_s)->text(), u"Ask for approval"_s);
        button(u"riskConfirm"_s)->click();
        QTRY_VERIFY(m_page->told().contains(u"second person"_s));
    }

    void aRefusalBlocksAndSaysWhy()
    {
        m_rig->desk.refusal = "your role (viewer) may not scale in prod-eu";
        m_page->prepare(fake::scaleCheckout());
        QTRY_VERIFY(!button(u"dispatch"_s)->isEnabled());
        QTRY_VERIFY(blast().lines().contains(u"your role (viewer) may not scale in prod-eu"_s));
    }

    void anActionThatTheRoleLacksIsNotOffered()
    {
        m_rig->desk.forbidden = {u"scale"_s};
        m_page->prepare(fake::scaleCheckout());
        QVERIFY(!m_page->findChild<QPushButton *>(u"action-scale"_s)
            || m_page->findChild<QPushButton *>(u"action-scale"_s)->isHidden());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"may not run scale"_s));
    }

    void readOnlyDisablesSendingAndSaysSo()
    {
        m_rig->access.setReadOnly(true);
        m_page->prepare(fake::scaleCheckout());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"read-only"_s));
        m_rig->access.setReadOnly(false);
        QVERIFY(button(u"dispatch"_s)->isEnabled());
    }

    void aViewerCannotSend()
    {
        m_rig->access.become(Role::Viewer);
        m_page->prepare(fake::scaleCheckout());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        QVERIFY(button(u"dispatch"_s)->toolTip().contains(u"viewer"_s));
    }

    void rewoundTimeDisablesSendingAndAnOpenCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_rig->time.setAsOf(m_rig->time.instant() - std::chrono::hours(2));
        QVERIFY(!button(u"riskConfirm"_s)->isEnabled());
        QTest::keyClick(&card(), Qt::Key_Return);
        QVERIFY(m_rig->desk.sent.empty());
        QVERIFY(m_page->escape());
        QVERIFY(!button(u"dispatch"_s)->isEnabled());
        m_rig->time.backToNow();
        QVERIFY(button(u"dispatch"_s)->isEnabled());
    }

    void aDryRunSendsNothing()
    {
        m_page->prepare(fake::scaleCheckout());
        button(u"dryRun"_s)->click();
        QTRY_VERIFY(m_page->told().contains(u"Nothing was sent"_s));
        QVERIFY(m_rig->desk.sent.empty());
    }

    void aBlastRadiusThatFailsIsToldAndNothingIsConfirmed()
    {
        m_rig->desk.blastError = Error{ErrorCode::InvalidArgument, "params.replicas: out of range"};
        m_page->prepare(fake::scaleCheckout());
        button(u"dispatch"_s)->click();
        QTRY_VERIFY(blast().lines().join(u' ').contains(u"out of range"_s));
        QVERIFY(card().isHidden());
    }

    void aFailedDispatchStaysOnTheCard()
    {
        fillAndDispatch();
        QTRY_VERIFY(!card().isHidden());
        m_rig->desk.error = Error{ErrorCode::DiskFull, "database or disk is full"};
        button(u"riskConfirm"_s)->click();
        auto *problem = m_page->findChild<QLabel *>(u"riskProblem"_s);
        QTRY_VERIFY(!problem->isHidden());
        QVERIFY(problem->text().contains(u"BN-DISK-FULL"_s));
        QVERIFY(button(u"riskConfirm"_s)->isEnabled()); // again, when there is room
    }

    void kubectlIsCopied()
    {
        m_page->prepare(fake::scaleCheckout());
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
        console::CommandBoard board = *m_rig->desk.board();
        CommandEntry added = board.recent.front();
        added.record.command.id = {"cmd-other"};
        board.recent.insert(board.recent.begin(), added);
        QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
        m_rig->desk.publish(board);
        QCOMPARE(m_page->selected()->key(), key);
        QCOMPARE(table->currentIndex().row(), 4);
        QVERIFY(resets.isEmpty());
    }

    void escapeLeavesTheFieldSoThatKeysAreKeys()
    {
        m_page->prepare(fake::scaleCheckout());
        m_page->focusFilter();
        QVERIFY(form().isAncestorOf(m_page->focusWidget()));
        QVERIFY(m_page->escape());
        QCOMPARE(m_page->focusWidget()->objectName(), u"recentTable"_s);
        QVERIFY(!m_page->escape());
    }

    void controlEnterDispatches()
    {
        m_page->prepare(fake::scaleCheckout());
        QTest::keyClick(m_page.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!card().isHidden());
    }

private:
    UndoBar &undoBar() { return *m_page->findChild<UndoBar *>(); }
    BlastPane &blast() { return *m_page->findChild<BlastPane *>(); }
};

QTEST_MAIN(TestDispatchPage)
#include "tst_dispatch_page.moc"
