#include "core/slo/status_checker.h"
#include "tests/core/slo/slo_fixture.h"
#include "tests/support/wait_for.h"

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kNoon = fromEpochMs(1'700'049'600'000);

using Changes = std::vector<SloStatusChange>;

Changes check(slo::StatusChecker &checker, Timestamp now)
{
    return need(waitFor<Result<Changes>>([&](auto done) { checker.check(kProd, now, done); }));
}

Changes historyOf(SloFixture &store)
{
    return *store.read([](store::Connection &connection) {
        return store::readStatusHistory(
            connection, {.cluster = kProd, .range = {fromEpochMs(1), kNoon + hours{48}}});
    });
}

SloIncrements at(Timestamp time, std::uint64_t seq, std::int64_t requests, std::int64_t errors)
{
    return {.at = time,
        .bootId = "boot",
        .seq = seq,
        .interval = seconds{15},
        .ingress = {ingress("web", requests, errors)}};
}

Changes of(const Changes &changes, SloWindow window)
{
    Changes found;
    std::ranges::copy_if(changes, std::back_inserter(found),
        [window](const SloStatusChange &change) { return change.window == window; });
    return found;
}

} // namespace

class TestStatusChecker : public QObject
{
    Q_OBJECT

private slots:
    void aChangeIsWrittenOnceAndWithItsNumbers()
    {
        SloFixture store;
        slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
        store.insert({at(kNoon, 1, 1'000, 0)});
        Changes changes = of(check(checker, kNoon + seconds{1}), SloWindow::OneDay);
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].from, SloStatus::Unknown);
        QCOMPARE(changes[0].to, SloStatus::Healthy);
        QVERIFY(check(checker, kNoon + seconds{2}).empty());

        store.insert({at(kNoon + minutes{1}, 2, 1'000, 500)});
        changes = check(checker, kNoon + minutes{2});
        QCOMPARE(changes.size(), std::size_t{3}); // one for each window
        changes = of(historyOf(store), SloWindow::OneDay);
        QCOMPARE(changes.size(), std::size_t{2});
        const SloStatusChange &newest = changes.front();
        QCOMPARE(newest.host, std::string("web"));
        QCOMPARE(newest.type, SloTargetType::Ingress);
        QCOMPARE(newest.from, SloStatus::Healthy);
        QCOMPARE(newest.to, SloStatus::Critical);
        QCOMPARE(newest.availability, std::optional(75.0));
        QCOMPARE(newest.budgetRemaining, std::optional(-100.0));
        QCOMPARE(newest.changedAt, kNoon + minutes{2});
    }

    void aRestartRepeatsAndLosesNothing()
    {
        SloFixture store;
        store.insert({at(kNoon, 1, 1'000, 0)});
        {
            slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
            QCOMPARE(check(checker, kNoon + seconds{1}).size(), std::size_t{3});
        }
        store.reopen();
        slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
        QVERIFY(check(checker, kNoon + seconds{2}).empty());
        store.insert({at(kNoon + minutes{1}, 2, 1'000, 500)});
        const Changes changes = check(checker, kNoon + minutes{2});
        QCOMPARE(changes.size(), std::size_t{3});
        QCOMPARE(changes[0].from, SloStatus::Healthy);
    }

    void servicesAreWatchedOverADayAndWhereTheyHaveTargets()
    {
        SloFixture store;
        slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
        SloIncrements increments = at(kNoon, 1, 0, 0);
        increments.ingress.clear();
        increments.services
            = {service({"shop", "cart"}, 100, 0), service({"pay", "payments"}, 100, 0)};
        store.insert({increments});
        store.putTarget(SloTargetType::Service, "shop/cart", SloWindow::ThirtyDays, 99.9);
        const Changes changes = check(checker, kNoon + seconds{1});
        QCOMPARE(of(changes, SloWindow::OneDay).size(), std::size_t{2});
        QCOMPARE(of(changes, SloWindow::SevenDays).size(), std::size_t{0});
        const Changes month = of(changes, SloWindow::ThirtyDays);
        QCOMPARE(month.size(), std::size_t{1});
        QCOMPARE(month[0].host, std::string("shop/cart"));
        QCOMPARE(month[0].type, SloTargetType::Service);
    }

    void aDomainThatFallsSilentBecomesUnknown()
    {
        SloFixture store;
        slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
        SloIncrements increments = at(kNoon, 1, 1'000, 0);
        increments.routes = {route("shop.example.com", "/", "web")};
        store.insert({increments});
        check(checker, kNoon + seconds{1});
        const Changes changes = check(checker, kNoon + hours{26});
        QCOMPARE(changes.size(), std::size_t{1}); // the day; a week still has its traffic
        QCOMPARE(changes[0].to, SloStatus::Unknown);
        QCOMPARE(changes[0].window, SloWindow::OneDay);
        QVERIFY(!changes[0].availability);
    }

    void aForgottenClusterStartsAfresh()
    {
        SloFixture store;
        slo::StatusChecker checker(store.workspace().readers(), store.workspace().writer());
        store.insert({at(kNoon, 1, 1'000, 0)});
        check(checker, kNoon + seconds{1});
        checker.forget(kProd);
        QVERIFY(check(checker, kNoon + seconds{2}).empty()); // its history is still stored
    }
};

QTEST_GUILESS_MAIN(TestStatusChecker)
#include "tst_status_checker.moc"
