#include "core/store/text_index.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

namespace binnacle::store {

namespace {

constexpr int kSlice = 1'000; // about 15 ms

Status changeText(WriteContext &context, std::string_view statement, EventRowId id,
    std::string_view reason, std::string_view message)
{
    Result<Statement> change = context.connection.prepare(statement);
    if (!change)
        return change.error();
    return change->bind(id, reason, message).run();
}

} // namespace

Result<EventRowId> textIndexedTo(WriteContext &context)
{
    return context.connection.number("text.indexed_to");
}

Status addText(
    WriteContext &context, EventRowId id, std::string_view reason, std::string_view message)
{
    return changeText(context, "text.insert", id, reason, message);
}

Status removeText(
    WriteContext &context, EventRowId id, std::string_view reason, std::string_view message)
{
    return changeText(context, "text.delete", id, reason, message);
}

Result<bool> indexNextTexts(WriteContext &context)
{
    const Result<EventRowId> indexedTo = textIndexedTo(context);
    if (!indexedTo)
        return indexedTo.error();
    Result<Statement> next = context.connection.prepare("text.next");
    if (!next)
        return next.error();
    next->bind(*indexedTo, kSlice);
    EventRowId last = *indexedTo;
    int rows = 0;
    const Status read = forEachRow(*next, [&](Statement &row) {
        last = row.number(0);
        ++rows;
        return addText(context, last, row.text(1), row.text(2));
    });
    if (!read)
        return read.error();
    if (rows == 0)
        return false;
    Result<Statement> set = context.connection.prepare("state.set");
    if (!set)
        return set.error();
    if (const Status stored = set->bind("text_indexed_to", last).run(); !stored)
        return stored.error();
    return rows == kSlice;
}

} // namespace binnacle::store
