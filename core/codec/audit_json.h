#pragma once

#include "core/codec/json_writer.h"
#include "core/domain/audit.h"

namespace binnacle::codec {

// What was done, by which way and how it ended: the members, from "source" on, that every form of
// an audit entry shares. Into an open object; who and when are the caller's to write.
JsonWriter &writeAuditDeed(JsonWriter &json, const AuditEntry &entry);

// The same with "id", "at", "userId", "username" and "role" before it: one line of an export.
JsonWriter &writeAuditLine(JsonWriter &json, const AuditEntry &entry);

} // namespace binnacle::codec
