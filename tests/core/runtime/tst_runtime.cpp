#include "core/http/client.h"
#include "core/runtime/runtime.h"
#include "core/store/contact_gaps.h"
#include "core/store/reader_pool.h"
#include "tests/support/fake_clock.h"
#include "tests/support/read_with.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>

using namespace binnacle;
using namespace binnacle::runtime;

namespace {

std::string snapshotWithOneEvent(const std::string &uid)
{
    return R"({"clusterId":"prod","pods":[],"nodes":[],"events":[{"uid":")" + uid
        + R"(","name":"a.1","namespace":"shop","type":"Warning","reason":"BackOff",)"
          R"("message":"Back-off restarting failed container","count":3,)"
          R"("involvedObject":{"kind":"Pod","namespace":"shop","name":"a"},)"
          R"("firstTimestamp":"2026-03-01T08:00:00Z","lastTimestamp":"2026-03-01T09:00:00Z"}]})";
}

int post(
    const Runtime &runtime, const std::string &body, const std::string &target = "/agent/snapshot")
{
    http::Client client("127.0.0.1", runtime.listener()->port());
    const auto answer = client.send({.method = "POST",
        .target = target,
        .headers = {{"X-Cluster-ID", "prod"}, {"Content-Type", "application/json"}},
        .body = body});
    return answer ? answer->status : -1;
}

Status removeAndWait(Runtime &runtime)
{
    return test::waitFor([&](auto done) { runtime.removeCluster({"prod"}, done); });
}

Timestamp recordSince(Runtime &runtime, store::SignOfLife sign)
{
    return test::need(
        test::readWith(runtime.workspace().readers(), [sign](store::Connection &connection) {
            return store::contactRecordSince(connection, {"prod"}, sign);
        }));
}

} // namespace

class TestRuntime : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatAnAgentSentIsThereAfterARestart()
    {
        {
            auto runtime = start();
            QVERIFY(runtime->listener());
            QCOMPARE(post(*runtime, snapshotWithOneEvent("u-1")), 200);
            QTRY_COMPARE(runtime->hub().state()->clusters.size(), 1U);
        }
        auto again = start();
        const auto state = again->hub().state();
        QCOMPARE(state->clusters.size(), 1U);
        QCOMPARE(state->clusters[0].id.value, std::string("prod"));
        QVERIFY(state->clusters[0].remembered);
        QCOMPARE(state->clusters[0].status, AgentStatus::Offline);
        QVERIFY(state->clusters[0].snapshot);
        QCOMPARE(again->workspace().stats()->events, 1);
    }

    void sinceWhenAgentsAreListenedToIsWrittenDown()
    {
        auto runtime = start();
        const Timestamp before = runtime->clock().now();
        QCOMPARE(post(*runtime, snapshotWithOneEvent("u-1")), 200);
        QTRY_VERIFY(isKnown(recordSince(*runtime, store::SignOfLife::Snapshot)));
        QVERIFY(recordSince(*runtime, store::SignOfLife::Snapshot) >= before);
        QVERIFY(isKnown(recordSince(*runtime, store::SignOfLife::Heartbeat)));
    }

    // However long it takes until somebody looks: between two signs ten seconds apart is no
    // silence.
    void onlyWhatWasSilentIsWrittenDownAsSilence()
    {
        test::FakeClock clock;
        auto runtime = start(clock);
        constexpr std::chrono::seconds kBeat{10};
        QCOMPARE(post(*runtime, snapshotWithOneEvent("u-1")), 200);
        for (int i = 0; i < 30; ++i) {
            clock.advance(kBeat);
            QCOMPARE(post(*runtime, {}, "/agent/heartbeat"), 200);
        }
        const Timestamp last = clock.now();
        clock.advance(20 * kBeat);
        QCOMPARE(post(*runtime, {}, "/agent/heartbeat"), 200);
        const auto silences = [&] {
            return test::need(
                test::readWith(runtime->workspace().readers(), [&](store::Connection &connection) {
                    return store::contactGaps(connection, {"prod"}, store::SignOfLife::Heartbeat,
                        {last - 40 * kBeat, clock.now()});
                }));
        };
        QTRY_VERIFY(!silences().empty());
        QCOMPARE(silences().size(), 1U);
        QCOMPARE(silences().front().from, last);
        QCOMPARE(silences().front().until, clock.now());
    }

    void theSecondConsoleFollowsTheFirstAndListensToNobody()
    {
        auto writer = start();
        auto reader = start();
        QVERIFY(reader->workspace().isReadOnly());
        QVERIFY(!reader->listener());
        QVERIFY(!reader->listenProblem().empty());
        std::atomic_int stored = 0;
        const auto listening
            = reader->eventsStored().add([&](const store::SyncOutcome &) { ++stored; });
        QCOMPARE(post(*writer, snapshotWithOneEvent("u-1")), 200);
        QTRY_VERIFY_WITH_TIMEOUT(stored > 0, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(reader->hub().state()->clusters.size(), 1U, 10'000);
    }

    void theSecondConsoleSeesClustersComeAndGoAndRemovesNone()
    {
        auto writer = start();
        auto reader = start();
        const auto seen = [&reader] { return reader->hub().state()->clusters.size(); };
        QCOMPARE(post(*writer, "", "/agent/heartbeat"), 200); // never a snapshot
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 1U, 10'000);

        const Status refused = removeAndWait(*reader);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
        QTest::qWait(50);
        QCOMPARE(seen(), 1U);

        QVERIFY(removeAndWait(*writer));
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 0U, 10'000);
    }

    // Commits answer on the core thread; neither may be gone while the other still works.
    void stoppingInTheMiddleOfCommandsIsClean()
    {
        for (int round = 0; round < 20; ++round) {
            auto runtime = start();
            runtime->core().post([&hub = runtime->hub()] {
                hub.heartbeat({"prod"});
                for (int i = 0; i < 20; ++i) {
                    hub.enqueue({.cluster = {"prod"},
                                    .action = "restart",
                                    .target = {"Deployment", "shop", "api"}},
                        [&hub](const Result<CommandRecord> &record) {
                            if (record)
                                (void)hub.cancel(record->command.id);
                        });
                }
            });
        }
        auto again = start();
        std::promise<std::size_t> open;
        again->core().post([&] { open.set_value(again->hub().commands().size()); });
        QCOMPARE(open.get_future().get(), 0U); // every cancellation was written
    }

    void aTakenPortIsSaidAndTheRestWorks()
    {
        auto first = start();
        QTemporaryDir other;
        config::Settings settings;
        settings.agents.server.port = first->listener()->port();
        auto second = Runtime::start(
            m_clock, {.workspace = other.path().toStdString(), .settings = settings});
        QVERIFY(second);
        QVERIFY(!(*second)->listener());
        QVERIFY(!(*second)->listenProblem().empty());
    }

    void aBadBodyLeavesTheEarlierStateAlone()
    {
        auto runtime = start();
        QCOMPARE(post(*runtime, snapshotWithOneEvent("u-1")), 200);
        const auto before = runtime->hub().state()->clusters[0].snapshot;
        QCOMPARE(post(*runtime, "{\"pods\": [tru"), 400);
        QCOMPARE(post(*runtime, "{\"pods\": 7}"), 422);
        QCOMPARE(runtime->hub().state()->clusters[0].snapshot, before);
        QCOMPARE(runtime->workspace().stats()->events, 1);
    }

private:
    std::unique_ptr<Runtime> start() { return start(m_clock); }
    std::unique_ptr<Runtime> start(const Clock &clock)
    {
        config::Settings settings;
        settings.agents.server.port = 0;
        auto runtime = Runtime::start(
            clock, {.workspace = m_dir->path().toStdString(), .settings = settings});
        if (!runtime)
            qFatal("%s", runtime.error().message.c_str());
        return *std::move(runtime);
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestRuntime)
#include "tst_runtime.moc"
