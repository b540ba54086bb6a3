#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <array>
#include <limits>

namespace binnacle::store {

namespace {

SloTargetType targetTypeFrom(std::string_view name)
{
    return name == sloTargetTypeName(SloTargetType::Service) ? SloTargetType::Service
                                                             : SloTargetType::Ingress;
}

SloStatus statusFrom(std::string_view name)
{
    for (const SloStatus status : {SloStatus::Healthy, SloStatus::Warning, SloStatus::Critical}) {
        if (name == sloStatusName(status))
            return status;
    }
    return SloStatus::Unknown;
}

SloTarget targetFrom(const Statement &row)
{
    return {.id = row.number(0),
        .cluster = {std::string(row.text(1))},
        .type = targetTypeFrom(row.text(2)),
        .host = std::string(row.text(3)),
        .window = sloWindowFromName(row.text(4)).value_or(SloWindow::OneDay),
        .availability = row.real(5),
        .p95Latency = static_cast<int>(row.number(6)),
        .createdAt = fromEpochMs(row.number(7)),
        .updatedAt = fromEpochMs(row.number(8))};
}

std::optional<double> realOrNothing(const Statement &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.real(column));
}

SloStatusChange changeFrom(const Statement &row)
{
    return {.id = row.number(0),
        .cluster = {std::string(row.text(1))},
        .type = targetTypeFrom(row.text(2)),
        .host = std::string(row.text(3)),
        .window = sloWindowFromName(row.text(4)).value_or(SloWindow::OneDay),
        .from = statusFrom(row.text(5)),
        .to = statusFrom(row.text(6)),
        .availability = realOrNothing(row, 7),
        .p95Latency = realOrNothing(row, 8),
        .budgetRemaining = realOrNothing(row, 9),
        .changedAt = fromEpochMs(row.number(10))};
}

} // namespace

Result<std::vector<SloTarget>> readTargets(Connection &connection, const ClusterId &cluster)
{
    Result<Statement> rows = connection.prepare("traffic.targets");
    if (!rows)
        return rows.error();
    rows->bind(cluster.value);
    return collectRows(*rows, targetFrom);
}

Result<SloTarget> putTarget(WriteContext &context, const SloTarget &target, Timestamp now)
{
    if (const Status valid = validate(target); !valid)
        return valid.error();
    Result<Statement> put = context.connection.prepare("traffic.put_target");
    if (!put)
        return put.error();
    put->bind(target.cluster.value, sloTargetTypeName(target.type), target.host,
        sloWindowName(target.window), target.availability, target.p95Latency, toEpochMs(now));
    if (const Status done = put->run(); !done)
        return done.error();
    Result<Statement> find = context.connection.prepare("traffic.target");
    if (!find)
        return find.error();
    find->bind(target.cluster.value, sloTargetTypeName(target.type), target.host,
        sloWindowName(target.window));
    const Result<bool> found = find->step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::Internal, "the target of " + target.host + " was not stored"};
    return targetFrom(*find);
}

Status removeTarget(WriteContext &context, const SloTarget &target)
{
    Result<Statement> remove = context.connection.prepare("traffic.remove_target");
    if (!remove)
        return remove.error();
    return remove
        ->bind(target.cluster.value, sloTargetTypeName(target.type), target.host,
            sloWindowName(target.window))
        .run();
}

Status insertStatusChange(WriteContext &context, const SloStatusChange &change)
{
    Result<Statement> insert = context.connection.prepare("traffic.insert_status_change");
    if (!insert)
        return insert.error();
    insert->bind(change.cluster.value, sloTargetTypeName(change.type), change.host,
        sloWindowName(change.window), sloStatusName(change.from), sloStatusName(change.to));
    int column = 6;
    for (const auto &value : {change.availability, change.p95Latency, change.budgetRemaining}) {
        ++column;
        if (value)
            insert->bindAt(column, *value);
        else
            insert->bindAt(column, nullptr);
    }
    insert->bindAt(column + 1, toEpochMs(change.changedAt));
    return insert->run();
}

Result<std::vector<SloStatusChange>> readStatusHistory(
    Connection &connection, const StatusHistoryQuery &query)
{
    constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
    const bool isOpenEnded = query.range == TimeRange{};
    Result<Statement> rows = connection.prepare("traffic.status_history");
    if (!rows)
        return rows.error();
    rows->bind(query.cluster.value, query.host, query.beforeId > 0 ? query.beforeId : kNoLimit,
        toEpochMs(query.range.from), isOpenEnded ? kNoLimit : toEpochMs(query.range.to),
        query.limit);
    return collectRows(*rows, changeFrom);
}

} // namespace binnacle::store
