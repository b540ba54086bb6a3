#include "core/access/audit_head.h"

#include "core/access/audit_chain.h"

#include <optional>

namespace binnacle::access {

namespace {

Result<std::optional<AuditHead>> readOne(store::Connection &connection, std::string_view name)
{
    auto find = connection.prepare(name);
    if (!find)
        return find.error();
    const auto found = find->step();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<AuditHead>();
    return std::optional(AuditHead{
        .row = find->number(0), .rows = find->number(1), .hash = std::string(find->text(2))});
}

} // namespace

Result<AuditHead> readAuditHead(store::Connection &connection)
{
    const auto recorded = readOne(connection, "audit.head");
    if (!recorded)
        return recorded.error();
    if (*recorded)
        return **recorded;
    const auto last = readOne(connection, "audit.last");
    if (!last)
        return last.error();
    if (!*last)
        return AuditHead{.hash = firstPreviousHash()};
    AuditHead head = **last;
    head.isRecorded = false;
    return head;
}

Status forEachRow(store::Statement &rows, const std::function<bool(const store::Statement &)> &use)
{
    while (true) {
        const auto row = rows.step();
        if (!row)
            return row.error();
        if (!*row || !use(rows))
            return Done{};
    }
}

} // namespace binnacle::access
