#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

#include <optional>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;
class Statement;
struct WriteContext;

// Table command_history. Blocking, on the thread the connection belongs to. Output of
// get_secret and get_configmap is replaced by "<redacted>" before it is written.
Status insertCommand(WriteContext &context, const CommandRecord &record);
// Everything but the command itself and its reason.
Status updateCommand(WriteContext &context, const CommandRecord &record);
// Why it was given. Errors: NotFound.
Status setCommandReason(WriteContext &context, const CommandId &id, const std::string &reason);

// Newest first, older than `before` (created_at, exclusive; unknown: from the newest).
Result<std::vector<CommandRecord>> readCommands(
    Connection &connection, const std::optional<ClusterId> &cluster, Timestamp before, int limit);
// What a query asks for, newest first. Texts that are empty are no conditions.
struct CommandConditions
{
    TimeRange range; // of created_at; unknown ends: open
    ClusterId cluster;
    std::string id;
    std::string action;
    ResourceRef target;
    std::string createdBy;
    std::string source;
};
Result<std::vector<CommandRecord>> readCommands(
    Connection &connection, const CommandConditions &conditions, int limit);
Result<CommandRecord> readCommand(Connection &connection, const CommandId &id);
// Those that had not ended when the workspace was last open, oldest first.
Result<std::vector<CommandRecord>> readOpenCommands(Connection &connection);

// The record in the first kCommandColumns columns of a row, in the order of the statement
// command.columns; for statements that read more beside it.
inline constexpr int kCommandColumns = 18;
CommandRecord commandRecordOf(const Statement &row);

} // namespace binnacle::store
