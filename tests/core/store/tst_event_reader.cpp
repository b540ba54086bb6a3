#include "core/demo/synthetic_events.h"
#include "core/store/event_repository.h"
#include "core/store/event_scope.h"
#include "tests/support/results.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

const ClusterId kProd{"prod"};

ClusterEvent eventOf(const std::string &uid, const ResourceRef &object, std::int64_t lastMs)
{
    ClusterEvent event = podEvent(uid, lastMs);
    event.involved = object;
    event.ns = object.ns;
    event.name = object.name + "." + uid;
    event.host = "";
    return event;
}

std::vector<std::string> uids(const Result<std::vector<ClusterEvent>> &events)
{
    std::vector<std::string> list;
    if (!events)
        return {"failed: " + events.error().message};
    for (const ClusterEvent &event : *events)
        list.push_back(event.uid);
    return list;
}

EventQuery scoped(EventScope scope, const ResourceRef &object)
{
    return {.cluster = kProd, .scope = ScopedObject{.scope = scope, .object = object}};
}

using Uids = std::vector<std::string>;

} // namespace

class TestEventReader : public QObject
{
    Q_OBJECT

private slots:
    void anObjectHasExactlyItsOwnEvents()
    {
        StoreFixture store;
        ClusterEvent elsewhere = eventOf("4", {"Pod", "shop", "web-1"}, 4'000);
        elsewhere.cluster = {"other"};
        QVERIFY(store.sync({eventOf("1", {"Pod", "shop", "web-1"}, 1'000),
            eventOf("2", {"Pod", "shop", "web-2"}, 2'000),
            eventOf("3", {"Pod", "blog", "web-1"}, 3'000), elsewhere}));
        store.read([](EventReader &reader) {
            const EventQuery query = scoped(EventScope::Object, {"Pod", "shop", "web-1"});
            QCOMPARE(uids(reader.page(query, {})), Uids{"1"});
            EventQuery anywhere = query;
            anywhere.cluster.reset();
            QCOMPARE(uids(reader.page(anywhere, {})), (Uids{"4", "1"}));
            const EventQuery none = scoped(EventScope::Object, {"Pod", "shop", "gone"});
            QCOMPARE(uids(reader.page(none, {})), Uids{});
        });
    }

    void aWorkloadTreeHoldsWhatItOwnedEvenWhenGone()
    {
        StoreFixture store;
        ClusterEvent owned = eventOf("owned", {"Pod", "shop", "oddly-named"}, 2'000);
        owned.owners = {{"ReplicaSet", "shop", "web-5d4f8c7b9"}, {"Deployment", "shop", "web"}};
        ClusterEvent foreign = eventOf("foreign", {"Pod", "shop", "web-7c9d8f6b5-aaaaa"}, 6'000);
        foreign.owners = {{"ReplicaSet", "shop", "web-7c9d8f6b5"}, {"Deployment", "shop", "x"}};
        QVERIFY(store.sync({eventOf("own", {"Deployment", "shop", "web"}, 1'000), owned,
            eventOf("set", {"ReplicaSet", "shop", "web-5d4f8c7b9"}, 3'000),
            eventOf("by-name", {"Pod", "shop", "web-6b8c9d7f5-x2x4q"}, 4'000),
            eventOf("other-ns", {"Pod", "blog", "web-6b8c9d7f5-x2x4q"}, 5'000), foreign,
            eventOf("other-name", {"Pod", "shop", "web-api-6b8c9d7f5-x2x4q"}, 7'000)}));
        store.read([](EventReader &reader) {
            const EventQuery query
                = scoped(EventScope::WorkloadTree, {"Deployment", "shop", "web"});
            QCOMPARE(uids(reader.page(query, {})), (Uids{"by-name", "set", "owned", "own"}));
            const auto count = reader.count(query, {});
            QVERIFY(count);
            QCOMPARE(count->total, std::int64_t{4});
        });
    }

    void namesFollowTheirControllers()
    {
        const ResourceRef deployment{"Deployment", "shop", "web"};
        QVERIFY(isNamedAfter(deployment, "Pod", "web-5d4f8c7b9-x2x4q"));
        QVERIFY(isNamedAfter(deployment, "ReplicaSet", "web-5d4f8c7b9"));
        QVERIFY(!isNamedAfter(deployment, "Pod", "web-api-5d4f8c7b9-x2x4q"));
        QVERIFY(!isNamedAfter(deployment, "Pod", "web-5d4f8c7b9-x2x4"));
        QVERIFY(!isNamedAfter(deployment, "Pod", "webx5d4f8c7b9-x2x4q"));
        QVERIFY(isNamedAfter({"StatefulSet", "shop", "db"}, "Pod", "db-12"));
        QVERIFY(!isNamedAfter({"StatefulSet", "shop", "db"}, "Pod", "db-x2x4q"));
        QVERIFY(isNamedAfter({"DaemonSet", "shop", "log"}, "Pod", "log-x2x4q"));
    }

    void aNodeHasItsOwnEventsAndThoseOfWhatRanOnIt()
    {
        StoreFixture store;
        ClusterEvent hosted = eventOf("hosted", {"Pod", "shop", "web-1"}, 3'000);
        hosted.host = "node-1";
        ClusterEvent both = eventOf("both", {"Node", "", "node-1"}, 2'000);
        both.host = "node-1";
        QVERIFY(store.sync({eventOf("own", {"Node", "", "node-1"}, 1'000), both, hosted,
            eventOf("not", {"Pod", "shop", "node-1"}, 4'000)}));
        store.read([](EventReader &reader) {
            const EventQuery query = scoped(EventScope::Node, {"Node", "", "node-1"});
            QCOMPARE(uids(reader.page(query, {})), (Uids{"hosted", "both", "own"}));
            QCOMPARE(uids(reader.page(query, {.limit = 1})), Uids{"hosted"});
            const auto index = reader.index(query, {});
            QVERIFY(index);
            QCOMPARE(index->size(), std::size_t{3});
        });
    }

    void theWarningTimelineIsBoundedByTime()
    {
        StoreFixture store;
        ClusterEvent normal = eventOf("normal", {"Pod", "shop", "a"}, 2'000);
        normal.type = EventType::Normal;
        QVERIFY(store.sync({eventOf("1", {"Pod", "shop", "a"}, 1'000), normal,
            eventOf("2", {"Pod", "shop", "a"}, 2'000), eventOf("3", {"Pod", "shop", "a"}, 3'000)}));
        store.read([](EventReader &reader) {
            const EventQuery query{.cluster = kProd,
                .lastSeen = TimeRange{fromEpochMs(1'000), fromEpochMs(3'000)},
                .where = compare(EventField::Type, CompareOp::Equal, std::string("warning"))};
            QCOMPARE(uids(reader.page(query, {})), (Uids{"2", "1"}));
        });
    }

    void pagesNeitherSkipNorRepeat()
    {
        StoreFixture store;
        std::vector<ClusterEvent> events = demo::SyntheticEstate{}.events(0, 1'000);
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].last
                = fromEpochMs(1'000'000 + static_cast<std::int64_t>(i / 17)); // many ties
        QVERIFY(store.sync(events));
        store.read([](EventReader &reader) {
            const auto all = reader.index({}, {});
            QVERIFY(all && all->size() == 1'000);
            EventPageRequest request{.limit = 33};
            std::size_t at = 0;
            for (;;) {
                const auto page = reader.page({}, request);
                QVERIFY(page);
                for (const ClusterEvent &event : *page) {
                    QCOMPARE(event.id, (*all)[at].id());
                    QCOMPARE(event.type, (*all)[at++].type());
                }
                if (page->size() < 33)
                    break;
                request.before = {toEpochMs(page->back().last), page->back().id};
            }
            QCOMPARE(at, std::size_t{1'000});
        });
    }

    void whatFollowsAnEventComesOldestFirst()
    {
        StoreFixture store;
        ClusterEvent elsewhere = podEvent("elsewhere", 2'000);
        elsewhere.cluster = {"other"};
        QVERIFY(store.sync({podEvent("before", 1'000), podEvent("at", 2'000),
            podEvent("tie", 2'000), podEvent("next", 3'000), podEvent("late", 4'000), elsewhere}));
        store.read([](EventReader &reader) {
            const auto at = reader.byUid(kProd, "at");
            QVERIFY(at);
            const EventKey key{toEpochMs(at->last), at->id};
            const auto until = [&](std::int64_t ms, int limit) {
                return uids(reader.following(kProd, key, fromEpochMs(ms), limit));
            };
            QCOMPARE(until(4'001, 12), (Uids{"tie", "next", "late"}));
            QCOMPARE(until(4'000, 12), (Uids{"tie", "next"}));
            QCOMPARE(until(4'001, 1), Uids{"tie"});
        });
    }

    void fullTextFindsIndexedAndFreshEventsAlike()
    {
        StoreFixture store;
        ClusterEvent first = podEvent("1", 1'000);
        first.message = "Liveness probe failed: HTTP probe";
        QVERIFY(store.sync({first}));
        store.waitForTextIndex();
        ClusterEvent second = podEvent("2", 2'000);
        second.message = "Readiness PROBE timed out";
        ClusterEvent third = podEvent("3", 3'000);
        QVERIFY(store.sync({second, third}));
        const auto search = [](const std::string &text) {
            return EventQuery{.where = compare(EventField::Text, CompareOp::Contains, text)};
        };
        const auto check = [&search](EventReader &reader) {
            QCOMPARE(uids(reader.page(search("prob"), {})), (Uids{"2", "1"}));
            QCOMPARE(uids(reader.page(search("failed prob"), {})), Uids{"1"});
            QCOMPARE(uids(reader.page(search("back-off"), {})), Uids{"3"});
            QCOMPARE(uids(reader.page(search("\"OR * NEAR("), {})), Uids{});
            const auto index = reader.index(search("probe"), {});
            QVERIFY(index && index->size() == 2);
        };
        store.read(check);
        store.waitForTextIndex();
        store.read(check);
        // A changed message is found by its new words only.
        ClusterEvent changed = first;
        changed.last = fromEpochMs(9'000);
        changed.message = "recovered";
        QVERIFY(store.sync({changed}));
        store.read([&search](EventReader &reader) {
            const auto old = reader.index(search("liveness"), {});
            QVERIFY(old && old->empty());
            QCOMPARE(uids(reader.page(search("recovered"), {})), Uids{"1"});
        });
    }

    void theHistogramAddsUp()
    {
        StoreFixture store;
        QVERIFY(store.sync(demo::SyntheticEstate{}.events(0, 3'000)));
        store.read([](EventReader &reader) {
            const auto buckets = reader.histogram({}, Duration{10'000}, {});
            const auto count = reader.count({}, {});
            QVERIFY(buckets && count);
            EventCount sum;
            Timestamp before{};
            for (const EventBucket &bucket : *buckets) {
                QCOMPARE(toEpochMs(bucket.start) % 10'000, std::int64_t{0});
                QVERIFY(bucket.start >= before);
                before = bucket.start;
                sum.total += bucket.normal + bucket.warnings;
                sum.warnings += bucket.warnings;
            }
            QCOMPARE(sum.total, std::int64_t{3'000});
            QCOMPARE(sum.total, count->total);
            QCOMPARE(sum.warnings, count->warnings);
            QVERIFY(!reader.histogram({}, Duration{0}, {}));
        });
    }

    void ownershipIsATreeFromTheTopOwner()
    {
        StoreFixture store;
        ClusterEvent a = eventOf("a", {"Pod", "shop", "web-1-a"}, 1'000);
        a.owners = {{"ReplicaSet", "shop", "web-1"}, {"Deployment", "shop", "web"}};
        ClusterEvent b = eventOf("b", {"Pod", "shop", "web-1-b"}, 2'000);
        b.owners = a.owners;
        QVERIFY(store.sync({a, b}));
        store.read([](EventReader &reader) {
            const auto tree = reader.ownership(kProd, {"Pod", "shop", "web-1-b"}, 100);
            QVERIFY(tree);
            QCOMPARE(tree->size(), std::size_t{4});
            QCOMPARE((*tree)[0].object, (ResourceRef{"Deployment", "shop", "web"}));
            QCOMPARE((*tree)[1].object, (ResourceRef{"ReplicaSet", "shop", "web-1"}));
            QCOMPARE((*tree)[1].depth, 1);
            QCOMPARE((*tree)[2].object.name, std::string("web-1-b"));
            QCOMPARE((*tree)[2].events.total, std::int64_t{1});
            QCOMPARE((*tree)[3].object.name, std::string("web-1-a"));
            QCOMPARE((*tree)[3].depth, 2);
            const auto limited = reader.ownership(kProd, {"Pod", "shop", "web-1-b"}, 3);
            QCOMPARE(limited->size(), std::size_t{3});
            const auto unknown = reader.ownership(kProd, {"Pod", "shop", "x"}, 3);
            QVERIFY(unknown && unknown->size() == 1);
        });
    }

    void theOldestKeptEventIsKnown()
    {
        StoreFixture store;
        store.read([](EventReader &reader) {
            const auto none = reader.oldest(std::nullopt);
            QVERIFY(none && !isKnown(*none));
        });
        ClusterEvent other = podEvent("2", 500);
        other.cluster = {"other"};
        QVERIFY(store.sync({podEvent("1", 1'000), other}));
        store.read([](EventReader &reader) {
            QCOMPARE(toEpochMs(*reader.oldest(std::nullopt)), std::int64_t{500});
            QCOMPARE(toEpochMs(*reader.oldest(kProd)), std::int64_t{1'000});
        });
    }

    void howFarEachClusterReachesIsKnown()
    {
        StoreFixture store;
        const auto of = [](std::int64_t oldest, std::int64_t normal) {
            return EventReach{fromEpochMs(oldest), fromEpochMs(normal)};
        };
        const auto normal = [](const std::string &uid, std::int64_t at) {
            ClusterEvent event = podEvent(uid, at);
            event.type = EventType::Normal;
            return event;
        };
        ClusterEvent other = podEvent("1", 500);
        other.cluster = {"other"};
        QVERIFY(store.sync({podEvent("1", 1'000), normal("2", 2'000), normal("3", 3'000), other}));
        EventReaches known;
        store.read([&](EventReader &reader) {
            known = need(reader.reaches({}));
            QCOMPARE(known, (EventReaches{{kProd, of(1'000, 2'000)}, {{"other"}, of(500, 0)}}));
            QCOMPARE(need(reader.reaches(known)), known);
        });
        // Its time moved on, as if the older one was gone.
        QVERIFY(store.sync({normal("2", 4'000)}));
        store.read([&](EventReader &reader) {
            QCOMPARE(need(reader.reaches(known)).at(kProd), of(1'000, 3'000));
        });
        QVERIFY(store.sync({normal("0", 800)}));
        store.read([&](EventReader &reader) {
            QCOMPARE(need(reader.reaches(known)).at(kProd), of(800, 800));
        });
    }

    void valuesComeMostFrequentFirst()
    {
        StoreFixture store;
        ClusterEvent rare = eventOf("3", {"Node", "", "n1"}, 3'000);
        rare.reason = "BackPressure";
        QVERIFY(store.sync({podEvent("1", 1'000), podEvent("2", 2'000), rare}));
        store.read([](EventReader &reader) {
            const auto reasons = reader.values(EventField::Reason, "back", 10);
            QVERIFY(reasons && reasons->size() == 2);
            QCOMPARE((*reasons)[0].value, std::string("BackOff"));
            QCOMPARE((*reasons)[0].events, std::int64_t{2});
            for (const EventField field :
                {EventField::Cluster, EventField::Type, EventField::Kind, EventField::Namespace,
                    EventField::Name, EventField::Node, EventField::Source}) {
                const auto values = reader.values(field, "", 10);
                QVERIFY2(values, eventFieldName(field).data());
                QVERIFY2(!values->empty(), eventFieldName(field).data());
            }
            QVERIFY(!reader.values(EventField::Message, "", 10));
        });
    }

    void aStoppedReadIsCancelled()
    {
        StoreFixture store;
        QVERIFY(store.sync(demo::SyntheticEstate{}.events(0, 5'000)));
        store.read([](EventReader &reader) {
            std::stop_source source;
            source.request_stop();
            const auto index = reader.index({}, source.get_token());
            QVERIFY(!index);
            QCOMPARE(index.error().code, ErrorCode::Cancelled);
        });
    }
};

QTEST_GUILESS_MAIN(TestEventReader)
#include "tst_event_reader.moc"
