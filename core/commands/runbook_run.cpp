#include "core/commands/runbook_run.h"

#include "core/commands/command_outcome.h"

#include <algorithm>
#include <utility>

namespace binnacle::commands {

namespace {

std::string secondsText(Duration length)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(length).count()) + " s";
}

// All that agents and the specification know: "web", "api" or "ai".
std::string commandSourceOf(const Principal &who)
{
    const bool isKnownThere = who.source == ActionSource::Api || who.source == ActionSource::Ai;
    return std::string(actionSourceName(isKnownThere ? who.source : ActionSource::Web));
}

// What makes a no understandable: who said it, and why.
std::string declinedText(const Proposal &proposal)
{
    if (proposal.state == Proposal::State::Expired)
        return "nobody decided in time";
    return "declined by " + proposal.decidedBy
        + (proposal.note.empty() ? "" : ": " + proposal.note);
}

} // namespace

StepOutcome stepOutcomeOf(const CommandRecord &record, bool isAgentLost)
{
    if (isOutcomeUnknown(record, isAgentLost))
        return StepOutcome::Unknown;
    if (!isTerminal(record.state))
        return StepOutcome::Running;
    const bool succeeded = record.state == CommandState::Success || succeededLate(record);
    return succeeded ? StepOutcome::Succeeded : StepOutcome::Failed;
}

RunbookExecution::RunbookExecution(Runbook runbook, RunbookRun run, MakeId makeId)
    : m_runbook(std::move(runbook))
    , m_run(std::move(run))
    , m_makeId(std::move(makeId))
{}

Result<RunbookExecution> RunbookExecution::start(Start start, MakeId makeId)
{
    if (const Status valid = validateRunbook(start.runbook); !valid)
        return valid.error();
    auto arguments = completeArguments(start.runbook, start.arguments);
    if (!arguments)
        return arguments.error();
    RunbookRun run{.runbook = start.runbook.id,
        .runbookName = start.runbook.name,
        .cluster = start.cluster,
        .arguments = *std::move(arguments),
        .resultCode = {},
        .startedBy = start.startedBy,
        .startedAt = start.now,
        .who = std::move(start.who),
        .key = std::move(start.key)};
    // A mistake in the last step is told before the first one is done.
    for (const RunbookStep &step : start.runbook.steps) {
        const auto condition = conditionOf(step, run.arguments);
        const auto command = commandOf(step, start.cluster, run.arguments);
        if (!condition)
            return withContext(condition.error(), step.name);
        if (!command)
            return withContext(command.error(), step.name);
        run.steps.push_back({.name = step.name, .state = "waiting", .command = {}, .note = {}});
    }
    return RunbookExecution(std::move(start.runbook), std::move(run), std::move(makeId));
}

RunbookExecution RunbookExecution::resume(std::optional<Runbook> runbook, RunbookRun run,
    const StepFate &fate, Timestamp now, MakeId makeId)
{
    const bool isSame = runbook && runbook->updatedAt <= run.startedAt
        && runbook->steps.size() == run.steps.size();
    RunbookExecution execution(
        std::move(runbook).value_or(Runbook{}), std::move(run), std::move(makeId));
    if (execution.isOver())
        return execution;
    auto &steps = execution.m_run.steps;
    const auto open = std::ranges::find_if(steps, [](const RunbookRun::StepRun &step) {
        return step.state == "running" || step.state == "proposed" || step.state == "waiting";
    });
    execution.m_step = static_cast<std::size_t>(open - steps.begin());
    if (open == steps.end()) {
        execution.finish(RunbookRun::State::Succeeded, "ok", now);
        return execution;
    }
    const StepOutcome outcome = fate.record ? stepOutcomeOf(*fate.record) : StepOutcome::Unknown;
    const bool wasSent = !open->command.isEmpty() && (fate.record || !fate.proposal);
    if (wasSent && outcome == StepOutcome::Unknown) {
        execution.lose("what became of it is not known: the program ended meanwhile", now);
        return execution;
    }
    if (!isSame) {
        execution.closeStep(outcome == StepOutcome::Succeeded ? "succeeded"
                : !wasSent                                    ? "skipped"
                                                              : "unknown",
            "the program ended and the runbook was changed meanwhile", now);
        execution.finish(RunbookRun::State::Failed, "lost", now);
        return execution;
    }
    if (open->command.isEmpty()) { // nothing was dispatched: it is asked again
        execution.m_first = execution.advance(now);
        return execution;
    }
    execution.goOnWith(fate, now);
    return execution;
}

// REQUIRES: the running step has a command that was sent, or put before a second person.
void RunbookExecution::goOnWith(const StepFate &fate, Timestamp now)
{
    const CommandId command = stepRun().command;
    if (fate.record) {
        m_waiting = Waiting::Command;
        stepRun().state = "running";
        m_deadline = now + m_runbook.steps[m_step].timeout;
        m_first = onCommand(command, stepOutcomeOf(*fate.record), fate.record->error, now);
        return;
    }
    m_waiting = Waiting::Command;
    onProposed(command, fate.proposal->id);
    m_first = onProposal(*fate.proposal, fate.record, now);
}

RunAction RunbookExecution::onProposal(
    const Proposal &decided, const std::optional<CommandRecord> &record, Timestamp now)
{
    const CommandId command = decided.command.id;
    if (!waitsFor(command, Waiting::Approval) || decided.state == Proposal::State::Waiting)
        return NothingToDo{};
    if (decided.state != Proposal::State::Approved) {
        endAt("declined", declinedText(decided), "declined", now);
        return NothingToDo{};
    }
    if (!record) {
        if (decided.dispatched.isEmpty())
            return NothingToDo{}; // the store was in the way; it is tried again
        return failStep(
            "approved by " + decided.decidedBy + ", but it could not be sent", "step-failed", now);
    }
    m_waiting = Waiting::Command;
    m_deadline = now + m_runbook.steps[m_step].timeout;
    stepRun().state = "running";
    stepRun().note = "approved by " + decided.decidedBy;
    return onCommand(command, stepOutcomeOf(*record), record->error, now);
}

std::int64_t RunbookExecution::proposal() const
{
    return m_waiting == Waiting::Approval ? m_run.steps[m_step].proposal : 0;
}

RunAction RunbookExecution::next(Timestamp now)
{
    if (!std::holds_alternative<NothingToDo>(m_first))
        return std::exchange(m_first, NothingToDo{});
    if (isOver() || m_waiting != Waiting::Nothing)
        return NothingToDo{};
    return advance(now);
}

RunAction RunbookExecution::advance(Timestamp now)
{
    if (m_step == m_runbook.steps.size()) {
        finish(RunbookRun::State::Succeeded, "ok", now);
        return NothingToDo{};
    }
    const RunbookStep &step = m_runbook.steps[m_step];
    stepRun().state = "running";
    stepRun().startedAt = now;
    if (step.when.empty())
        return dispatch(now);
    auto query = conditionOf(step, m_run.arguments);
    if (!query)
        return failStep(query.error().message, "condition-failed", now);
    m_waiting = Waiting::Condition;
    m_deadline = now + step.timeout;
    return AskCondition{m_step, *std::move(query)};
}

RunAction RunbookExecution::dispatch(Timestamp now)
{
    const RunbookStep &step = m_runbook.steps[m_step];
    auto command = commandOf(step, m_run.cluster, m_run.arguments);
    if (!command)
        return failStep(command.error().message, "step-failed", now);
    command->id = m_makeId();
    command->source = commandSourceOf(m_run.who);
    command->createdBy = m_run.startedBy;
    command->createdAt = now;
    stepRun().command = command->id;
    m_waiting = Waiting::Command;
    m_deadline = now + step.timeout;
    return DispatchStep{m_step, *std::move(command)};
}

RunAction RunbookExecution::onCondition(std::size_t step, const Result<bool> &holds, Timestamp now)
{
    if (isOver() || m_waiting != Waiting::Condition || step != m_step)
        return NothingToDo{};
    m_waiting = Waiting::Nothing;
    if (!holds)
        return failStep(holds.error().message, "condition-failed", now);
    if (*holds)
        return dispatch(now);
    closeStep("skipped", "its condition does not hold", now);
    ++m_step;
    return advance(now);
}

bool RunbookExecution::waitsFor(const CommandId &command, Waiting waiting) const
{
    return !isOver() && m_waiting == waiting && m_run.steps[m_step].command == command;
}

RunAction RunbookExecution::onCommand(
    const CommandId &command, StepOutcome outcome, const std::string &note, Timestamp now)
{
    if (!waitsFor(command, Waiting::Command))
        return NothingToDo{};
    switch (outcome) {
    case StepOutcome::Running:
        break;
    case StepOutcome::Succeeded:
        closeStep("succeeded", note, now);
        ++m_step;
        return advance(now);
    case StepOutcome::Failed:
        return failStep(note, "step-failed", now);
    case StepOutcome::Unknown:
        lose(note, now);
        break;
    }
    return NothingToDo{};
}

RunAction RunbookExecution::onRefused(const CommandId &command, const Error &error, Timestamp now)
{
    if (!waitsFor(command, Waiting::Command))
        return NothingToDo{};
    return failStep(error.message, "step-failed", now);
}

void RunbookExecution::onProposed(const CommandId &command, std::int64_t proposal)
{
    if (!waitsFor(command, Waiting::Command))
        return;
    m_waiting = Waiting::Approval;
    m_deadline = {};
    stepRun().state = "proposed";
    stepRun().proposal = proposal;
    stepRun().note = "waits for a second person as proposal " + std::to_string(proposal);
}

void RunbookExecution::deny(std::string why, Timestamp now)
{
    if (isOver())
        return;
    if (m_step < m_run.steps.size()) {
        stepRun().command = {}; // never dispatched
        endAt("failed", std::move(why), "not-allowed", now);
    } else {
        finish(RunbookRun::State::Failed, "not-allowed", now);
    }
}

RunAction RunbookExecution::tick(Timestamp now)
{
    if (isOver() || !isKnown(m_deadline) || now < m_deadline)
        return NothingToDo{};
    const std::string note = "no outcome within " + secondsText(m_runbook.steps[m_step].timeout);
    if (m_waiting == Waiting::Condition)
        return failStep(note, "condition-failed", now);
    lose(note, now);
    return NothingToDo{};
}

void RunbookExecution::cancel(const std::string &by, Timestamp now)
{
    if (isOver())
        return;
    const bool isOpen = m_step < m_run.steps.size()
        && (stepRun().state == "running" || stepRun().state == "proposed");
    if (isOpen)
        closeStep(m_waiting == Waiting::Command ? "unknown" : "skipped", "cancelled by " + by, now);
    finish(RunbookRun::State::Cancelled, "cancelled", now);
}

void RunbookExecution::closeStep(std::string_view state, std::string note, Timestamp now)
{
    stepRun().state = state;
    stepRun().note = std::move(note);
    stepRun().endedAt = now;
    m_waiting = Waiting::Nothing;
    m_deadline = {};
}

RunAction RunbookExecution::failStep(std::string note, std::string_view code, Timestamp now)
{
    closeStep("failed", std::move(note), now);
    if (!m_runbook.steps[m_step].continueOnFailure) {
        finish(RunbookRun::State::Failed, code, now);
        return NothingToDo{};
    }
    ++m_step;
    return advance(now);
}

void RunbookExecution::endAt(
    std::string_view state, std::string note, std::string_view code, Timestamp now)
{
    closeStep(state, std::move(note), now);
    finish(RunbookRun::State::Failed, code, now);
}

void RunbookExecution::lose(std::string note, Timestamp now)
{
    endAt("unknown", std::move(note), "lost", now);
}

void RunbookExecution::finish(RunbookRun::State state, std::string_view code, Timestamp now)
{
    m_run.state = state;
    m_run.resultCode = code;
    m_run.endedAt = now;
    m_waiting = Waiting::Nothing;
    m_deadline = {};
    for (RunbookRun::StepRun &step : m_run.steps) {
        if (step.state == "waiting")
            step.state = "skipped";
    }
}

} // namespace binnacle::commands
