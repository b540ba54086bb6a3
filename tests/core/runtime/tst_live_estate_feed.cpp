#include "core/http/client.h"
#include "core/runtime/console/live_estate_feed.h"
#include "core/runtime/runtime.h"
#include "tests/support/traffic_builder.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace binnacle;
using namespace binnacle::runtime;

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
        auto runtime = Runtime::start(m_clock, std::move(options));
        if (!runtime)
            qFatal("%s", runtime.error().message.c_str());
        m_runtime = *std::move(runtime);
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
        QCOMPARE(ingest().limitHits.all(), 1U);
    }

    void aClusterHasThreeAges()
    {
        QCOMPARE(post("/agent/heartbeat", {{"X-Cluster-ID", "prod"}}), 200);
        QTRY_COMPARE(m_feed->estate()->clusters.size(), 1U);
        QVERIFY(!isKnown(times().lastIncrement));
        m_runtime->takeIncrements({"prod"},
            {.at = std::chrono::floor<std::chrono::seconds>(m_clock.now()),
                .bootId = "boot",
                .seq = 1,
                .interval = Duration{10'000},
                .ingress = {test::ingressIncrement("web", 10)}},
            [](const Status &) {});
        QTRY_VERIFY(isKnown(times().lastIncrement));
        QVERIFY(isKnown(times().lastHeartbeat));
        QVERIFY(!isKnown(times().lastSnapshot));
    }

private:
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
