#include "core/store/delete_events.h"

#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/text_index.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace binnacle::store {

namespace {

struct Doomed
{
    EventRowId id = 0;
    std::string reason;
    std::string message;
};

Status run(Connection &connection, std::string_view name, std::int64_t id)
{
    Result<Statement> statement = connection.prepare(name);
    if (!statement)
        return statement.error();
    return statement->bind(id).run();
}

Status deleteOne(WriteContext &context, const Doomed &event, EventRowId indexedTo)
{
    if (event.id <= indexedTo) {
        if (Status gone = removeText(context, event.id, event.reason, event.message); !gone)
            return gone;
    }
    if (Status gone = run(context.connection, "event.delete_state", event.id); !gone)
        return gone;
    return run(context.connection, "event.delete", event.id);
}

// Its owners go with it when they are there for nothing else: every ReplicaSet ever rolled out and
// all of its pods would stay for ever.
Status deleteIfUnused(WriteContext &context, std::int64_t object)
{
    while (object != 0) {
        Result<Statement> find = context.connection.prepare("object.unused");
        if (!find)
            return find.error();
        const Result<bool> isUnused = find->bind(object).step();
        if (!isUnused)
            return isUnused.error();
        if (!*isUnused)
            break;
        context.dictionary.forgetObject(
            find->number(0), find->number(1), find->number(2), find->text(3));
        const std::int64_t owner = find->number(4); // 0: none
        find->reset();
        if (Status gone = run(context.connection, "object.delete", object); !gone)
            return gone;
        object = owner;
    }
    return Done{};
}

} // namespace

Result<DeletedEvents> deleteEvents(WriteContext &context, Statement &rows)
{
    const Result<EventRowId> indexedTo = textIndexedTo(context);
    if (!indexedTo)
        return indexedTo.error();
    // Collected first: rows must not be deleted under a cursor.
    std::vector<Doomed> doomed;
    std::set<std::int64_t> objects;
    DeletedEvents deleted;
    const Status read = forEachRow(rows, [&](Statement &row) {
        doomed.push_back({.id = row.number(0),
            .reason = std::string(row.text(1)),
            .message = std::string(row.text(2))});
        deleted.newestMs = std::max(deleted.newestMs, row.number(3));
        objects.insert(row.number(4));
    });
    if (!read)
        return read.error();
    // In the order of the table and its text index: neighbours share pages.
    std::ranges::sort(doomed, {}, &Doomed::id);
    for (const Doomed &event : doomed) {
        if (const Status gone = deleteOne(context, event, *indexedTo); !gone)
            return gone.error();
    }
    for (const std::int64_t object : objects) {
        if (const Status gone = deleteIfUnused(context, object); !gone)
            return gone.error();
    }
    deleted.number = static_cast<std::int64_t>(doomed.size());
    return deleted;
}

} // namespace binnacle::store
