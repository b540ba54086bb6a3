#include "tests/core/notify/dispatch_fixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;

namespace {

struct Provider
{
    ChannelType type;
    const char *answer;
    int perMinute;
};

constexpr std::array kProviders{
    Provider{ChannelType::Slack, "ok", 60},
    Provider{ChannelType::DingTalk, "{\"errcode\":0}", 20},
    Provider{ChannelType::Feishu, "{\"code\":0}", 100},
};

constexpr int kBursts = 60;
constexpr int kAlertsInABurst = 167; // 10 020 in a minute

std::vector<OutboxItem> burst(const std::vector<std::int64_t> &channels, int number)
{
    std::vector<OutboxItem> items;
    for (int i = 0; i < kAlertsInABurst; ++i) {
        const std::int64_t alert = 1 + number * kAlertsInABurst + i;
        for (const std::int64_t channel : channels)
            items.push_back({.channel = channel,
                .channelName = "c",
                .message = {.title = "alert " + std::to_string(alert),
                    .severity = i % 50 == 0 ? AlertSeverity::Critical : AlertSeverity::Warning,
                    .cluster = {"prod"},
                    .alert = alert},
                .key = std::to_string(alert)});
    }
    return items;
}

} // namespace

class TestDispatcherStorm : public QObject
{
    Q_OBJECT

private slots:
    // Case L7, and nothing gets lost: every alert is in a delivery that arrived.
    void tenThousandInAMinuteArriveAsDigests()
    {
        DispatchFixture rig;
        std::vector<std::unique_ptr<HttpReceiver>> receivers;
        std::vector<std::int64_t> channels;
        for (const Provider &provider : kProviders) {
            receivers.push_back(
                std::make_unique<HttpReceiver>(ScriptedReply{.body = provider.answer}));
            channels.push_back(rig.add({.type = provider.type,
                .name = std::string(channelTypeName(provider.type)),
                .isEnabled = true,
                .config = "{\"webhook_url\":\"" + receivers.back()->url()
                    + "\",\"allowed_hosts\":[\"127.0.0.1\"]}"}));
        }
        rig.start();
        for (int second = 0; second < kBursts; ++second) {
            rig.enqueue(burst(channels, second));
            rig.advance(Duration{1'000});
            std::this_thread::sleep_for(std::chrono::milliseconds(15));
        }
        const auto waiting = [&rig] { return *rig.store.read(countWaiting); };
        for (int i = 0; i < 500 && waiting() > 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            if (i % 10 == 9)
                rig.advance(Duration{1'000});
        }
        QCOMPARE(waiting(), std::int64_t{0});
        rig.stop();

        // What each delivery told of, as it was announced.
        std::map<std::int64_t, std::set<std::int64_t>> told;
        for (const DeliveryNews &news : rig.news()) {
            QCOMPARE(news.state, DeliveryState::Sent);
            told[news.channel].insert(news.alerts.begin(), news.alerts.end());
        }
        for (std::size_t i = 0; i < channels.size(); ++i) {
            QCOMPARE(told[channels[i]].size(), std::size_t{kBursts} * kAlertsInABurst);
            const std::size_t requests = receivers[i]->count();
            // A minute, and what was let through at its beginning.
            QVERIFY2(requests <= static_cast<std::size_t>(kProviders[i].perMinute) + 15,
                qPrintable(QString::number(requests)));
            QVERIFY(requests >= 5);
        }
        const std::string last = receivers[0]->requests().back().body;
        QVERIFY2(last.find("notifications in one") != std::string::npos, last.c_str());
    }

    void aFewAreTellingEach()
    {
        DispatchFixture rig;
        HttpReceiver receiver({.body = "{\"errcode\":0}"});
        const std::int64_t channel = rig.addDingTalk(receiver.url());
        for (int i = 0; i < 4; ++i)
            rig.enqueue(channel, std::to_string(i), i + 1);
        rig.start();
        QVERIFY(rig.waitForNews(4));
        QCOMPARE(receiver.count(), std::size_t{4});
        for (const Delivery &delivery : rig.store.deliveries({}))
            QCOMPARE(delivery.state, DeliveryState::Sent);
    }

    // What was sent before the restart counts as well.
    void aRestartDoesNotFillTheBucket()
    {
        DispatchFixture rig;
        HttpReceiver receiver({.body = "{\"errcode\":0}"});
        const std::int64_t channel = rig.addDingTalk(receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        QVERIFY(rig.waitForNews(1));
        rig.stop();
        rig.enqueue(channel, "b");
        rig.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        QCOMPARE(receiver.count(), std::size_t{1});
        rig.advance(Duration{4'000});
        QVERIFY(receiver.waitFor(2));
    }
};

QTEST_GUILESS_MAIN(TestDispatcherStorm)
#include "tst_dispatcher_storm.moc"
