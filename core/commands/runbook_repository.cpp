#include "core/commands/builtin_runbooks.h"
#include "core/commands/command_plan_repository.h"
#include "core/commands/plan_json.h"
#include "core/commands/plan_rows.h"
#include "core/commands/runbook_file.h"
#include "core/store/settings_repository.h"

#include <algorithm>

// The part of the repository that keeps runbooks and their runs.
namespace binnacle::commands {

namespace {

using store::Connection;
using store::Statement;
using store::WriteContext;

// Names of built-in runbooks that this workspace has had, a JSON list of {"name"}.
constexpr const char *kHadBuiltIns = "runbooks.built_in";
constexpr const char *kProgram = "binnacle";

Result<Runbook> runbookOf(const Statement &row)
{
    auto runbook = runbookFromParts(row.text(3), row.text(4));
    if (!runbook)
        return Error{ErrorCode::Corrupt,
            "the runbook " + std::string(row.text(1))
                + " cannot be read: " + runbook.error().message};
    runbook->id = row.number(0);
    runbook->name = std::string(row.text(1));
    runbook->description = std::string(row.text(2));
    runbook->version = row.number(5);
    runbook->updatedAt = fromEpochMs(row.number(6));
    runbook->updatedBy = std::string(row.text(7));
    return runbook;
}

std::optional<RunbookRun::State> runStateOf(std::string_view name)
{
    using State = RunbookRun::State;
    for (const State state : {State::Running, State::Succeeded, State::Failed, State::Cancelled}) {
        if (runbookRunStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

Result<RunbookRun> runOf(const Statement &row)
{
    auto arguments = argumentsFromJson(row.text(4));
    const auto state = runStateOf(row.text(5));
    auto steps = stepRunsFromJson(row.text(10));
    auto who = principalFromJson(row.text(11));
    if (!arguments || !state || !steps || !who)
        return Error{ErrorCode::Corrupt, "a run of a runbook cannot be read"};
    return RunbookRun{.id = row.number(0),
        .runbook = row.number(1),
        .runbookName = std::string(row.text(2)),
        .cluster = {std::string(row.text(3))},
        .arguments = *std::move(arguments),
        .state = *state,
        .resultCode = std::string(row.text(6)),
        .startedBy = std::string(row.text(7)),
        .startedAt = fromEpochMs(row.number(8)),
        .endedAt = fromEpochMs(row.number(9)),
        .steps = *std::move(steps),
        .who = *std::move(who),
        .key = std::string(row.text(12))};
}

std::string named(std::int64_t id)
{
    return "runbook " + std::to_string(id);
}

} // namespace

Result<Runbook> saveRunbook(WriteContext &context, Runbook runbook)
{
    if (const Status valid = validateRunbook(runbook); !valid)
        return valid.error();
    const auto same = readRunbookNamed(context.connection, runbook.name);
    if (!same && same.error().code != ErrorCode::NotFound)
        return same.error();
    if (same && same->id != runbook.id)
        return Error{ErrorCode::Conflict, "there is a runbook \"" + runbook.name + "\" already"};
    const std::string parameters = runbookParametersJson(runbook);
    const std::string steps = runbookStepsJson(runbook);
    if (runbook.id == 0) {
        runbook.version = 1;
        const Status added = runPlan(context, "plan.runbook_add", runbook.name, runbook.description,
            parameters, steps, runbook.version, toEpochMs(runbook.updatedAt), runbook.updatedBy);
        if (!added)
            return added.error();
        runbook.id = context.connection.lastInsertId();
        return runbook;
    }
    const Status updated
        = runPlan(context, "plan.runbook_update", runbook.name, runbook.description, parameters,
            steps, runbook.version, toEpochMs(runbook.updatedAt), runbook.updatedBy, runbook.id);
    if (!updated)
        return updated.error();
    if (context.connection.changes() == 0) {
        const auto stored = readRunbook(context.connection, runbook.id);
        if (!stored)
            return stored.error();
        return Error{ErrorCode::Conflict,
            "the runbook was changed by " + stored->updatedBy + " meanwhile; load it again"};
    }
    ++runbook.version;
    return runbook;
}

Status removeRunbook(WriteContext &context, std::int64_t id)
{
    if (Status removed = runPlan(context, "plan.runbook_remove", id); !removed)
        return removed;
    if (context.connection.changes() == 0)
        return Error{ErrorCode::NotFound, "there is no " + named(id)};
    return Done{};
}

Result<Runbook> readRunbook(Connection &connection, std::int64_t id)
{
    auto rows = selectPlan(connection, "plan.runbook_columns", "plan.runbook_one");
    if (!rows)
        return rows.error();
    return oneRow<Runbook>(rows->bind(id), runbookOf, named(id));
}

Result<Runbook> readRunbookNamed(Connection &connection, const std::string &name)
{
    auto rows = selectPlan(connection, "plan.runbook_columns", "plan.runbook_named");
    if (!rows)
        return rows.error();
    return oneRow<Runbook>(rows->bind(name), runbookOf, "runbook \"" + name + '"');
}

Result<std::vector<Runbook>> readRunbooks(Connection &connection)
{
    auto rows = selectPlan(connection, "plan.runbook_columns", "plan.runbooks");
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, runbookOf);
}

Status addBuiltInRunbooks(WriteContext &context, Timestamp now)
{
    const auto stored = store::readSetting(context.connection, kHadBuiltIns);
    if (!stored)
        return stored.error();
    auto had = argumentsFromJson(stored->value_or("[]"));
    if (!had)
        return had.error();
    bool isChanged = false;
    for (Runbook &runbook : builtInRunbooks()) {
        if (std::ranges::find(*had, runbook.name, &RunbookArguments::value_type::first)
            != had->end())
            continue;
        had->emplace_back(runbook.name, std::string());
        isChanged = true;
        runbook.updatedAt = now;
        runbook.updatedBy = kProgram;
        // Somebody's own of that name stays.
        const auto saved = saveRunbook(context, runbook);
        if (!saved && saved.error().code != ErrorCode::Conflict)
            return saved.error();
    }
    if (!isChanged)
        return Done{};
    return store::writeSetting(context, kHadBuiltIns, argumentsJson(*had), now, kProgram);
}

Result<std::int64_t> putRun(WriteContext &context, const RunbookRun &run)
{
    const std::string steps = stepRunsJson(run.steps);
    const std::string_view state = runbookRunStateName(run.state);
    if (run.id == 0) {
        const Status added = runPlan(context, "plan.run_add", run.runbook, run.runbookName,
            run.cluster.value, argumentsJson(run.arguments), state, run.resultCode, run.startedBy,
            toEpochMs(run.startedAt), toEpochMs(run.endedAt), steps, principalJson(run.who),
            run.key);
        if (!added)
            return added.error();
        return context.connection.lastInsertId();
    }
    const Status updated = runPlan(
        context, "plan.run_update", state, run.resultCode, toEpochMs(run.endedAt), steps, run.id);
    if (!updated)
        return updated.error();
    if (context.connection.changes() == 0)
        return Error{ErrorCode::NotFound, "there is no run " + std::to_string(run.id)};
    return run.id;
}

Result<RunbookRun> readRun(Connection &connection, std::int64_t id)
{
    auto rows = selectPlan(connection, "plan.run_columns", "plan.run_one");
    if (!rows)
        return rows.error();
    return oneRow<RunbookRun>(rows->bind(id), runOf, "run " + std::to_string(id));
}

Result<std::optional<RunbookRun>> readRunWithKey(Connection &connection, const std::string &key)
{
    auto rows = selectPlan(connection, "plan.run_columns", "plan.run_with_key");
    if (!rows)
        return rows.error();
    auto found = store::collectRows(rows->bind(key), runOf);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<RunbookRun>() : std::optional(std::move(found->front()));
}

Result<std::vector<RunbookRun>> readRunningRuns(Connection &connection)
{
    auto rows = selectPlan(connection, "plan.run_columns", "plan.runs_running");
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, runOf);
}

Result<std::vector<RunbookRun>> readRuns(Connection &connection, int limit)
{
    auto rows = selectPlan(connection, "plan.run_columns", "plan.runs");
    if (!rows)
        return rows.error();
    return store::collectRows(rows->bind(limit), runOf);
}

} // namespace binnacle::commands
