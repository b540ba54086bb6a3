#include "tests/core/commands/runbook_steps.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

namespace {

// A run to which things happen in any order, the impossible included.
class RandomCourse
{
public:
    explicit RandomCourse(std::uint32_t seed)
        : m_random(seed)
        , m_book(randomBook())
        , m_makeId(ids())
        , m_run(need(RunbookExecution::start({.runbook = m_book,
                                                 .cluster = {"prod-eu"},
                                                 .arguments = {},
                                                 .startedBy = "oncall",
                                                 .now = kNow},
              m_makeId)))
    {}

    // It ends, and has done nothing twice.
    bool isSound()
    {
        RunAction action = m_run.next(m_now);
        for (int events = 0; events < 200 && !m_run.isOver(); ++events) {
            if (!carryOut(action))
                return false;
            m_now += Duration{below(40'000)};
            action = happen();
        }
        for (int late = 0; late < 20 && !m_run.isOver(); ++late) {
            m_now += Duration{200'000};
            action = m_run.proposal() == 0
                ? m_run.tick(m_now)
                : m_run.onProposal(proposalOf(m_last, Proposal::State::Expired), {}, m_now);
            const auto *dispatch = dispatched(action);
            if (dispatch && ++m_done[dispatch->command.target.name] > 1)
                return false;
        }
        if (!m_run.isOver() || m_run.run().resultCode.empty() || !isKnown(m_run.run().endedAt))
            return false;
        const bool isOpen
            = std::ranges::any_of(m_run.run().steps, [](const RunbookRun::StepRun &step) {
                  return step.state == "waiting" || step.state == "running"
                      || step.state == "proposed";
              });
        return !isOpen && !dispatched(m_run.tick(m_now)) && !dispatched(m_run.next(m_now));
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

    Runbook randomBook()
    {
        Runbook book = runbook(1 + static_cast<int>(below(6)), below(2) == 0);
        for (RunbookStep &step : book.steps)
            step.continueOnFailure = below(2) == 0;
        return book;
    }

    // False: the same step or the same command for the second time.
    bool carryOut(const RunAction &action)
    {
        if (const auto *dispatch = dispatched(action)) {
            m_last = dispatch->command;
            return ++m_done[m_last.target.name] == 1 && m_sent.insert(m_last.id.value).second;
        }
        if (const auto *ask = std::get_if<AskCondition>(&action))
            m_asked = ask->step;
        return true;
    }

    RunAction happen()
    {
        switch (below(9)) {
        case 0:
            return m_asked ? m_run.onCondition(*m_asked, Error{ErrorCode::Timeout, "slow"}, m_now)
                           : NothingToDo{};
        case 1:
        case 2:
            return m_asked ? m_run.onCondition(*m_asked, below(3) > 0, m_now) : NothingToDo{};
        case 3:
        case 4:
            return m_run.onCommand(m_last.id, static_cast<StepOutcome>(below(4)), "note", m_now);
        case 5:
            return m_run.tick(m_now);
        case 6:
            return restart();
        case 7:
            return propose();
        default:
            if (below(30) == 0)
                m_run.cancel("somebody", m_now);
            return NothingToDo{};
        }
    }

    RunAction restart()
    {
        StepFate fate;
        if (m_run.proposal() != 0)
            fate.proposal = proposalOf(m_last, static_cast<Proposal::State>(below(4)));
        else if (below(4) > 0)
            fate.record = recordOf(m_last, static_cast<CommandState>(below(8)));
        m_run = RunbookExecution::resume(m_book, m_run.run(), fate, m_now, m_makeId);
        return m_run.next(m_now);
    }

    RunAction propose()
    {
        if (m_run.proposal() != 0) {
            const auto state = static_cast<Proposal::State>(below(4));
            return m_run.onProposal(
                proposalOf(m_last, state), recordOf(m_last, CommandState::Pending), m_now);
        }
        if (below(2) == 0)
            m_run.onProposed(m_last.id, 4);
        return NothingToDo{};
    }

    std::mt19937 m_random;
    Runbook m_book;
    RunbookExecution::MakeId m_makeId;
    RunbookExecution m_run;
    std::map<std::string, int> m_done; // by target
    std::set<std::string> m_sent;      // ids
    std::optional<std::size_t> m_asked;
    Command m_last;
    Timestamp m_now = kNow;
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
            QVERIFY2(RandomCourse(seed).isSound(), std::to_string(seed).c_str());
    }
};

QTEST_APPLESS_MAIN(TestRunbookRun)
#include "tst_runbook_run.moc"
