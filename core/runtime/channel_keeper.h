#pragma once

#include "core/base/listeners.h"
#include "core/base/result.h"
#include "core/base/worker_pool.h"
#include "core/domain/notification.h"
#include "core/notify/dispatcher.h"
#include "core/notify/secret_seal.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::access {
class SecretStore;
}
namespace binnacle::store {
struct WriteContext;
}

namespace binnacle::runtime {

class Runtime;

// The channels of a workspace and what waits for them: keeps them at hand for who writes messages,
// and runs the dispatcher that sends. A workspace that somebody else writes sends nothing.
// Thread-safe. `done` runs on any thread.
class ChannelKeeper
{
public:
    using StatusDone = std::function<void(const Status &)>;
    using Channels = std::vector<Channel>;

    explicit ChannelKeeper(Runtime &runtime); // must outlive the keeper
    ~ChannelKeeper();
    ChannelKeeper(const ChannelKeeper &) = delete;
    ChannelKeeper &operator=(const ChannelKeeper &) = delete;

    // Reads the channels, which can be written to from then on: blocking. Then opens the secrets,
    // in what `openSecrets` gives or (null) in a file of `directory`, and begins to send what is
    // left; on a thread of its own, for a keychain may ask its user first. While that fails
    // messages wait in the store, health() says why, and tryAgain() tries again.
    using OpenSecrets = std::function<std::shared_ptr<access::SecretStore>()>;
    void start(std::string directory, OpenSecrets openSecrets);
    void tryAgain();
    void stop();

    std::shared_ptr<const Channels> channels() const; // by name, masked; never null
    Status health() const;
    Listeners<> &changed() { return m_changed; } // channels, or what became of deliveries
    void wake();                                 // something was enqueued

    void save(const Channel &channel, StatusDone done); // id 0: a new one
    void remove(std::int64_t channel, StatusDone done);
    void test(const Channel &channel, std::function<void(Result<ChannelTest>)> done);
    void preview(const Channel &channel, const Message &message,
        std::function<void(Result<MessagePreview>)> done);

private:
    struct Open
    {
        explicit Open(notify::SecretSeal theSeal)
            : seal(std::move(theSeal))
        {}
        notify::SecretSeal seal;
        std::unique_ptr<notify::Dispatcher> dispatcher;
        Listeners<notify::DeliveryNews>::Subscription news;
    };

    std::shared_ptr<Open> opened() const; // null: not yet
    Error whyNot() const;
    void open();
    void readAgain(const std::shared_ptr<Open> &open);
    void change(std::function<Status(store::WriteContext &, const notify::SecretSeal &)> job,
        StatusDone done);

    Runtime &m_runtime;
    Listeners<> m_changed;
    std::string m_directory;
    OpenSecrets m_openSecrets;
    mutable std::mutex m_mutex;
    std::shared_ptr<Open> m_open;               // guarded by m_mutex
    std::shared_ptr<const Channels> m_channels; // guarded by m_mutex
    Status m_health = Done{};                   // guarded by m_mutex
    bool m_isOpening = false;                   // guarded by m_mutex
    bool m_isStopped = false;                   // guarded by m_mutex
    std::stop_source m_stopping;
    WorkerPool m_pool{1}; // last: finishes first
};

} // namespace binnacle::runtime
