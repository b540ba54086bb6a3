#include "core/commands/runbook_run.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

#include <map>
#include <random>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

Runbook runbook(int steps, bool conditions = false, bool goesOn = false)
{
    Runbook made{.id = 7, .name = "r", .description = {}, .updatedAt = kNow, .updatedBy = {}};
    for (int i = 0; i < steps; ++i) {
        made.steps.push_back({.name = "step " + std::to_string(i),
            .when = conditions ? "pods()" : "",
            .action = "restart",
            .kind = "Deployment",
            .ns = "shop",
            .target = "web-" + std::to_string(i),
            .continueOnFailure = goesOn});
    }
    return made;
}

RunbookExecution::MakeId ids()
{
    return [next = std::make_shared<int>(0)] { return CommandId{"id-" + std::to_string(++*next)}; };
}

RunbookExecution started(const Runbook &runbook)
{
    auto execution = RunbookExecution::start({.runbook = runbook,
                                                 .cluster = {"prod-eu"},
                                                 .arguments = {},
                                                 .startedBy = "oncall",
                                                 .now = kNow},
        ids());
    if (!execution)
        qFatal("%s", execution.error().message.c_str());
    return *std::move(execution);
}

const DispatchStep *dispatched(const RunAction &action)
{
    return std::get_if<DispatchStep>(&action);
}

CommandRecord recordOf(const Command &command, CommandState state)
{
    CommandRecord record{.command = command, .state = state};
    record.startedAt = kNow;
    return record;
}

StepFate fateOf(const Command &command, CommandState state)
{
    return {.record = recordOf(command, state), .proposal = {}};
}

Proposal proposalOf(const Command &command, Proposal::State state)
{
    Proposal proposal{.id = 4, .command = command, .state = state};
    if (state == Proposal::State::Approved || state == Proposal::State::Rejected)
        proposal.decidedBy = "bob";
    if (state == Proposal::State::Approved)
        proposal.dispatched = command.id;
    return proposal;
}

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

class TestRunbookRun : public QObject
{
    Q_OBJECT

private slots:
    void stepsRunOneAfterAnother()
    {
        RunbookExecution run = started(runbook(2));
        const RunAction first = run.next(kNow);
        QVERIFY(dispatched(first));
        QCOMPARE(dispatched(first)->command.target.name, std::string("web-0"));
        QCOMPARE(dispatched(first)->command.createdBy, std::string("oncall"));
        QCOMPARE(run.run().steps[0].command, dispatched(first)->command.id);
        QVERIFY(std::holds_alternative<NothingToDo>(run.next(kNow)));
        const RunAction second = run.onCommand({"id-1"}, StepOutcome::Succeeded, "", kNow);
        QCOMPARE(dispatched(second)->command.target.name, std::string("web-1"));
        run.onCommand({"id-2"}, StepOutcome::Succeeded, "", kNow);
        QVERIFY(run.isOver());
        QCOMPARE(int(run.run().state), int(RunbookRun::State::Succeeded));
        QCOMPARE(run.run().resultCode, std::string("ok"));
    }

    void aConditionThatDoesNotHoldSkipsItsStep()
    {
        RunbookExecution run = started(runbook(2, true));
        const RunAction ask = run.next(kNow);
        QCOMPARE(std::get<AskCondition>(ask).query, std::string("pods()"));
        const RunAction next = run.onCondition(0, false, kNow);
        QCOMPARE(run.run().steps[0].state, std::string("skipped"));
        QCOMPARE(std::get<AskCondition>(next).step, std::size_t(1));
        QVERIFY(dispatched(run.onCondition(1, true, kNow)));
        // An answer that comes twice changes nothing.
        QVERIFY(!dispatched(run.onCondition(1, true, kNow)));
    }

    void aConditionThatCannotBeAskedEndsTheRun()
    {
        RunbookExecution run = started(runbook(2, true));
        run.next(kNow);
        run.onCondition(0, Error{ErrorCode::Timeout, "too slow"}, kNow);
        QCOMPARE(run.run().resultCode, std::string("condition-failed"));
        QCOMPARE(run.run().steps[0].note, std::string("too slow"));
        QCOMPARE(run.run().steps[1].state, std::string("skipped"));
    }

    void aFailureEndsTheRunUnlessTheStepLetsItGoOn()
    {
        RunbookExecution strict = started(runbook(2));
        strict.next(kNow);
        strict.onCommand({"id-1"}, StepOutcome::Failed, "not found", kNow);
        QCOMPARE(strict.run().resultCode, std::string("step-failed"));
        QCOMPARE(int(strict.run().state), int(RunbookRun::State::Failed));
        RunbookExecution lenient = started(runbook(2, false, true));
        lenient.next(kNow);
        QVERIFY(dispatched(lenient.onCommand({"id-1"}, StepOutcome::Failed, "not found", kNow)));
        QCOMPARE(lenient.run().steps[0].state, std::string("failed"));
        QVERIFY(!lenient.isOver());
        QVERIFY(!dispatched(
            lenient.onRefused({"id-2"}, Error{ErrorCode::PermissionDenied, "no"}, kNow)));
        QVERIFY(lenient.isOver());
    }

    void anUnknownOutcomeAlwaysEndsIt()
    {
        RunbookExecution run = started(runbook(2, false, true));
        run.next(kNow);
        run.onCommand({"id-1"}, StepOutcome::Unknown, "agent lost", kNow);
        QCOMPARE(run.run().resultCode, std::string("lost"));
        QCOMPARE(run.run().steps[0].state, std::string("unknown"));
    }

    void timeEndsWhatWaits()
    {
        RunbookExecution run = started(runbook(1));
        run.next(kNow);
        QCOMPARE(run.deadline(), kNow + Duration{120'000});
        run.tick(kNow + Duration{119'999});
        QVERIFY(!run.isOver());
        run.tick(kNow + Duration{120'000});
        QCOMPARE(run.run().resultCode, std::string("lost"));
        QCOMPARE(run.run().steps[0].note, std::string("no outcome within 120 s"));
        RunbookExecution asking = started(runbook(1, true));
        asking.next(kNow);
        asking.tick(kNow + Duration{120'000});
        QCOMPARE(asking.run().resultCode, std::string("condition-failed"));
    }

    void cancellingForgetsWhatIsUnderWay()
    {
        RunbookExecution run = started(runbook(2));
        run.next(kNow);
        run.cancel("sre-2", kNow);
        QCOMPARE(int(run.run().state), int(RunbookRun::State::Cancelled));
        QCOMPARE(run.run().steps[0].state, std::string("unknown"));
        QVERIFY(!dispatched(run.onCommand({"id-1"}, StepOutcome::Succeeded, "", kNow)));
        QCOMPARE(run.run().resultCode, std::string("cancelled"));
    }

    void afterARestartItGoesOnWhereTheOutcomeIsKnown()
    {
        const Runbook book = runbook(2);
        RunbookExecution before = started(book);
        const RunAction action = before.next(kNow);
        const Command sent = dispatched(action)->command;
        RunbookExecution known = RunbookExecution::resume(
            book, before.run(), fateOf(sent, CommandState::Success), kNow, ids());
        const RunAction next = known.next(kNow);
        QVERIFY(dispatched(next));
        QCOMPARE(dispatched(next)->command.target.name, std::string("web-1"));
        RunbookExecution running = RunbookExecution::resume(
            book, before.run(), fateOf(sent, CommandState::Running), kNow, ids());
        QVERIFY(!dispatched(running.next(kNow)));
        QVERIFY(dispatched(running.onCommand(sent.id, StepOutcome::Succeeded, "", kNow)));
    }

    void afterARestartAnUnknownOutcomeIsLost()
    {
        const Runbook book = runbook(2);
        RunbookExecution before = started(book);
        const RunAction action = before.next(kNow);
        const Command sent = dispatched(action)->command;
        for (const StepFate &fate : {fateOf(sent, CommandState::Timeout), StepFate{}}) {
            RunbookExecution after
                = RunbookExecution::resume(book, before.run(), fate, kNow, ids());
            QVERIFY(!dispatched(after.next(kNow)));
            QVERIFY(after.isOver());
            QCOMPARE(after.run().resultCode, std::string("lost"));
        }
        Runbook edited = book;
        edited.updatedAt = kNow + Duration{1};
        RunbookExecution changed = RunbookExecution::resume(
            edited, before.run(), fateOf(sent, CommandState::Success), kNow, ids());
        QCOMPARE(changed.run().resultCode, std::string("lost"));
        QCOMPARE(changed.run().steps[0].state, std::string("succeeded"));
    }

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

    void whoMayNotAnyMoreEndsTheRunWhateverItsStepsLetPass()
    {
        RunbookExecution run = started(runbook(2, false, true));
        run.next(kNow);
        run.deny("the user ada was disabled meanwhile", kNow);
        QCOMPARE(run.run().resultCode, std::string("not-allowed"));
        QCOMPARE(run.run().steps[0].state, std::string("failed"));
        QVERIFY(run.run().steps[0].command.isEmpty());
        QCOMPARE(run.run().steps[1].state, std::string("skipped"));
    }

    void theCommandsOfARunSayOnWhoseBehalfTheyAre()
    {
        auto run = RunbookExecution::start(
            {.runbook = runbook(1),
                .cluster = {"prod-eu"},
                .arguments = {},
                .startedBy = "ada",
                .who = {.userId = 3, .username = "ada", .source = ActionSource::Desktop},
                .key = "alert 7",
                .now = kNow},
            ids());
        QVERIFY(run);
        QCOMPARE(run->run().key, std::string("alert 7"));
        QCOMPARE(run->run().who.userId, std::int64_t{3});
        const RunAction first = run->next(kNow);
        QCOMPARE(dispatched(first)->command.source, std::string("web"));
        const RunAction scripted = started(runbook(1)).next(kNow);
        QCOMPARE(dispatched(scripted)->command.source, std::string("api"));
    }

    void aMistakeInTheLastStepIsToldBeforeTheFirstIsDone()
    {
        Runbook book = runbook(2);
        book.parameters = {{.name = "target", .help = {}, .value = {}, .isRequired = true}};
        book.steps[1].target = "{{target}}";
        const auto run = RunbookExecution::start({.runbook = book,
                                                     .cluster = {"prod-eu"},
                                                     .arguments = {{"target", "a b"}},
                                                     .startedBy = "oncall",
                                                     .now = kNow},
            ids());
        QVERIFY(!run);
        QVERIFY(run.error().message.starts_with("step 1: name:"));
    }

    // Whatever comes in whatever order, crashes included: it ends, and no step is done twice.
    void anyCourseEndsAndDoesEachStepAtMostOnce()
    {
        for (std::uint32_t seed = 0; seed < 100; ++seed)
            QVERIFY2(walk(seed), std::to_string(seed).c_str());
    }

private:
    static bool walk(std::uint32_t seed)
    {
        std::mt19937 random(seed);
        const auto below = [&random](unsigned limit) { return random() % limit; };
        Runbook book = runbook(1 + static_cast<int>(below(6)), below(2) == 0);
        for (RunbookStep &step : book.steps)
            step.continueOnFailure = below(2) == 0;
        auto makeId = ids();
        RunbookExecution run = *RunbookExecution::start({.runbook = book,
                                                            .cluster = {"prod-eu"},
                                                            .arguments = {},
                                                            .startedBy = "oncall",
                                                            .now = kNow},
            makeId);
        std::map<std::string, int> done;     // by target
        std::map<std::string, Command> sent; // by id
        std::optional<std::size_t> asked;
        Command last;
        Timestamp now = kNow;
        RunAction action = run.next(now);
        for (int events = 0; events < 200 && !run.isOver(); ++events) {
            if (const auto *dispatch = dispatched(action)) {
                last = dispatch->command;
                if (++done[last.target.name] > 1 || !sent.emplace(last.id.value, last).second)
                    return false;
            } else if (const auto *ask = std::get_if<AskCondition>(&action)) {
                asked = ask->step;
            }
            now += Duration{below(40'000)};
            action = NothingToDo{};
            switch (below(9)) {
            case 0:
                if (asked)
                    action = run.onCondition(*asked, Error{ErrorCode::Timeout, "slow"}, now);
                break;
            case 1:
            case 2:
                if (asked)
                    action = run.onCondition(*asked, below(3) > 0, now);
                break;
            case 3:
            case 4:
                action = run.onCommand(last.id, static_cast<StepOutcome>(below(4)), "note", now);
                break;
            case 5:
                action = run.tick(now);
                break;
            case 6: {
                StepFate fate;
                if (run.proposal() != 0)
                    fate.proposal = proposalOf(last, static_cast<Proposal::State>(below(4)));
                else if (below(4) > 0)
                    fate.record = recordOf(last, static_cast<CommandState>(below(8)));
                run = RunbookExecution::resume(book, run.run(), fate, now, makeId);
                action = run.next(now);
                break;
            }
            case 7:
                if (run.proposal() == 0 && below(2) == 0)
                    run.onProposed(last.id, 4);
                else if (run.proposal() != 0)
                    action
                        = run.onProposal(proposalOf(last, static_cast<Proposal::State>(below(4))),
                            recordOf(last, CommandState::Pending), now);
                break;
            default:
                if (below(30) == 0)
                    run.cancel("somebody", now);
                break;
            }
        }
        for (int late = 0; late < 20 && !run.isOver(); ++late) {
            now += Duration{200'000};
            action = run.proposal() == 0
                ? run.tick(now)
                : run.onProposal(proposalOf(last, Proposal::State::Expired), {}, now);
            if (const auto *dispatch = dispatched(action)) {
                if (++done[dispatch->command.target.name] > 1)
                    return false;
            }
        }
        if (!run.isOver() || run.run().resultCode.empty() || !isKnown(run.run().endedAt))
            return false;
        for (const RunbookRun::StepRun &step : run.run().steps) {
            if (step.state == "waiting" || step.state == "running" || step.state == "proposed")
                return false;
        }
        return !dispatched(run.tick(now)) && !dispatched(run.next(now));
    }
};

QTEST_APPLESS_MAIN(TestRunbookRun)
#include "tst_runbook_run.moc"
