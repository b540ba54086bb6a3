#include "core/commands/command_outcome.h"
#include "core/commands/runbook_run.h"
#include "core/commands/verdict.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

CommandRecord record(CommandState state, std::string action = "restart", bool delivered = true)
{
    CommandRecord record{
        .command = command(std::move(action), "Deployment", "shop", "checkout"), .state = state};
    record.startedAt = delivered ? kNow : Timestamp{};
    return record;
}

} // namespace

class TestCommandOutcome : public QObject
{
    Q_OBJECT

private slots:
    void aChangeThatWasDeliveredAndNeverAnsweredIsUnknownNotFailed()
    {
        const CommandRecord lost = record(CommandState::Timeout);
        QVERIFY(isOutcomeUnknown(lost));
        QCOMPARE(stateWord(lost), std::string_view("unknown"));
        QCOMPARE(int(stepOutcomeOf(lost)), int(StepOutcome::Unknown));
        QVERIFY(isWatched(lost)); // it may have been done
    }

    void whatOnlyReadsOrWasNeverDeliveredIsNot()
    {
        QVERIFY(!isOutcomeUnknown(record(CommandState::Timeout, "get_logs")));
        QCOMPARE(stateWord(record(CommandState::Timeout, "get_logs")), std::string_view("timeout"));
        QVERIFY(!isOutcomeUnknown(record(CommandState::Timeout, "restart", false)));
        QVERIFY(!isOutcomeUnknown(record(CommandState::Expired)));
        QVERIFY(!isWatched(record(CommandState::Failed)));
        QVERIFY(!isWatched(record(CommandState::Success, "get_logs")));
        QVERIFY(isWatched(record(CommandState::Success)));
    }

    void whileItRunsItIsUnknownOnceTheAgentIsLost()
    {
        QVERIFY(!isOutcomeUnknown(record(CommandState::Running)));
        QCOMPARE(stateWord(record(CommandState::Running)), std::string_view("running"));
        QVERIFY(isOutcomeUnknown(record(CommandState::Running), true));
        QCOMPARE(stateWord(record(CommandState::Delivering), true), std::string_view("unknown"));
        QCOMPARE(stateWord(record(CommandState::Pending, "restart", false), true), "queued");
    }

    void aLateResultSettlesIt()
    {
        CommandRecord late = record(CommandState::Timeout);
        late.late = true;
        late.error = "no result within 60 s";
        QVERIFY(!isOutcomeUnknown(late));
        QCOMPARE(stateWord(late), std::string_view("succeeded"));
        QCOMPARE(int(stepOutcomeOf(late)), int(StepOutcome::Succeeded));
        late.error = "deployments.apps \"checkout\" not found";
        QCOMPARE(stateWord(late), std::string_view("failed"));
    }

    void anAgentThatDoesNotKnowSettlesNothing()
    {
        CommandRecord inDoubt = record(CommandState::Timeout);
        inDoubt.error = std::string(kOutcomeUnknown) + "the connection broke";
        QCOMPARE(stateWord(inDoubt), std::string_view("unknown"));
        QVERIFY(isWatched(inDoubt));
        inDoubt.late = true;
        QCOMPARE(stateWord(inDoubt), std::string_view("unknown"));
        QCOMPARE(int(stepOutcomeOf(inDoubt)), int(StepOutcome::Unknown));
    }
};

QTEST_APPLESS_MAIN(TestCommandOutcome)
#include "tst_command_outcome.moc"
