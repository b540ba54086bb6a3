#include "core/runtime/channel_keeper.h"

#include "core/access/secret_store.h"
#include "core/notify/channel_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <filesystem>
#include <fstream>
#include <utility>

Q_LOGGING_CATEGORY(logChannels, "binnacle.notify")

namespace binnacle::runtime {

ChannelKeeper::ChannelKeeper(Runtime &runtime)
    : m_runtime(runtime)
    , m_channels(std::make_shared<const Channels>())
{}

ChannelKeeper::~ChannelKeeper()
{
    stop();
}

void ChannelKeeper::start(std::string directory, OpenSecrets openSecrets)
{
    m_directory = std::move(directory);
    m_openSecrets = std::move(openSecrets);
    auto sealed = askReader<Channels>(m_runtime.dutyReaders(), notify::readSealedChannels);
    {
        const std::scoped_lock lock(m_mutex);
        if (sealed)
            m_channels = std::make_shared<const Channels>(*std::move(sealed));
        else
            m_health = sealed.error();
    }
    tryAgain();
}

void ChannelKeeper::tryAgain()
{
    const std::scoped_lock lock(m_mutex);
    // Who may not write sends nothing, and the key stays where it is.
    if (m_runtime.workspace().isReadOnly()) {
        m_health = Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()};
        return;
    }
    if (m_open || m_isStopped || std::exchange(m_isOpening, true))
        return;
    m_pool.post([this] { open(); });
}

void ChannelKeeper::open()
{
    const auto secrets = m_openSecrets ? m_openSecrets() : nullptr;
    // Where the key once went to a keychain, a new one beside the file would open nothing.
    const std::filesystem::path mark
        = std::filesystem::path(m_directory) / "notify.key.in-keychain";
    std::error_code failure;
    auto seal = !secrets && std::filesystem::exists(mark, failure)
        ? Result<notify::SecretSeal>(Error{ErrorCode::Unavailable,
            "the key of the channels' secrets is in a keychain that is not there now"})
        : notify::SecretSeal::open(m_directory, secrets.get());
    if (seal && secrets)
        std::ofstream(mark).put('\n');
    std::shared_ptr<Open> open;
    Status health = Done{};
    if (seal) {
        open = std::make_shared<Open>(*std::move(seal));
        open->dispatcher = std::make_unique<notify::Dispatcher>(
            m_runtime.clock(), m_runtime.workspace().writer(), m_runtime.dutyReaders(), open->seal);
        open->news = open->dispatcher->onNews(
            [this](const notify::DeliveryNews &) { m_changed.notify(); });
        readAgain(open);
    } else {
        health = seal.error();
        qCWarning(
            logChannels, "channels cannot be used error=\"%s\"", health.error().message.c_str());
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_isOpening = false;
        if (open)
            m_open = std::move(open);
        else
            m_health = health;
    }
    m_changed.notify();
}

void ChannelKeeper::stop()
{
    m_stopping.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
    }
    m_pool.drain();
    if (const auto open = opened())
        open->dispatcher->stop();
}

std::shared_ptr<ChannelKeeper::Open> ChannelKeeper::opened() const
{
    const std::scoped_lock lock(m_mutex);
    return m_open;
}

Error ChannelKeeper::whyNot() const
{
    const Status why = health();
    return why ? Error{ErrorCode::Unavailable, "channels are being opened; try again in a moment"}
               : why.error();
}

std::shared_ptr<const ChannelKeeper::Channels> ChannelKeeper::channels() const
{
    const std::scoped_lock lock(m_mutex);
    return m_channels;
}

Status ChannelKeeper::health() const
{
    const std::scoped_lock lock(m_mutex);
    return m_health;
}

void ChannelKeeper::wake()
{
    if (const auto open = opened())
        open->dispatcher->wake();
    m_changed.notify();
}

void ChannelKeeper::readAgain(const std::shared_ptr<Open> &open)
{
    auto channels
        = askReader<Channels>(m_runtime.dutyReaders(), [&open](store::Connection &connection) {
              return notify::readChannels(connection, open->seal);
          });
    {
        const std::scoped_lock lock(m_mutex);
        m_health = channels ? Status(Done{}) : Status(channels.error());
        if (channels)
            m_channels = std::make_shared<const Channels>(*std::move(channels));
    }
    open->dispatcher->wake();
    m_changed.notify();
}

// Waits its turn behind the opening, so that a change right after the start is not refused.
void ChannelKeeper::change(
    std::function<Status(store::WriteContext &, const notify::SecretSeal &)> job, StatusDone done)
{
    m_pool.post([this, job = std::move(job), done = std::move(done)] {
        const auto open = opened();
        if (!open)
            return done(whyNot());
        const Status status = m_runtime.workspace().writer().submitAndWait(
            [&](store::WriteContext &context) { return job(context, open->seal); });
        if (status)
            readAgain(open); // first: who hears that it is done asks for it at once
        done(status);
    });
}

void ChannelKeeper::save(const Channel &channel, StatusDone done)
{
    change(
        [channel, now = m_runtime.clock().now()](
            store::WriteContext &context, const notify::SecretSeal &seal) -> Status {
            const auto saved = notify::saveChannel(context, seal, channel, now);
            return saved ? Status(Done{}) : Status(saved.error());
        },
        std::move(done));
}

void ChannelKeeper::remove(std::int64_t channel, StatusDone done)
{
    change([channel, now = m_runtime.clock().now()](store::WriteContext &context,
               const notify::SecretSeal &) { return notify::removeChannel(context, channel, now); },
        std::move(done));
}

void ChannelKeeper::test(const Channel &channel, std::function<void(Result<ChannelTest>)> done)
{
    m_pool.post([this, channel, done = std::move(done)] {
        const auto open = opened();
        if (!open)
            return done(whyNot());
        const ChannelTest tested = open->dispatcher->test(channel, m_stopping.get_token());
        if (channel.id != 0)
            readAgain(open);
        done(tested);
    });
}

void ChannelKeeper::preview(const Channel &channel, const Message &message,
    std::function<void(Result<MessagePreview>)> done)
{
    m_pool.post([this, channel, message, done = std::move(done)] {
        const auto open = opened();
        if (!open)
            return done(whyNot());
        done(open->dispatcher->preview(channel, message));
    });
}

} // namespace binnacle::runtime
