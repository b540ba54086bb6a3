#include "ui/overview/budget_rows.h"
#include "ui/overview/cluster_rows.h"
#include "ui/overview/flight_rows.h"
#include "ui/overview/headline.h"
#include "ui/widgets/table_style.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kMinute{60'000};
const Timestamp kThen = fromEpochMs(1'772'355'600'000);

SloRow objective(const char *cluster, const char *domain, double left, SloStatus status)
{
    return {.subject
        = {.kind = SloSubject::Kind::Domain, .cluster = {cluster}, .domain = domain, .key = {}},
        .status = status,
        .budgetRemaining = left};
}

QVariant nameOf(const BudgetTableModel &model, int row, int role = Qt::DisplayRole)
{
    return model.index(row, BudgetTableModel::NameColumn).data(role);
}

// A command that was sent so many minutes after the instant.
CommandEntry command(const char *id, int sent, int handed, int ended, CommandState state)
{
    CommandEntry entry;
    entry.record.command = {.id = {id}, .cluster = {"prod-eu"}, .action = "restart"};
    entry.record.command.createdAt = kThen + kMinute * sent;
    entry.record.startedAt = kThen + kMinute * handed;
    entry.record.finishedAt = kThen + kMinute * ended;
    entry.record.state = state;
    return entry;
}

ClusterRow cluster(const char *name, std::shared_ptr<const ClusterSnapshot> snapshot)
{
    ClusterRow row{.asOf = kThen, .isPast = true};
    row.cluster.id = {name};
    row.cluster.name = name;
    row.cluster.status = snapshot ? AgentStatus::Online : AgentStatus::OnlineNoData;
    row.cluster.snapshot = std::move(snapshot);
    return row;
}

std::shared_ptr<const ClusterSnapshot> healthySnapshot()
{
    auto snapshot = std::make_shared<ClusterSnapshot>();
    snapshot->summary.totalNodes = snapshot->summary.readyNodes = 3;
    snapshot->summary.totalPods = snapshot->summary.runningPods = 30;
    return snapshot;
}

} // namespace

class TestOverviewRows : public QObject
{
    Q_OBJECT

private slots:
    void aBudgetHasTheStatusOfItsObjective()
    {
        SloBoard board;
        board.rows = {objective("prod-eu", "a.example.com", 80, SloStatus::Warning),
            objective("prod-eu", "b.example.com", 90, SloStatus::Healthy)};
        BudgetTableModel model;
        model.setRows(budgetsAtRisk(board, {}, 12));
        QCOMPARE(nameOf(model, 0, CellStatusRole).toInt(), static_cast<int>(StatusKind::Warning));
        QCOMPARE(nameOf(model, 1, CellStatusRole).toInt(), static_cast<int>(StatusKind::Ok));
        board.rows[1].isFiring = true;
        model.setRows(budgetsAtRisk(board, {}, 12));
        QCOMPARE(nameOf(model, 0, CellStatusRole).toInt(), static_cast<int>(StatusKind::Critical));
    }

    void theSameDomainOfSeveralClustersIsToldApartByTheirNames()
    {
        SloBoard board;
        board.rows = {objective("prod-eu", "shop.example.com", 10, SloStatus::Warning),
            objective("prod-us", "shop.example.com", 20, SloStatus::Warning),
            objective("prod-us", "api.example.com", 30, SloStatus::Warning),
            objective("staging", "api.example.com", 90, SloStatus::Healthy)};
        console::ClusterView named;
        named.id = {"prod-us"};
        named.name = "America";
        BudgetTableModel model;
        model.setRows(budgetsAtRisk(board, {named}, 3));
        QCOMPARE(nameOf(model, 0).toString(), u"prod-eu · shop.example.com"_s);
        QCOMPARE(nameOf(model, 1).toString(), u"America · shop.example.com"_s);
        QCOMPARE(nameOf(model, 2).toString(), u"api.example.com"_s); // the other is not shown
    }

    void commandsOfThePastAreThoseOfThen()
    {
        const std::vector<CommandEntry> history{command("later", 1, 2, 3, CommandState::Success),
            command("queued", -1, 1, 3, CommandState::Success),
            command("handed", -5, -4, 3, CommandState::Timeout),
            command("ended", -20, -19, -15, CommandState::Failed),
            command("hours-ago", -200, -199, -190, CommandState::Success),
            command("slow", -300, -299, -59, CommandState::Success)};
        const std::vector<CommandEntry> then = commandsAt(history, kThen);
        QStringList told;
        for (const CommandEntry &entry : then)
            told += toQString(entry.record);
        const QStringList expected{
            u"queued pending"_s, u"handed delivering"_s, u"ended failed"_s, u"slow success"_s};
        QCOMPARE(told, expected);
        const auto rows = flightRows(then, {}, {}, kThen, 20);
        QCOMPARE(rows[1].took, kMinute * 5);
        QCOMPARE(rows[2].took, kMinute * 5);
    }

    void aVerdictIsToldFromWhenItWasKnown()
    {
        CommandEntry entry = command("scale", -5, -4, -3, CommandState::Success);
        entry.verdict = Verdict{.kind = VerdictKind::Worse, .until = kThen + kMinute * 7};
        QVERIFY(!commandsAt({entry}, kThen).front().verdict);
        QVERIFY(commandsAt({entry}, kThen + kMinute * 8).front().verdict);
        entry.isOutcomeUnknown = true;
        QVERIFY(!commandsAt({entry}, kThen - kMinute * 4).front().isOutcomeUnknown);
        QVERIFY(commandsAt({entry}, kThen).front().isOutcomeUnknown);
    }

    void proposalsThatWaitWereNotThereBefore()
    {
        const std::vector<Proposal> waiting{
            {.id = 1, .proposedAt = kThen - kMinute}, {.id = 2, .proposedAt = kThen + kMinute}};
        const std::vector<Proposal> then = proposalsAt(waiting, kThen);
        QCOMPARE(then.size(), std::size_t{1});
        QCOMPARE(then.front().id, std::int64_t{1});
    }

    void theStateAndTheAgesTellAllThreeAges()
    {
        ClusterRow row = cluster("prod-eu", healthySnapshot());
        row.isPast = false;
        row.cluster.times
            = {.lastHeartbeat = kThen - Duration{1'000}, .lastSnapshot = kThen - Duration{3'000}};
        ClusterTableModel model;
        const auto tip = [&](int column, int role = Qt::ToolTipRole) {
            model.setRows({row});
            return model.index(0, column).data(role);
        };
        QCOMPARE(tip(ClusterTableModel::StateColumn).toString(),
            u"snapshot 3 s ago, contact 1 s ago, no metrics yet"_s);
        row.asOf += Duration{2'000};
        row.cluster.times.lastIncrement = kThen - Duration{10'000};
        const QString ages = u"snapshot 5 s ago, contact 3 s ago, metrics 12 s ago"_s;
        for (const int column : {ClusterTableModel::StateColumn, ClusterTableModel::SnapshotColumn,
                 ClusterTableModel::HeartbeatColumn}) {
            QCOMPARE(tip(column).toString(), ages);
            QCOMPARE(tip(column, Qt::AccessibleDescriptionRole).toString(), ages);
        }
        QVERIFY(!tip(ClusterTableModel::PodsColumn).isValid()); // what is cut off is shown there
        row.asOf += Duration{1'000};
        row.isPast = true;
        QVERIFY(!tip(ClusterTableModel::StateColumn).isValid());
    }

    void whatIsNotKeptOfThePastIsNoOutage()
    {
        const std::vector<ClusterRow> rows{
            cluster("prod-eu", healthySnapshot()), cluster("staging", nullptr)};
        QCOMPARE(troubleOf(rows[1]), ClusterTrouble::Untold);
        const TimeSelection time;
        const Headline headline = headlineOf(rows, nullptr, {}, time);
        QCOMPARE(headline.title, u"All quiet"_s);
        QVERIFY2(!headline.detail.contains(u"silent"_s), qPrintable(headline.detail));
        const Headline nothing = headlineOf({rows[1]}, nullptr, {}, time);
        QCOMPARE(nothing.title, u"Nothing that old is kept"_s);
        ClusterRow loud = rows[1];
        loud.warningsLastHour = 100; // events are kept for longer than states
        QCOMPARE(troubleOf(loud), ClusterTrouble::Warnings);
    }

    void whatIsQuietHasNoLikelyStart()
    {
        const std::vector<ClusterRow> rows{cluster("prod-eu", healthySnapshot())};
        const console::Timeline timeline{
            .likelyStart = kThen - kMinute, .likelyCause = "Node node-5: NodeHasDiskPressure"};
        const TimeSelection time;
        const Headline headline = headlineOf(rows, &timeline, {"prod-eu"}, time);
        QCOMPARE(headline.title, u"All quiet"_s);
        QVERIFY2(!headline.detail.contains(u"node-5"_s), qPrintable(headline.detail));
    }

private:
    static QString toQString(const CommandRecord &record)
    {
        return QString::fromStdString(
            record.command.id.value + ' ' + std::string(commandStateName(record.state)));
    }
};

QTEST_GUILESS_MAIN(TestOverviewRows)
#include "tst_overview_rows.moc"
