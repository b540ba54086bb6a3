#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/audit.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
class StoreWriter;
} // namespace binnacle::store

namespace binnacle::access {

// Table audit_logs: every row holds the hash of the row before it, SHA-256 over that hash and the
// row's canonical text, so a changed, removed or inserted row is found. Thread-safe.
class AuditLog
{
public:
    AuditLog(const Clock &clock, store::StoreWriter &writer);

    // Redacts and stores; `at` is filled in when unknown. Rows that come together share a commit.
    // `done` may be empty; a failure is logged either way and counted in failures().
    void record(AuditEntry entry, std::function<void(const Status &)> done = {});
    std::int64_t failures() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

// On a reader thread.
Result<AuditPage> readAudit(store::Connection &connection, const AuditQuery &query);
// What a query looks at: without bodies, user agents and traces; newest first. Texts that are empty
// are no conditions.
struct AuditLines
{
    TimeRange range; // unknown ends: open
    std::string username;
    std::string source;
    std::string action;
    int limit = 0;
};
Result<std::vector<AuditEntry>> readAuditLines(
    store::Connection &connection, const AuditLines &wanted);
// Walks the whole chain in order. 100 000 rows in less than two seconds.
Result<AuditVerdict> verifyAudit(store::Connection &connection);
// One JSON object a line, oldest first, with `previous` and `hash`; `write` gets each line.
Status exportAudit(
    store::Connection &connection, const std::function<Status(const std::string &line)> &write);

// Contract 05 §5.2: masks the values of keys that hold secrets at any depth of a JSON text, then
// cuts to 2 KiB at a character's border. What is not JSON is masked as form fields and header
// lines; nothing that looks like a secret stays.
std::string redact(std::string_view body);

} // namespace binnacle::access
