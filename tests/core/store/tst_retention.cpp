#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/wall_clock.h"
#include "tests/support/results.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

// One event a minute before `newest`, every third a Warning.
std::vector<ClusterEvent> minutes(const std::string &cluster, Timestamp newest, std::int64_t count)
{
    std::vector<ClusterEvent> events;
    for (std::int64_t i = 0; i < count; ++i) {
        ClusterEvent event = podEvent(std::to_string(i), toEpochMs(newest) - i * 60'000);
        event.cluster = {cluster};
        event.type = i % 3 == 0 ? EventType::Warning : EventType::Normal;
        event.message = "number " + std::to_string(i);
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private slots:
    void whatIsOlderGoesInEveryCluster()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 3'000)));
        QVERIFY(store.sync(minutes("gone", now - Duration{kDay}, 3'000)));
        store.waitForTextIndex();
        const auto deleted = store.sweep(now + Duration{1}, 1, 1'000'000);
        QVERIFY(deleted);
        QCOMPARE(*deleted, std::int64_t{3'000 - 1'440 + 3'000});
        const auto left = store.all();
        QVERIFY(std::ranges::all_of(
            left, [now](const auto &event) { return event.last >= now - Duration{kDay}; }));
        expectSound(store);
    }

    void beyondTheNumberTheOldestGoNormalFirst()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 3'000))); // 1 000 Warnings, 2 000 Normal
        QVERIFY(store.sync(minutes("b", now, 100)));
        QCOMPARE(*store.sweep(now, 30, 1'200), std::int64_t{1'800});
        auto left = store.all();
        QCOMPARE(left.size(), std::size_t{1'300});
        QCOMPARE(warningsOf(left, "a"), 1'000);
        // The newest 200 Normal ones are those of the newest 300 minutes.
        QVERIFY(std::ranges::all_of(left, [now](const auto &event) {
            return event.type == EventType::Warning || event.last > now - Duration{300 * 60'000};
        }));
        // Once no Normal is left, the oldest Warnings follow.
        QCOMPARE(*store.sweep(now, 30, 500), std::int64_t{700});
        left = store.all();
        QCOMPARE(warningsOf(left, "a"), 500);
        QCOMPARE(warningsOf(left, "b"), 34);
        expectSound(store);
    }

    void objectsGoWithTheirLastEvent()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        const Timestamp old = now - Duration{40 * kDay};
        QVERIFY(store.sync({eventOfPod("a1", old, "a", "web-1"),
            eventOfPod("a2", old, "a", "web-1"), eventOfPod("b1", now, "b", "web-2")}));
        QCOMPARE(objects(store), std::int64_t{5}); // two pods, their ReplicaSets, one Deployment
        QCOMPARE(*store.sweep(now, 30, 1'000'000), std::int64_t{2});
        QCOMPARE(objects(store), std::int64_t{3});
        // What comes back is a new object, linked to its owners again.
        QVERIFY(store.sync({eventOfPod("a3", now, "a", "web-1")}));
        QCOMPARE(objects(store), std::int64_t{5});
        QCOMPARE(eventsBelow(store, {"Deployment", "shop", "web"}), std::size_t{2});
    }

    void anObjectStaysWhileItOwnsSomething()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        ClusterEvent scaled = eventOfPod("s1", now - Duration{40 * kDay}, "web", "");
        scaled.involved.kind = "Deployment";
        scaled.owners.clear();
        QVERIFY(store.sync({scaled, eventOfPod("a1", now, "a", "web-1")}));
        QCOMPARE(*store.sweep(now, 30, 1'000'000), std::int64_t{1});
        QCOMPARE(objects(store), std::int64_t{3});
        QCOMPARE(eventsBelow(store, {"Deployment", "shop", "web"}), std::size_t{1});
    }

    // Case D8: a clock that is wrong for a day must not cost history.
    void aClockAheadForADayDeletesNothing()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 1'000)));
        QCOMPARE(sweepDaily(store, now, 1), std::int64_t{0});
        const Timestamp wrong = now + Duration{365 * kDay};
        for (int hour = 0; hour < 24; ++hour)
            QCOMPARE(sweepDaily(store, wrong + Duration{hour * kHour}, 1), std::int64_t{0});
        QCOMPARE(sweepDaily(store, now + Duration{kDay}, 1), std::int64_t{0});
        QCOMPARE(store.all().size(), std::size_t{1'000});
        // Right again, it is believed at once.
        QCOMPARE(sweepDaily(store, now + Duration{2 * kDay}, 1), std::int64_t{0});
        QCOMPARE(sweepDaily(store, now + Duration{31 * kDay}, 3), std::int64_t{1'000});
    }

    // What arrives while the clock is wrong does not vouch for it.
    void aFirstSweepWithAWrongClockDeletesNothing()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 100)));
        QCOMPARE(sweepDaily(store, now + Duration{365 * kDay}, 2), std::int64_t{0});
    }

    // The program was away for long: the third day of use goes by the clock again.
    void afterALongPauseEventsGrowOldAgain()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 100)));
        QCOMPARE(sweepDaily(store, now, 1), std::int64_t{0});
        const Timestamp back = now + Duration{40 * kDay};
        QCOMPARE(sweepDaily(store, back, 2), std::int64_t{0});
        QCOMPARE(sweepDaily(store, back + Duration{2 * kDay}, 1), std::int64_t{100});
    }

    // A machine without a battery begins in 2000 at each start, until it asks somebody.
    void aClockThatIsBehindAtEachStartChangesNothing()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 100)));
        std::int64_t deleted = 0;
        for (int day = 0; day < 29; ++day) {
            deleted += sweepDaily(store, fromEpochMs(946'684'800'000), 1);
            deleted += sweepDaily(store, now + Duration{day * kDay}, 1);
        }
        QCOMPARE(deleted, std::int64_t{0});
        QCOMPARE(sweepDaily(store, now + Duration{29 * kDay}, 3), std::int64_t{100});
    }

    // Who looks in once a week does not keep everything.
    void pausesBetweenDaysOfUseKeepNothingForEver()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 100)));
        std::int64_t deleted = 0;
        for (std::int64_t week = 0; week < 9; ++week)
            deleted += sweepDaily(store, now + Duration{week * 7 * kDay}, 1);
        QCOMPARE(deleted, std::int64_t{100});
    }

    void anEmptyHistoryNeedsNoSweep()
    {
        StoreFixture store;
        QCOMPARE(*store.sweep(wallClockNow(), 30, 10), std::int64_t{0});
    }

private:
    static ClusterEvent eventOfPod(const std::string &uid, Timestamp last, const std::string &pod,
        const std::string &replicaSet)
    {
        ClusterEvent event = podEvent(uid, toEpochMs(last));
        event.involved.name = pod;
        event.owners = {{"ReplicaSet", "shop", replicaSet}, {"Deployment", "shop", "web"}};
        return event;
    }

    static std::int64_t objects(StoreFixture &store)
    {
        std::int64_t number = -1;
        store.write([&number](WriteContext &context) -> Status {
            auto count = context.connection.prepareText("SELECT count(*) FROM object");
            if (!count || !count->step())
                return Error{ErrorCode::Corrupt, "cannot count"};
            number = count->number(0);
            return Done{};
        });
        return number;
    }

    static std::size_t eventsBelow(StoreFixture &store, const ResourceRef &workload)
    {
        std::size_t number = 0;
        store.read([&](EventReader &reader) {
            const EventQuery query{.scope = ScopedObject{EventScope::WorkloadTree, workload}};
            number = need(reader.page(query, {})).size();
        });
        return number;
    }

    // Keeps 30 days; the number deleted in all.
    static std::int64_t sweepDaily(StoreFixture &store, Timestamp from, int days)
    {
        std::int64_t deleted = 0;
        for (int day = 0; day < days; ++day)
            deleted += need(store.sweep(from + Duration{day * kDay}, 30, 1'000'000));
        return deleted;
    }

    static std::ptrdiff_t warningsOf(
        const std::vector<ClusterEvent> &events, const std::string &cluster)
    {
        return std::ranges::count_if(events, [&cluster](const ClusterEvent &event) {
            return event.cluster.value == cluster && event.type == EventType::Warning;
        });
    }

    // The text index holds what is left and nothing else.
    static void expectSound(StoreFixture &store)
    {
        store.waitForTextIndex();
        std::size_t found = 0;
        store.read([&found](EventReader &reader) {
            const EventQuery query{
                .where = compare(EventField::Text, CompareOp::Contains, std::string("number"))};
            const auto index = reader.index(query, {});
            found = index ? index->size() : 0;
        });
        QCOMPARE(found, store.all().size());
        const Status checked
            = store.workspace().writer().submitAndWait([](WriteContext &context) -> Status {
                  auto check = context.connection.prepareText("PRAGMA integrity_check");
                  if (!check || !check->step())
                      return Error{ErrorCode::Corrupt, "cannot check"};
                  return check->text(0) == "ok"
                      ? Status(Done{})
                      : Error{ErrorCode::Corrupt, std::string(check->text(0))};
              });
        QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
