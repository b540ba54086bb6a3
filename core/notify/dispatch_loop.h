#pragma once

#include "core/notify/channel_repository.h"
#include "core/notify/dispatch_inbox.h"
#include "core/notify/dispatcher.h"
#include "core/notify/outbox_repository.h"
#include "core/notify/rate_limit.h"
#include "core/notify/transfer_loop.h"
#include "core/store/store_writer.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::notify {

// What a Dispatcher needs from outside.
struct DispatchParts
{
    const Clock &clock;
    store::StoreWriter &writer;
    store::ReaderPool &readers;
    const SecretSeal &seal;
    const DispatcherSettings settings;
    Listeners<DeliveryNews> &listeners;
};

// The work of a Dispatcher; everything but the inbox on its thread.
class DispatchLoop
{
public:
    explicit DispatchLoop(const DispatchParts &parts);
    ~DispatchLoop();

    // Until `stop`, and then until what was under way is stored.
    void run(const std::stop_token &stop);
    const std::shared_ptr<DispatchInbox> &inbox() const { return m_inbox; }
    void wake();

private:
    // One channel's side of it.
    struct Lane
    {
        explicit Lane(RateLimit theLimit)
            : limit(std::move(theLimit))
        {}

        RateLimit limit;
        bool isBusy = false;      // a job or a transfer of it is under way
        Duration notBefore{0};    // monotonic
        std::int64_t heldFor = 0; // the row that notBefore was set for
        std::optional<OutboxHead> next;
        std::shared_ptr<const OpenChannel> channel; // null: it is gone
    };
    struct Flight
    {
        OutboxHead head;
        std::shared_ptr<const OpenChannel> channel;
        std::int64_t attempt = 0;
    };
    struct Queues
    {
        std::vector<OutboxHead> heads;
        std::vector<OpenChannel> channels;
        std::vector<std::int64_t> recent;
    };
    struct Later
    {
        Duration due{};
        std::function<void()> task;
    };
    using Job = std::function<Status(store::WriteContext &)>;

    void write(Job job, std::function<void(const Status &)> done);
    void later(Duration delay, std::function<void()> task);
    void runDue();
    Duration patience(Duration most);

    void recover();
    void read();
    void took(Queues queues);
    void advance();
    void advance(Lane &lane);
    void discard(Lane &lane, const std::string &why);
    void digest(Lane &lane);
    void begin(Lane &lane);
    void send(Flight flight);
    void finished(const Flight &flight, const Answer &answer);
    AttemptEnd endOf(const Flight &flight, const Answer &answer);
    void settle(const Flight &flight, const AttemptEnd &end);
    void finishAll();

    const DispatchParts m_parts;
    TransferLoop m_transfers;
    const std::shared_ptr<DispatchInbox> m_inbox;
    std::map<std::int64_t, Lane> m_lanes;
    std::map<std::int64_t, Flight> m_flights; // by channel
    std::vector<Later> m_later;
    int m_jobs = 0; // handed to other threads and not back yet
    bool m_isRecovered = false;
    bool m_wantsRead = true;
    bool m_isReading = false;
    bool m_isStopping = false;
};

} // namespace binnacle::notify
