#include "core/notify/outbox_repository.h"

#include "core/notify/crypto.h"
#include "core/notify/digest.h"
#include "core/notify/message_json.h"
#include "core/notify/message_text.h"
#include "core/notify/sql.h"
#include "core/store/sql_catalog.h"

#include <limits>

namespace binnacle::notify {

namespace {

constexpr int kSweepSlice = 500;

struct NewRow
{
    const OutboxItem &item;
    bool isDigest = false;
    std::string salt; // tells apart what two workspaces send to the same receiver
};

Status insertRow(store::WriteContext &context, const NewRow &row, Timestamp now)
{
    const OutboxItem &item = row.item;
    const Message message = clipped(item.message);
    const std::string channel = std::to_string(item.channel);
    const std::string key = hex(sha256(item.key + '\n' + channel + '\n' + row.salt)).substr(0, 32);
    return runSql(context.connection, "outbox.insert", item.message.alert, item.channel,
        item.channelName, item.key, key, message.title, alertSeverityName(message.severity),
        messageStatusName(message.status), message.cluster.value, messageJson(message),
        row.isDigest ? 1 : 0, toEpochMs(now));
}

Result<OutboxHead> readHead(store::Connection &connection, std::int64_t id, std::int64_t waiting)
{
    auto row = connection.prepare("outbox.head");
    if (!row)
        return row.error();
    const auto found = row->bind(id).step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::NotFound, "a delivery is gone"};
    return OutboxHead{.id = row->number(0),
        .alert = row->number(1),
        .channel = row->number(2),
        .channelName = std::string(row->text(3)),
        .deliveryKey = std::string(row->text(4)),
        .payload = std::string(row->text(5)),
        .isDigest = row->number(6) == 1,
        .attempts = static_cast<int>(row->number(7)),
        .nextAt = timeOf(row->number(8)),
        .waiting = waiting};
}

Status requireChange(store::WriteContext &context, const Status &outcome)
{
    if (outcome && context.connection.changes() == 0)
        return Error{ErrorCode::NotFound, "there is no such delivery any more"};
    return outcome;
}

DeliveryState stateFrom(std::string_view name)
{
    for (const DeliveryState state : {DeliveryState::Pending, DeliveryState::Sent,
             DeliveryState::Failed, DeliveryState::Digested}) {
        if (deliveryStateName(state) == name)
            return state;
    }
    return DeliveryState::Dead;
}

Status readTries(
    store::Connection &connection, std::int64_t delivery, std::vector<Delivery::Attempt> &tries)
{
    auto rows = connection.prepare("attempts.of");
    if (!rows)
        return rows.error();
    rows->bind(delivery);
    return forEachRow(*rows, [&tries](const store::Statement &row) {
        const bool isOpen = row.number(5) == 1;
        tries.push_back({.at = timeOf(row.number(0)),
            .took = Duration{row.number(1)},
            .status = static_cast<int>(row.number(2)),
            .answer = isOpen ? "on its way" : std::string(row.text(4)),
            .succeeded = row.number(3) == 1});
    });
}

Delivery deliveryOf(const store::Statement &row)
{
    return {.id = row.number(0),
        .channel = row.number(1),
        .channelName = std::string(row.text(2)),
        .alert = row.number(3),
        .title = std::string(row.text(4)),
        .state = stateFrom(row.text(5)),
        .digest = row.number(6),
        .attempts = static_cast<int>(row.number(7)),
        .createdAt = timeOf(row.number(8)),
        .nextAt = timeOf(row.number(9)),
        .endedAt = timeOf(row.number(10))};
}

} // namespace

Status enqueue(store::WriteContext &context, std::span<const OutboxItem> items, Timestamp now)
{
    const std::string salt = randomBytes(16);
    for (const OutboxItem &item : items) {
        Status inserted = insertRow(context, {.item = item, .salt = salt}, now);
        if (!inserted)
            return inserted;
    }
    return Done{};
}

Result<std::vector<OutboxHead>> readHeads(store::Connection &connection)
{
    auto queues = connection.prepare("outbox.queues");
    if (!queues)
        return queues.error();
    std::vector<std::pair<std::int64_t, std::int64_t>> firsts; // row and how many wait
    const Status read = forEachRow(*queues, [&firsts](const store::Statement &row) {
        firsts.emplace_back(row.number(1), row.number(2));
    });
    if (!read)
        return read.error();
    std::vector<OutboxHead> heads;
    for (const auto &[id, waiting] : firsts) {
        auto head = readHead(connection, id, waiting);
        if (!head)
            return head.error();
        heads.push_back(*std::move(head));
    }
    return heads;
}

Result<std::int64_t> countWaiting(store::Connection &connection)
{
    return connection.number("outbox.waiting");
}

Result<std::int64_t> beginAttempt(store::WriteContext &context, std::int64_t delivery, Timestamp at)
{
    const Status counted
        = requireChange(context, runSql(context.connection, "outbox.begin", delivery));
    if (!counted)
        return counted.error();
    const Status begun = runSql(context.connection, "attempts.begin", delivery, toEpochMs(at));
    if (!begun)
        return begun.error();
    return context.connection.lastInsertId();
}

Status endAttempt(store::WriteContext &context, const AttemptEnd &end, Timestamp now)
{
    Status ended
        = runSql(context.connection, "attempts.end", static_cast<std::int64_t>(end.took.count()),
            end.status, end.succeeded ? 1 : 0, end.answer, end.attempt);
    if (!ended)
        return ended;
    const bool isOver = end.state != DeliveryState::Pending;
    return runSql(context.connection, "outbox.settle", deliveryStateName(end.state),
        msOf(end.nextAt), end.error, isOver ? toEpochMs(now) : std::int64_t{0}, end.delivery);
}

Result<std::int64_t> makeDigest(store::WriteContext &context, std::int64_t channel,
    const std::string &channelName, Timestamp now)
{
    const auto summary = summarise(context.connection, channel);
    if (!summary)
        return summary.error();
    if (summary->total == 0)
        return std::int64_t{0};
    const OutboxItem item{.channel = channel,
        .channelName = channelName,
        .message = digestMessage(*summary, now),
        .key = "digest:" + std::to_string(summary->last)};
    const Status inserted
        = insertRow(context, {.item = item, .isDigest = true, .salt = randomBytes(16)}, now);
    if (!inserted)
        return inserted.error();
    const std::int64_t digest = context.connection.lastInsertId();
    const Status taken
        = runSql(context.connection, "digest.take", digest, toEpochMs(now), channel, summary->last);
    if (!taken)
        return taken.error();
    return digest;
}

Status giveUp(
    store::WriteContext &context, std::int64_t channel, const std::string &why, Timestamp now)
{
    return runSql(context.connection, "outbox.give_up", why, toEpochMs(now), channel);
}

Status sendAgain(store::WriteContext &context, std::int64_t delivery, Timestamp now)
{
    return requireChange(
        context, runSql(context.connection, "outbox.again", toEpochMs(now), delivery));
}

Status closeInterrupted(store::WriteContext &context)
{
    return runSql(context.connection, "attempts.interrupted",
        "Binnacle ended before an answer came: it may have arrived");
}

Result<std::vector<std::int64_t>> readRecentChannels(store::Connection &connection, Timestamp since)
{
    return readNumbers(connection, "attempts.recent_channels", toEpochMs(since));
}

Result<std::vector<std::int64_t>> readToldAlerts(
    store::Connection &connection, std::int64_t delivery)
{
    return readNumbers(connection, "outbox.told", delivery);
}

Result<std::vector<Delivery>> readDeliveries(
    store::Connection &connection, const DeliveryQuery &query)
{
    const char *rest = query.alert != 0 ? "deliveries.of_alert"
        : query.channel != 0            ? "deliveries.of_channel"
                                        : "deliveries.all";
    auto rows = connection.prepareText(
        connection.catalog().at("deliveries.columns") + '\n' + connection.catalog().at(rest));
    if (!rows)
        return rows.error();
    const std::int64_t before
        = query.beforeId > 0 ? query.beforeId : std::numeric_limits<std::int64_t>::max();
    const auto bind = [&rows](const char *name, std::int64_t value) {
        if (const int index = rows->parameter(name); index > 0)
            rows->bindAt(index, value);
    };
    bind(":before", before);
    bind(":unsent", query.unsentOnly ? 1 : 0);
    bind(":channel", query.channel);
    bind(":alert", query.alert);
    bind(":limit", query.limit);
    std::vector<Delivery> deliveries;
    const Status read = forEachRow(*rows,
        [&deliveries](const store::Statement &row) { deliveries.push_back(deliveryOf(row)); });
    if (!read)
        return read.error();
    for (Delivery &delivery : deliveries) {
        for (const std::int64_t row : {delivery.id, delivery.digest}) {
            if (row == 0)
                continue;
            if (const Status tries = readTries(connection, row, delivery.tries); !tries)
                return tries.error();
        }
    }
    return deliveries;
}

Result<bool> sweepOutbox(store::WriteContext &context, Timestamp before)
{
    store::Connection &connection = context.connection;
    const Status attempts
        = runSql(connection, "notify_retention.attempts", toEpochMs(before), kSweepSlice);
    if (!attempts)
        return attempts.error();
    const Status rows
        = runSql(connection, "notify_retention.outbox", toEpochMs(before), kSweepSlice);
    if (!rows)
        return rows.error();
    return connection.changes() == kSweepSlice;
}

} // namespace binnacle::notify
