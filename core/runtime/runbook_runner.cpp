#include "core/runtime/runbook_runner.h"

#include "core/base/core_thread.h"
#include "core/commands/command_plan_repository.h"
#include "core/hub/command_id.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/command_repository.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>
#include <variant>

Q_LOGGING_CATEGORY(logRunbooks, "binnacle.commands")

namespace binnacle::runtime {

namespace {

constexpr const char *kProgram = "binnacle";

// Whether a condition holds: some row, or for a single value that it is not nothing.
bool holds(const QueryResult &answer)
{
    if (answer.rows.size() != 1 || answer.rows.front().size() != 1 || !answer.subjects.empty())
        return !answer.rows.empty();
    const QueryValue &value = answer.rows.front().front();
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto *count = std::get_if<std::int64_t>(&value))
        return *count != 0;
    if (const auto *number = std::get_if<double>(&value))
        return *number != 0;
    return !std::holds_alternative<std::monostate>(value);
}

// A rule tells all it knows of its alert; the runbook takes what it asks for.
void keepParametersOf(const Runbook &runbook, commands::RunbookArguments &arguments)
{
    std::erase_if(arguments, [&runbook](const auto &argument) {
        return std::ranges::find(runbook.parameters, argument.first, &RunbookParameter::name)
            == runbook.parameters.end();
    });
}

CommandId commandUnderWay(const RunbookRun &run)
{
    const auto step = std::ranges::find_if(run.steps, [](const RunbookRun::StepRun &one) {
        return one.state == "running" || one.state == "proposed";
    });
    return step == run.steps.end() ? CommandId{} : step->command;
}

Error notAllowed(std::string why)
{
    return {ErrorCode::PermissionDenied, std::move(why)};
}

} // namespace

RunbookRunner::RunbookRunner(Parts parts)
    : m_parts(std::move(parts))
    , m_runtime(m_parts.runtime)
{}

void RunbookRunner::stop()
{
    m_isStopping = true;
}

Result<RunbookRun> RunbookRunner::start(RunbookOrder order)
{
    if (!order.key.empty()) {
        auto known = askReader<std::optional<RunbookRun>>(
            m_runtime.dutyReaders(), [&order](store::Connection &connection) {
                return commands::readRunWithKey(connection, order.key);
            });
        if (!known)
            return known.error();
        if (*known)
            return **std::move(known);
    }
    auto runbook
        = askReader<Runbook>(m_runtime.dutyReaders(), [&order](store::Connection &connection) {
              return order.runbook != 0 ? commands::readRunbook(connection, order.runbook)
                                        : commands::readRunbookNamed(connection, order.name);
          });
    if (!runbook)
        return runbook.error();
    const bool isOfRule = order.runbook == 0;
    if (isOfRule)
        keepParametersOf(*runbook, order.arguments);
    const bool isUnderWay = std::ranges::any_of(m_runs, [&](const auto &entry) {
        const RunbookRun &run = entry.second.run();
        return !entry.second.isOver() && run.runbook == runbook->id
            && run.startedBy == order.startedBy && run.cluster == order.cluster;
    });
    if (isUnderWay && isOfRule)
        return Error{ErrorCode::Conflict, "a run of this runbook is under way"};
    const Timestamp now = m_runtime.clock().now();
    auto execution = commands::RunbookExecution::start({.runbook = *std::move(runbook),
                                                           .cluster = order.cluster,
                                                           .arguments = std::move(order.arguments),
                                                           .startedBy = order.startedBy,
                                                           .who = order.who,
                                                           .key = order.key,
                                                           .now = now},
        [] { return hub::makeCommandId(); });
    if (!execution)
        return execution.error();
    RunbookRun run = execution->run();
    if (const Status stored = store(run, order.together); !stored)
        return stored.error();
    execution->setId(run.id);
    const auto [it, added] = m_runs.insert_or_assign(run.id, *std::move(execution));
    carryOut(run.id, it->second.next(now));
    return RunbookRun(it->second.run());
}

Status RunbookRunner::store(
    RunbookRun &run, const std::function<Status(store::WriteContext &)> &together)
{
    std::int64_t id = 0;
    const Status stored = m_parts.write([&](store::WriteContext &context) -> Status {
        const auto put = commands::putRun(context, run);
        if (!put)
            return put.error();
        id = *put;
        return together ? together(context) : Status(Done{});
    });
    if (stored)
        run.id = id;
    return stored;
}

Status RunbookRunner::cancel(std::int64_t run, const std::string &by)
{
    const auto it = m_runs.find(run);
    if (it == m_runs.end() || it->second.isOver())
        return Error{ErrorCode::NotFound, "this run is over"};
    const std::int64_t proposal = it->second.proposal();
    it->second.cancel(by, m_runtime.clock().now());
    carryOut(run, commands::NothingToDo{});
    if (proposal != 0)
        withdraw(proposal, by, "its run was cancelled");
    return Done{};
}

void RunbookRunner::onCommand(const CommandRecord &record, commands::StepOutcome outcome)
{
    for (auto &[id, run] : m_runs) {
        if (run.isOver() || commandUnderWay(run.run()) != record.command.id)
            continue;
        auto action
            = run.onCommand(record.command.id, outcome, record.error, m_runtime.clock().now());
        carryOut(id, std::move(action));
    }
}

Status RunbookRunner::mayApprove(std::int64_t proposal)
{
    const auto it = std::ranges::find_if(
        m_runs, [proposal](const auto &entry) { return entry.second.proposal() == proposal; });
    if (proposal == 0 || it == m_runs.end())
        return Done{};
    const auto who = stillAllowed(it->second.run());
    if (who)
        return Done{};
    it->second.deny(who.error().message, m_runtime.clock().now());
    carryOut(it->first, commands::NothingToDo{});
    withdraw(proposal, kProgram, who.error().message);
    return who.error();
}

void RunbookRunner::onProposals()
{
    for (auto &[id, run] : m_runs) {
        const std::int64_t proposal = run.proposal();
        if (proposal == 0)
            continue;
        const auto fate = fateOf(commandUnderWay(run.run()));
        if (!fate || !fate->proposal)
            continue; // asked again with the next one
        auto action = run.onProposal(*fate->proposal, fate->record, m_runtime.clock().now());
        if (run.proposal() != proposal)
            carryOut(id, std::move(action));
    }
}

void RunbookRunner::withdraw(std::int64_t proposal, const std::string &by, const std::string &why)
{
    const Status withdrawn = m_parts.write([&](store::WriteContext &context) -> Status {
        const auto decided = commands::decideProposal(context,
            {.proposal = proposal,
                .isApproved = false,
                .by = by,
                .note = why,
                .at = m_runtime.clock().now()});
        return decided ? Status(Done{}) : Status(decided.error());
    });
    if (!withdrawn && withdrawn.error().code != ErrorCode::Conflict) // it was decided already
        qCWarning(logRunbooks, "proposal not withdrawn proposal=%lld error=\"%s\"",
            static_cast<long long>(proposal), withdrawn.error().message.c_str());
    m_parts.changed();
}

void RunbookRunner::tick()
{
    const Timestamp now = m_runtime.clock().now();
    for (auto &[id, run] : m_runs) {
        const Timestamp deadline = run.deadline();
        if (isKnown(deadline) && now >= deadline)
            carryOut(id, run.tick(now));
    }
    std::erase_if(m_runs, [](const auto &run) { return run.second.isOver(); });
}

Result<Principal> RunbookRunner::stillAllowed(const RunbookRun &run) const
{
    Principal who = run.who;
    if (who.userId == 0)
        return notAllowed("on whose behalf this run works is not known");
    if (who.userId > 0) {
        const auto user = m_runtime.access().user(who.userId);
        if (!user)
            return notAllowed("the user " + who.username + " was removed meanwhile");
        if (!user->isEnabled)
            return notAllowed("the user " + who.username + " was disabled meanwhile");
        who.role = user->role;
        who.scope = user->scope;
    }
    // A session may end while what it began goes on; a key that was taken back may do nothing more.
    if (who.source == ActionSource::Api && who.tokenId != 0 && !m_runtime.access().stillHolds(who))
        return notAllowed("the API key that started it was revoked or has expired");
    if (const Status may = who.require(Capability::RunCommands, run.cluster); !may)
        return notAllowed(who.username + ": " + may.error().message);
    return who;
}

// The run is stored before anything is done.
void RunbookRunner::carryOut(std::int64_t id, commands::RunAction action)
{
    const auto it = m_runs.find(id);
    if (it == m_runs.end())
        return;
    commands::RunbookExecution &execution = it->second;
    const bool isSomething = !std::holds_alternative<commands::NothingToDo>(action);
    const Result<Principal> who
        = isSomething ? stillAllowed(execution.run()) : Result<Principal>(execution.run().who);
    if (!who) {
        execution.deny(who.error().message, m_runtime.clock().now());
        action = commands::NothingToDo{};
    }
    RunbookRun run = execution.run();
    if (const Status stored = store(run, {}); !stored) {
        qCWarning(logRunbooks, "run not stored run=%lld error=\"%s\"", static_cast<long long>(id),
            stored.error().message.c_str());
        if (const auto *step = std::get_if<commands::DispatchStep>(&action)) {
            auto next
                = execution.onRefused(step->command.id, stored.error(), m_runtime.clock().now());
            if (!std::holds_alternative<commands::NothingToDo>(next))
                carryOut(id, std::move(next));
        }
        return;
    }
    m_parts.changed();
    if (const auto *ask = std::get_if<commands::AskCondition>(&action))
        askCondition(id, *who, *ask);
    else if (const auto *step = std::get_if<commands::DispatchStep>(&action))
        dispatchStep(id, *who, *step);
}

void RunbookRunner::askCondition(
    std::int64_t id, const Principal &who, const commands::AskCondition &ask)
{
    m_runtime.queries().run(
        {.text = ask.query, .cluster = m_runs.at(id).run().cluster, .scope = who.scope}, {},
        [this, alive = std::weak_ptr(m_alive), id, step = ask.step](
            const query::QueryOutcome &outcome) {
            if (!alive.lock() || m_isStopping)
                return;
            const Result<bool> answer = outcome
                ? Result<bool>(holds(**outcome))
                : Result<bool>(Error{outcome.error().failure, outcome.error().at.message});
            m_parts.thread.post([this, id, step, answer] {
                if (const auto it = m_runs.find(id); it != m_runs.end())
                    carryOut(id, it->second.onCondition(step, answer, m_runtime.clock().now()));
            });
        });
}

void RunbookRunner::dispatchStep(
    std::int64_t id, const Principal &who, const commands::DispatchStep &step)
{
    commands::RunbookExecution &execution = m_runs.at(id);
    DispatchOrder order{.command = step.command,
        .reason = "runbook " + execution.run().runbookName,
        .who = who,
        .asksRisk = false};
    order.command.createdBy = execution.run().startedBy;
    const auto outcome = m_parts.dispatch(std::move(order));
    const Timestamp now = m_runtime.clock().now();
    if (!outcome) {
        carryOut(id, execution.onRefused(step.command.id, outcome.error(), now));
    } else if (outcome->proposal != 0) {
        execution.onProposed(step.command.id, outcome->proposal);
        carryOut(id, commands::NothingToDo{});
    }
}

Result<commands::StepFate> RunbookRunner::fateOf(const CommandId &command)
{
    if (command.isEmpty())
        return commands::StepFate{};
    return askReader<commands::StepFate>(m_runtime.dutyReaders(),
        [&command](store::Connection &connection) -> Result<commands::StepFate> {
            commands::StepFate fate;
            auto proposal = commands::readProposalOf(connection, command);
            if (!proposal)
                return proposal.error();
            fate.proposal = *std::move(proposal);
            auto record = store::readCommand(connection, command);
            if (record)
                fate.record = *std::move(record);
            else if (record.error().code != ErrorCode::NotFound)
                return record.error();
            return fate;
        });
}

void RunbookRunner::resume()
{
    const auto running
        = askReader<std::vector<RunbookRun>>(m_runtime.dutyReaders(), commands::readRunningRuns);
    if (!running) {
        qCWarning(logRunbooks, "runs under way are not known error=\"%s\"",
            running.error().message.c_str());
        return;
    }
    for (const RunbookRun &run : *running)
        resumeOne(run);
}

void RunbookRunner::resumeOne(const RunbookRun &run)
{
    auto runbook
        = askReader<Runbook>(m_runtime.dutyReaders(), [&run](store::Connection &connection) {
              return commands::readRunbook(connection, run.runbook);
          });
    const auto fate = fateOf(commandUnderWay(run));
    const bool isUnreadable = !runbook && runbook.error().code != ErrorCode::NotFound;
    if (isUnreadable || !fate) {
        qCWarning(logRunbooks, "run not resumed run=%lld error=\"%s\"",
            static_cast<long long>(run.id),
            (fate ? runbook.error() : fate.error()).message.c_str());
        return;
    }
    const Timestamp now = m_runtime.clock().now();
    auto execution = commands::RunbookExecution::resume(
        runbook ? std::optional(*std::move(runbook)) : std::nullopt, run, *fate, now,
        [] { return hub::makeCommandId(); });
    const auto [it, added] = m_runs.insert_or_assign(run.id, std::move(execution));
    carryOut(run.id, it->second.next(now));
    if (it->second.isOver() && fate->proposal && fate->proposal->state == Proposal::State::Waiting)
        withdraw(fate->proposal->id, kProgram, "its run is over");
}

} // namespace binnacle::runtime
