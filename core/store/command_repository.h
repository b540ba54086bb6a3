#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

#include <optional>
#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

// Table command_history. Blocking, on the thread the connection belongs to. Output of
// get_secret and get_configmap is replaced by "<redacted>" before it is written.
Status insertCommand(WriteContext &context, const CommandRecord &record);
Status updateCommand(WriteContext &context, const CommandRecord &record);

// Newest first, older than `before` (created_at, exclusive; unknown: from the newest).
Result<std::vector<CommandRecord>> readCommands(
    Connection &connection, const std::optional<ClusterId> &cluster, Timestamp before, int limit);
Result<CommandRecord> readCommand(Connection &connection, const CommandId &id);
// Those that had not ended when the workspace was last open, oldest first.
Result<std::vector<CommandRecord>> readOpenCommands(Connection &connection);

} // namespace binnacle::store
