#pragma once

#include "core/base/clock.h"
#include "core/base/listeners.h"
#include "core/domain/notification.h"
#include "core/notify/transfer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace binnacle::store {
class ReaderPool;
class StoreWriter;
} // namespace binnacle::store

namespace binnacle::notify {

class SecretSeal;

struct DispatcherSettings
{
    TransportSettings transport;
    int mostAttempts = 6;
    Duration firstBackOff{5'000}; // doubled with every further attempt
    Duration longestBackOff{300'000};
    Duration longestRetryAfter{3'600'000}; // what another side may ask for
    Duration recheck{30'000};              // for rows that nobody woke it for
    Duration stopPatience{3'000};          // what is under way may end; then it is broken off
};

// What became of a delivery.
struct DeliveryNews
{
    std::int64_t delivery = 0;
    std::int64_t channel = 0;
    DeliveryState state = DeliveryState::Pending;
    std::vector<std::int64_t> alerts; // that it told of, when Sent
    Timestamp at{};
};

// Sends what is in the outbox, on a thread of its own. Each channel in its order, one message at a
// time, so one that hangs holds up none of the others; within the channel's limits, and what is too
// much for them in one digest. What fails for a reason that may pass is tried again, contract 06
// §6.4. An attempt is in the ledger before its first byte goes out: after a crash it is sent again
// under the same key, at least once and known to be a repetition.
//
// Waiting is by monotonic time; a clock that jumps neither hurries nor delays anything.
class Dispatcher
{
public:
    // All of them outlive it. Starts at once with what is left from earlier.
    Dispatcher(const Clock &clock, store::StoreWriter &writer, store::ReaderPool &readers,
        const SecretSeal &seal, DispatcherSettings settings = {});
    // As stop().
    ~Dispatcher();
    Dispatcher(const Dispatcher &) = delete;
    Dispatcher &operator=(const Dispatcher &) = delete;

    // Something was enqueued, or channels changed. Thread-safe, cheap.
    void wake();
    // Nothing new is begun; returns when the last answer is stored. Then no listener runs any more.
    void stop();

    // Called on the dispatcher's thread; must only post.
    [[nodiscard]] Listeners<DeliveryNews>::Subscription onNews(
        std::function<void(const DeliveryNews &)> listener);

    // Really sends a test message to `channel`, as edited: masked secrets are those that are
    // stored. Keeps the outcome with the channel when it is stored. Blocks up to the timeouts;
    // thread-safe, never on the GUI, core, writer or a reader thread.
    ChannelTest test(const Channel &channel, const std::stop_token &stop = {});
    // The same for what `message` would look like. Blocks shortly. Errors: as saveChannel().
    Result<MessagePreview> preview(const Channel &channel, const Message &message);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::notify
