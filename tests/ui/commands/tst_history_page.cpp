#include "tests/ui/commands/command_rig.h"
#include "ui/commands/command_detail.h"
#include "ui/commands/history_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

// What was done before, and how each of it went.
class TestHistoryPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init() { m_rig = std::make_unique<fake::CommandRig>(); }

    void theHistoryComesInPages()
    {
        HistoryPage page(m_rig->services());
        page.setActive(true);
        QAbstractItemModel &model = *page.findChild<QTableView *>(u"historyTable"_s)->model();
        QTRY_VERIFY(model.rowCount() >= HistoryPage::kPageRows);
        model.fetchMore({}); // the view may have done so already
        QTRY_VERIFY(model.rowCount() >= 2 * HistoryPage::kPageRows);
        QVERIFY(std::ranges::any_of(m_rig->desk.queries, [this](const CommandHistoryQuery &query) {
            return query.before
                == m_rig->desk.past[HistoryPage::kPageRows - 1].record.command.createdAt;
        }));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), static_cast<int>(m_rig->desk.past.size()));
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
                result.push_back({.entry = m_rig->desk.past[at]});
            return result;
        };
        model.restart(rows(3, 4), true);
        QCOMPARE(model.rowCount(), 4);
        model.fetchMore({});
        QCOMPARE(asked, m_rig->desk.past[6].record.command.createdAt);
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
        HistoryPage page(m_rig->services());
        page.setActive(true);
        QTableView *rows = page.findChild<QTableView *>(u"historyTable"_s);
        QTRY_VERIFY(rows->model()->rowCount() >= HistoryPage::kPageRows);
        QTest::qWait(20); // whatever the view fetches by itself
        const int before = rows->model()->rowCount();
        rows->setCurrentIndex(rows->model()->index(7, 0));
        const QString key = page.selected()->key();
        CommandEntry added = m_rig->desk.past.front();
        added.record.command.id = {"cmd-newest"};
        added.record.command.createdAt += Duration{9'000};
        m_rig->desk.past.insert(m_rig->desk.past.begin(), added);
        m_rig->desk.past[1].record.state = CommandState::Success;
        emit m_rig->desk.changed();
        QTRY_COMPARE(rows->model()->rowCount(), before + 1);
        QCOMPARE(page.selected()->key(), key);
        QCOMPARE(rows->currentIndex().row(), 8);
    }

    void theHistoryIsSearchedAndSaysWhenNothingFits()
    {
        HistoryPage page(m_rig->services());
        page.setActive(true);
        QTRY_VERIFY(page.findChild<QTableView *>(u"historyTable"_s)->model()->rowCount()
            >= HistoryPage::kPageRows);
        const QAbstractItemModelTester tester(
            page.findChild<QTableView *>(u"historyTable"_s)->model());
        auto *filter = page.findChild<FilterBar *>(u"historyFilter"_s);
        QTest::keyClicks(filter->focusProxy(), u"nonsense"_s);
        QTRY_COMPARE(page.findChild<QTableView *>(u"historyTable"_s)->model()->rowCount(), 0);
        QVERIFY(page.escape());
        QTRY_VERIFY(page.findChild<QTableView *>(u"historyTable"_s)->model()->rowCount()
            >= HistoryPage::kPageRows);
        page.narrowTo({"Deployment", "pay", "payments"});
        QTRY_COMPARE(page.findChild<QTableView *>(u"historyTable"_s)->model()->rowCount(), 1);
        QVERIFY(page.escape());
        QVERIFY(m_rig->desk.queries.back().target.isEmpty());
        QVERIFY(!page.escape());
    }

    void theHistoryReadsOnUntilEnoughMatches()
    {
        HistoryPage page(m_rig->services());
        page.setActive(true);
        QTableView *rows = page.findChild<QTableView *>(u"historyTable"_s);
        QTRY_VERIFY(rows->model()->rowCount() >= HistoryPage::kPageRows);
        const Command oldest = m_rig->desk.past.back().record.command;
        auto *filter = page.findChild<FilterBar *>(u"historyFilter"_s);
        QVERIFY(filter->applyText(u"id = \"%1\""_s.arg(QString::fromStdString(oldest.id.value))));
        QTRY_COMPARE(rows->model()->rowCount(), 1); // on the last page
        QVERIFY(!filter->applyText(u"acton = scale"_s));
        QVERIFY(filter->message().contains(u"action"_s));
        QCOMPARE(rows->model()->rowCount(), 1); // the last one stays
        QVERIFY(filter->applyText(u"cluster = \"no-such\""_s));
        QTRY_COMPARE(m_rig->desk.queries.back().cluster.value, std::string("no-such"));
    }

    void theHistoryAsksNothingWhileItIsHidden()
    {
        HistoryPage page(m_rig->services());
        emit m_rig->desk.changed();
        page.setCluster({"prod-eu"});
        QVERIFY(m_rig->desk.queries.empty());
    }

    void aHistoryThatCannotBeReadSaysWhy()
    {
        m_rig->desk.error = Error{ErrorCode::Corrupt, "the rows of May cannot be read"};
        HistoryPage page(m_rig->services());
        page.setActive(true);
        const auto states = page.findChildren<StatePanel *>();
        QTRY_VERIFY(std::ranges::any_of(
            states, [](const StatePanel *panel) { return panel->code() == u"BN-CORRUPT"_s; }));
    }

    void theVerdictOffersWhatTakesItBack()
    {
        CommandDetail detail(m_rig->services());
        CommandRow row{.entry = m_rig->desk.board()->recent[2]};
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
        CommandDetail detail(m_rig->services());
        detail.setRow(CommandRow{.entry = m_rig->desk.board()->recent[5]});
        QVERIFY(detail.verdictLine().contains(u"may have been done or not"_s));
    }

    void stepsAreFollowedWhileItRuns()
    {
        CommandDetail detail(m_rig->services());
        detail.setRow(CommandRow{.entry = m_rig->desk.board()->recent[0]});
        QTRY_COMPARE(detail.findChild<QTableView *>(u"stepTable"_s)->model()->rowCount(), 4);
        const int asked = m_rig->desk.stepQuestions;
        detail.refresh();
        QTRY_COMPARE(m_rig->desk.stepQuestions, asked + 1);
        detail.setRow(CommandRow{.entry = m_rig->desk.board()->recent[4]}); // has ended
        QTRY_COMPARE(m_rig->desk.stepQuestions, asked + 2);
        detail.refresh();
        QCOMPARE(m_rig->desk.stepQuestions, asked + 2);
    }

    void onlyAQueuedCommandCanBeCancelled()
    {
        CommandDetail detail(m_rig->services());
        auto *cancel = detail.findChild<QPushButton *>(u"cancelCommand"_s);
        detail.setRow(CommandRow{.entry = m_rig->desk.board()->recent[0]});
        QVERIFY(cancel->isHidden());
        detail.cancelCommand();
        QVERIFY(m_rig->desk.cancelled.empty());
        detail.setRow(CommandRow{.entry = m_rig->desk.board()->recent[1]});
        QVERIFY(!cancel->isHidden());
        cancel->click();
        QCOMPARE(m_rig->desk.cancelled.size(), std::size_t(1));
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandRig> m_rig;
};

QTEST_MAIN(TestHistoryPage)
#include "tst_history_page.moc"
