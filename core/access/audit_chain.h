#pragma once

#include "core/base/result.h"
#include "core/domain/audit.h"

#include <string>

namespace binnacle::store {
class Statement;
}

namespace binnacle::access {

// A row of audit_logs with its place in the chain.
struct ChainedEntry
{
    AuditEntry entry;
    std::string previousHash; // 32 bytes; zeros before the first row
    std::string hash;
};

std::string firstPreviousHash();

// SHA-256 over `previous` and the row, each field with its length before it, so that nothing can be
// moved from one field to the next.
std::string chainHash(const std::string &previous, const AuditEntry &entry);

// Of a statement with the columns of audit.columns.
ChainedEntry chainedEntryOf(const store::Statement &row);

// A row as it is stored, for walking the chain. The hash is taken from the columns themselves:
// values that no AuditEntry can hold were changed, too.
struct ChainLink
{
    std::int64_t id = 0;
    std::string previousHash;
    std::string hash;
    bool isSelfConsistent = false; // `hash` is that of `previousHash` and the columns
};
ChainLink chainLinkOf(const store::Statement &row);

} // namespace binnacle::access
