#include "core/alerts/alert_repository.h"

#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <array>
#include <limits>
#include <utility>

namespace binnacle::alerts {

namespace {

using store::Connection;
using store::Statement;
using store::WriteContext;

constexpr std::array<AlertHush, 5> kHushes{AlertHush::None, AlertHush::Silenced,
    AlertHush::Maintenance, AlertHush::Inhibited, AlertHush::Flapping};

std::string_view statusOf(const Alert &alert)
{
    return alert.isOver() ? "resolved" : alertPhaseName(alert.phase);
}

AlertHush hushFrom(std::string_view name)
{
    for (const AlertHush hush : kHushes) {
        if (alertHushName(hush) == name)
            return hush;
    }
    return AlertHush::None;
}

Alert alertFrom(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    const auto time = [&row](int column) { return fromEpochMs(row.number(column)); };
    return {.id = row.number(0),
        .rule = row.number(1),
        .ruleName = text(2),
        .severity = alertSeverityFromName(row.text(4)).value_or(AlertSeverity::Warning),
        .subject
        = {.cluster = {text(3)}, .object = {.kind = text(7), .ns = text(8), .name = text(9)}},
        .title = text(5),
        .message = text(6),
        .phase = isKnown(time(15)) ? AlertPhase::Firing : AlertPhase::Pending,
        .hasNoData = row.number(11) != 0,
        .value = row.isNull(12) ? std::nullopt : std::optional(row.real(12)),
        .valueText = text(13),
        .pendingSince = time(14),
        .firedAt = time(15),
        .resolvedAt = time(16),
        .quietSince = time(17),
        .notifiedAt = time(18),
        .hush = hushFrom(row.text(19)),
        .hushedBy = text(20),
        .ackedBy = text(21),
        .ackedAt = time(22),
        .occurrences = row.number(23)};
}

Result<Statement> select(Connection &connection, std::string_view rest)
{
    std::string sql = connection.catalog().at("alerts.columns");
    constexpr std::string_view kRest = "{rest}";
    sql.replace(sql.find(kRest), kRest.size(), connection.catalog().at(rest));
    return connection.prepareText(sql);
}

Result<std::vector<Alert>> readAll(Statement &rows)
{
    return store::collectRows(rows, alertFrom);
}

// Both statements begin with the same parameters.
void bindState(Statement &statement, const Alert &alert)
{
    constexpr int kValue = 18;
    statement.bind(alert.ruleName, alertSeverityName(alert.severity), alert.title, alert.message,
        statusOf(alert), alert.hasNoData ? 1 : 0, alert.valueText, toEpochMs(alert.pendingSince),
        toEpochMs(alert.firedAt), toEpochMs(alert.resolvedAt), toEpochMs(alert.quietSince),
        toEpochMs(alert.notifiedAt), alertHushName(alert.hush), alert.hushedBy, alert.ackedBy,
        toEpochMs(alert.ackedAt), alert.occurrences);
    if (alert.value)
        statement.bindAt(kValue, *alert.value);
    else
        statement.bindAt(kValue, nullptr);
}

constexpr int kAfterState = 19;

Status runInsert(Statement &insert, const Alert &alert, const std::string &key)
{
    int at = kAfterState;
    bindState(insert, alert);
    insert.bindAt(at++, alert.rule);
    insert.bindAt(at++, key);
    insert.bindAt(at++, alert.subject.cluster.value);
    insert.bindAt(at++, alert.subject.object.kind);
    insert.bindAt(at++, alert.subject.object.ns);
    insert.bindAt(at, alert.subject.object.name);
    return insert.run();
}

Status insertAlert(WriteContext &context, Alert &alert, const std::string &key)
{
    Result<Statement> insert = context.connection.prepare("alerts.insert");
    if (!insert)
        return insert.error();
    if (Status done = runInsert(*insert, alert, key); !done)
        return done;
    alert.id = context.connection.lastInsertId();
    return Done{};
}

// Of an alert that the engine has no number of yet; 0: there is no row.
Result<std::int64_t> openRow(WriteContext &context, const Alert &alert, const std::string &key)
{
    Result<Statement> find = context.connection.prepare("alerts.open_row");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(alert.rule, key).step();
    if (!row)
        return row.error();
    return *row ? find->number(0) : 0;
}

Status dropAlert(WriteContext &context, const Alert &alert, const std::string &key)
{
    Result<Statement> drop = context.connection.prepare("alerts.drop");
    if (!drop)
        return drop.error();
    return drop->bind(alert.id, key).run();
}

Status storeChange(WriteContext &context, AlertChange &change)
{
    Alert &alert = change.alert;
    const std::string key = alertDedupKey(alert.rule, alert.subject);
    // What begins with this change has no row, so none is looked for: storms are made of these.
    const bool isFirst = change.kind == AlertChange::Kind::BecamePending
        || (change.kind == AlertChange::Kind::Fired && alert.pendingSince == alert.firedAt);
    if (isFirst)
        return insertAlert(context, alert, key);
    if (alert.id == 0) {
        const Result<std::int64_t> row = openRow(context, alert, key);
        if (!row)
            return row.error();
        alert.id = *row;
    }
    if (change.kind == AlertChange::Kind::Dropped)
        return dropAlert(context, alert, key);
    Result<Statement> update = context.connection.prepare("alerts.update");
    if (!update)
        return update.error();
    int at = kAfterState;
    bindState(*update, alert);
    update->bindAt(at++, alert.rule);
    update->bindAt(at++, key);
    update->bindAt(at, alert.id);
    if (Status done = update->run(); !done)
        return done;
    // Its first row was lost with a write that failed.
    return context.connection.changes() > 0 ? Status(Done{}) : insertAlert(context, alert, key);
}

} // namespace

Result<std::vector<Alert>> readOpenAlerts(Connection &connection)
{
    Result<Statement> rows = select(connection, "alerts.open");
    if (!rows)
        return rows.error();
    return readAll(*rows);
}

Result<std::vector<Alert>> readFirings(Connection &connection, Timestamp since)
{
    Result<Statement> rows = select(connection, "alerts.fired_since");
    if (!rows)
        return rows.error();
    rows->bind(toEpochMs(since));
    return readAll(*rows);
}

Result<std::vector<Alert>> readAlerts(Connection &connection, const AlertHistoryQuery &query)
{
    constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
    Result<Statement> rows = select(connection, "alerts.page");
    if (!rows)
        return rows.error();
    rows->bind(query.beforeId > 0 ? query.beforeId : kNoLimit, query.rule, query.cluster.value,
        toEpochMs(query.range.from), isKnown(query.range.to) ? toEpochMs(query.range.to) : kNoLimit,
        query.openOnly ? 1 : 0, query.limit);
    return readAll(*rows);
}

Result<std::vector<Alert>> readAlerts(
    Connection &connection, const AlertConditions &conditions, int limit)
{
    Result<Statement> rows = select(connection, "alerts.lived");
    if (!rows)
        return rows.error();
    const TimeRange &range = conditions.range;
    rows->bind(isKnown(range.to) ? toEpochMs(range.to) : std::numeric_limits<std::int64_t>::max(),
        toEpochMs(range.from), conditions.cluster.value, conditions.rule, conditions.object.kind,
        conditions.object.ns, conditions.object.name, limit);
    return readAll(*rows);
}

Result<std::vector<std::int64_t>> alertsNextTo(Connection &connection, std::int64_t id)
{
    Result<Statement> rows = connection.prepare("alerts.next_to");
    if (!rows)
        return rows.error();
    rows->bind(id);
    std::vector<std::int64_t> ids;
    const Status read = store::forEachRow(*rows, [&ids](const Statement &row) {
        if (!row.isNull(0))
            ids.push_back(row.number(0));
    });
    if (!read)
        return read.error();
    return ids;
}

Result<Alert> readAlert(Connection &connection, std::int64_t id)
{
    Result<Statement> rows = select(connection, "alerts.one");
    if (!rows)
        return rows.error();
    rows->bind(id);
    Result<std::vector<Alert>> alerts = readAll(*rows);
    if (!alerts)
        return alerts.error();
    if (alerts->empty())
        return Error{ErrorCode::NotFound, "there is no alert " + std::to_string(id)};
    return std::move(alerts->front());
}

Status storeChanges(WriteContext &context, std::vector<AlertChange> &changes)
{
    for (AlertChange &change : changes) {
        if (Status stored = storeChange(context, change); !stored)
            return stored;
    }
    return Done{};
}

Status insertPastAlerts(WriteContext &context, const std::vector<Alert> &alerts)
{
    for (const Alert &alert : alerts) {
        Result<Statement> insert = context.connection.prepare("alerts.insert_past");
        if (!insert)
            return insert.error();
        if (Status done = runInsert(*insert, alert, alertDedupKey(alert.rule, alert.subject));
            !done)
            return done;
    }
    return Done{};
}

Result<std::int64_t> removeOldAlerts(WriteContext &context, Timestamp before, std::int64_t limit)
{
    Result<Statement> remove = context.connection.prepare("alerts.remove_old");
    if (!remove)
        return remove.error();
    if (const Status done = remove->bind(toEpochMs(before), limit).run(); !done)
        return done.error();
    return context.connection.changes();
}

} // namespace binnacle::alerts
