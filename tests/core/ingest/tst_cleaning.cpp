#include "core/ingest/cleaning.h"
#include "tests/core/ingest/snapshot_builder.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::ingest;
using namespace std::chrono_literals;
using test::SnapshotBuilder;

namespace {

const ClusterId kCluster{"prod"};
constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);

ClusterEvent eventOn(const std::string &kind, const std::string &name)
{
    return {.uid = "e-" + name,
        .ns = "shop",
        .type = EventType::Warning,
        .reason = "BackOff",
        .message = "again",
        .component = "kubelet",
        .involved = {kind, kind == "Node" ? "" : "shop", name},
        .first = kNow - 1h,
        .last = kNow,
        .count = 3};
}

ClusterEvent cleaned(ClusterEvent event)
{
    cleanEvents({&event, 1}, kNow);
    return event;
}

std::vector<ResourceRef> chain(std::initializer_list<std::pair<const char *, const char *>> owners)
{
    std::vector<ResourceRef> refs;
    for (const auto &[kind, name] : owners)
        refs.push_back({kind, "shop", name});
    return refs;
}

// What cleaning decided about one event of a snapshot.
ClusterEvent only(SnapshotBuilder &builder)
{
    ClusterSnapshot snapshot = builder.take();
    clean(snapshot, kCluster, kNow);
    return snapshot.events.at(0);
}

// `count` occurrences over `span`: would the client's filter have let just that many through?
bool marked(std::int64_t count, Duration span)
{
    ClusterEvent event = eventOn("Pod", "a");
    event.count = count;
    event.first = kNow - span;
    return cleaned(event).countIsMinimum;
}

} // namespace

class TestCleaning : public QObject
{
    Q_OBJECT

private slots:
    void theHeaderNamesTheCluster()
    {
        ClusterSnapshot snapshot = SnapshotBuilder().event(eventOn("Pod", "a")).take();
        snapshot.cluster = {"claims-to-be"};
        clean(snapshot, kCluster, kNow);
        QCOMPARE(snapshot.cluster.value, "prod");
        QCOMPARE(snapshot.events.at(0).cluster.value, "prod");
        QCOMPARE(snapshot.receivedAt, kNow);
    }

    void implausibleTimesOfFetchingAreReplaced()
    {
        const auto fetched = [](Timestamp at) {
            ClusterSnapshot snapshot;
            snapshot.fetchedAt = at;
            clean(snapshot, kCluster, kNow);
            return snapshot.fetchedAt;
        };
        QCOMPARE(fetched({}), kNow);
        QCOMPARE(fetched(kNow - 24h), kNow - 24h);
        QCOMPARE(fetched(kNow - 24h - 1ms), kNow);
        QCOMPARE(fetched(kNow + 24h), kNow + 24h);
        QCOMPARE(fetched(kNow + 24h + 1ms), kNow);
    }

    void absurdTimesOfEventsAreNotBelieved()
    {
        const auto lastOf = [](Timestamp first, Timestamp last) {
            ClusterEvent event = eventOn("Pod", "a");
            event.first = first;
            event.last = last;
            ClusterSnapshot snapshot = SnapshotBuilder().event(event).take();
            clean(snapshot, kCluster, kNow);
            return snapshot.events.at(0).last;
        };
        constexpr auto kYear = 24h * 366;
        QCOMPARE(lastOf(kNow - 1h, kNow + kYear), kNow + kYear);
        QCOMPARE(lastOf(kNow - 1h, kNow + kYear + 1ms), kNow - 1h);
        QCOMPARE(lastOf(kNow + 20 * kYear, kNow + 30 * kYear), kNow);
        QCOMPARE(lastOf(kNow + 30 * kYear, kNow - 1h), kNow - 1h);
    }

    void theSummaryIsCountedNotBelieved()
    {
        ClusterSnapshot snapshot
            = SnapshotBuilder().pod("shop", "a", "n1").event(eventOn("Pod", "a")).take();
        snapshot.summary.totalPods = 99;
        clean(snapshot, kCluster, kNow);
        QCOMPARE(snapshot.summary.totalPods, 1);
        QCOMPARE(snapshot.summary.warningEvents, 1);
    }

    void podsLeadToTheirDeployment()
    {
        SnapshotBuilder builder;
        builder.pod("shop", "api-5d9f7c6b8-abcde", "n1", "ReplicaSet", "api-5d9f7c6b8")
            .pod("other", "api-5d9f7c6b8-abcde", "n9", "ReplicaSet", "wrong")
            .replicaSet("shop", "api-5d9f7c6b8", "Deployment", "api")
            .workload(WorkloadKind::Deployment, "shop", "api")
            .event(eventOn("Pod", "api-5d9f7c6b8-abcde"));
        const ClusterEvent event = only(builder);
        QCOMPARE(event.owners, chain({{"ReplicaSet", "api-5d9f7c6b8"}, {"Deployment", "api"}}));
        QCOMPARE(event.host, "n1");
    }

    void everyOneOfManyObjectsIsFound()
    {
        constexpr int kObjects = 3000;
        SnapshotBuilder builder;
        for (int i = 0; i < kObjects; ++i) {
            const std::string name = "x-" + std::to_string(i / 3);
            const std::string ns = "ns-" + std::to_string(i % 3); // each name in three namespaces
            const std::string owner = "owner-" + std::to_string(i);
            builder.pod(ns, name, "node-" + std::to_string(i), "Job", owner)
                .replicaSet(ns, name, "Deployment", owner);
            for (const char *kind : {"Pod", "ReplicaSet"}) {
                ClusterEvent event = eventOn(kind, name);
                event.involved.ns = ns;
                builder.event(event);
            }
        }
        ClusterSnapshot snapshot = builder.take();
        clean(snapshot, kCluster, kNow);
        for (int i = 0; i < kObjects; ++i) {
            const std::string ns = "ns-" + std::to_string(i % 3);
            const std::string owner = "owner-" + std::to_string(i);
            const std::size_t at = 2 * static_cast<std::size_t>(i);
            const ClusterEvent &ofPod = snapshot.events.at(at);
            const ClusterEvent &ofSet = snapshot.events.at(at + 1);
            QCOMPARE(ofPod.owners, (std::vector<ResourceRef>{{"Job", ns, owner}}));
            QCOMPARE(ofPod.host, "node-" + std::to_string(i));
            QCOMPARE(ofSet.owners, (std::vector<ResourceRef>{{"Deployment", ns, owner}}));
        }
    }

    void ofAnObjectThatIsListedTwiceTheFirstCounts()
    {
        SnapshotBuilder builder;
        builder.pod("shop", "api", "n1", "Job", "first")
            .pod("shop", "api", "n2", "Job", "second")
            .event(eventOn("Pod", "api"));
        const ClusterEvent event = only(builder);
        QCOMPARE(event.owners, chain({{"Job", "first"}}));
        QCOMPARE(event.host, "n1");
    }

    void otherOwnersAreFollowedToo()
    {
        SnapshotBuilder jobs;
        jobs.pod("shop", "import-1-x", "n1", "Job", "import-1")
            .job("shop", "import-1", "CronJob", "import")
            .event(eventOn("Pod", "import-1-x"));
        QCOMPARE(only(jobs).owners, chain({{"Job", "import-1"}, {"CronJob", "import"}}));
        SnapshotBuilder stateful;
        stateful.pod("shop", "db-0", "n1", "StatefulSet", "db").event(eventOn("Pod", "db-0"));
        QCOMPARE(only(stateful).owners, chain({{"StatefulSet", "db"}}));
        SnapshotBuilder replicaSet;
        replicaSet.replicaSet("shop", "api-5d9f7c6b8", "Deployment", "api")
            .event(eventOn("ReplicaSet", "api-5d9f7c6b8"));
        QCOMPARE(only(replicaSet).owners, chain({{"Deployment", "api"}}));
        SnapshotBuilder mirror;
        mirror.pod("shop", "etcd-n1", "n1", "Node", "n1").event(eventOn("Pod", "etcd-n1"));
        QCOMPARE(only(mirror).owners, (std::vector<ResourceRef>{{"Node", "", "n1"}}));
    }

    void aReplicaSetThatIsNotListedStillTellsItsDeployment()
    {
        SnapshotBuilder builder;
        builder.pod("shop", "api-5d9f7c6b8-abcde", "n1", "ReplicaSet", "api-5d9f7c6b8")
            .workload(WorkloadKind::Deployment, "shop", "api")
            .event(eventOn("Pod", "api-5d9f7c6b8-abcde"));
        QCOMPARE(
            only(builder).owners, chain({{"ReplicaSet", "api-5d9f7c6b8"}, {"Deployment", "api"}}));
        SnapshotBuilder elsewhere; // no such Deployment in this namespace
        elsewhere.pod("shop", "api-5d9f7c6b8-abcde", "n1", "ReplicaSet", "api-5d9f7c6b8")
            .workload(WorkloadKind::Deployment, "other", "api")
            .event(eventOn("Pod", "api-5d9f7c6b8-abcde"));
        QCOMPARE(only(elsewhere).owners, chain({{"ReplicaSet", "api-5d9f7c6b8"}}));
    }

    void circlesOfOwnersEnd()
    {
        SnapshotBuilder builder;
        builder.replicaSet("shop", "a", "Job", "b")
            .job("shop", "b", "ReplicaSet", "a")
            .event(eventOn("ReplicaSet", "a"));
        QCOMPARE(only(builder).owners, chain({{"Job", "b"}}));
    }

    void hostsAreDerivedWhereNoneWasSent()
    {
        SnapshotBuilder node;
        node.event(eventOn("Node", "n7"));
        QCOMPARE(only(node).host, "n7");
        SnapshotBuilder told;
        ClusterEvent event = eventOn("Pod", "a");
        event.host = "n2";
        told.pod("shop", "a", "n1").event(event);
        QCOMPARE(only(told).host, "n2");
        SnapshotBuilder gone;
        gone.event(eventOn("Pod", "gone"));
        QCOMPARE(only(gone).host, "");
    }

    // db-0 was on one node, was evicted and came back on another one under its old name.
    void aYoungerPodOfTheSameNameIsNotWhereOldEventsHappened()
    {
        const auto hostOf = [](Timestamp podCreatedAt) {
            SnapshotBuilder builder;
            builder.pod("shop", "db-0", "n5").createdAt(podCreatedAt).event(eventOn("Pod", "db-0"));
            return only(builder).host;
        };
        QCOMPARE(hostOf(kNow + 1s), "");
        QCOMPARE(hostOf(kNow), "n5"); // it was scheduled in the second in which it was made
        QCOMPARE(hostOf({}), "n5");   // not told: most pods do not move
    }

    void timesAndCountsAreMadeWhole()
    {
        ClusterEvent event = eventOn("Pod", "a");
        event.first = {};
        QCOMPARE(cleaned(event).first, event.last);
        event = eventOn("Pod", "a");
        event.last = {};
        QCOMPARE(cleaned(event).last, event.first);
        event.first = {};
        QCOMPARE(cleaned(event).first, kNow);
        event = eventOn("Pod", "a");
        std::swap(event.first, event.last);
        QVERIFY(cleaned(event).first < cleaned(event).last);
        event.count = -5;
        event.reason.clear();
        QCOMPARE(cleaned(event).count, 1);
        QVERIFY(!cleaned(event).reason.empty());
    }

    void aMissingUidIsMadeFromWhatStaysTheSame()
    {
        ClusterEvent event = eventOn("Pod", "a");
        event.uid.clear();
        ClusterEvent later = event;
        later.count = 9;
        later.last = kNow + 1h;
        QVERIFY(!cleaned(event).uid.empty());
        QCOMPARE(cleaned(later).uid, cleaned(event).uid);
        ClusterEvent other = event;
        other.involved.name = "b";
        QVERIFY(cleaned(other).uid != cleaned(event).uid);
        other = event;
        other.reason = "Killing";
        QVERIFY(cleaned(other).uid != cleaned(event).uid);
        // Parts do not run into each other.
        ClusterEvent left = event;
        ClusterEvent right = event;
        left.involved.ns = "ab";
        left.involved.name = "c";
        right.involved.ns = "a";
        right.involved.name = "bc";
        QVERIFY(cleaned(left).uid != cleaned(right).uid);
    }

    void longMessagesAreCutBetweenCharacters()
    {
        ClusterEvent event = eventOn("Pod", "a");
        event.message = std::string(32 << 10, 'x');
        QCOMPARE(cleaned(event).message, event.message);
        for (std::size_t shift = 0; shift < 4; ++shift) {
            event.message = std::string(shift, 'x');
            while (event.message.size() < (256U << 10))
                event.message += "\xf0\x9f\x9a\xa2";
            const std::string cut = cleaned(event).message;
            QVERIFY(cut.size() <= (32U << 10) && cut.size() > (32U << 10) - 32);
            QVERIFY(cut.ends_with("[cut by Binnacle]"));
            QCOMPARE(QString::fromStdString(cut).toStdString(), cut); // still UTF-8
            QVERIFY(!QString::fromStdString(cut).contains(QChar(0xfffd)));
            QCOMPARE(cleaned(cleaned(event)).message, cut);
        }
    }

    void absurdNamesAreBounded()
    {
        ClusterEvent event = eventOn("Pod", std::string(1 << 20, 'n'));
        event.uid = std::string(1 << 20, 'u');
        event.reason = std::string(1 << 20, 'r');
        const ClusterEvent bounded = cleaned(event);
        QVERIFY(bounded.uid.size() < 128 && bounded.reason.size() <= 1'024
            && bounded.involved.name.size() <= 1'024);
        event.uid += 'x';
        QVERIFY(cleaned(event).uid != bounded.uid);
    }

    void combinedEventsAreMinima()
    {
        ClusterEvent event = eventOn("Pod", "a");
        QVERIFY(!cleaned(event).countIsMinimum);
        event.message = "(combined from similar events): Pull failed";
        QVERIFY(cleaned(event).countIsMinimum);
    }

    // 25 at once and one more every 300 s is what the client's spam filter lets through.
    void countsAtTheFiltersAllowanceAreMinima()
    {
        QVERIFY(!marked(24, 1min));
        QVERIFY(marked(25, 1min));
        QVERIFY(marked(26, 1min));
        QVERIFY(!marked(25, 1h)); // 37 would have passed: nothing was held back
        QVERIFY(marked(37, 1h));
        QVERIFY(!marked(500, 1h)); // evidently not held back
        QVERIFY(!marked(std::numeric_limits<std::int64_t>::max(), 1h));
    }

    void theFilterCountsBySourceAndObject()
    {
        SnapshotBuilder together;
        SnapshotBuilder apart;
        for (int i = 0; i < 5; ++i) {
            ClusterEvent event = eventOn("Pod", "a");
            event.uid = "e" + std::to_string(i);
            event.count = 5;
            event.first = kNow - 1min;
            together.event(event);
            event.involved.name = std::to_string(i);
            apart.event(event);
        }
        QVERIFY(only(together).countIsMinimum);
        QVERIFY(!only(apart).countIsMinimum);
    }

    void theFilterCountsOverAWholeListToo()
    {
        std::vector<ClusterEvent> list;
        for (int i = 0; i < 6; ++i) {
            ClusterEvent event = eventOn("Pod", i < 5 ? "a" : "b");
            event.count = 5;
            event.first = kNow - 1min;
            list.push_back(event);
        }
        cleanEvents(list, kNow);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(list[static_cast<std::size_t>(i)].countIsMinimum, i < 5);
    }

    void cleaningTwiceChangesNothing()
    {
        ClusterSnapshot snapshot = SnapshotBuilder()
                                       .pod("shop", "a", "n1", "ReplicaSet", "a-5d9f7c6b8")
                                       .event(eventOn("Pod", "a"))
                                       .take();
        snapshot.events.at(0).uid.clear();
        snapshot.events.at(0).message = std::string(1 << 20, 'm');
        clean(snapshot, kCluster, kNow);
        const ClusterEvent once = snapshot.events.at(0);
        clean(snapshot, kCluster, kNow + 5s);
        const ClusterEvent &twice = snapshot.events.at(0);
        QCOMPARE(twice.uid, once.uid);
        QCOMPARE(twice.message, once.message);
        QCOMPARE(twice.owners, once.owners);
        QCOMPARE(twice.first, once.first);
    }
};

QTEST_APPLESS_MAIN(TestCleaning)
#include "tst_cleaning.moc"
