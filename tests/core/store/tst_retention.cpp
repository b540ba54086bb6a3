#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/wall_clock.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

constexpr std::int64_t kDay = 86'400'000;

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

    // Case D8: a clock that jumps must not empty the history.
    void aJumpOfTheClockDeletesATenthAtMost()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 1'000)));
        QCOMPARE(*store.sweep(now, 30, 1'000'000), std::int64_t{0});
        const Timestamp wrong = now + Duration{365 * kDay};
        QCOMPARE(*store.sweep(wrong, 30, 1'000'000), std::int64_t{100});
        QCOMPARE(*store.sweep(wrong + Duration{3'600'000}, 30, 1'000'000), std::int64_t{90});
        // Back to the right time: that is a jump, too, and nothing is old.
        QCOMPARE(*store.sweep(now + Duration{7'200'000}, 30, 1'000'000), std::int64_t{0});
        QCOMPARE(store.all().size(), std::size_t{810});
    }

    void aFirstSweepWithAWrongClockIsNoticed()
    {
        StoreFixture store;
        const Timestamp now = wallClockNow();
        QVERIFY(store.sync(minutes("a", now, 100)));
        QCOMPARE(*store.sweep(now + Duration{365 * kDay}, 30, 1'000'000), std::int64_t{10});
    }

    void anEmptyHistoryNeedsNoSweep()
    {
        StoreFixture store;
        QCOMPARE(*store.sweep(wallClockNow(), 30, 10), std::int64_t{0});
    }

private:
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
