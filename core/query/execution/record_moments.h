#pragma once

#include "core/domain/alert.h"
#include "core/domain/audit.h"
#include "core/domain/command.h"

namespace binnacle::query {

// Records as they were at an instant, as far as their times tell. What is only known as of last
// (the value of an alert, why it was hushed, how often a command was tried) is left unknown then.

inline bool existedAt(const Alert &alert, Timestamp at)
{
    const Timestamp begun = isKnown(alert.pendingSince) ? alert.pendingSince : alert.firedAt;
    return begun <= at && (!alert.isOver() || at < alert.resolvedAt);
}
inline bool existedAt(const CommandRecord &record, Timestamp at)
{
    return record.command.createdAt <= at;
}
inline bool existedAt(const AuditEntry &entry, Timestamp at)
{
    return entry.at <= at;
}

Alert asOf(Alert alert, Timestamp at);
CommandRecord asOf(CommandRecord record, Timestamp at);
inline AuditEntry asOf(AuditEntry entry, Timestamp)
{
    return entry; // never changes
}

} // namespace binnacle::query
