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
// Dispatch this; what becomes of it goes to onCommand, a refusal to onRefused.
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

// Result codes: "ok"; "step-failed" and "condition-failed", unless the step lets the run go on;
// "cancelled"; "lost" when nobody knows what became of a command, which always ends a run.
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
        std::string source = "web"; // of its commands
        Timestamp now{};
    };
    // Errors: InvalidArgument. Nothing is to be done before next().
    static Result<RunbookExecution> start(Start start, MakeId makeId);

    // A run that was under way when the program ended. `record` is the command of its running step
    // as the history knows it. It goes on where that command is known to have ended and the runbook
    // was not changed since, or waits on while the agent has it; else it ends, "lost".
    static RunbookExecution resume(std::optional<Runbook> runbook, RunbookRun run,
        const std::optional<CommandRecord> &record, Timestamp now, MakeId makeId);

    const RunbookRun &run() const { return m_run; }
    void setId(std::int64_t id) { m_run.id = id; }
    bool isOver() const { return m_run.state != RunbookRun::State::Running; }
    // When tick() has something to do; unknown: never.
    Timestamp deadline() const { return m_deadline; }

    // The first thing to do, and after resume().
    RunAction next(Timestamp now);
    RunAction onCondition(std::size_t step, const Result<bool> &holds, Timestamp now);
    RunAction onCommand(
        const CommandId &command, StepOutcome outcome, const std::string &note, Timestamp now);
    RunAction onRefused(const CommandId &command, const Error &error, Timestamp now);
    RunAction tick(Timestamp now);
    // What was dispatched already is not taken back; its outcome is no longer waited for.
    void cancel(const std::string &by, Timestamp now);

private:
    enum class Waiting { Nothing, Condition, Command };

    RunbookExecution(Runbook runbook, RunbookRun run, MakeId makeId);
    RunAction advance(Timestamp now);
    RunAction dispatch(Timestamp now);
    void closeStep(std::string_view state, std::string note, Timestamp now);
    RunAction failStep(std::string note, std::string_view code, Timestamp now);
    void lose(std::string note, Timestamp now);
    void finish(RunbookRun::State state, std::string_view code, Timestamp now);
    bool waitsFor(const CommandId &command) const;
    RunbookRun::StepRun &stepRun() { return m_run.steps[m_step]; }

    Runbook m_runbook;
    RunbookRun m_run;
    MakeId m_makeId;
    std::string m_source = "web";
    std::size_t m_step = 0;
    Waiting m_waiting = Waiting::Nothing;
    Timestamp m_deadline{};
    RunAction m_first = NothingToDo{}; // what next() tells when something is under way
};

} // namespace binnacle::commands
