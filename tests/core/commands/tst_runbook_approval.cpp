#include "tests/core/commands/runbook_steps.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

// A run of two steps whose first waits for a second person.
struct Proposed
{
    RunbookExecution run = started(runbook(2));
    Command command;

    Proposed()
    {
        const RunAction first = run.next(kNow);
        command = dispatched(first)->command;
        run.onProposed(command.id, 4);
    }
    Proposal decided(Proposal::State state) const { return proposalOf(command, state); }
};

} // namespace

// Runs whose steps need a second person.
class TestRunbookApproval : public QObject
{
    Q_OBJECT

private slots:
    void aStepThatNeedsASecondPersonWaitsAsAProposalWithoutDeadline()
    {
        Proposed waits;
        QCOMPARE(waits.run.proposal(), std::int64_t{4});
        QCOMPARE(waits.run.run().steps[0].state, std::string("proposed"));
        QVERIFY(!isKnown(waits.run.deadline()));
        waits.run.tick(kNow + Duration{86'400'000});
        QVERIFY(!waits.run.isOver());
        waits.run.onProposal(waits.decided(Proposal::State::Waiting), {}, kNow);
        QCOMPARE(waits.run.proposal(), std::int64_t{4});
    }

    void anApprovedStepGoesOnAndItsRunToo()
    {
        Proposed waits;
        const RunAction none = waits.run.onProposal(waits.decided(Proposal::State::Approved),
            recordOf(waits.command, CommandState::Pending), kNow);
        QVERIFY(!dispatched(none)); // it was sent by whoever took the decision
        QCOMPARE(waits.run.run().steps[0].state, std::string("running"));
        QCOMPARE(waits.run.proposal(), std::int64_t{0});
        QCOMPARE(waits.run.deadline(), kNow + Duration{120'000});
        const RunAction next
            = waits.run.onCommand(waits.command.id, StepOutcome::Succeeded, "", kNow);
        QVERIFY(dispatched(next));
        QCOMPARE(dispatched(next)->command.target.name, std::string("web-1"));
    }

    void anApprovedStepThatCouldNotBeSentFails()
    {
        Proposed waits;
        waits.run.onProposal(waits.decided(Proposal::State::Approved), {}, kNow);
        QCOMPARE(waits.run.run().resultCode, std::string("step-failed"));
        QCOMPARE(waits.run.run().steps[0].note,
            std::string("approved by bob, but it could not be sent"));
    }

    void aNoAndNobodysAnswerEndTheRunAsDeclined()
    {
        Proposed refused;
        Proposal no = refused.decided(Proposal::State::Rejected);
        no.note = "not today";
        QVERIFY(!dispatched(refused.run.onProposal(no, {}, kNow)));
        QVERIFY(refused.run.isOver());
        QCOMPARE(int(refused.run.run().state), int(RunbookRun::State::Failed));
        QCOMPARE(refused.run.run().resultCode, std::string("declined"));
        QCOMPARE(refused.run.run().steps[0].state, std::string("declined"));
        QCOMPARE(refused.run.run().steps[0].note, std::string("declined by bob: not today"));
        QCOMPARE(refused.run.run().steps[1].state, std::string("skipped"));
        Proposed forgotten;
        forgotten.run.onProposal(forgotten.decided(Proposal::State::Expired), {}, kNow);
        QCOMPARE(forgotten.run.run().resultCode, std::string("declined"));
        QCOMPARE(forgotten.run.run().steps[0].note, std::string("nobody decided in time"));
    }

    void afterARestartAProposalIsWaitedForOrTakenAsDecided()
    {
        const Runbook book = runbook(2);
        const auto resumed = [&book](const Proposed &before, const StepFate &fate) {
            return RunbookExecution::resume(book, before.run.run(), fate, kNow, ids());
        };
        const Proposed before;
        const Proposal waiting = before.decided(Proposal::State::Waiting);
        RunbookExecution waits = resumed(before, {.record = {}, .proposal = waiting});
        QVERIFY(!dispatched(waits.next(kNow)));
        QCOMPARE(waits.proposal(), std::int64_t{4});
        RunbookExecution declined
            = resumed(before, {.record = {}, .proposal = before.decided(Proposal::State::Expired)});
        QCOMPARE(declined.run().resultCode, std::string("declined"));
        RunbookExecution done = resumed(before,
            {.record = recordOf(before.command, CommandState::Success),
                .proposal = before.decided(Proposal::State::Approved)});
        QVERIFY(dispatched(done.next(kNow)));
        // The end came after the proposal was written and before the run was.
        RunbookExecution unwritten = started(book);
        const RunAction sent = unwritten.next(kNow);
        RunbookExecution found = RunbookExecution::resume(book, unwritten.run(),
            {.record = {},
                .proposal = proposalOf(dispatched(sent)->command, Proposal::State::Waiting)},
            kNow, ids());
        QCOMPARE(found.proposal(), std::int64_t{4});
        // What was to come of an edited runbook is not known: nobody's yes sends the old step.
        Runbook edited = book;
        edited.updatedAt = kNow + Duration{1};
        RunbookExecution changed = RunbookExecution::resume(
            edited, before.run.run(), {.record = {}, .proposal = waiting}, kNow, ids());
        QCOMPARE(changed.run().resultCode, std::string("lost"));
        QCOMPARE(changed.run().steps[0].state, std::string("skipped"));
    }
};

QTEST_APPLESS_MAIN(TestRunbookApproval)
#include "tst_runbook_approval.moc"
