#pragma once

#include "core/base/result.h"
#include "core/commands/runbook_file.h"
#include "core/domain/command_plan.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace binnacle::commands {

// One run of a runbook as a state machine: facts go in, what to do next comes out. Pure; one
// thread. The caller stores run() before it does what was asked, so that a crash leaves no step
// done twice: a command has its id before it is dispatched.

// Ask this query; the answer goes to onCondition.
struct AskCondition
{
    std::size_t step = 0;
    std::string query;
};
// Dispatch this; what becomes of it goes to onCommand, a refusal to onRefused. Where a second
// person has to agree, that goes to onProposed first and then to onProposal.
struct DispatchStep
{
    std::size_t step = 0;
    Command command;
};
// Nothing but waiting.
struct NothingToDo
{
};
using RunAction = std::variant<NothingToDo, AskCondition, DispatchStep>;

// How a command of a step stands.
enum class StepOutcome { Running, Succeeded, Failed, Unknown };
StepOutcome stepOutcomeOf(const CommandRecord &record, bool isAgentLost = false);

// What is known of the command of a step that was running when the program ended.
struct StepFate
{
    std::optional<CommandRecord> record; // in the history
    std::optional<Proposal> proposal;    // that it waits for, or waited for
};

// Result codes: "ok"; "step-failed" and "condition-failed", unless the step lets the run go on;
// and what always ends a run: "cancelled"; "lost" when nobody knows what became of a command;
// "declined" when a second person said no, or nobody said anything in time; "not-allowed" when who
// started it may not any more.
class RunbookExecution
{
public:
    using MakeId = std::function<CommandId()>;

    struct Start
    {
        Runbook runbook;
        ClusterId cluster;
        RunbookArguments arguments;
        std::string startedBy;
        Principal who{};   // on whose behalf; tells the source of its commands
        std::string key{}; // see RunbookRun
        Timestamp now{};
    };
    // Errors: InvalidArgument. Nothing is to be done before next().
    static Result<RunbookExecution> start(Start start, MakeId makeId);

    // A run that was under way when the program ended. It goes on where the command of its running
    // step is known to have ended and the runbook was not changed since, or waits on while the
    // agent has it or a second person has not decided; else it ends, "lost".
    static RunbookExecution resume(std::optional<Runbook> runbook, RunbookRun run,
        const StepFate &fate, Timestamp now, MakeId makeId);

    const RunbookRun &run() const { return m_run; }
    void setId(std::int64_t id) { m_run.id = id; }
    bool isOver() const { return m_run.state != RunbookRun::State::Running; }
    // When tick() has something to do; unknown: never.
    Timestamp deadline() const { return m_deadline; }
    // The proposal that the run waits for; 0: none.
    std::int64_t proposal() const;

    // The first thing to do, and after resume().
    RunAction next(Timestamp now);
    RunAction onCondition(std::size_t step, const Result<bool> &holds, Timestamp now);
    RunAction onCommand(
        const CommandId &command, StepOutcome outcome, const std::string &note, Timestamp now);
    RunAction onRefused(const CommandId &command, const Error &error, Timestamp now);
    // It waits as this proposal, which has an end of its own.
    void onProposed(const CommandId &command, std::int64_t proposal);
    // It was decided on, or its time is over. `record` is the command, once it was sent.
    RunAction onProposal(
        const Proposal &decided, const std::optional<CommandRecord> &record, Timestamp now);
    // Who started it may not do what is next, which was not dispatched.
    void deny(std::string why, Timestamp now);
    RunAction tick(Timestamp now);
    // What was dispatched already is not taken back; its outcome is no longer waited for.
    void cancel(const std::string &by, Timestamp now);

private:
    enum class Waiting { Nothing, Condition, Command, Approval };

    RunbookExecution(Runbook runbook, RunbookRun run, MakeId makeId);
    RunAction advance(Timestamp now);
    RunAction dispatch(Timestamp now);
    void closeStep(std::string_view state, std::string note, Timestamp now);
    void goOnWith(const StepFate &fate, Timestamp now);
    RunAction failStep(std::string note, std::string_view code, Timestamp now);
    void endAt(std::string_view state, std::string note, std::string_view code, Timestamp now);
    void lose(std::string note, Timestamp now);
    void finish(RunbookRun::State state, std::string_view code, Timestamp now);
    bool waitsFor(const CommandId &command, Waiting waiting) const;
    RunbookRun::StepRun &stepRun() { return m_run.steps[m_step]; }

    Runbook m_runbook;
    RunbookRun m_run;
    MakeId m_makeId;
    std::size_t m_step = 0;
    Waiting m_waiting = Waiting::Nothing;
    Timestamp m_deadline{};
    RunAction m_first = NothingToDo{}; // what next() tells when something is under way
};

} // namespace binnacle::commands
