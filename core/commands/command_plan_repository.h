#pragma once

#include "core/base/result.h"
#include "core/domain/command_plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::commands {

// What surrounds commands, in the workspace: steps, verdicts, proposals, runbooks, runs; the
// commands themselves are in core/store/command_repository.h. Blocking, on the thread the
// connection belongs to. Values that cannot be read again are Corrupt.

// Steps, oldest first; those of one instant in the order of a command's life.
Status addStep(store::WriteContext &context, const CommandId &command, const CommandStep &step);
Result<std::vector<CommandStep>> readSteps(store::Connection &connection, const CommandId &command);

// Replaces what was judged before.
Status putVerdict(store::WriteContext &context, const Verdict &verdict);
Result<std::optional<Verdict>> readVerdict(store::Connection &connection, const CommandId &command);
// Those still watching, the next to be over first.
Result<std::vector<Verdict>> readOpenVerdicts(store::Connection &connection);

// Returns its number. The command has its id already, so that a decision that is carried out twice
// dispatches once.
Result<std::int64_t> addProposal(store::WriteContext &context, const Proposal &proposal);
Result<Proposal> readProposal(store::Connection &connection, std::int64_t id);
// The one of this command, whatever its state.
Result<std::optional<Proposal>> readProposalOf(
    store::Connection &connection, const CommandId &command);
Result<std::vector<Proposal>> readWaitingProposals(store::Connection &connection);
Result<std::vector<Proposal>> readProposals(
    store::Connection &connection, int limit); // newest first

struct Decision
{
    std::int64_t proposal = 0;
    bool isApproved = false;
    std::string by;
    std::string note;
    Timestamp at{};
};
// Decides once and tells what was decided. Errors: NotFound; Conflict when it was decided or has
// expired; PermissionDenied when who proposed it approves it: that takes a second person. Rejecting
// one's own is fine.
Result<Proposal> decideProposal(store::WriteContext &context, const Decision &decision);
// After the dispatch of an approved one.
Status setProposalDispatched(
    store::WriteContext &context, std::int64_t proposal, const CommandId &command);
// Approved ones of which no command was noted: a crash came between. To be dispatched again under
// the command's own id, which the history accepts once.
Result<std::vector<Proposal>> readUndispatchedProposals(store::Connection &connection);
// Marks waiting ones whose time is over; returns how many.
Result<std::int64_t> expireProposals(store::WriteContext &context, Timestamp now);

// Id 0 inserts, else `version` must be the stored one and becomes one more. Returns it as stored.
// Errors: InvalidArgument (see validateRunbook); Conflict (the name is taken, or somebody changed
// it meanwhile); NotFound.
Result<Runbook> saveRunbook(store::WriteContext &context, Runbook runbook);
Status removeRunbook(store::WriteContext &context, std::int64_t id);
Result<Runbook> readRunbook(store::Connection &connection, std::int64_t id);
Result<Runbook> readRunbookNamed(store::Connection &connection, const std::string &name);
Result<std::vector<Runbook>> readRunbooks(store::Connection &connection); // by name
// Adds built-in runbooks that were never there; what a person removed or changed stays so.
Status addBuiltInRunbooks(store::WriteContext &context, Timestamp now);

// Id 0 inserts; returns the number. Who and key are written with the first row only. Errors: those
// of the store, also when a run has the key already.
Result<std::int64_t> putRun(store::WriteContext &context, const RunbookRun &run);
Result<RunbookRun> readRun(store::Connection &connection, std::int64_t id);
// The one that RunbookRun::key started. `key` is not empty.
Result<std::optional<RunbookRun>> readRunWithKey(
    store::Connection &connection, const std::string &key);
Result<std::vector<RunbookRun>> readRunningRuns(store::Connection &connection);
// Running first, then the newest that ended.
Result<std::vector<RunbookRun>> readRuns(store::Connection &connection, int limit);

// History newest first, each with its verdict. `text` is looked for in action, target, reason,
// creator, parameters and error, whatever its case; `before` pages by creation time.
Result<std::vector<CommandEntry>> readHistory(
    store::Connection &connection, const CommandHistoryQuery &query);
// The last one of this action on this target before `before`; for "last time this was run here".
Result<std::optional<CommandEntry>> readLastTime(
    store::Connection &connection, const Command &command, Timestamp before);

} // namespace binnacle::commands
