#include "core/commands/command_plan_repository.h"

#include "core/commands/command_outcome.h"
#include "core/commands/plan_json.h"
#include "core/commands/plan_rows.h"
#include "core/store/command_repository.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace binnacle::commands {

namespace {

using store::Connection;
using store::Statement;
using store::WriteContext;

std::string inverseJson(const std::optional<Command> &inverse)
{
    return inverse ? commandJson(*inverse) : std::string();
}

// A verdict in the columns from `at` on.
Result<Verdict> verdictAt(const Statement &row, int at)
{
    const auto kind = verdictFromName(row.text(at + 1));
    auto measures = measuresFromJson(row.text(at + 4));
    if (!kind || !measures)
        return Error{ErrorCode::Corrupt, "the verdict of a command cannot be read"};
    Verdict verdict{.command = {std::string(row.text(at))},
        .kind = *kind,
        .since = fromEpochMs(row.number(at + 2)),
        .until = fromEpochMs(row.number(at + 3)),
        .measures = *std::move(measures),
        .sentence = std::string(row.text(at + 5)),
        .inverse = {}};
    if (const std::string_view inverse = row.text(at + 6); !inverse.empty()) {
        auto command = commandFromJson(inverse);
        if (!command)
            return command.error();
        verdict.inverse = *std::move(command);
    }
    return verdict;
}

Result<Verdict> verdictOf(const Statement &row)
{
    return verdictAt(row, 0);
}

Result<CommandStep> stepOf(const Statement &row)
{
    return CommandStep{.at = fromEpochMs(row.number(0)),
        .state = std::string(row.text(1)),
        .what = std::string(row.text(2))};
}

// How far into a command's life a step is.
int lifeStage(const CommandStep &step)
{
    constexpr std::array<std::string_view, 4> kBeforeTheEnd{
        "queued", "confirmed", "delivered", "running"};
    const auto found = std::ranges::find(kBeforeTheEnd, step.state);
    return static_cast<int>(found - kBeforeTheEnd.begin());
}

std::optional<Proposal::State> proposalStateOf(std::string_view name)
{
    for (const auto state : {Proposal::State::Waiting, Proposal::State::Approved,
             Proposal::State::Rejected, Proposal::State::Expired}) {
        if (proposalStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

Result<Proposal> proposalOf(const Statement &row)
{
    auto command = commandFromJson(row.text(1));
    const auto state = proposalStateOf(row.text(6));
    if (!command || !state)
        return Error{ErrorCode::Corrupt, "a proposal cannot be read"};
    return Proposal{.id = row.number(0),
        .command = *std::move(command),
        .reason = std::string(row.text(2)),
        .proposedBy = std::string(row.text(3)),
        .proposedAt = fromEpochMs(row.number(4)),
        .expiresAt = fromEpochMs(row.number(5)),
        .state = *state,
        .decidedBy = std::string(row.text(7)),
        .decidedAt = fromEpochMs(row.number(8)),
        .note = std::string(row.text(9)),
        .dispatched = {std::string(row.text(10))}};
}

Result<std::vector<Proposal>> proposals(Connection &connection, std::string_view rest)
{
    auto rows = selectPlan(connection, "plan.proposal_columns", rest);
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, proposalOf);
}

Result<CommandEntry> entryOf(const Statement &row)
{
    CommandEntry entry{.record = store::commandRecordOf(row), .reason = {}, .verdict = {}};
    entry.reason = entry.record.reason;
    entry.isOutcomeUnknown = isOutcomeUnknown(entry.record);
    if (row.isNull(store::kCommandColumns))
        return entry;
    auto verdict = verdictAt(row, store::kCommandColumns);
    if (!verdict)
        return verdict.error();
    entry.verdict = *std::move(verdict);
    return entry;
}

Error conflict(const Proposal &proposal)
{
    std::string message = "the proposal is " + std::string(proposalStateName(proposal.state));
    if (!proposal.decidedBy.empty())
        message += " already, by " + proposal.decidedBy;
    return {ErrorCode::Conflict, std::move(message)};
}

} // namespace

Status addStep(WriteContext &context, const CommandId &command, const CommandStep &step)
{
    return runPlan(
        context, "plan.step_add", command.value, toEpochMs(step.at), step.state, step.what);
}

Result<std::vector<CommandStep>> readSteps(Connection &connection, const CommandId &command)
{
    auto rows = connection.prepare("plan.steps");
    if (!rows)
        return rows.error();
    auto steps = store::collectRows(rows->bind(command.value), stepOf);
    // What is written down is not always what happened last: a confirmation is noted when the
    // command is out already.
    if (steps) {
        std::ranges::stable_sort(*steps, {},
            [](const CommandStep &step) { return std::pair(step.at, lifeStage(step)); });
    }
    return steps;
}

Status putVerdict(WriteContext &context, const Verdict &verdict)
{
    return runPlan(context, "plan.verdict_put", verdict.command.value, verdictName(verdict.kind),
        toEpochMs(verdict.since), toEpochMs(verdict.until), measuresJson(verdict.measures),
        verdict.sentence, inverseJson(verdict.inverse));
}

Result<std::optional<Verdict>> readVerdict(Connection &connection, const CommandId &command)
{
    auto rows = connection.prepare("plan.verdict");
    if (!rows)
        return rows.error();
    auto found = store::collectRows(rows->bind(command.value), verdictOf);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<Verdict>() : std::optional(std::move(found->front()));
}

Result<std::vector<Verdict>> readOpenVerdicts(Connection &connection)
{
    auto rows = connection.prepare("plan.verdicts_open");
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, verdictOf);
}

Result<std::int64_t> addProposal(WriteContext &context, const Proposal &proposal)
{
    const Status added = runPlan(context, "plan.proposal_add", proposal.command.cluster.value,
        commandJson(proposal.command), proposal.reason, proposal.proposedBy,
        toEpochMs(proposal.proposedAt), toEpochMs(proposal.expiresAt),
        proposalStateName(proposal.state));
    if (!added)
        return added.error();
    return context.connection.lastInsertId();
}

Result<Proposal> readProposal(Connection &connection, std::int64_t id)
{
    auto rows = selectPlan(connection, "plan.proposal_columns", "plan.proposal_one");
    if (!rows)
        return rows.error();
    return oneRow<Proposal>(rows->bind(id), proposalOf, "proposal " + std::to_string(id));
}

Result<std::optional<Proposal>> readProposalOf(Connection &connection, const CommandId &command)
{
    auto rows = selectPlan(connection, "plan.proposal_columns", "plan.proposal_of_command");
    if (!rows)
        return rows.error();
    auto found = store::collectRows(rows->bind(command.value), proposalOf);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<Proposal>() : std::optional(std::move(found->front()));
}

Result<std::vector<Proposal>> readWaitingProposals(Connection &connection)
{
    return proposals(connection, "plan.proposals_waiting");
}

Result<std::vector<Proposal>> readProposals(Connection &connection, int limit)
{
    auto rows = selectPlan(connection, "plan.proposal_columns", "plan.proposals");
    if (!rows)
        return rows.error();
    return store::collectRows(rows->bind(limit), proposalOf);
}

Result<Proposal> decideProposal(WriteContext &context, const Decision &decision)
{
    Result<Proposal> proposal = readProposal(context.connection, decision.proposal);
    if (!proposal)
        return proposal;
    if (proposal->state != Proposal::State::Waiting)
        return conflict(*proposal);
    if (isKnown(proposal->expiresAt) && proposal->expiresAt <= decision.at)
        return Error{ErrorCode::Conflict, "the proposal has expired"};
    if (decision.isApproved && decision.by == proposal->proposedBy) {
        return Error{ErrorCode::PermissionDenied,
            "a second person has to approve what " + decision.by + " proposed"};
    }
    proposal->state = decision.isApproved ? Proposal::State::Approved : Proposal::State::Rejected;
    proposal->decidedBy = decision.by;
    proposal->decidedAt = decision.at;
    proposal->note = decision.note;
    const Status decided
        = runPlan(context, "plan.proposal_decide", proposalStateName(proposal->state), decision.by,
            toEpochMs(decision.at), decision.note, decision.proposal);
    if (!decided)
        return decided.error();
    if (context.connection.changes() == 0)
        return conflict(*proposal);
    return proposal;
}

Status setProposalDispatched(WriteContext &context, std::int64_t proposal, const CommandId &command)
{
    const Status noted = runPlan(context, "plan.proposal_dispatched", command.value, proposal);
    if (noted && context.connection.changes() == 0) {
        return Error{
            ErrorCode::NotFound, "there is no approved proposal " + std::to_string(proposal)};
    }
    return noted;
}

Result<std::vector<Proposal>> readUndispatchedProposals(Connection &connection)
{
    return proposals(connection, "plan.proposals_undispatched");
}

Result<std::int64_t> expireProposals(WriteContext &context, Timestamp now)
{
    if (const Status expired = runPlan(context, "plan.proposals_expire", toEpochMs(now)); !expired)
        return expired.error();
    return context.connection.changes();
}

Result<std::vector<CommandEntry>> readHistory(
    Connection &connection, const CommandHistoryQuery &query)
{
    auto rows = selectPlan(connection, "plan.history_columns", "plan.history");
    if (!rows)
        return rows.error();
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    for (const Timestamp bound : {query.before, query.range.to}) {
        if (isKnown(bound))
            before = std::min(before, toEpochMs(bound));
    }
    rows->bind(before, toEpochMs(query.range.from), query.cluster.value, query.target.kind,
        query.target.name, query.target.ns, query.text, query.limit);
    return store::collectRows(*rows, entryOf);
}

Result<std::optional<CommandEntry>> readLastTime(
    Connection &connection, const Command &command, Timestamp before)
{
    auto rows = selectPlan(connection, "plan.history_columns", "plan.last_time");
    if (!rows)
        return rows.error();
    const std::int64_t bound
        = isKnown(before) ? toEpochMs(before) : std::numeric_limits<std::int64_t>::max();
    rows->bind(command.cluster.value, command.target.kind, command.target.ns, command.target.name,
        command.action, bound);
    auto found = store::collectRows(*rows, entryOf);
    if (!found)
        return found.error();
    return found->empty() ? std::optional<CommandEntry>()
                          : std::optional(std::move(found->front()));
}

} // namespace binnacle::commands
