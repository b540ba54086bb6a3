#include "core/commands/command_outcome.h"

#include "core/commands/catalogue.h"

namespace binnacle::commands {

bool isOutcomeUnknown(const CommandRecord &record, bool isAgentLost)
{
    const bool isSettledLate = record.late && !record.error.starts_with(kOutcomeUnknown);
    if (!changesState(record.command.action) || !isKnown(record.startedAt) || isSettledLate)
        return false;
    if (record.state == CommandState::Timeout)
        return true;
    const bool hasIt
        = record.state == CommandState::Running || record.state == CommandState::Delivering;
    return isAgentLost && hasIt;
}

bool succeededLate(const CommandRecord &record)
{
    // The hub leaves its own reason in place when the late result has none.
    return record.late && record.error.starts_with("no result within");
}

std::string_view stateWord(const CommandRecord &record, bool isAgentLost)
{
    if (isOutcomeUnknown(record, isAgentLost))
        return "unknown";
    switch (record.state) {
    case CommandState::Pending:
        return "queued";
    case CommandState::Delivering:
        return "delivered";
    case CommandState::Running:
        return "running";
    case CommandState::Success:
        return "succeeded";
    case CommandState::Failed:
        return "failed";
    case CommandState::Timeout:
        break;
    case CommandState::Cancelled:
        return "cancelled";
    case CommandState::Expired:
        return "expired";
    }
    if (!record.late)
        return "timeout";
    return succeededLate(record) ? "succeeded" : "failed";
}

} // namespace binnacle::commands
