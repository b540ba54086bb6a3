#pragma once

#include "core/notify/dispatcher.h"
#include "tests/core/notify/notify_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/http_receiver.h"

#include <QTest>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace binnacle::test {

// A dispatcher over a workspace in a temporary folder. Its time moves only when told to; that of
// its connections is real.
class DispatchFixture
{
public:
    explicit DispatchFixture(notify::TransportSettings transport
        = {.connectTimeout = Duration{1'000}, .totalTimeout = Duration{1'500}})
        : settings{.transport = std::move(transport), .stopPatience = Duration{200}}
    {}
    ~DispatchFixture() { stop(); }

    void start()
    {
        m_dispatcher = std::make_unique<notify::Dispatcher>(
            clock, store.writer(), store.readers(), store.seal(), settings);
        m_subscription = m_dispatcher->onNews([this](const notify::DeliveryNews &news) {
            const std::scoped_lock lock(m_mutex);
            m_news.push_back(news);
        });
    }
    void stop()
    {
        if (m_dispatcher)
            m_dispatcher->stop();
        m_subscription = {};
        m_dispatcher.reset();
    }

    notify::Dispatcher &dispatcher() { return *m_dispatcher; }

    std::int64_t addWebhook(const std::string &name, const std::string &url)
    {
        return add({.type = ChannelType::Webhook,
            .name = name,
            .isEnabled = true,
            .config = "{\"url\":\"" + url
                + "\",\"secret\":\"pl4nted-secret\",\"allowed_hosts\":[\"127.0.0.1\"]}"});
    }
    std::int64_t addDingTalk(const std::string &url)
    {
        return add({.type = ChannelType::DingTalk,
            .name = "ding",
            .isEnabled = true,
            .config = "{\"webhook_url\":\"" + url + "\",\"allowed_hosts\":[\"127.0.0.1\"]}"});
    }
    std::int64_t add(const Channel &channel) { return need(store.save(channel, clock.now())); }

    void enqueue(std::int64_t channel, const std::string &key, std::int64_t alert = 0)
    {
        enqueue({{.channel = channel,
            .channelName = "c",
            .message = {.title = key, .severity = AlertSeverity::Warning, .alert = alert},
            .key = key}});
    }
    void enqueue(const std::vector<notify::OutboxItem> &items)
    {
        if (!store.enqueue(items, clock.now()))
            qFatal("cannot enqueue");
        if (m_dispatcher)
            m_dispatcher->wake();
    }

    void advance(Duration by)
    {
        clock.advance(by);
        m_dispatcher->wake();
    }

    std::vector<notify::DeliveryNews> news() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_news;
    }
    // Waits until so many attempts or ends were told of.
    bool waitForNews(std::size_t count) const
    {
        for (int i = 0; i < 1'000 && news().size() < count; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return news().size() >= count;
    }

    FakeClock clock;
    NotifyStore store;
    notify::DispatcherSettings settings;

private:
    mutable std::mutex m_mutex;
    std::vector<notify::DeliveryNews> m_news; // guarded by m_mutex
    Listeners<notify::DeliveryNews>::Subscription m_subscription;
    std::unique_ptr<notify::Dispatcher> m_dispatcher;
};

} // namespace binnacle::test
