#include "core/alerts/live_readings.h"
#include "core/store/sqlite/connection.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z
const ServiceRef kCheckout{"shop", "checkout"};

AlertRule errorRule(std::int64_t id, std::string target = "*")
{
    return test::ruleOf(id,
        test::levelCondition(SloSubject::Kind::Service, std::move(target),
            test::over(LevelMetric::ErrorRate, minutes{5}, 10)));
}

} // namespace

// What live rules read of levels: windows over increments, which come late, in bulk or not at all.
class TestLiveLevels : public QObject
{
    Q_OBJECT

private slots:
    void levelsFollowIncrements()
    {
        test::AlertEstate estate;
        LiveReadings live;
        live.setRules({errorRule(1)});
        const auto look = [&](Timestamp now) {
            const auto readings = estate.read([&](store::Connection &connection) {
                return live.onIncrements(connection, test::kProd, now);
            });
            return readings ? *readings : std::vector<RuleReadings>();
        };
        QVERIFY(look(kNow).at(0).hasNoData); // nobody knows any service
        estate.insert({test::minuteOf(kNow, {{kCheckout, 100, 0, 0}}, 1)});
        QVERIFY(look(kNow).at(0).active.empty());
        estate.insert({test::minuteOf(kNow + minutes{1}, {{kCheckout, 100, 50, 0}}, 2)});
        const auto failing = look(kNow + minutes{1});
        QCOMPARE(failing.at(0).active.at(0).subject.text(), std::string("Service shop/checkout"));
        QCOMPARE(failing[0].active[0].valueText, std::string("25 % over 5 m"));
        // A service that is new.
        const ServiceRef cart{"shop", "cart"};
        estate.insert({test::minuteOf(kNow + minutes{2}, {{cart, 10, 9, 0}}, 3)});
        QCOMPARE(look(kNow + minutes{2}).at(0).active.size(), std::size_t{2});
        // Windows move on their own, until nothing is told any more.
        QCOMPARE(live.onTick(kNow + minutes{6}).at(0).active.size(), std::size_t{1});
        const auto silent = live.onTick(kNow + minutes{8});
        QCOMPARE(silent.at(0).active.size(), std::size_t{2});
        QVERIFY(silent[0].active[0].hasNoData && !silent[0].active[0].isTrue);
    }

    void lateIncrementsAreCountedWhereTheyBelong()
    {
        test::AlertEstate estate;
        LiveReadings live;
        live.setRules({errorRule(1)});
        const auto look = [&](Timestamp now) {
            return estate.read([&](store::Connection &connection) {
                return live.onIncrements(connection, test::kProd, now);
            });
        };
        for (const int minute : {0, 1, 4})
            estate.insert({test::minuteOf(kNow + minutes{minute}, {{kCheckout, 100, 0, 0}},
                static_cast<std::uint64_t>(minute) + 1)});
        QVERIFY(look(kNow + minutes{4})->at(0).active.empty());
        // The agent was away and delivers minutes two and three now.
        estate.insert({test::minuteOf(kNow + minutes{2}, {{kCheckout, 100, 90, 0}}, 3),
            test::minuteOf(kNow + minutes{3}, {{kCheckout, 100, 90, 0}}, 4)});
        const auto late = look(kNow + minutes{4} + seconds{10});
        QCOMPARE(late->at(0).active.at(0).value.value_or(0), 36.0);
        QVERIFY(look(kNow + minutes{4} + seconds{20})->empty()); // not twice
    }

    void historyThatIsBroughtInLaterIsReadWhenItIsWhole()
    {
        test::AlertEstate estate;
        LiveReadings live;
        live.setRules({test::ruleOf(1,
            test::levelCondition(
                SloSubject::Kind::Service, "*", test::over(LevelMetric::ErrorRate, hours{6}, 1)))});
        const auto look = [&](Timestamp now, Timestamp oldest = {}) {
            const auto readings = estate.read([&](store::Connection &connection) {
                return live.onIncrements(connection, test::kProd, now, oldest);
            });
            if (!readings)
                qFatal("levels: %s", readings.error().message.c_str());
            const RuleReadings all = live.readingsOf(1);
            return all.active.empty() ? 0.0 : all.active.front().value.value_or(0);
        };
        estate.insert({test::minuteOf(kNow, {{kCheckout, 100, 50, 0}}, 1)});
        QCOMPARE(look(kNow), 50.0);
        estate.insert({test::minuteOf(kNow - hours{2}, {{kCheckout, 400, 0, 0}}, 2)});
        QCOMPARE(look(kNow + seconds{1}, kNow - hours{2}), 50.0);
        QCOMPARE(live.behind(), std::vector{test::kProd});
        estate.insert({test::minuteOf(kNow - hours{3}, {{kCheckout, 500, 0, 0}}, 3)});
        QCOMPARE(look(kNow + seconds{4}, kNow - hours{3}), 50.0);
        live.onTick(kNow + seconds{5}); // must not look either
        QCOMPARE(look(kNow + seconds{8}), 50.0);
        QCOMPARE(look(kNow + seconds{9}), 5.0);
        QVERIFY(live.behind().empty());
    }

    // What was read in part is read again, and told to nobody before.
    void historyThatCouldNotBeReadIsReadAgain()
    {
        test::AlertEstate estate;
        LiveReadings live;
        live.setRules({errorRule(1)});
        estate.insert({test::minuteOf(kNow, {{kCheckout, 100, 50, 0}}, 1)});
        const auto look = [&](store::Connection &connection) {
            return live.onIncrements(connection, test::kProd, kNow);
        };
        const auto withoutTables
            = store::Connection::open({.file = ":memory:", .access = store::Access::ReadWrite});
        QVERIFY(withoutTables);
        for (int round = 0; round < 2; ++round) { // nothing is loaded yet; everything is
            QVERIFY(!look(**withoutTables));
            QCOMPARE(live.behind(), std::vector{test::kProd});
            QVERIFY(live.onTick(kNow).empty());
            QVERIFY(estate.read(look));
            QVERIFY(live.behind().empty());
            QCOMPARE(live.readingsOf(1).active.size(), std::size_t{1});
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveLevels)
#include "tst_live_levels.moc"
