#include "core/demo/synthetic_events.h"
#include "core/store/event_history.h"
#include "core/store/event_writer.h"
#include "core/store/known_events.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <future>
#include <map>
#include <random>
#include <thread>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

using Key = std::pair<std::string, std::string>;

Key keyOf(const ClusterEvent &event)
{
    return {event.cluster.value, event.uid};
}

// Random sightings of a few events, as snapshots that arrive late, twice and in any order.
std::vector<ClusterEvent> randomSightings(std::mt19937_64 &random)
{
    std::vector<ClusterEvent> sightings;
    for (int i = 0; i < 24; ++i) {
        const auto version = static_cast<std::int64_t>(random() % 5 + 1);
        ClusterEvent event
            = podEvent("uid-" + std::to_string(random() % 4), version * 10'000, version);
        event.cluster = {random() % 3 == 0 ? "other" : "prod"};
        event.message = "seen " + std::to_string(version);
        event.countIsMinimum = version == 4;
        event.host = version == 2 ? "" : "node-1";
        sightings.push_back(std::move(event));
    }
    return sightings;
}

std::map<Key, ClusterEvent> foldInOrder(std::vector<ClusterEvent> sightings)
{
    std::ranges::stable_sort(sightings, {}, &ClusterEvent::last);
    std::map<Key, ClusterEvent> state;
    for (const ClusterEvent &event : sightings) {
        const auto [at, isNew] = state.try_emplace(keyOf(event), event);
        if (!isNew)
            mergeEvent(at->second, event);
    }
    return state;
}

bool sameStored(const ClusterEvent &a, const ClusterEvent &b)
{
    return a.count == b.count && a.last == b.last && a.first == b.first && a.message == b.message
        && a.host == b.host && a.countIsMinimum == b.countIsMinimum && a.reason == b.reason
        && a.name == b.name && a.involved == b.involved && a.involvedUid == b.involvedUid;
}

} // namespace

class TestEventHistory : public QObject
{
    Q_OBJECT

private slots:
    void anEventSyncedAHundredTimesIsCountedOnce()
    {
        StoreFixture store;
        for (int i = 0; i < 100; ++i)
            QVERIFY(store.sync({podEvent("a", 1'000'000, 5)}));
        QCOMPARE(store.all().size(), std::size_t{1});
        QCOMPARE(store.all().front().count, std::int64_t{5});
        const auto outcome = store.sync({podEvent("a", 1'060'000, 7)});
        QVERIFY(outcome);
        QCOMPARE(outcome->updated.size(), std::size_t{1});
        QCOMPARE(store.all().front().count, std::int64_t{7});
    }

    void anUnchangedEventCostsNoTransaction()
    {
        StoreFixture store;
        const std::vector<ClusterEvent> events = demo::SyntheticEstate{}.events(0, 500);
        QVERIFY(store.sync(events));
        store.waitForTextIndex();
        const auto before = pagesLogged(store);
        bool isInline = false;
        store.history().sync(events, {}, [&isInline](const Result<SyncOutcome> &outcome) {
            isInline = outcome && outcome->inserted.empty() && outcome->updated.empty();
        });
        QVERIFY(isInline);
        QCOMPARE(pagesLogged(store), before);
    }

    void whatAnEarlierRunStoredIsKnown()
    {
        StoreFixture store;
        const std::vector<ClusterEvent> events = demo::SyntheticEstate{}.events(0, 200);
        QVERIFY(store.sync(events));
        store.reopen();
        bool isInline = false;
        store.history().sync(
            events, {}, [&isInline](const Result<SyncOutcome> &) { isInline = true; });
        QVERIFY(isInline);
    }

    void theSameUidInTwoClustersIsTwoEvents()
    {
        StoreFixture store;
        ClusterEvent other = podEvent("a", 2'000'000, 3);
        other.cluster = {"other"};
        QVERIFY(store.sync({podEvent("a", 1'000'000, 9), other}));
        const auto events = store.all();
        QCOMPARE(events.size(), std::size_t{2});
        QCOMPARE(events[0].cluster.value, std::string("other"));
        QCOMPARE(events[0].count, std::int64_t{3});
        QCOMPARE(events[1].count, std::int64_t{9});
    }

    void anOlderSnapshotChangesNothing()
    {
        StoreFixture store;
        QVERIFY(store.sync({podEvent("a", 2'000'000, 9)}));
        ClusterEvent older = podEvent("a", 1'999'500, 4);
        older.first = fromEpochMs(1'999'000);
        older.message = "older";
        const auto outcome = store.sync({older});
        QVERIFY(outcome && outcome->updated.empty());
        QVERIFY(sameStored(store.all().front(), podEvent("a", 2'000'000, 9)));
    }

    void anEventStaysOnItsNode_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("to a greater name") << "node-2"
                                           << "node-5";
        QTest::newRow("to a lesser name") << "node-5"
                                          << "node-2";
    }

    // A pod of a StatefulSet keeps its name when it moves.
    void anEventStaysOnItsNode()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        StoreFixture store;
        ClusterEvent event = podEvent("a", 1'000'000, 5);
        event.host = from.toStdString();
        QVERIFY(store.sync({event}));
        event.host = to.toStdString();
        bool isInline = false;
        store.history().sync(
            std::vector{event}, {}, [&isInline](const auto &) { isInline = true; });
        QVERIFY(isInline);
        // Nor does more to tell about it move it.
        event.count = 6;
        QVERIFY(store.sync({event}));
        QCOMPARE(onNode(store, from.toStdString()), std::size_t{1});
        QCOMPARE(onNode(store, to.toStdString()), std::size_t{0});
    }

    void aNodeThatBecomesKnownIsKept()
    {
        StoreFixture store;
        ClusterEvent event = podEvent("a", 1'000'000);
        event.host.clear();
        QVERIFY(store.sync({event}));
        QVERIFY(store.sync({podEvent("a", 1'000'000)}));
        QCOMPARE(onNode(store, "node-1"), std::size_t{1});
    }

    // Case I6 of the test plan: the order of arrival does not matter.
    void anyInterleavingEqualsTheReferenceFold()
    {
        StoreFixture store;
        std::mt19937_64 random(20260301);
        for (int round = 0; round < 1'000; ++round) {
            std::vector<ClusterEvent> sightings = randomSightings(random);
            for (ClusterEvent &event : sightings)
                event.uid += "-" + std::to_string(round);
            const std::map<Key, ClusterEvent> expected = foldInOrder(sightings);
            std::ranges::shuffle(sightings, random);
            const std::size_t split = random() % sightings.size();
            const auto middle = sightings.begin() + static_cast<std::ptrdiff_t>(split);
            store.history().sync({sightings.begin(), middle}, {}, [](const auto &) {});
            QVERIFY(store.sync({middle, sightings.end()}));
            QVERIFY(store.sync(sightings));
            store.read([&](EventReader &reader) {
                for (const auto &[key, event] : expected) {
                    const auto stored = reader.byUid({key.first}, key.second);
                    QVERIFY(stored);
                    QVERIFY2(sameStored(*stored, event), stored->message.c_str());
                }
            });
        }
    }

    void everyFieldComesBackAsItWas()
    {
        StoreFixture store;
        std::vector<ClusterEvent> events = demo::SyntheticEstate{}.events(495, 10);
        events[0].name = ".odd";
        events[1].name = "/odd";
        events[2].name = "unrelated";
        events[3].name = events[3].involved.name + ".17a0";
        events[4].uid = "not-a-uuid";
        events[5].uid = "ABCDEF00-1111-2222-3333-444444444444";
        events[6].ns = "elsewhere";
        events[7].involvedUid = "";
        QVERIFY(store.sync(events));
        store.read([&](EventReader &reader) {
            for (const ClusterEvent &event : events) {
                const auto stored = reader.byUid(event.cluster, event.uid);
                QVERIFY2(stored, event.uid.c_str());
                QVERIFY2(sameStored(*stored, event), event.name.c_str());
                QCOMPARE(stored->ns, event.ns);
                QCOMPARE(stored->component, event.component);
                QCOMPARE(stored->type, event.type);
            }
        });
    }

    void theStateOfAnObjectIsKeptOnceForANewWarning()
    {
        StoreFixture store;
        int asked = 0;
        const auto stateOf
            = [&asked](const ClusterEvent &) { return "{\"n\":" + std::to_string(++asked) + "}"; };
        ClusterEvent normal = podEvent("n", 1'000'000);
        normal.type = EventType::Normal;
        const auto outcome = store.sync({podEvent("w", 1'000'000), normal}, stateOf);
        QVERIFY(outcome);
        QVERIFY(store.sync({podEvent("w", 2'000'000, 2)}, stateOf));
        QCOMPARE(asked, 1);
        store.read([&](EventReader &reader) {
            const auto state = reader.resourceState(outcome->inserted[0]);
            QVERIFY(state && *state);
            QCOMPARE(**state, std::string("{\"n\":1}"));
            const auto none = reader.resourceState(outcome->inserted[1]);
            QVERIFY(none && !*none);
        });
    }

    void aStateBeyondTheLimitIsLeftOut()
    {
        StoreFixture store;
        const auto outcome = store.sync({podEvent("w", 1'000'000)},
            [](const ClusterEvent &) { return std::string(40'000, 'x'); });
        QVERIFY(outcome);
        store.read([&](EventReader &reader) {
            const auto state = reader.resourceState(outcome->inserted[0]);
            QVERIFY(state && !*state);
        });
    }

    void manyThreadsMaySyncAtOnce()
    {
        StoreFixture store;
        std::vector<std::thread> threads;
        std::atomic_int finished = 0;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&store, &finished] {
                for (std::uint64_t i = 0; i < 20; ++i) {
                    store.history().sync(demo::SyntheticEstate{}.events(i * 25, 50), {},
                        [&finished](
                            const Result<SyncOutcome> &outcome) { finished += outcome ? 1 : 0; });
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(store.sync({podEvent("last", 1'000'000)}));
        QCOMPARE(finished.load(), 80);
        QCOMPARE(store.all().size(), std::size_t{526});
    }

    void memoryForAMillionEventsStaysBounded()
    {
        KnownEvents known;
        demo::SyntheticEstate estate;
        ClusterEvent event = estate.event(0);
        for (int i = 0; i < 1'000'000; ++i) {
            event.uid = std::to_string(i);
            event.last = fromEpochMs(i);
            known.remember(event);
        }
        QVERIFY(known.bytes() <= 40'000'000);
        QVERIFY2(known.covers(event), "the newest is known");
    }

private:
    // Events of the scenario "node".
    static std::size_t onNode(StoreFixture &store, const std::string &node)
    {
        std::size_t found = 0;
        store.read([&](EventReader &reader) {
            const EventQuery query{.scope = ScopedObject{EventScope::Node, {"Node", "", node}}};
            const auto page = reader.page(query, {});
            found = page ? page->size() : 0;
        });
        return found;
    }

    static std::int64_t pagesLogged(StoreFixture &store)
    {
        std::int64_t pages = -1;
        const Status read
            = store.workspace().writer().submitAndWait([&pages](WriteContext &context) -> Status {
                  pages = context.connection.walPages();
                  return Done{};
              });
        return read ? pages : -1;
    }
};

QTEST_GUILESS_MAIN(TestEventHistory)
#include "tst_event_history.moc"
