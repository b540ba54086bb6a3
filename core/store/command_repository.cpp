#include "core/store/command_repository.h"

#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <limits>

namespace binnacle::store {

namespace {

constexpr std::string_view kRedacted = "<redacted>";

std::string_view outputOf(const CommandRecord &record)
{
    const bool isSecret = hasSecretOutput(record.command.action) && !record.output.empty();
    return isSecret ? kRedacted : std::string_view(record.output);
}

// From creation to end: what the person who gave the command waited.
std::int64_t durationOf(const CommandRecord &record)
{
    if (!isKnown(record.finishedAt))
        return 0;
    return (record.finishedAt - record.command.createdAt).count();
}

Status notFound(const CommandId &id)
{
    return Error{ErrorCode::NotFound, "no command " + id.value};
}

Result<Statement> select(Connection &connection, std::string_view rest)
{
    std::string sql = connection.catalog().at("command.columns");
    constexpr std::string_view kRest = "{rest}";
    sql.replace(sql.find(kRest), kRest.size(), connection.catalog().at(rest));
    return connection.prepareText(sql);
}

Result<std::vector<CommandRecord>> readAll(Statement &statement)
{
    return collectRows(statement, commandRecordOf);
}

} // namespace

CommandRecord commandRecordOf(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    return {
        .command = {.id = {text(0)},
            .cluster = {text(1)},
            .action = text(4),
            .target = {.kind = text(5), .ns = text(6), .name = text(7)},
            .params = text(8),
            .source = text(2),
            .createdBy = text(3),
            .createdAt = fromEpochMs(row.number(9))},
        .state = commandStateFromName(row.text(10)),
        .attempts = static_cast<int>(row.number(11)),
        .startedAt = fromEpochMs(row.number(12)),
        .finishedAt = fromEpochMs(row.number(13)),
        .output = text(14),
        .error = text(15),
        .late = row.number(16) != 0,
        .reason = text(17),
    };
}

Status insertCommand(WriteContext &context, const CommandRecord &record)
{
    Result<Statement> insert = context.connection.prepare("command.insert");
    if (!insert)
        return insert.error();
    const Command &command = record.command;
    return insert
        ->bind(command.id.value, command.cluster.value, command.source, command.createdBy,
            command.action, command.target.kind, command.target.ns, command.target.name,
            command.params, toEpochMs(command.createdAt), commandStateName(record.state),
            record.attempts, toEpochMs(record.startedAt), toEpochMs(record.finishedAt),
            outputOf(record), record.error, record.late ? 1 : 0, durationOf(record), record.reason)
        .run();
}

Status updateCommand(WriteContext &context, const CommandRecord &record)
{
    Result<Statement> update = context.connection.prepare("command.update");
    if (!update)
        return update.error();
    update->bind(commandStateName(record.state), record.attempts, toEpochMs(record.startedAt),
        toEpochMs(record.finishedAt), outputOf(record), record.error, record.late ? 1 : 0,
        durationOf(record), record.command.id.value);
    if (Status done = update->run(); !done)
        return done;
    if (context.connection.changes() == 0)
        return notFound(record.command.id);
    return Done{};
}

Status setCommandReason(WriteContext &context, const CommandId &id, const std::string &reason)
{
    Result<Statement> update = context.connection.prepare("command.set_reason");
    if (!update)
        return update.error();
    if (Status done = update->bind(reason, id.value).run(); !done)
        return done;
    return context.connection.changes() == 0 ? notFound(id) : Status(Done{});
}

Result<std::vector<CommandRecord>> readCommands(
    Connection &connection, const std::optional<ClusterId> &cluster, Timestamp before, int limit)
{
    Result<Statement> list
        = select(connection, cluster ? "command.list_of_cluster" : "command.list");
    if (!list)
        return list.error();
    const std::int64_t bound
        = isKnown(before) ? toEpochMs(before) : std::numeric_limits<std::int64_t>::max();
    if (cluster)
        list->bind(bound, cluster->value, limit);
    else
        list->bind(bound, limit);
    return readAll(*list);
}

Result<std::vector<CommandRecord>> readCommands(
    Connection &connection, const CommandConditions &conditions, int limit)
{
    Result<Statement> list = select(connection, "command.matching");
    if (!list)
        return list.error();
    const TimeRange &range = conditions.range;
    list->bind(toEpochMs(range.from),
        isKnown(range.to) ? toEpochMs(range.to) : std::numeric_limits<std::int64_t>::max(),
        conditions.cluster.value, conditions.id, conditions.action, conditions.target.kind,
        conditions.target.ns, conditions.target.name, conditions.createdBy, conditions.source,
        limit);
    return readAll(*list);
}

Result<CommandRecord> readCommand(Connection &connection, const CommandId &id)
{
    Result<Statement> one = select(connection, "command.one");
    if (!one)
        return one.error();
    const Result<bool> row = one->bind(id.value).step();
    if (!row)
        return row.error();
    if (!*row)
        return notFound(id).error();
    return commandRecordOf(*one);
}

Result<std::vector<CommandRecord>> readOpenCommands(Connection &connection)
{
    Result<Statement> open = select(connection, "command.open");
    if (!open)
        return open.error();
    return readAll(*open);
}

} // namespace binnacle::store
