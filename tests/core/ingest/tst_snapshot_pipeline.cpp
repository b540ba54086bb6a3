#include "core/codec/snapshot.h"
#include "core/demo/synthetic_snapshot.h"
#include "tests/core/ingest/ingest_rig.h"
#include "tests/support/corpus.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <latch>
#include <thread>

using namespace binnacle;
using namespace std::chrono_literals;
using test::IngestRig;
using test::snapshotJson;

namespace {

ErrorCode codeOf(std::future<IngestRig::Outcome> answer)
{
    const IngestRig::Outcome outcome = answer.get();
    return outcome ? ErrorCode::Internal : outcome.error().code;
}

} // namespace

class TestSnapshotPipeline : public QObject
{
    Q_OBJECT

private slots:
    void aSnapshotIsPublishedAndItsEventsStored()
    {
        IngestRig rig;
        const auto outcome = rig.push("prod", snapshotJson("prod", 5)).get();
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->cluster.value, "prod");
        QCOMPARE(outcome->events.inserted.size(), std::size_t{1});
        QCOMPARE(rig.only().status, AgentStatus::Online);
        QCOMPARE(rig.only().snapshot->pods.size(), std::size_t{1});
        QVERIFY(rig.only().snapshot->body);
        const auto events = rig.events();
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].count, 5);
        QCOMPARE(events[0].host, "n1");
        QCOMPARE(events[0].cluster.value, "prod");
        QCOMPARE(rig.stats.snapshots.load(), 1U);
        QCOMPARE(rig.stats.eventsInserted.load(), 1U);
    }

    void theCorpusSampleGoesThrough()
    {
        const auto path = test::corpusPath("samples/synthetic/snapshot_min.json");
        if (!path)
            QSKIP(test::kNoCorpus);
        IngestRig rig;
        const auto outcome = rig.push("", test::readFile(*path)).get();
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->cluster.value, "prod-a");
        QCOMPARE(rig.only().snapshot->summary.runningPods, 1);
        QCOMPARE(rig.events().at(0).uid, "ev-1");
    }

    void gzipIsReadDeclaredAndSniffed()
    {
        IngestRig rig;
        const std::string gzip = codec::deflateGzip(snapshotJson("prod", 5));
        QVERIFY(rig.push("prod", gzip, true).get());
        QVERIFY(rig.push("prod", gzip, false).get());
        QVERIFY(rig.only().snapshot->bodyIsGzip);
        QCOMPARE(codeOf(rig.push("prod", snapshotJson("prod", 5), true)),
            ErrorCode::MalformedBody); // it said gzip
    }

    // Large ones of several clusters share the threads; a small one of many uses the same memory.
    void largeSnapshotsAreReadByAllThreads()
    {
        IngestRig rig(3);
        constexpr int kPods = 1500;
        const std::string json = demo::syntheticSnapshotJson(kPods, 200);
        const std::string large = codec::deflateGzip(json);
        const auto asOne
            = test::need(codec::decodeSnapshot(json, {}, {.bytes = std::size_t{1} << 40}));
        std::vector<std::future<IngestRig::Outcome>> answers;
        for (int round = 0; round < 3; ++round) {
            for (const char *cluster : {"a", "b", "c", "d"})
                answers.push_back(rig.push(cluster, large, true));
            answers.push_back(
                rig.push("small", codec::deflateGzip(snapshotJson("small", 5)), true));
        }
        for (std::future<IngestRig::Outcome> &answer : answers) {
            const auto outcome = answer.get();
            QVERIFY2(outcome || outcome.error().code == ErrorCode::Cancelled, // a newer one came
                outcome ? "" : outcome.error().message.c_str());
        }
        const auto state = rig.hub.state();
        QCOMPARE(state->clusters.size(), std::size_t{5});
        for (const hub::ClusterState &cluster : state->clusters) {
            if (cluster.id.value == "small")
                continue;
            const auto nameOf = [](const Pod &pod) { return pod.meta.name; };
            QVERIFY(std::ranges::equal(
                cluster.snapshot->pods, asOne->pods, {}, nameOf, nameOf)); // in order
        }
    }

    // Contract vector: same event count 5 synced 100 times -> 5; then 7 -> 7.
    void repeatedSnapshotsDoNotCountTwice()
    {
        IngestRig rig;
        for (int i = 0; i < 100; ++i)
            QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        QCOMPARE(rig.events().at(0).count, 5);
        QCOMPARE(rig.stats.eventsInserted + rig.stats.eventsUpdated, 1U);
        QVERIFY(rig.push("prod", snapshotJson("prod", 7)).get());
        QVERIFY(rig.push("prod", snapshotJson("prod", 6)).get()); // late
        QCOMPARE(rig.events().at(0).count, 7);
        QCOMPARE(rig.events().size(), std::size_t{1});
    }

    void theSameUidOfAnotherClusterIsAnotherEvent()
    {
        IngestRig rig;
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        QVERIFY(rig.push("copy", snapshotJson("copy", 9)).get());
        QCOMPARE(rig.events().size(), std::size_t{2});
    }

    void theHeaderNamesTheCluster()
    {
        IngestRig rig;
        QCOMPARE(rig.push("prod", snapshotJson("imposter", 5)).get()->cluster.value, "prod");
        QCOMPARE(rig.only().id.value, "prod");
        QCOMPARE(rig.stats.clusterIdMismatches.load(), 1U);
        QCOMPARE(codeOf(rig.push("", "{}")), ErrorCode::MalformedBody);
        QCOMPARE(codeOf(rig.push("", R"({"clusterId":"a b"})")), ErrorCode::MalformedBody);
    }

    void whoNamesTheClusterInTheBodyIsAskedToo()
    {
        IngestRig rig;
        std::promise<IngestRig::Outcome> answer;
        rig.pipeline->accept({.bytes = snapshotJson("prod", 5),
                                 .authorise = [](const ClusterId &cluster) -> Status {
                                     return Error{ErrorCode::PermissionDenied, cluster.value};
                                 }},
            [&](IngestRig::Outcome outcome) { answer.set_value(std::move(outcome)); });
        QCOMPARE(answer.get_future().get().error().message, "prod");
        QVERIFY(rig.hub.state()->clusters.empty());
    }

    void aBrokenBodyLeavesEverythingAsItWas()
    {
        IngestRig rig;
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        const auto before = rig.hub.state();
        const std::string good = snapshotJson("prod", 9);
        QCOMPARE(codeOf(rig.push("prod", "")), ErrorCode::MalformedBody);
        QCOMPARE(
            codeOf(rig.push("prod", good.substr(0, good.size() - 2))), ErrorCode::MalformedBody);
        QCOMPARE(codeOf(rig.push("prod", R"({"pods":{}})")), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(rig.push("prod", codec::deflateGzip(std::string(150U << 20, ' ')), true)),
            ErrorCode::TooLarge);
        QCOMPARE(rig.hub.state(), before);
        QCOMPARE(rig.events().at(0).count, 5);
    }

    void shrinkingToNothingIsTheTruth()
    {
        IngestRig rig;
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        QVERIFY(rig.push("prod", R"({"fetchedAt":"2026-03-01T09:00:10Z","pods":null})").get());
        QVERIFY(rig.only().snapshot->pods.empty());
        QCOMPARE(rig.events().size(), std::size_t{1}); // history stays
    }

    void theNewestWaitingSnapshotsWin()
    {
        IngestRig rig;
        std::latch go(1);
        rig.core.post([&] { go.wait(); }); // nothing is answered meanwhile
        auto first = rig.push("prod", snapshotJson("prod", 1));
        QVERIFY(QTest::qWaitFor([&] { return !rig.events().empty(); })); // it is on its way
        std::vector<std::future<IngestRig::Outcome>> others;
        for (int i = 2; i <= 6; ++i)
            others.push_back(rig.push("prod", snapshotJson("prod", i)));
        auto elsewhere = rig.push("other", snapshotJson("other", 1));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(codeOf(std::move(others[i])), ErrorCode::Cancelled);
        go.count_down();
        QVERIFY(first.get());
        QVERIFY(others[3].get());
        QVERIFY(others[4].get());
        QVERIFY(elsewhere.get());
        QCOMPARE(rig.stats.superseded.load(), 3U);
        QCOMPARE(rig.stats.snapshots.load(), 4U);
    }

    void snapshotsOfOneClusterKeepTheirOrder()
    {
        IngestRig rig(4);
        std::vector<std::jthread> agents;
        std::atomic_int failed = 0;
        for (int agent = 0; agent < 4; ++agent) {
            agents.emplace_back([&, agent] {
                const std::string name = "c" + std::to_string(agent);
                for (int i = 1; i <= 25; ++i)
                    failed += !rig.push(name, snapshotJson(name, i)).get();
            });
        }
        agents.clear();
        QCOMPARE(failed.load(), 0);
        const auto events = rig.events();
        QCOMPARE(events.size(), std::size_t{4});
        for (const ClusterEvent &event : events)
            QCOMPARE(event.count, 25);
        const auto state = rig.hub.state(); // for as long as the loop runs
        for (const hub::ClusterState &cluster : state->clusters)
            QCOMPARE(cluster.snapshot->events.at(0).count, 25);
    }

    void listenersHearOfNewEventsOnly()
    {
        IngestRig rig;
        std::atomic_int heard = 0;
        rig.pipeline->setEventsListener([&](const store::SyncOutcome &) { ++heard; });
        for (const int count : {5, 5, 7, 7})
            QVERIFY(rig.push("prod", snapshotJson("prod", count)).get());
        QCOMPARE(heard.load(), 2);
    }

    void clustersAreRememberedWithTheirLastState()
    {
        IngestRig rig;
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        rig.pipeline->heard({"quiet"});
        rig.clock.advance(10s);
        const std::string last = codec::deflateGzip(snapshotJson("prod", 6));
        QVERIFY(rig.push("prod", last, true).get());
        rig.pipeline->drain();
        const auto clusters = rig.clusters();
        QCOMPARE(clusters.size(), std::size_t{2});
        const auto &prod = clusters.at(clusters[0].id.value == "prod" ? 0 : 1);
        QCOMPARE(prod.snapshotBody, last);
        QVERIFY(prod.snapshotIsGzip);
        QCOMPARE(prod.times.lastSnapshot, rig.clock.now());
    }

    void bodiesAreWrittenOnceAMinute()
    {
        IngestRig rig(1);
        const auto settled = [&] { // what was posted before has run
            std::promise<void> done;
            rig.pipeline->offload([&] { done.set_value(); });
            done.get_future().wait();
        };
        const auto saved = [&](const std::string &body) {
            return QTest::qWaitFor([&] {
                const auto clusters = rig.clusters();
                return clusters.at(0).snapshotBody == body;
            });
        };
        const std::string first = codec::deflateGzip(snapshotJson("prod", 1));
        const std::string second = codec::deflateGzip(snapshotJson("prod", 2));
        const std::string third = codec::deflateGzip(snapshotJson("prod", 3));
        QVERIFY(rig.push("prod", first).get());
        QVERIFY(saved(first));
        rig.clock.advance(59s);
        QVERIFY(rig.push("prod", second).get());
        settled();
        rig.clock.advance(1s);
        QVERIFY(rig.push("prod", third).get());
        QVERIFY(saved(third));
    }

    void aForgottenClusterIsRegisteredAgain()
    {
        IngestRig rig;
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        rig.pipeline->forget({"prod"}); // first, so that nothing of it is written behind
        QVERIFY(rig.workspace->writer().submitAndWait(
            [](store::WriteContext &context) { return store::removeCluster(context, {"prod"}); }));
        rig.history->forget();
        rig.onCore([&] { rig.hub.remove({"prod"}); });
        QVERIFY(rig.clusters().empty());
        QVERIFY(rig.push("prod", snapshotJson("prod", 5)).get());
        QCOMPARE(rig.clusters().size(), std::size_t{1});
        QCOMPARE(rig.events().size(), std::size_t{1});
    }

    void writesUnderWayAreWaitedFor()
    {
        IngestRig rig;
        for (int i = 0; i < 200; ++i)
            rig.pipeline->heard({"c" + std::to_string(i)});
        rig.pipeline.reset();
        QCOMPARE(rig.clusters().size(), std::size_t{200});
    }

    void everythingAcceptedIsFinishedAtTheEnd()
    {
        std::vector<std::future<IngestRig::Outcome>> answers;
        {
            IngestRig rig;
            for (int i = 0; i < 20; ++i) {
                const std::string name = "c" + std::to_string(i);
                answers.push_back(rig.push(name, snapshotJson(name, 1)));
            }
            rig.pipeline.reset();
        }
        for (auto &answer : answers)
            QVERIFY(answer.get());
    }
};

QTEST_GUILESS_MAIN(TestSnapshotPipeline)
#include "tst_snapshot_pipeline.moc"
