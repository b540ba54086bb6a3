#include "tests/core/slo/slo_fixture.h"

#include <algorithm>

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'700'000'016'000);  // just after the worked example
constexpr Timestamp kNoon = fromEpochMs(1'700'049'600'000); // 2023-11-15T12:00:00Z
const std::string kKey = "shop-shop-api-8080";

bool isClose(std::optional<double> value, double expected, double tolerance = 0.001)
{
    return value && std::abs(*value - expected) <= tolerance;
}

std::vector<std::string> namesOf(const SloBoard &board)
{
    std::vector<std::string> names;
    for (const SloRow &row : board.rows)
        names.push_back(row.subject.text());
    return names;
}

SloIncrements at(Timestamp time, std::uint64_t seq, std::vector<IngressIncrement> ingress,
    std::vector<IngressRoute> routes = {})
{
    return {.at = time,
        .bootId = "boot",
        .seq = seq,
        .interval = seconds{15},
        .ingress = std::move(ingress),
        .routes = std::move(routes)};
}

using Names = std::vector<std::string>;

} // namespace

class TestSloService : public QObject
{
    Q_OBJECT

private slots:
    void theWorkedExampleComesOutToTheDigit()
    {
        SloFixture store;
        store.insert({workedExample()});
        const SloBoard board = store.boardAt(kNow);
        QCOMPARE(board.rows.size(), std::size_t{1});
        const SloRow &row = board.rows.front();
        QCOMPARE(row.subject.text(), std::string("shop.example.com"));
        QCOMPARE(row.current.traffic.requests, 120);
        QVERIFY(isClose(row.current.traffic.availability(), 91.6667));
        QVERIFY(isClose(row.current.requestRate(), 8.0));
        QVERIFY(isClose(row.current.traffic.quantile(0.5), 70.588));
        QVERIFY(isClose(row.current.traffic.quantile(0.95), 1020));
        QVERIFY(isClose(row.current.traffic.quantile(0.99), 3480));
        QVERIFY(isClose(row.budgetRemaining, -66.6667));
        QVERIFY(isClose(row.burnOneHour, 1.66667));
        QCOMPARE(row.status, SloStatus::Critical);
        QCOMPARE(row.trend, SloTrend::Stable);
        QVERIFY(row.target.isDefault());
        QCOMPARE(row.target.host, std::string("shop.example.com"));
        QCOMPARE(row.backends, (std::vector<ServiceRef>{{"shop", "shop-api"}}));
        QCOMPARE(row.errorRates.size(), std::size_t{24});
        QVERIFY(isClose(row.errorRates.back(), 8.3333));
        QVERIFY(!row.errorRates.front());
        QCOMPARE(board.summary.subjects, 1);
        QCOMPARE(board.summary.critical, 1);
        QVERIFY(isClose(board.summary.requestRate, 8.0));
    }

    void servicesFollowTheMeshRuleUntilTheyHaveATarget()
    {
        SloFixture store;
        store.insert({workedExample()});
        SloBoard board = store.boardAt(kNow, SloSubject::Kind::Service);
        QCOMPARE(namesOf(board), (Names{"shop/shop-api"}));
        QVERIFY(isClose(board.rows[0].budgetRemaining, -53.8462));
        QCOMPARE(board.rows[0].status, SloStatus::Critical); // 7.7 % errors
        store.putTarget(SloTargetType::Service, "shop/shop-api", SloWindow::OneDay, 80);
        board = store.boardAt(kNow, SloSubject::Kind::Service);
        QCOMPARE(board.rows[0].status, SloStatus::Healthy);
        QCOMPARE(board.rows[0].target.availability, 80.0);
    }

    void edgesAreRowsOfTheirOwn()
    {
        SloFixture store;
        store.insert({workedExample()});
        const SloBoard board = store.boardAt(kNow, SloSubject::Kind::Edge);
        QCOMPARE(namesOf(board), (Names{"shop/shop-api → data/shop-db-proxy"}));
        QVERIFY(isClose(board.rows[0].current.traffic.errorRate(), 6.25));
        QVERIFY(isClose(board.rows[0].current.traffic.averageLatency(), 30));
        QVERIFY(!board.rows[0].current.traffic.quantile(0.95));
    }

    void serviceKeysThatNoRouteNamesAreDomainsOfTheirOwn()
    {
        SloFixture store;
        SloIncrements example = workedExample();
        example.routes.clear();
        store.insert({example});
        QCOMPARE(namesOf(store.boardAt(kNow)), (Names{kKey}));
    }

    void aDomainWithSeveralServicesHasARowForEach()
    {
        SloFixture store;
        store.insert({at(kNow - seconds{1}, 1, {ingress("web", 100, 0), ingress("checkout", 50, 5)},
            {route("shop.example.com", "/", "web"), route("shop.example.com", "/api", "web"),
                route("shop.example.com", "/checkout", "checkout"),
                route("api.example.com", "/", "web")})});
        const SloBoard board = store.boardAt(kNow);
        QCOMPARE(namesOf(board),
            (Names{"shop.example.com/checkout", "shop.example.com", "api.example.com",
                "shop.example.com/"}));
        const SloRow &whole = board.rows[1];
        QCOMPARE(whole.current.traffic.requests, 150);
        QCOMPARE(whole.current.traffic.errors, 5);
        QCOMPARE(whole.routes.size(), std::size_t{3});
        QCOMPARE(whole.status, SloStatus::Critical); // its worst service, not its 96.7 %
        QCOMPARE(board.rows[3].routes.size(), std::size_t{2});
        // Routes are part of their domain, and the shared key is asked only once.
        QCOMPARE(board.summary.subjects, 2);
        QVERIFY(isClose(board.summary.requestRate, 10.0));
    }

    void aRouteFallsBackOnTheTargetOfItsDomain()
    {
        SloFixture store;
        store.insert({at(kNow - seconds{1}, 1, {ingress("web", 100, 0), ingress("checkout", 50, 5)},
            {route("shop.example.com", "/", "web"),
                route("shop.example.com", "/checkout", "checkout")})});
        store.putTarget(SloTargetType::Ingress, "shop.example.com", SloWindow::OneDay, 85);
        SloBoard board = store.boardAt(kNow);
        for (const SloRow &row : board.rows)
            QCOMPARE(row.target.availability, 85.0);
        store.putTarget(SloTargetType::Ingress, "shop.example.com/checkout", SloWindow::OneDay, 99);
        board = store.boardAt(kNow);
        QCOMPARE(board.rows[0].subject.domain, std::string("shop.example.com/checkout"));
        QCOMPARE(board.rows[0].target.availability, 99.0);
        QCOMPARE(board.rows[1].status, SloStatus::Critical);
        QCOMPARE(
            slo::targetFor({}, board.rows[0].subject, SloWindow::SevenDays).availability, 96.0);
    }

    void withoutTrafficThereIsNoNumberAndTheRowIsLast()
    {
        SloFixture store;
        SloIncrements example = workedExample();
        example.routes.push_back(route("idle.example.com", "/", "shop-idle-80"));
        store.insert({example});
        const SloBoard board = store.boardAt(kNow);
        QCOMPARE(namesOf(board), (Names{"shop.example.com", "idle.example.com"}));
        const SloRow &idle = board.rows[1];
        QCOMPARE(idle.status, SloStatus::Unknown);
        QVERIFY(!idle.budgetRemaining);
        QVERIFY(!idle.burnOneHour);
        QVERIFY(!idle.current.traffic.availability());
        QVERIFY(isClose(board.summary.availability, 91.6667)); // the mean leaves it out
        QCOMPARE(board.summary.unknown, 1);
    }

    void aServiceThatFellSilentStaysOnTheBoardWhenItHasATarget()
    {
        SloFixture store;
        store.insert({workedExample()});
        store.putTarget(SloTargetType::Service, "pay/payments", SloWindow::OneDay, 99.9);
        const SloBoard board = store.boardAt(kNow, SloSubject::Kind::Service);
        QCOMPARE(namesOf(board), (Names{"shop/shop-api", "pay/payments"}));
        QCOMPARE(board.rows[1].status, SloStatus::Unknown);
    }

    void thePeriodBeforeGivesTheTrend()
    {
        SloFixture store;
        store.insert({at(kNoon - days{1} - hours{2}, 1, {ingress("web", 1'000, 0)}),
            at(kNoon - hours{1}, 2, {ingress("web", 1'000, 5)})});
        const SloBoard board = store.boardAt(kNoon);
        QCOMPARE(board.rows[0].trend, SloTrend::Down);
        QVERIFY(board.rows[0].previous.has_value());
        QCOMPARE(board.rows[0].previous->traffic.requests, 1'000);
        QCOMPARE(board.rows[0].previous->traffic.errors, 0);
    }

    void nothingLaterThanTheInstantIsLookedAt()
    {
        SloFixture store;
        store.insert({at(kNoon - hours{3}, 1, {ingress("web", 1'000, 0)}),
            at(kNoon - hours{1}, 2, {ingress("web", 1'000, 500)})});
        const SloBoard before = store.boardAt(kNoon - hours{2});
        QCOMPARE(before.rows[0].current.traffic.requests, 1'000);
        QCOMPARE(before.rows[0].current.traffic.errors, 0);
        const SloBoard after = store.boardAt(kNoon);
        QCOMPARE(after.rows[0].current.traffic.errors, 500);
    }

    void aFastBurnPagesOnTheBoardAndInTheDetail()
    {
        SloFixture store;
        store.insert(everyMinute("web", kNoon - std::chrono::minutes{30}, 120, 600, 0));
        store.insert(everyMinute("web", kNoon, 30, 600, 600)); // all fail: 20 times a budget of 5 %
        const Timestamp now = kNoon + seconds{1};
        const SloRow row = store.boardAt(now).rows[0];
        QVERIFY(!row.isFiring); // half of the hour: 10 times
        store.putTarget(SloTargetType::Ingress, "web", SloWindow::OneDay, 99);
        const SloRow strict = store.boardAt(now).rows[0];
        QVERIFY(strict.isFiring);
        const SloDetail detail
            = store.detailOf(domainSubject("web"), {now - hours{6}, now}, SloWindow::OneDay);
        QCOMPARE(detail.burns.size(), std::size_t{4});
        const BurnCondition &page = detail.burns.front();
        QVERIFY(page.isFiring);
        QVERIFY(isClose(page.shortBurn, 100, 0.5));
        QVERIFY(isClose(page.longBurn, *strict.burnOneHour));
        const Duration since = now - page.firingSince;
        QVERIFY2(since >= std::chrono::minutes{5} && since <= std::chrono::minutes{30},
            formatRfc3339(page.firingSince).c_str());
        QVERIFY(std::ranges::any_of(detail.pages,
            [](const BurnSpan &span) { return span.severity == BurnSeverity::Page; }));
        QCOMPARE(detail.row.budgetRemaining, strict.budgetRemaining);
        QCOMPARE(detail.row.status, strict.status);
    }

    void theBudgetBurnsDownOverThirtyDaysOfHours()
    {
        SloFixture store;
        store.putHours("web", kNoon, 40 * 24, 1'000, 0);
        // An incident ten days ago: four hours with a tenth of the requests failing.
        store.putHours("web", kNoon - days{10}, 4, 1'000, 100);
        store.putTarget(SloTargetType::Ingress, "web", SloWindow::ThirtyDays, 99.9);
        const SloDetail detail
            = store.detailOf(domainSubject("web"), {kNoon - days{7}, kNoon}, SloWindow::ThirtyDays);
        QCOMPARE(detail.budget.errors, 400);
        QVERIFY(isClose(detail.budget.allowedErrors, 720, 0.01));
        QVERIFY(isClose(detail.budget.remaining, 44.444));
        QCOMPARE(detail.budget.remaining, detail.row.budgetRemaining);
        QVERIFY(detail.budget.points.size() >= 720);
        QVERIFY(isClose(detail.budget.points.front().remaining, 100));
        QVERIFY(isClose(detail.budget.points.back().remaining, 44.444));
        QCOMPARE(std::ranges::count(detail.pages, BurnSeverity::Page, &BurnSpan::severity), 1);
        QCOMPARE(detail.step, Duration{hours{1}});
        QCOMPARE(detail.trend.size(), std::size_t{168});
        QCOMPARE(detail.previousTrend.size(), std::size_t{168});
        QCOMPARE(detail.whole.traffic.requests, 168'000);
        QCOMPARE(detail.whole.traffic.errors, 0);
        QVERIFY(detail.shares.empty());
        for (const BurnCondition &condition : detail.burns)
            QVERIFY(!condition.isFiring);
    }

    void anInstantWithoutRawRowsIsToldByHours()
    {
        SloFixture store;
        store.putHours("web", kNoon, 40 * 24, 1'000, 0);
        store.putHours("web", kNoon - days{10}, 4, 1'000, 100);
        store.putTarget(SloTargetType::Ingress, "web", SloWindow::ThirtyDays, 99.9);
        const Timestamp now = kNoon - days{10};
        const SloRow row
            = store.boardAt(now, SloSubject::Kind::Domain, SloWindow::ThirtyDays).rows[0];
        QVERIFY(isClose(row.burnOneHour, 100));
        QVERIFY(row.isFiring);
        const SloDetail detail
            = store.detailOf(domainSubject("web"), {now - hours{6}, now}, SloWindow::ThirtyDays);
        QCOMPARE(detail.step, Duration{hours{1}});
        QCOMPARE(detail.trend.size(), std::size_t{6});
        QVERIFY(detail.burns[0].isFiring);
        QCOMPARE(detail.burns[0].firingSince, now - hours{3});
        QCOMPARE(detail.whole.traffic.errors, 400);
    }

    void aTrendWithinADayIsFineAndShowsGaps()
    {
        SloFixture store;
        store.insert(everyMinute("web", kNoon - hours{2}, 30, 60, 0));
        store.insert(everyMinute("web", kNoon, 30, 60, 6));
        const SloDetail detail = store.detailOf(
            domainSubject("web"), {kNoon - hours{6}, kNoon + seconds{0}}, SloWindow::OneDay);
        QCOMPARE(detail.step, Duration{std::chrono::minutes{1}});
        QCOMPARE(detail.trend.size(), std::size_t{360});
        QCOMPARE(detail.trend[300].traffic.requests, 0); // an hour ago nothing was told
        QCOMPARE(detail.trend[300].covered, Duration{0});
        QVERIFY(detail.trend[350].covered > Duration{0});
        std::int64_t sum = 0;
        for (const Measured &step : detail.trend)
            sum += step.traffic.requests;
        QCOMPARE(sum, detail.whole.traffic.requests);
    }

    // Looked back to an instant between two increments of five minutes, two a second: what the
    // next one tells was not counted yet, and what the one before tells was counted from earlier
    // on.
    void theLastStepIsDividedByTheTimeItsTrafficWasCountedIn()
    {
        SloFixture store;
        std::vector<SloIncrements> all;
        for (std::uint64_t i = 1; i <= 13; ++i) {
            all.push_back(
                at(kNoon + minutes{5} * static_cast<std::int64_t>(i), i, {ingress("web", 600, 0)}));
            all.back().interval = minutes{5};
        }
        store.insert(all);
        const auto rateAt = [&store](Timestamp to, Duration length) {
            const SloDetail detail
                = store.detailOf(domainSubject("web"), {to - length, to}, SloWindow::OneDay);
            const Measured &last = detail.trend.back();
            return detail.step == Duration{minutes{5}} && last.range.length() < detail.step
                ? last.requestRate()
                : std::optional(-1.0);
        };
        const Timestamp end = kNoon + hours{1};
        QCOMPARE(rateAt(end + minutes{3}, minutes{42}), std::nullopt); // nothing ended in its 2 m
        QVERIFY(isClose(rateAt(end + minutes{1}, minutes{42}), 2.0));
        QVERIFY(isClose(rateAt(end + minutes{3}, minutes{44}), 2.0));
    }

    void errorsAreAttributedToTheEdgeTheyCameFrom()
    {
        SloFixture store;
        SloIncrements increments = workedExample();
        increments.ingress[0].requests[1].count = 10;
        increments.edges = {
            {.edge = {{"shop", "shop-api"}, {"pay", "payments"}}, .requests = 64, .failures = 10},
            {.edge = {{"pay", "payments"}, {"data", "pay-db"}}, .requests = 64, .failures = 10},
            {.edge = {{"other", "job"}, {"data", "lake"}}, .requests = 64, .failures = 60}};
        store.insert({increments});
        const SloDetail detail = store.detailOf(
            domainSubject("shop.example.com"), {kNow - hours{1}, kNow}, SloWindow::OneDay);
        const auto edge = std::ranges::find(detail.shares, BudgetShare::By::Edge, &BudgetShare::by);
        QVERIFY(edge != detail.shares.end());
        QCOMPARE(edge->name, std::string("pay/payments → data/pay-db"));
        QVERIFY(edge->share > 0.9);
        QCOMPARE(std::ranges::count(detail.shares, BudgetShare::By::Edge, &BudgetShare::by), 1);
        const auto status
            = std::ranges::find(detail.shares, BudgetShare::By::StatusCode, &BudgetShare::by);
        QVERIFY(status != detail.shares.end());
        QCOMPARE(status->name, std::string("503"));
        const auto path
            = std::ranges::find(detail.shares, BudgetShare::By::Route, &BudgetShare::by);
        QVERIFY(path != detail.shares.end());
        QCOMPARE(path->name, std::string("/"));
    }

    void aTighterTargetCostsBudgetAndPages()
    {
        SloFixture store;
        store.putHours("web", kNoon, 40 * 24, 1'000, 0);
        store.putHours("web", kNoon - days{10}, 4, 1'000, 20);
        const auto effectOf = [&](double availability) {
            return *store.read([&](store::Connection &connection) {
                return slo::readEffect(connection, domainSubject("web"),
                    {.cluster = kProd,
                        .host = "web",
                        .window = SloWindow::ThirtyDays,
                        .availability = availability},
                    kNoon);
            });
        };
        const TargetEffect loose = effectOf(99);
        const TargetEffect tight = effectOf(99.95);
        QVERIFY(isClose(loose.budgetRemaining, 98.889));
        QVERIFY(isClose(tight.budgetRemaining, 77.778));
        QCOMPARE(loose.pages, 0);
        QCOMPARE(tight.pages, 1);
        QCOMPARE(loose.status, SloStatus::Healthy);
        const auto wrong = store.read([&](store::Connection &connection) {
            return slo::readEffect(
                connection, domainSubject("web"), {.host = "web", .availability = 101}, kNoon);
        });
        QCOMPARE(wrong.error().code, ErrorCode::InvalidArgument);
    }

    void anUnknownSubjectIsNotFound()
    {
        SloFixture store;
        store.insert({workedExample()});
        const auto detail = store.read([](store::Connection &connection) {
            return slo::readDetail(connection,
                {.subject = domainSubject("nobody.example.com"), .range = {kNow - hours{1}, kNow}});
        });
        QVERIFY(!detail);
        QCOMPARE(detail.error().code, ErrorCode::NotFound);
    }

    void aDomainCanBeAskedByItsRouteOrServiceKey()
    {
        SloFixture store;
        store.insert({workedExample()});
        for (const char *name : {"shop.example.com", "shop.example.com/", kKey.c_str()}) {
            const SloDetail detail
                = store.detailOf(domainSubject(name), {kNow - hours{1}, kNow}, SloWindow::OneDay);
            QCOMPARE(detail.whole.traffic.requests, 120);
        }
    }

    void cancellingEndsTheAnswer()
    {
        SloFixture store;
        store.insert({workedExample()});
        std::stop_source stop;
        stop.request_stop();
        const auto board = store.read([&](store::Connection &connection) {
            return slo::readBoard(connection, {.cluster = kProd, .now = kNow}, stop.get_token());
        });
        QCOMPARE(board.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSloService)
#include "tst_slo_service.moc"
