#pragma once

#include "core/base/result.h"
#include "core/store/sqlite/connection.h"

#include <cstdint>
#include <functional>
#include <string>

namespace binnacle::access {

// What is remembered of the newest row of audit_logs, apart from the rows.
struct AuditHead
{
    std::int64_t row = 0;
    std::int64_t rows = 0;
    std::string hash;
    bool isRecorded = true; // false: the record itself is gone, this is what the rows say
};

// A chain that was tampered with goes on behind whatever is there, so that nothing that happens
// later gets lost; verifyAudit() tells.
Result<AuditHead> readAuditHead(store::Connection &connection);

// Runs `use` on every row of a statement; false from it ends the walk.
Status forEachRow(store::Statement &rows, const std::function<bool(const store::Statement &)> &use);

} // namespace binnacle::access
