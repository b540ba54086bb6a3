#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_command_desk.h"
#include "tests/support/fake_console.h"
#include "ui/commands/approvals_page.h"
#include "ui/commands/command_detail.h"
#include "ui/commands/command_menu.h"
#include "ui/commands/history_page.h"
#include "ui/commands/risk_card.h"
#include "ui/commands/runbook_editor.h"
#include "ui/commands/runbook_form.h"
#include "ui/commands/runbooks_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
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

    void init()
    {
        m_desk = std::make_unique<fake::CommandDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_time = std::make_unique<TimeSelection>();
    }

    void theHistoryComesInPages()
    {
        HistoryPage page(services());
        page.setActive(true);
        QAbstractItemModel &model = *table(page, u"historyTable"_s)->model();
        QTRY_VERIFY(model.rowCount() >= HistoryPage::kPageRows);
        model.fetchMore({}); // the view may have done so already
        QTRY_VERIFY(model.rowCount() >= 2 * HistoryPage::kPageRows);
        QVERIFY(std::ranges::any_of(m_desk->queries, [this](const CommandHistoryQuery &query) {
            return query.before
                == m_desk->past[HistoryPage::kPageRows - 1].record.command.createdAt;
        }));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), static_cast<int>(m_desk->past.size()));
        QVERIFY(!model.canFetchMore({}));
    }

    void theHistoryModelKeepsTheRules()
    {
        CommandHistoryModel model;
        const QAbstractItemModelTester tester(&model);
        Timestamp asked{};
        model.setAsk([&asked](Timestamp before) { asked = before; });
        const auto rows = [this](std::size_t from, std::size_t count) {
            std::vector<CommandRow> result;
            for (std::size_t at = from; at < from + count; ++at)
                result.push_back({.entry = m_desk->past[at]});
            return result;
        };
        model.restart(rows(3, 4), true);
        QCOMPARE(model.rowCount(), 4);
        model.fetchMore({});
        QCOMPARE(asked, m_desk->past[6].record.command.createdAt);
        QVERIFY(!model.canFetchMore({})); // one question at a time
        model.append(rows(7, 2), true);
        QCOMPARE(model.rowCount(), 6);
        model.mergeNewest(rows(2, 4));
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.rows().front().key(), rows(2, 1).front().key());
        model.append({}, false);
        QVERIFY(!model.canFetchMore({}));
    }

    void theHistoryKeepsItsSelectionWhenSomethingMoves()
    {
        HistoryPage page(services());
        page.setActive(true);
        QTableView *rows = table(page, u"historyTable"_s);
        QTRY_VERIFY(rows->model()->rowCount() >= HistoryPage::kPageRows);
        QTest::qWait(20); // whatever the view fetches by itself
        const int before = rows->model()->rowCount();
        rows->setCurrentIndex(rows->model()->index(7, 0));
        const QString key = page.selected()->key();
        CommandEntry added = m_desk->past.front();
        added.record.command.id = {"cmd-newest"};
        added.record.command.createdAt += Duration{9'000};
        m_desk->past.insert(m_desk->past.begin(), added);
        m_desk->past[1].record.state = CommandState::Success;
        emit m_desk->changed();
        QTRY_COMPARE(rows->model()->rowCount(), before + 1);
        QCOMPARE(page.selected()->key(), key);
        QCOMPARE(rows->currentIndex().row(), 8);
    }

    void theHistoryIsSearchedAndSaysWhenNothingFits()
    {
        HistoryPage page(services());
        page.setActive(true);
        QTRY_VERIFY(table(page, u"historyTable"_s)->model()->rowCount() >= HistoryPage::kPageRows);
        const QAbstractItemModelTester tester(table(page, u"historyTable"_s)->model());
        auto *filter = page.findChild<FilterBar *>(u"historyFilter"_s);
        QTest::keyClicks(filter->focusProxy(), u"nonsense"_s);
        QTRY_COMPARE(table(page, u"historyTable"_s)->model()->rowCount(), 0);
        QVERIFY(page.escape());
        QTRY_VERIFY(table(page, u"historyTable"_s)->model()->rowCount() >= HistoryPage::kPageRows);
        page.narrowTo({"Deployment", "pay", "payments"});
        QTRY_COMPARE(table(page, u"historyTable"_s)->model()->rowCount(), 1);
        QVERIFY(page.escape());
        QVERIFY(m_desk->queries.back().target.isEmpty());
        QVERIFY(!page.escape());
    }

    void theHistoryReadsOnUntilEnoughMatches()
    {
        HistoryPage page(services());
        page.setActive(true);
        QTableView *rows = table(page, u"historyTable"_s);
        QTRY_VERIFY(rows->model()->rowCount() >= HistoryPage::kPageRows);
        const Command oldest = m_desk->past.back().record.command;
        auto *filter = page.findChild<FilterBar *>(u"historyFilter"_s);
        QVERIFY(filter->applyText(u"id = \"%1\""_s.arg(QString::fromStdString(oldest.id.value))));
        QTRY_COMPARE(rows->model()->rowCount(), 1); // on the last page
        QVERIFY(!filter->applyText(u"acton = scale"_s));
        QVERIFY(filter->message().contains(u"action"_s));
        QCOMPARE(rows->model()->rowCount(), 1); // the last one stays
        QVERIFY(filter->applyText(u"cluster = \"no-such\""_s));
        QTRY_COMPARE(m_desk->queries.back().cluster.value, std::string("no-such"));
    }

    void proposalsAndRunbooksAreFilteredInTheQueryLanguage()
    {
        ApprovalsPage approvals(services());
        QTableView *proposals = table(approvals, u"proposalTable"_s);
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

        RunbooksPage runbooks(services());
        QTableView *list = table(runbooks, u"runbookTable"_s);
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

    void theHistoryAsksNothingWhileItIsHidden()
    {
        HistoryPage page(services());
        emit m_desk->changed();
        page.setCluster({"prod-eu"});
        QVERIFY(m_desk->queries.empty());
    }

    void aHistoryThatCannotBeReadSaysWhy()
    {
        m_desk->error = Error{ErrorCode::Corrupt, "the rows of May cannot be read"};
        HistoryPage page(services());
        page.setActive(true);
        const auto states = page.findChildren<StatePanel *>();
        QTRY_VERIFY(std::ranges::any_of(
            states, [](const StatePanel *panel) { return panel->code() == u"BN-CORRUPT"_s; }));
    }

    void theVerdictOffersWhatTakesItBack()
    {
        CommandDetail detail(services());
        CommandRow row{.entry = m_desk->board()->recent[2]};
        detail.setRow(row);
        QVERIFY(detail.verdictLine().contains(u"improved"_s));
        QVERIFY(detail.verdictLine().contains(u"91.2 → 99.9 %"_s));
        auto *back = detail.findChild<QPushButton *>(u"takeBack"_s);
        QCOMPARE(back->text(), u"Scale back to 4"_s);
        QSignalSpy prepared(&detail, &CommandDetail::prepareRequested);
        back->click();
        QCOMPARE(prepared.size(), 1);
    }

    void aLostAgentIsToldAsUnknown()
    {
        CommandDetail detail(services());
        detail.setRow(CommandRow{.entry = m_desk->board()->recent[5]});
        QVERIFY(detail.verdictLine().contains(u"may have been done or not"_s));
    }

    void stepsAreFollowedWhileItRuns()
    {
        CommandDetail detail(services());
        detail.setRow(CommandRow{.entry = m_desk->board()->recent[0]});
        QTRY_COMPARE(table(detail, u"stepTable"_s)->model()->rowCount(), 4);
        const int asked = m_desk->stepQuestions;
        detail.refresh();
        QTRY_COMPARE(m_desk->stepQuestions, asked + 1);
        detail.setRow(CommandRow{.entry = m_desk->board()->recent[4]}); // has ended
        QTRY_COMPARE(m_desk->stepQuestions, asked + 2);
        detail.refresh();
        QCOMPARE(m_desk->stepQuestions, asked + 2);
    }

    void onlyAQueuedCommandCanBeCancelled()
    {
        CommandDetail detail(services());
        auto *cancel = detail.findChild<QPushButton *>(u"cancelCommand"_s);
        detail.setRow(CommandRow{.entry = m_desk->board()->recent[0]});
        QVERIFY(cancel->isHidden());
        detail.cancelCommand();
        QVERIFY(m_desk->cancelled.empty());
        detail.setRow(CommandRow{.entry = m_desk->board()->recent[1]});
        QVERIFY(!cancel->isHidden());
        cancel->click();
        QCOMPARE(m_desk->cancelled.size(), std::size_t(1));
    }

    void aProposalIsApprovedAfterItsConfirmation()
    {
        m_desk->risk = CommandRisk::TypeName;
        ApprovalsPage page(services());
        page.setActive(true);
        auto *approve = page.findChild<QPushButton *>(u"approve"_s);
        QTRY_VERIFY(approve->isEnabled());
        approve->click();
        auto *card = page.findChild<RiskCard *>();
        QVERIFY(!card->isHidden());
        QVERIFY(m_desk->approved.empty());
        card->findChild<QLineEdit *>(u"riskName"_s)->setText(u"payments-db-0"_s);
        card->findChild<QLineEdit *>(u"riskReason"_s)->setText(u"checked the replica"_s);
        QTest::keyClick(card, Qt::Key_Return);
        QTRY_COMPARE(m_desk->approved.size(), std::size_t(1));
        QCOMPARE(m_desk->approved.front().first, std::int64_t(41));
        QCOMPARE(m_desk->approved.front().second, u"checked the replica"_s);
        QTRY_VERIFY(page.told().contains(u"Approved"_s));
        QCOMPARE(table(page, u"proposalTable"_s)->model()->rowCount(), 0);
    }

    void aRejectionNeedsANote()
    {
        ApprovalsPage page(services());
        page.setActive(true);
        auto *reject = page.findChild<QPushButton *>(u"reject"_s);
        page.reject();
        QVERIFY(!reject->isEnabled());
        QVERIFY(m_desk->rejected.empty());
        page.findChild<QLineEdit *>(u"approvalNote"_s)->setText(u"the replica lags"_s);
        QVERIFY(reject->isEnabled());
        reject->click();
        QTRY_COMPARE(m_desk->rejected.size(), std::size_t(1));
        QCOMPARE(m_desk->rejected.front().second, u"the replica lags"_s);
    }

    void nobodyApprovesTheirOwnProposal()
    {
        console::CommandBoard board = *m_desk->board();
        board.proposals.front().proposedBy = m_access->me().username;
        m_desk->publish(board);
        ApprovalsPage page(services());
        page.setActive(true);
        auto *approve = page.findChild<QPushButton *>(u"approve"_s);
        QTRY_VERIFY(!m_desk->measured.empty());
        QTest::qWait(10);
        QVERIFY(!approve->isEnabled());
        page.approve();
        QVERIFY(m_desk->approved.empty());
    }

    void readOnlyApprovesAndRunsNothing()
    {
        m_access->setReadOnly(true);
        ApprovalsPage approvals(services());
        approvals.setActive(true);
        RunbooksPage runbooks(services());
        runbooks.setActive(true);
        QTRY_VERIFY(!m_desk->measured.empty());
        QVERIFY(!approvals.findChild<QPushButton *>(u"approve"_s)->isEnabled());
        QVERIFY(!runbooks.findChild<QPushButton *>(u"runRunbook"_s)->isEnabled());
        QVERIFY(!runbooks.findChild<QPushButton *>(u"newRunbook"_s)->isEnabled());
        runbooks.addRunbook();
        QVERIFY(runbooks.findChild<RunbookEditor *>()->isHidden());
    }

    void aRunbookRunsWithItsParametersAfterTheCard()
    {
        RunbooksPage page(services());
        page.setActive(true);
        page.setCluster({"prod-eu"});
        auto *form = page.findChild<RunbookForm *>();
        QVERIFY(form->whyNot().contains(u"deployment"_s));
        page.findChild<QLineEdit *>(u"parameter-deployment"_s)->setText(u"checkout"_s);
        QVERIFY2(form->whyNot().isEmpty(), qPrintable(form->whyNot()));
        page.findChild<QPushButton *>(u"runRunbook"_s)->click();
        auto *card = page.findChild<RiskCard *>();
        QVERIFY(!card->isHidden());
        QVERIFY(m_desk->arguments.empty());
        card->findChild<QLineEdit *>(u"riskName"_s)->setText(u"cool-down-node"_s); // production
        card->findChild<QPushButton *>(u"riskConfirm"_s)->click();
        QTRY_COMPARE(m_desk->arguments.size(), std::size_t(2));
        QCOMPARE(m_desk->arguments[0].second, std::string("checkout"));
        QCOMPARE(m_desk->arguments[1].second, std::string("6"));
        QTRY_COMPARE(table(page, u"runTable"_s)->currentIndex().row(), 0);
        QTRY_COMPARE(table(page, u"runTable"_s)->model()->rowCount(), 3);
        QTRY_VERIFY(card->isHidden()); // it is told that it runs
        QCOMPARE(table(page, u"runStepTable"_s)->model()->rowCount(), 2);
        page.findChild<QPushButton *>(u"cancelRun"_s)->click();
        QTRY_COMPARE(m_desk->cancelledRuns, (std::vector<std::int64_t>{99}));
    }

    void whatWasTypedForARunbookStaysWhenTheBoardMoves()
    {
        RunbooksPage page(services());
        page.setActive(true);
        auto *field = page.findChild<QLineEdit *>(u"parameter-deployment"_s);
        field->setText(u"checkout"_s);
        m_desk->publish(*m_desk->board());
        QCOMPARE(page.findChild<QLineEdit *>(u"parameter-deployment"_s)->text(), u"checkout"_s);
    }

    void theEditorSavesOnlyWhatIsRight()
    {
        RunbooksPage page(services());
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
        QVERIFY(m_desk->saved.empty());
        QVERIFY(page.escape()); // tells that something is typed
        QVERIFY(page.findChild<QPlainTextEdit *>(u"runbookText"_s)->toPlainText() != good);
        text->setPlainText(QString(good).replace(u"cool-down-node"_s, u"cool-down"_s));
        save->click();
        QTRY_COMPARE(m_desk->saved.size(), std::size_t(1));
        QCOMPARE(m_desk->saved.front().name, std::string("cool-down"));
        QCOMPARE(m_desk->saved.front().id, std::int64_t(1));
        QCOMPARE(m_desk->saved.front().version, std::int64_t(3));
    }

    void removingARunbookIsAskedFirst()
    {
        RunbooksPage page(services());
        page.setActive(true);
        page.removeSelected();
        QCOMPARE(m_desk->board()->runbooks.size(), std::size_t(6));
        QVERIFY(page.escape());
        QCOMPARE(m_desk->board()->runbooks.size(), std::size_t(6));
    }

    void menusOfferWhatTheObjectAndTheRoleAllow()
    {
        m_desk->forbidden = {u"scale"_s};
        CommandMenu commands(*m_desk);
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
    CommandsServices services()
    {
        return {.commands = *m_desk, .estate = *m_estate, .access = *m_access, .time = *m_time};
    }
    static QTableView *table(QWidget &page, const QString &name)
    {
        return page.findChild<QTableView *>(name);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandDesk> m_desk;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<TimeSelection> m_time;
};

QTEST_MAIN(TestCommandPages)
#include "tst_command_pages.moc"
