#include "core/hub/memory_hub.h"
#include "tests/core/hub/fake_journal.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

using namespace binnacle;
using namespace binnacle::hub;
using namespace std::chrono_literals;

namespace {

const ClusterId kCluster{"prod"};

std::shared_ptr<ClusterSnapshot> snapshotAt(Timestamp fetched, const std::string &node = "n1",
    int pods = 1, const ClusterId &cluster = kCluster)
{
    auto snapshot = std::make_shared<ClusterSnapshot>();
    snapshot->cluster = cluster;
    snapshot->fetchedAt = fetched;
    if (!node.empty())
        snapshot->nodes.push_back({.meta = {.name = snapshot->arena->copy(node)}});
    snapshot->pods.resize(static_cast<std::size_t>(pods));
    snapshot->summary = summarise(*snapshot);
    return snapshot;
}

struct Bench
{
    test::FakeClock clock;
    test::FakeJournal journal;
    MemoryHub hub{clock, journal};
    int changes = 0;

    Bench()
    {
        hub.setListener([this] { ++changes; });
    }

    ClusterState only() const { return hub.state()->clusters.at(0); }
    void push(Duration skew = 0s, const std::string &node = "n1")
    {
        hub.setSnapshot(snapshotAt(clock.now() + skew, node));
    }
    void pass(Duration time)
    {
        clock.advance(time);
        hub.tick();
    }
};

} // namespace

class TestMemoryHub : public QObject
{
    Q_OBJECT

private slots:
    void firstContactRegistersACluster()
    {
        Bench bench;
        QVERIFY(bench.hub.state()->clusters.empty());
        bench.hub.heartbeat(kCluster);
        QCOMPARE(bench.only().name, "prod");
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData);
        QCOMPARE(bench.changes, 1);
        bench.push();
        QCOMPARE(bench.only().status, AgentStatus::Online);
        QCOMPARE(bench.only().snapshot->pods.size(), std::size_t{1});
    }

    void agesDecideTheStatus()
    {
        Bench bench;
        bench.push();
        bench.pass(30s);
        QCOMPARE(bench.only().status, AgentStatus::Online);
        bench.pass(1s);
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData); // three intervals missed
        bench.pass(14s);
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData); // 45 s: not yet
        bench.pass(1s);
        QCOMPARE(bench.only().status, AgentStatus::Offline);
        QVERIFY(bench.only().snapshot); // kept, marked by its age
        bench.hub.heartbeat(kCluster);
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData);
        bench.push();
        QCOMPARE(bench.only().status, AgentStatus::Online);
    }

    void aSnapshotAloneRevivesAnOfflineAgent()
    {
        Bench bench;
        bench.push();
        bench.pass(100s);
        QCOMPARE(bench.only().status, AgentStatus::Offline);
        bench.push();
        QCOMPARE(bench.only().status, AgentStatus::Online);
        QCOMPARE(bench.only().times.lastHeartbeat, bench.clock.now());
        QCOMPARE(bench.only().times.lastSnapshot, bench.clock.now());
    }

    void jumpsOfTheWallClockChangeNoStatus()
    {
        Bench bench;
        bench.push();
        for (const Duration jump : {Duration(24h), Duration(-48h), Duration(24h * 365)}) {
            bench.clock.jump(jump);
            bench.pass(1s);
            QCOMPARE(bench.only().status, AgentStatus::Online);
        }
    }

    void tickPublishesOnlyChanges()
    {
        Bench bench;
        bench.push();
        const auto before = bench.hub.state();
        bench.pass(1s);
        QCOMPARE(bench.hub.state(), before);
        bench.pass(31s);
        QVERIFY(bench.hub.state() != before);
        QVERIFY(bench.hub.state()->revision > before->revision);
        QCOMPARE(before->clusters.at(0).status, AgentStatus::Online); // readers keep what they had
    }

    void unchangedClustersShareTheirSnapshot()
    {
        Bench bench;
        bench.push();
        const auto before = bench.only();
        bench.hub.setSnapshot(snapshotAt(bench.clock.now(), "n1", 1, {"zulu"}));
        QCOMPARE(bench.only().snapshot.get(), before.snapshot.get());
        QCOMPARE(bench.only().recent.get(), before.recent.get());
    }

    void theNewestSnapshotWinsWhateverTheOrder()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 100; ++round) {
            Bench bench;
            std::vector<Duration> ages{1s, 2s, 3s, 4s, 5s, 5s, 6s};
            std::ranges::shuffle(ages, random);
            for (const Duration age : ages)
                bench.hub.setSnapshot(snapshotAt(bench.clock.now() - age));
            QCOMPARE(bench.only().snapshot->fetchedAt, bench.clock.now() - 1s);
        }
    }

    void anOldSnapshotStillCountsAsHeartbeat()
    {
        Bench bench;
        bench.push();
        bench.pass(20s);
        bench.push(-60s);
        QCOMPARE(bench.only().times.lastHeartbeat, bench.clock.now());
        QCOMPARE(bench.only().times.lastSnapshot, bench.clock.now() - 20s);
    }

    void anAgentWhoseClockWasSetBackIsBelievedAfterThreeIntervals()
    {
        Bench bench;
        bench.push(2h);
        for (int i = 0; i < 3; ++i) {
            bench.pass(10s);
            bench.push();
            QCOMPARE(bench.only().snapshot->fetchedAt, bench.clock.now() + 2h - 10s * (i + 1));
        }
        bench.pass(10s);
        bench.push();
        QCOMPARE(bench.only().snapshot->fetchedAt, bench.clock.now());
        QCOMPARE(bench.only().status, AgentStatus::Online);
        QVERIFY(!bench.only().conflict);
    }

    void aSnapshotThatShrankToNothingIsTheTruth()
    {
        Bench bench;
        bench.push();
        bench.pass(10s);
        bench.hub.setSnapshot(snapshotAt(bench.clock.now(), "", 0));
        QCOMPARE(bench.only().snapshot->summary.totalPods, 0);
        QCOMPARE(bench.only().recent->back().summary.totalNodes, 0);
        QCOMPARE(bench.only().status, AgentStatus::Online);
    }

    void theRingKeepsNinetySummaries()
    {
        Bench bench;
        for (int i = 0; i < 100; ++i) {
            bench.hub.setSnapshot(snapshotAt(bench.clock.now(), "n1", i));
            bench.pass(10s);
        }
        const auto &ring = *bench.only().recent;
        QCOMPARE(ring.size(), std::size_t{90});
        QCOMPARE(ring.front().summary.totalPods, 10);
        QCOMPARE(ring.back().summary.totalPods, 99);
    }

    void repetitionsDoNotFillTheRing()
    {
        Bench bench;
        for (int i = 0; i < 100; ++i)
            bench.hub.setSnapshot(snapshotAt(bench.clock.now(), "n1", i));
        QCOMPARE(bench.only().recent->size(), std::size_t{1});
        QCOMPARE(bench.only().snapshot->pods.size(), std::size_t{99}); // the last word counts
        QVERIFY(!bench.only().conflict);
    }

    void twoAgentsWithDifferentClocksAreAConflict()
    {
        Bench bench;
        bench.push();
        bench.push(-3s);
        QVERIFY(!bench.only().conflict); // once may be a clock that was set
        bench.pass(10s);
        bench.push();
        bench.push(-3s);
        QVERIFY(bench.only().conflict);
        for (int i = 0; i < 59; ++i) {
            bench.pass(10s);
            bench.push();
            QVERIFY(bench.only().conflict);
        }
        bench.pass(10s);
        bench.push();
        QVERIFY(!bench.only().conflict); // ten minutes without
    }

    void twoAgentsOfDifferentClustersAreAConflict()
    {
        Bench bench;
        for (const char *node : {"a", "b", "a"}) {
            QVERIFY(bench.hub.state()->clusters.empty() || !bench.only().conflict);
            bench.pass(5s);
            bench.push(0s, node);
        }
        QVERIFY(bench.only().conflict);
        bench.pass(10min);
        QVERIFY(!bench.only().conflict); // the clock alone clears it
    }

    void nodesThatComeAndGoAreNoConflict()
    {
        Bench bench;
        for (int i = 0; i < 20; ++i) {
            auto snapshot = snapshotAt(bench.clock.now());
            if (i % 2)
                snapshot->nodes.push_back({.meta = {.name = "n2"}});
            bench.hub.setSnapshot(std::move(snapshot));
            bench.pass(10s);
        }
        bench.push(0s, "replaced"); // rebuilt once
        QVERIFY(!bench.only().conflict);
    }

    void rememberedClustersAreOfflineUntilHeard()
    {
        Bench bench;
        const Timestamp yesterday = bench.clock.now() - 24h;
        bench.hub.restore({{.id = kCluster,
                              .name = "Production",
                              .environment = Environment::Staging,
                              .times = {.lastHeartbeat = yesterday, .lastSnapshot = yesterday},
                              .snapshot = snapshotAt(bench.clock.now() + 1h)}},
            {});
        QCOMPARE(bench.only().status, AgentStatus::Offline);
        QCOMPARE(bench.only().name, "Production");
        QCOMPARE(bench.only().times.lastHeartbeat, yesterday);
        QVERIFY(bench.only().remembered && bench.only().snapshot);
        bench.hub.heartbeat(kCluster);
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData);
        QVERIFY(bench.only().remembered);
        bench.push(); // older than the remembered one: a new run knows better
        QCOMPARE(bench.only().status, AgentStatus::Online);
        QVERIFY(!bench.only().remembered);
        QCOMPARE(bench.only().environment, Environment::Staging);
    }

    void whatIsRestoredAgainKeepsTheLaterTimes()
    {
        Bench bench;
        const Timestamp now = bench.clock.now();
        bench.hub.restore(
            {{.id = kCluster, .times = {.lastHeartbeat = now - 2h, .lastSnapshot = now - 9h}}}, {});
        bench.hub.restore({{.id = kCluster,
                              .name = "Production",
                              .times = {.lastHeartbeat = now - 5h, .lastSnapshot = now - 5h},
                              .snapshot = snapshotAt(now - 5h)}},
            {});
        QCOMPARE(bench.only().times.lastHeartbeat, now - 2h);
        QCOMPARE(bench.only().times.lastSnapshot, now - 5h);
        QCOMPARE(bench.only().name, "Production");
        QVERIFY(bench.only().remembered);
    }

    void clustersCanBeRenamedAndRemoved()
    {
        Bench bench;
        bench.hub.heartbeat({"b"});
        bench.hub.heartbeat({"a"});
        bench.hub.rename({"b"}, "aardvark", Environment::Development);
        QCOMPARE(bench.hub.state()->clusters.at(1).id.value, "b");
        QCOMPARE(bench.hub.state()->clusters.at(0).id.value, "a");
        bench.hub.remove({"a"});
        QCOMPARE(bench.hub.state()->clusters.size(), std::size_t{1});
        bench.hub.rename({"gone"}, "x", Environment::Development);
        QCOMPARE(bench.hub.state()->clusters.size(), std::size_t{1});
    }

    void manyClustersArePublishedTogether()
    {
        Bench bench;
        for (int i = 0; i < 2'000; ++i)
            bench.hub.heartbeat({"c" + std::to_string(i)});
        QVERIFY(bench.changes < 300);
        bench.pass(250ms);
        QCOMPARE(bench.hub.state()->clusters.size(), std::size_t{2'000});
    }

    void anyThreadMayReadTheState()
    {
        Bench bench;
        std::atomic_bool stop = false;
        std::atomic_bool wentBack = false;
        std::jthread reader([&] {
            std::uint64_t last = 0;
            while (!stop) {
                const auto state = bench.hub.state();
                wentBack = wentBack || state->revision < last;
                last = state->revision;
            }
        });
        for (int i = 0; i < 1'000; ++i)
            bench.push();
        stop = true;
        reader.join();
        QVERIFY(!wentBack);
    }
};

QTEST_APPLESS_MAIN(TestMemoryHub)
#include "tst_memory_hub.moc"
