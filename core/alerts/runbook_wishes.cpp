#include "core/alerts/runbook_wishes.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

namespace binnacle::alerts {

Status putWish(store::WriteContext &context, RunbookWish &wish)
{
    auto put = context.connection.prepare("alert_wishes.put");
    if (!put)
        return put.error();
    Status done = put->bind(wish.alert.id, wish.ruleName, wish.runbook, toEpochMs(wish.at)).run();
    wish.id = context.connection.lastInsertId();
    return done;
}

Result<std::vector<RunbookWish>> readWishes(store::Connection &connection)
{
    auto rows = connection.prepare("alert_wishes.list");
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, [](const store::Statement &row) {
        RunbookWish wish;
        wish.id = row.number(0);
        wish.alert.id = row.number(1);
        wish.ruleName = std::string(row.text(2));
        wish.runbook = std::string(row.text(3));
        wish.at = fromEpochMs(row.number(4));
        return wish;
    });
}

Status removeWish(store::WriteContext &context, std::int64_t wish)
{
    auto remove = context.connection.prepare("alert_wishes.remove");
    if (!remove)
        return remove.error();
    return remove->bind(wish).run();
}

} // namespace binnacle::alerts
