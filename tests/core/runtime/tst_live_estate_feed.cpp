#include "core/http/client.h"
#include "core/runtime/console/live_estate_feed.h"
#include "core/runtime/runtime.h"
#include "tests/support/store_fixture.h"
#include "tests/support/traffic_builder.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;

namespace {

const ClusterId kProd{"prod"};
constexpr Duration kMinute{60'000};

} // namespace

// What the console is shown of a running hub.
class TestLiveEstateFeed : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        RuntimeOptions options{.workspace = m_folder->path().toStdString()};
        options.settings.agents.server.port = 0;
        m_runtime = need(Runtime::start(m_clock, std::move(options)));
        m_user = std::make_unique<DesktopUser>(*m_runtime, false);
        bool isUserKnown = false;
        m_user->whenKnown([&isUserKnown] { isUserKnown = true; });
        QTRY_VERIFY(isUserKnown);
        m_feed = std::make_unique<LiveEstateFeed>(*m_runtime, *m_user, false);
    }
    void cleanup()
    {
        m_feed.reset();
        m_user.reset();
        m_runtime.reset();
    }

    void whatTheListenerTurnsAwayIsAmongTheRejected()
    {
        QCOMPARE(post("/agent/heartbeat", {{"X-Cluster-ID", "a b"}}), 400);
        QCOMPARE(post("/agent/heartbeat", {{"Origin", "http://evil.example"}}), 403);
        QTRY_COMPARE(ingest().rejected, 2U);
        QCOMPARE(ingest().limitHits.hosts, 1U);
        QCOMPARE(ingest().limitHits.refused(), 1U);
    }

    void aClusterHasThreeAges()
    {
        QCOMPARE(post("/agent/heartbeat", {{"X-Cluster-ID", "prod"}}), 200);
        QTRY_COMPARE(m_feed->estate()->clusters.size(), 1U);
        QVERIFY(!isKnown(times().lastIncrement));
        m_runtime->takeIncrements(kProd,
            {.at = std::chrono::floor<std::chrono::seconds>(m_clock.now()),
                .bootId = "boot",
                .seq = 1,
                .interval = Duration{10'000},
                .ingress = {ingressIncrement("web", 10)}},
            [](const Status &) {});
        QTRY_VERIFY(isKnown(times().lastIncrement));
        QVERIFY(isKnown(times().lastHeartbeat));
        QVERIFY(!isKnown(times().lastSnapshot));
    }

    void howFarEachClustersEventsReachFollowsRetention()
    {
        const Timestamp now = std::chrono::floor<Duration>(m_clock.now());
        std::vector<ClusterEvent> events;
        for (int i = 1; i <= 10; ++i) {
            events.push_back(podEvent(std::to_string(i), toEpochMs(now - i * kMinute)));
            events.back().type = i % 2 == 0 ? EventType::Warning : EventType::Normal;
        }
        events.push_back(podEvent("other", toEpochMs(now)));
        events.back().cluster = {"other"};
        need(waitFor<Result<store::SyncOutcome>>(
            [&](auto done) { m_runtime->history().sync(std::move(events), {}, done); }));
        QTRY_COMPARE(reachOfProd(), (EventReach{now - 10 * kMinute, now - 9 * kMinute}));
        QCOMPARE(m_feed->estate()->store.reaches.at({"other"}), (EventReach{now, {}}));
        // The Normal ones of nine, seven and five minutes ago go.
        const auto deleted = waitFor<Result<std::int64_t>>(
            [&](auto done) { m_runtime->history().sweep(now, 30, 7, done); });
        QCOMPARE(need(deleted), std::int64_t{3});
        QTRY_COMPARE(reachOfProd(), (EventReach{now - 10 * kMinute, now - 3 * kMinute}));
    }

private:
    EventReach reachOfProd() const
    {
        const auto estate = m_feed->estate();
        const auto found = estate->store.reaches.find(kProd);
        return found == estate->store.reaches.end() ? EventReach{} : found->second;
    }
    AgentTimes times() const { return m_feed->estate()->clusters.front().times; }
    console::IngestView ingest() const { return m_feed->estate()->ingest; }

    int post(const std::string &target, std::vector<std::pair<std::string, std::string>> headers)
    {
        http::Client client("127.0.0.1", m_runtime->listener()->port());
        const auto answer
            = client.send({.method = "POST", .target = target, .headers = std::move(headers)});
        return answer ? answer->status : -1;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<DesktopUser> m_user;
    std::unique_ptr<LiveEstateFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestLiveEstateFeed)
#include "tst_live_estate_feed.moc"
