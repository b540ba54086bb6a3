#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::notify {

// Tables notify_outbox and notify_attempts. Blocking, on the thread the connection belongs to.

// One message to one channel.
struct OutboxItem
{
    std::int64_t channel = 0;
    std::string channelName;
    Message message;
    // What the writer calls the change it tells of, such as "alert:17:fired:2". The same one to the
    // same channel is written once.
    std::string key;
};

// Within the transaction of the change that is told of. Wake the dispatcher after its commit.
Status enqueue(store::WriteContext &context, std::span<const OutboxItem> items, Timestamp now);

// What a channel has to send next.
struct OutboxHead
{
    std::int64_t id = 0;
    std::int64_t alert = 0;
    std::int64_t channel = 0;
    std::string channelName;
    std::string deliveryKey; // 32 hex digits, goes out with every attempt
    std::string payload;     // see message_json.h
    bool isDigest = false;
    int attempts = 0;
    Timestamp nextAt{};
    std::int64_t waiting = 0; // pending ones of the channel, this one among them
};
Result<std::vector<OutboxHead>> readHeads(store::Connection &connection); // one a channel
Result<std::int64_t> countWaiting(store::Connection &connection);

// Row of the ledger; NotFound when the delivery is not pending any more.
Result<std::int64_t> beginAttempt(
    store::WriteContext &context, std::int64_t delivery, Timestamp at);

struct AttemptEnd
{
    std::int64_t attempt = 0;
    std::int64_t delivery = 0;
    Duration took{};
    int status = 0;
    bool succeeded = false;
    std::string answer;
    DeliveryState state = DeliveryState::Pending; // from now on
    Timestamp nextAt{};                           // of Pending
    std::string error;                            // why it is not Sent
};
Status endAttempt(store::WriteContext &context, const AttemptEnd &end, Timestamp now);

// All that is pending for a channel but digests becomes one digest. Its row; 0: nothing was left.
Result<std::int64_t> makeDigest(store::WriteContext &context, std::int64_t channel,
    const std::string &channelName, Timestamp now);

// What waits for a channel that cannot be sent to is dead.
Status giveUp(
    store::WriteContext &context, std::int64_t channel, const std::string &why, Timestamp now);
// By hand, of Failed and Dead ones. Errors: NotFound.
Status sendAgain(store::WriteContext &context, std::int64_t delivery, Timestamp now);

// After a start: attempts that nobody closed may have arrived, the ledger says so.
Status closeInterrupted(store::WriteContext &context);
// Channels that something was sent to since then.
Result<std::vector<std::int64_t>> readRecentChannels(
    store::Connection &connection, Timestamp since);

// Alerts that a delivery told of: its own, or those of its digest.
Result<std::vector<std::int64_t>> readToldAlerts(
    store::Connection &connection, std::int64_t delivery);

// Newest first. Tries of a Digested one are those of the delivery that carried it, too.
Result<std::vector<Delivery>> readDeliveries(
    store::Connection &connection, const DeliveryQuery &query);

// One slice; true: there is more. What is still pending stays.
Result<bool> sweepOutbox(store::WriteContext &context, Timestamp before);

} // namespace binnacle::notify
