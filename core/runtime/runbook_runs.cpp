// The half of CommandKeeper that runs runbooks.
#include "core/commands/command_plan_repository.h"
#include "core/hub/command_id.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
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

} // namespace

void CommandKeeper::saveRunbook(const Runbook &runbook, const std::string &by, StatusDone done)
{
    m_thread.post([this, runbook, by, done = std::move(done)] {
        Runbook changed = runbook;
        changed.updatedBy = by;
        changed.updatedAt = m_runtime.clock().now();
        const Status saved = write([&changed](store::WriteContext &context) -> Status {
            const auto stored = commands::saveRunbook(context, changed);
            return stored ? Status(Done{}) : Status(stored.error());
        });
        refreshSoon();
        done(saved);
    });
}

void CommandKeeper::removeRunbook(std::int64_t runbook, StatusDone done)
{
    m_thread.post([this, runbook, done = std::move(done)] {
        const Status removed = write([runbook](store::WriteContext &context) {
            return commands::removeRunbook(context, runbook);
        });
        refreshSoon();
        done(removed);
    });
}

void CommandKeeper::startRunbook(RunbookOrder order, std::function<void(Result<RunbookRun>)> done)
{
    m_thread.post([this, order = std::move(order), done = std::move(done)]() mutable {
        auto runbook
            = askReader<Runbook>(m_runtime.dutyReaders(), [&order](store::Connection &connection) {
                  return order.runbook != 0 ? commands::readRunbook(connection, order.runbook)
                                            : commands::readRunbookNamed(connection, order.name);
              });
        if (!runbook)
            return done(runbook.error());
        // A rule tells all it knows of its alert; the runbook takes what it asks for.
        if (order.runbook == 0)
            std::erase_if(order.arguments, [&](const auto &argument) {
                return std::ranges::find(
                           runbook->parameters, argument.first, &RunbookParameter::name)
                    == runbook->parameters.end();
            });
        const bool isUnderWay = std::ranges::any_of(m_runs, [&](const auto &entry) {
            const RunbookRun &run = entry.second.execution.run();
            return !entry.second.execution.isOver() && run.runbook == runbook->id
                && run.startedBy == order.startedBy && run.cluster == order.cluster;
        });
        if (isUnderWay && order.runbook == 0)
            return done(Error{ErrorCode::Conflict, "a run of this runbook is under way"});
        const Timestamp now = m_runtime.clock().now();
        auto execution = commands::RunbookExecution::start({.runbook = *std::move(runbook),
                                                               .cluster = order.cluster,
                                                               .arguments = order.arguments,
                                                               .startedBy = order.startedBy,
                                                               .now = now},
            [] { return hub::makeCommandId(); });
        if (!execution)
            return done(execution.error());
        std::int64_t id = 0;
        const Status stored = write([&](store::WriteContext &context) -> Status {
            const auto put = commands::putRun(context, execution->run());
            if (!put)
                return put.error();
            id = *put;
            return Done{};
        });
        if (!stored)
            return done(stored.error());
        execution->setId(id);
        const auto [run, added] = m_runs.insert_or_assign(
            id, Run{.execution = *std::move(execution), .who = order.who});
        carryOut(id, run->second.execution.next(now));
        done(RunbookRun(run->second.execution.run()));
        refreshSoon();
    });
}

void CommandKeeper::cancelRun(std::int64_t run, const std::string &by, StatusDone done)
{
    m_thread.post([this, run, by, done = std::move(done)] {
        const auto it = m_runs.find(run);
        if (it == m_runs.end() || it->second.execution.isOver())
            return done(Error{ErrorCode::NotFound, "this run is over"});
        it->second.execution.cancel(by, m_runtime.clock().now());
        carryOut(run, commands::NothingToDo{});
        refreshSoon();
        done(Done{});
    });
}

// The run is stored before anything is done, so that a crash leaves no step done twice.
void CommandKeeper::carryOut(std::int64_t id, commands::RunAction action)
{
    const auto it = m_runs.find(id);
    if (it == m_runs.end())
        return;
    const RunbookRun run = it->second.execution.run();
    const Status stored = write([&run](store::WriteContext &context) -> Status {
        const auto put = commands::putRun(context, run);
        return put ? Status(Done{}) : Status(put.error());
    });
    if (!stored) {
        qCWarning(logRunbooks, "run not stored run=%lld error=\"%s\"", static_cast<long long>(id),
            stored.error().message.c_str());
        if (const auto *step = std::get_if<commands::DispatchStep>(&action)) {
            auto next = it->second.execution.onRefused(
                step->command.id, stored.error(), m_runtime.clock().now());
            if (!std::holds_alternative<commands::NothingToDo>(next))
                carryOut(id, std::move(next));
        }
        return;
    }
    refreshSoon();
    if (const auto *ask = std::get_if<commands::AskCondition>(&action))
        askCondition(id, *ask);
    else if (const auto *step = std::get_if<commands::DispatchStep>(&action))
        dispatchStep(id, *step);
}

void CommandKeeper::askCondition(std::int64_t id, const commands::AskCondition &ask)
{
    const Run &run = m_runs.at(id);
    m_runtime.queries().run(
        {.text = ask.query, .cluster = run.execution.run().cluster, .scope = run.who.scope}, {},
        [this, alive = std::weak_ptr(m_alive), id, step = ask.step](
            const query::QueryOutcome &outcome) {
            if (!alive.lock() || m_isStopping)
                return;
            const Result<bool> answer = outcome
                ? Result<bool>(holds(**outcome))
                : Result<bool>(Error{outcome.error().failure, outcome.error().at.message});
            m_thread.post([this, id, step, answer] {
                if (const auto it = m_runs.find(id); it != m_runs.end())
                    carryOut(id,
                        it->second.execution.onCondition(step, answer, m_runtime.clock().now()));
            });
        });
}

void CommandKeeper::dispatchStep(std::int64_t id, const commands::DispatchStep &step)
{
    const Run &run = m_runs.at(id);
    DispatchOrder order{.command = step.command,
        .reason = "runbook " + run.execution.run().runbookName,
        .who = run.who,
        .asksRisk = false,
        .mayWait = false};
    order.command.createdBy = run.execution.run().startedBy;
    const auto outcome = dispatchNow(std::move(order));
    if (outcome)
        return;
    if (const auto it = m_runs.find(id); it != m_runs.end())
        carryOut(id,
            it->second.execution.onRefused(
                step.command.id, outcome.error(), m_runtime.clock().now()));
}

void CommandKeeper::resumeRuns(const std::vector<RunbookRun> &running)
{
    for (const RunbookRun &run : running) {
        const auto step = std::ranges::find(
            run.steps, std::string_view("running"), &RunbookRun::StepRun::state);
        const CommandId command = step == run.steps.end() ? CommandId{} : step->command;
        struct Known
        {
            std::optional<Runbook> runbook;
            std::optional<CommandRecord> record;
        };
        auto known = askReader<Known>(
            m_runtime.dutyReaders(), [&](store::Connection &connection) -> Result<Known> {
                Known found;
                if (auto runbook = commands::readRunbook(connection, run.runbook))
                    found.runbook = *std::move(runbook);
                if (auto record = store::readCommand(connection, command);
                    record && !command.isEmpty())
                    found.record = *std::move(record);
                return found;
            });
        if (!known)
            continue;
        const Timestamp now = m_runtime.clock().now();
        auto execution = commands::RunbookExecution::resume(std::move(known->runbook), run,
            known->record, now, [] { return hub::makeCommandId(); });
        // On whose behalf is not kept: what is left of the run may do what an operator may.
        const auto [it, added] = m_runs.insert_or_assign(run.id,
            Run{.execution = std::move(execution), .who = {.userId = -1, .role = Role::Operator}});
        carryOut(run.id, it->second.execution.next(now));
    }
}

} // namespace binnacle::runtime
