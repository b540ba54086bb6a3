#include "tests/core/notify/dispatch_fixture.h"
#include "tests/support/smtp_server.h"
#include "tests/support/test_certificate.h"

#include <QElapsedTimer>
#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// Let whatever should not happen have its chance.
void giveTime()
{
    std::this_thread::sleep_for(120ms);
}

} // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT

private slots:
    void whatIsEnqueuedArrivesAtOnce()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        QElapsedTimer timer;
        timer.start();
        rig.enqueue(channel, "a", 17);
        QVERIFY(receiver.waitFor(1));
        QVERIFY(timer.elapsed() < 1'000);
        QVERIFY(rig.waitForNews(1));
        const DeliveryNews news = rig.news()[0];
        QCOMPARE(news.state, DeliveryState::Sent);
        QCOMPARE(news.alerts, (std::vector<std::int64_t>{17}));
        const Delivery delivery = rig.store.deliveries({})[0];
        QCOMPARE(delivery.state, DeliveryState::Sent);
        QCOMPARE(delivery.tries.size(), std::size_t{1});
        QCOMPARE(delivery.tries[0].status, 200);
        QCOMPARE(delivery.tries[0].answer, std::string("ok"));
    }

    void whatWaitedBeforeTheStartIsSentInOrder()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        for (int i = 0; i < 10; ++i)
            rig.enqueue(channel, std::to_string(i));
        rig.start();
        QVERIFY(receiver.waitFor(10));
        for (int i = 0; i < 10; ++i) {
            const std::string expected = "\"title\":\"" + std::to_string(i) + '"';
            QVERIFY(receiver.requests()[static_cast<std::size_t>(i)].body.find(expected)
                != std::string::npos);
        }
    }

    void brokenThreeTimesThenWell()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.status = 500}, {.status = 502}, {.status = 503}, {}});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        rig.enqueue(channel, "b");
        for (const Duration wait : {5'000ms, 10'000ms, 20'000ms}) {
            const std::size_t before = receiver.count();
            QVERIFY(rig.waitForNews(before == 0 ? 1 : before));
            rig.advance(wait - 1ms);
            giveTime();
            QCOMPARE(receiver.count(), std::max<std::size_t>(before, 1));
            rig.advance(1ms);
            QVERIFY(receiver.waitFor(std::max<std::size_t>(before, 1) + 1));
        }
        QVERIFY(receiver.waitFor(5)); // the other one did not overtake it
        QVERIFY(rig.waitForNews(5));
        const auto requests = receiver.requests();
        std::set<std::string> keys;
        for (int i = 0; i < 4; ++i) {
            QVERIFY(requests[static_cast<std::size_t>(i)].body.find("\"a\"") != std::string::npos);
            keys.insert(requests[static_cast<std::size_t>(i)].headers.at("idempotency-key"));
        }
        QCOMPARE(keys.size(), std::size_t{1});
        QVERIFY(!keys.contains(requests[4].headers.at("idempotency-key")));
        const Delivery delivery = rig.store.deliveries({})[1];
        QCOMPARE(delivery.attempts, 4);
        QCOMPARE(delivery.tries[1].status, 502);
    }

    void sixTimesAreEnough()
    {
        DispatchFixture rig;
        HttpReceiver receiver({.status = 500});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        for (std::size_t i = 1; i <= 6; ++i) {
            QVERIFY(rig.waitForNews(i));
            rig.advance(300s);
        }
        giveTime();
        QCOMPARE(receiver.count(), std::size_t{6});
        QCOMPARE(rig.store.deliveries({})[0].state, DeliveryState::Failed);
        QCOMPARE(rig.news().back().state, DeliveryState::Failed);
    }

    void retryAfterIsHonoured()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.status = 429, .headers = "Retry-After: 7\r\n"}, {}});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        QVERIFY(rig.waitForNews(1));
        rig.advance(6'999ms);
        giveTime();
        QCOMPARE(receiver.count(), std::size_t{1});
        rig.advance(1ms);
        QVERIFY(receiver.waitFor(2));
    }

    void aClockThatJumpsChangesNothing()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.status = 500}, {}});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        QVERIFY(rig.waitForNews(1));
        rig.clock.jump(24h);
        rig.advance(4'000ms);
        giveTime();
        QCOMPARE(receiver.count(), std::size_t{1});
        rig.clock.jump(-48h);
        rig.advance(1'000ms);
        QVERIFY(receiver.waitFor(2));
    }

    void refusedForGoodIsDeadAndTheNextOneGoes()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.status = 410, .body = "gone, pl4nted-secret"}, {}});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        rig.enqueue(channel, "b");
        QVERIFY(rig.waitForNews(2));
        const auto deliveries = rig.store.deliveries({});
        QCOMPARE(deliveries[1].state, DeliveryState::Dead);
        QCOMPARE(deliveries[1].tries[0].answer, std::string("gone, ********"));
        QCOMPARE(deliveries[0].state, DeliveryState::Sent);
    }

    void oneThatHangsHoldsUpNoOther()
    {
        DispatchFixture rig({.connectTimeout = Duration{1'000}, .totalTimeout = Duration{10'000}});
        HttpReceiver hanging({.hangs = true});
        std::vector<std::int64_t> hung;
        for (int i = 0; i < 20; ++i)
            hung.push_back(rig.addWebhook("hanging " + std::to_string(i), hanging.url()));
        HttpReceiver receiver;
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        for (const std::int64_t id : hung)
            rig.enqueue(id, "a");
        QVERIFY(hanging.waitFor(20));
        QElapsedTimer timer;
        timer.start();
        rig.enqueue(channel, "b");
        QVERIFY(receiver.waitFor(1));
        QVERIFY(timer.elapsed() < 1'000);
        timer.start();
        rig.stop(); // and holds up no end
        QVERIFY(timer.elapsed() < 2'000);
        // Broken off is not given up.
        for (const Delivery &delivery : rig.store.deliveries({.channel = hung[0]}))
            QCOMPARE(delivery.state, DeliveryState::Pending);
    }

    void twoHundredWithAnErrorInItIsNoDelivery()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.body = "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"},
            {.body = "{\"errcode\":0}"}});
        const std::int64_t channel = rig.addDingTalk(receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        rig.enqueue(channel, "b");
        QVERIFY(rig.waitForNews(2));
        QCOMPARE(rig.store.deliveries({})[1].state, DeliveryState::Dead);
        QCOMPARE(rig.store.deliveries({})[0].state, DeliveryState::Sent);
    }

    void aChannelThatIsOffSendsNothingAndSaysWhy()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        const std::int64_t off = rig.addWebhook("off", receiver.url());
        Channel channel = rig.store.channels()[0];
        channel.isEnabled = false;
        QVERIFY(rig.store.save(channel, rig.clock.now()));
        const std::int64_t broken
            = rig.add({.type = ChannelType::Slack, .name = "broken", .isEnabled = true});
        rig.enqueue(off, "a");
        rig.enqueue(broken, "b");
        rig.enqueue(4711, "c");
        rig.start();
        QVERIFY(rig.waitForNews(3));
        for (const Delivery &delivery : rig.store.deliveries({}))
            QCOMPARE(delivery.state, DeliveryState::Dead);
        QCOMPARE(receiver.connections(), 0);
    }

    void whatFailedBeforeARestartWaitsItsTime()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        receiver.script({{.status = 500}, {}});
        const std::int64_t channel = rig.addWebhook("hook", receiver.url());
        rig.start();
        rig.enqueue(channel, "a");
        QVERIFY(rig.waitForNews(1));
        rig.stop();
        rig.clock.advance(2'000ms);
        rig.start();
        giveTime();
        QCOMPARE(receiver.count(), std::size_t{1});
        rig.advance(3'000ms);
        QVERIFY(receiver.waitFor(2));
        const auto requests = receiver.requests();
        QCOMPARE(
            requests[0].headers.at("idempotency-key"), requests[1].headers.at("idempotency-key"));
    }

    void mailArrives()
    {
        const TestCertificate certificate;
        SmtpServer server({.tls = certificate.context(), .requiresLogin = true});
        DispatchFixture rig({.connectTimeout = Duration{1'000},
            .totalTimeout = Duration{2'000},
            .caFile = certificate.certificateFile()});
        const std::int64_t channel = rig.add({.type = ChannelType::Email,
            .name = "mail",
            .isEnabled = true,
            .config = "{\"smtp_host\":\"127.0.0.1\",\"smtp_port\":" + std::to_string(server.port())
                + ",\"smtp_user\":\"alerts@example.com\",\"smtp_password\":\"correct horse\","
                  "\"to_addresses\":[\"a@example.com\"]}"});
        rig.start();
        rig.enqueue(channel, "disk is full");
        QVERIFY(server.waitFor(1));
        QVERIFY(rig.waitForNews(1));
        QCOMPARE(rig.store.deliveries({})[0].state, DeliveryState::Sent);
        QCOMPARE(rig.store.deliveries({})[0].tries[0].status, 250);
    }

    void aTestReallySendsAndIsRemembered()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        rig.addWebhook("hook", receiver.url());
        rig.start();
        Channel channel = rig.store.channels()[0];
        channel.isEnabled = false; // also while it is off
        const ChannelTest good = rig.dispatcher().test(channel);
        QVERIFY(good.succeeded);
        QCOMPARE(good.status, 200);
        QCOMPARE(receiver.count(), std::size_t{1});
        QVERIFY(receiver.requests()[0].headers.contains("x-binnacle-signature")); // the stored one
        QVERIFY(rig.store.channels()[0].lastTestSucceeded);
        receiver.script({{.status = 404, .body = "no such hook"}});
        const ChannelTest bad = rig.dispatcher().test(channel);
        QVERIFY(!bad.succeeded);
        QVERIFY(bad.response.find("no such hook") != std::string::npos);
        QVERIFY(!rig.store.channels()[0].lastTestSucceeded);
        // One that is not stored, and one that leads where it must not.
        Channel fresh = channel;
        fresh.id = 0;
        fresh.config = "{\"url\":\"" + receiver.url() + "\"}";
        const ChannelTest blocked = rig.dispatcher().test(fresh);
        QVERIFY(!blocked.succeeded);
        QVERIFY(blocked.response.find("allowed_hosts") != std::string::npos);
        QCOMPARE(receiver.count(), std::size_t{2});
    }

    void aPreviewIsWhatWouldBeSent()
    {
        DispatchFixture rig;
        HttpReceiver receiver;
        rig.addWebhook("hook", receiver.url());
        rig.start();
        const auto preview
            = rig.dispatcher().preview(rig.store.channels()[0], {.title = "Agent offline"});
        QVERIFY(preview);
        QVERIFY(preview->readable.starts_with("🟢 Agent offline"));
        QVERIFY(preview->body.starts_with("{\"v\":1"));
        QCOMPARE(receiver.connections(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
