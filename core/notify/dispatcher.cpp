#include "core/notify/dispatcher.h"

#include "core/notify/channel_trial.h"
#include "core/notify/dispatch_loop.h"
#include "core/notify/log.h"
#include "core/store/reader_pool.h"

#include <future>
#include <thread>
#include <utility>

namespace binnacle::notify {

struct Dispatcher::State
{
    State(const Clock &clock, store::StoreWriter &writer, store::ReaderPool &readers,
        const SecretSeal &seal, DispatcherSettings settings)
        : parts{clock, writer, readers, seal, std::move(settings), listeners}
        , loop(parts)
        , thread([this](const std::stop_token &stop) { loop.run(stop); })
    {}

    // Waits for a reader.
    Result<OpenChannel> open(const Channel &channel) const
    {
        const auto opened = std::make_shared<std::promise<Result<OpenChannel>>>();
        auto answer = opened->get_future();
        parts.readers.post(
            [opened, channel, &seal = parts.seal](store::Connection &connection) {
                opened->set_value(openEdited(connection, seal, channel));
            },
            [opened](const Error &error) { opened->set_value(error); });
        return answer.get();
    }

    Listeners<DeliveryNews> listeners;
    const DispatchParts parts;
    DispatchLoop loop;
    std::jthread thread; // last: joins first
};

Dispatcher::Dispatcher(const Clock &clock, store::StoreWriter &writer, store::ReaderPool &readers,
    const SecretSeal &seal, DispatcherSettings settings)
    : m_state(std::make_unique<State>(clock, writer, readers, seal, std::move(settings)))
{}

Dispatcher::~Dispatcher()
{
    stop();
}

void Dispatcher::wake()
{
    m_state->loop.wake();
}

void Dispatcher::stop()
{
    m_state->thread.request_stop();
    if (m_state->thread.joinable())
        m_state->thread.join();
}

Listeners<DeliveryNews>::Subscription Dispatcher::onNews(
    std::function<void(const DeliveryNews &)> listener)
{
    return m_state->listeners.add(std::move(listener));
}

ChannelTest Dispatcher::test(const Channel &channel, const std::stop_token &stop)
{
    const auto open = m_state->open(channel);
    if (!open)
        return {.response = open.error().message};
    const DispatchParts &parts = m_state->parts;
    ChannelTest outcome = sendTest(*open, parts.settings.transport, parts.clock.now(), stop);
    if (channel.id == 0)
        return outcome;
    const Status kept = parts.writer.submitAndWait([&](store::WriteContext &context) {
        return saveChannelTest(context, channel.id, outcome, parts.clock.now());
    });
    if (!kept)
        qCWarning(lcNotify, "the outcome of a test is not kept channel=%lld error=\"%s\"",
            static_cast<long long>(channel.id), kept.error().message.c_str());
    return outcome;
}

Result<MessagePreview> Dispatcher::preview(const Channel &channel, const Message &message)
{
    const auto open = m_state->open(channel);
    if (!open)
        return open.error();
    return previewMessage(*open, message, m_state->parts.clock.now());
}

} // namespace binnacle::notify
