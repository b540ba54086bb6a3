#include "tests/ui/commands/command_rig.h"
#include "ui/commands/approvals_page.h"
#include "ui/commands/command_menu.h"
#include "ui/commands/risk_card.h"
#include "ui/commands/runbook_editor.h"
#include "ui/commands/runbook_form.h"
#include "ui/commands/runbooks_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestCommandPages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init() { m_rig = std::make_unique<fake::CommandRig>(); }

    void proposalsAndRunbooksAreFilteredInTheQueryLanguage()
    {
        ApprovalsPage approvals(m_rig->services());
        QTableView *proposals = approvals.findChild<QTableView *>(u"proposalTable"_s);
        const QAbstractItemModelTester tester(proposals->model());
        const int waiting = proposals->model()->rowCount();
        QVERIFY(waiting > 0);
        auto *filter = approvals.findChild<FilterBar *>(u"proposalFilter"_s);
        QVERIFY(filter->applyText(u"not source = ai"_s));
        const int byPeople = proposals->model()->rowCount();
        QVERIFY(filter->applyText(u"source = ai"_s));
        QCOMPARE(proposals->model()->rowCount() + byPeople, waiting);
        QVERIFY(!filter->applyText(u"source = robot"_s));
        QVERIFY(approvals.escape());
        QCOMPARE(proposals->model()->rowCount(), waiting);

        RunbooksPage runbooks(m_rig->services());
        QTableView *list = runbooks.findChild<QTableView *>(u"runbookTable"_s);
        const QAbstractItemModelTester listTester(list->model());
        const int all = list->model()->rowCount();
        QVERIFY(all > 0);
        filter = runbooks.findChild<FilterBar *>(u"runbookFilter"_s);
        QVERIFY(filter->applyText(u"steps < 0"_s) || filter->applyText(u"steps = 999"_s));
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(filter->applyText(u"steps >= 0"_s));
        QCOMPARE(list->model()->rowCount(), all);
        QVERIFY(!filter->applyText(u"(drain"_s));
    }

    void aProposalIsApprovedAfterItsConfirmation()
    {
        m_rig->desk.risk = CommandRisk::TypeName;
        ApprovalsPage page(m_rig->services());
        page.setActive(true);
        auto *approve = page.findChild<QPushButton *>(u"approve"_s);
        QTRY_VERIFY(approve->isEnabled());
        approve->click();
        auto *card = page.findChild<RiskCard *>();
        QVERIFY(!card->isHidden());
        QVERIFY(m_rig->desk.approved.empty());
        card->findChild<QLineEdit *>(u"riskName"_s)->setText(u"payments-db-0"_s);
        card->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"checked the replica"_s);
        QTest::keyClick(card, Qt::Key_Return);
        QTRY_COMPARE(m_rig->desk.approved.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.approved.front().first, std::int64_t(41));
        QCOMPARE(m_rig->desk.approved.front().second, u"checked the replica"_s);
        QTRY_VERIFY(page.told().contains(u"Approved"_s));
        QCOMPARE(page.findChild<QTableView *>(u"proposalTable"_s)->model()->rowCount(), 0);
    }

    void aRejectionNeedsANote()
    {
        ApprovalsPage page(m_rig->services());
        page.setActive(true);
        auto *reject = page.findChild<QPushButton *>(u"reject"_s);
        page.reject();
        QVERIFY(!reject->isEnabled());
        QVERIFY(m_rig->desk.rejected.empty());
        page.findChild<QLineEdit *>(u"approvalNote"_s)->setText(u"the replica lags"_s);
        QVERIFY(reject->isEnabled());
        reject->click();
        QTRY_COMPARE(m_rig->desk.rejected.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.rejected.front().second, u"the replica lags"_s);
    }

    void nobodyApprovesTheirOwnProposal()
    {
        console::CommandBoard board = *m_rig->desk.board();
        board.proposals.front().proposedBy = m_rig->access.me().username;
        m_rig->desk.publish(board);
        ApprovalsPage page(m_rig->services());
        page.setActive(true);
        auto *approve = page.findChild<QPushButton *>(u"approve"_s);
        QTRY_VERIFY(!m_rig->desk.measured.empty());
        QTest::qWait(10);
        QVERIFY(!approve->isEnabled());
        page.approve();
        QVERIFY(m_rig->desk.approved.empty());
    }

    void readOnlyApprovesAndRunsNothing()
    {
        m_rig->access.setReadOnly(true);
        ApprovalsPage approvals(m_rig->services());
        approvals.setActive(true);
        RunbooksPage runbooks(m_rig->services());
        runbooks.setActive(true);
        QTRY_VERIFY(!m_rig->desk.measured.empty());
        QVERIFY(!approvals.findChild<QPushButton *>(u"approve"_s)->isEnabled());
        QVERIFY(!runbooks.findChild<QPushButton *>(u"runRunbook"_s)->isEnabled());
        QVERIFY(!runbooks.findChild<QPushButton *>(u"newRunbook"_s)->isEnabled());
        runbooks.addRunbook();
        QVERIFY(runbooks.findChild<RunbookEditor *>()->isHidden());
    }

    void aRunbookRunsWithItsParametersAfterTheCard()
    {
        RunbooksPage page(m_rig->services());
        page.setActive(true);
        page.setCluster({"prod-eu"});
        auto *form = page.findChild<RunbookForm *>();
        QVERIFY(form->whyNot().contains(u"deployment"_s));
        page.findChild<QLineEdit *>(u"parameter-deployment"_s)->setText(u"checkout"_s);
        QVERIFY2(form->whyNot().isEmpty(), qPrintable(form->whyNot()));
        page.findChild<QPushButton *>(u"runRunbook"_s)->click();
        auto *card = page.findChild<RiskCard *>();
        QVERIFY(!card->isHidden());
        QVERIFY(m_rig->desk.arguments.empty());
        card->findChild<QLineEdit *>(u"riskName"_s)->setText(u"cool-down-node"_s); // production
        card->findChild<QPushButton *>(u"riskConfirm"_s)->click();
        QTRY_COMPARE(m_rig->desk.arguments.size(), std::size_t(2));
        QCOMPARE(m_rig->desk.arguments[0].second, std::string("checkout"));
        QCOMPARE(m_rig->desk.arguments[1].second, std::string("6"));
        QTRY_COMPARE(page.findChild<QTableView *>(u"runTable"_s)->currentIndex().row(), 0);
        QTRY_COMPARE(page.findChild<QTableView *>(u"runTable"_s)->model()->rowCount(), 3);
        QTRY_VERIFY(card->isHidden()); // it is told that it runs
        QCOMPARE(page.findChild<QTableView *>(u"runStepTable"_s)->model()->rowCount(), 2);
        page.findChild<QPushButton *>(u"cancelRun"_s)->click();
        QTRY_COMPARE(m_rig->desk.cancelledRuns, (std::vector<std::int64_t>{99}));
    }

    void whatWasTypedForARunbookStaysWhenTheBoardMoves()
    {
        RunbooksPage page(m_rig->services());
        page.setActive(true);
        auto *field = page.findChild<QLineEdit *>(u"parameter-deployment"_s);
        field->setText(u"checkout"_s);
        m_rig->desk.publish(*m_rig->desk.board());
        QCOMPARE(page.findChild<QLineEdit *>(u"parameter-deployment"_s)->text(), u"checkout"_s);
    }

    void theEditorSavesOnlyWhatIsRight()
    {
        RunbooksPage page(m_rig->services());
        page.setActive(true);
        page.editSelected();
        auto *editor = page.findChild<RunbookEditor *>();
        auto *text = page.findChild<QPlainTextEdit *>(u"runbookText"_s);
        auto *save = page.findChild<QPushButton *>(u"saveRunbook"_s);
        QVERIFY(save->isEnabled());
        const QString good = text->toPlainText();
        text->setPlainText(QString(good).replace(u"\"restart\""_s, u"\"explode\""_s));
        QVERIFY(!save->isEnabled());
        QVERIFY(editor->problem().contains(u"explode"_s));
        editor->save();
        QVERIFY(m_rig->desk.saved.empty());
        QVERIFY(page.escape()); // tells that something is typed
        QVERIFY(page.findChild<QPlainTextEdit *>(u"runbookText"_s)->toPlainText() != good);
        text->setPlainText(QString(good).replace(u"cool-down-node"_s, u"cool-down"_s));
        save->click();
        QTRY_COMPARE(m_rig->desk.saved.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.saved.front().name, std::string("cool-down"));
        QCOMPARE(m_rig->desk.saved.front().id, std::int64_t(1));
        QCOMPARE(m_rig->desk.saved.front().version, std::int64_t(3));
    }

    void removingARunbookIsAskedFirst()
    {
        RunbooksPage page(m_rig->services());
        page.setActive(true);
        page.removeSelected();
        QCOMPARE(m_rig->desk.board()->runbooks.size(), std::size_t(6));
        QVERIFY(page.escape());
        QCOMPARE(m_rig->desk.board()->runbooks.size(), std::size_t(6));
    }

    void menusOfferWhatTheObjectAndTheRoleAllow()
    {
        m_rig->desk.forbidden = {u"scale"_s};
        CommandMenu commands(m_rig->desk);
        QSignalSpy chosen(&commands, &CommandMenu::chosen);
        QMenu menu;
        menu.addAction(u"Events"_s);
        commands.addActions(menu, {"prod-eu"}, {"Deployment", "shop", "checkout"});
        const auto actions = menu.actions();
        QVERIFY(actions[1]->isSeparator());
        QVERIFY(actions[2]->text().startsWith(u"Restart"_s));
        QVERIFY(actions[2]->isEnabled());
        QVERIFY(actions[3]->text().startsWith(u"Scale"_s));
        QVERIFY(!actions[3]->isEnabled());
        actions[2]->trigger();
        QCOMPARE(chosen.size(), 1);
        QMenu none;
        commands.addActions(none, {"prod-eu"}, {"Lease", "kube-system", "x"});
        QVERIFY(none.isEmpty());
        QVERIFY(commands.start(u"delete"_s, {"prod-eu"}, {"Pod", "shop", "checkout-1"}));
        QCOMPARE(chosen.back().front().value<Command>().action, std::string("delete"));
        QVERIFY(!commands.start(u"scale"_s, {"prod-eu"}, {"Pod", "shop", "checkout-1"}));
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandRig> m_rig;
};

QTEST_MAIN(TestCommandPages)
#include "tst_command_pages.moc"
