#include "core/alerts/live_readings.h"
#include "core/slo/slo_answers.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/maintenance_estate.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

bool isSame(const Traffic &a, const Traffic &b)
{
    return a.requests == b.requests && a.errors == b.errors && a.samples == b.samples
        && a.byStatus == b.byStatus && a.latencyCount == b.latencyCount
        && a.quantile(0.95) == b.quantile(0.95);
}

// What two estates say about one subject, its coverage included.
void compareRows(const SloRow &a, const SloRow &b)
{
    QCOMPARE(a.subject.text(), b.subject.text());
    QVERIFY2(isSame(a.current.traffic, b.current.traffic), a.subject.text().c_str());
    QCOMPARE(a.current.covered, b.current.covered);
    QCOMPARE(a.budgetRemaining, b.budgetRemaining);
    QCOMPARE(a.burnOneHour, b.burnOneHour);
    QCOMPARE(a.status, b.status);
    QCOMPARE(a.trend, b.trend);
    QCOMPARE(a.isFiring, b.isFiring);
    QVERIFY(a.errorRates == b.errorRates);
}

void compareBoards(SloFixture &a, SloFixture &b, SloSubject::Kind kind, SloWindow window)
{
    const SloBoard left = a.boardAt(kNow, kind, window);
    const SloBoard right = b.boardAt(kNow, kind, window);
    std::map<std::string, SloRow> rows;
    for (const SloRow &row : right.rows)
        rows.emplace(row.subject.text(), row);
    for (const SloRow &row : left.rows) {
        if (row.current.traffic.samples == 0 && !rows.contains(row.subject.text()))
            continue; // all of it was left out
        QVERIFY(rows.contains(row.subject.text()));
        compareRows(row, rows.at(row.subject.text()));
    }
}

void compareDetails(SloFixture &a, SloFixture &b, const SloSubject &subject)
{
    const TimeRange range{kNow - hours{5}, kNow};
    const SloDetail left = a.detailOf(subject, range, SloWindow::OneDay);
    const SloDetail right = b.detailOf(subject, range, SloWindow::OneDay);
    compareRows(left.row, right.row);
    QCOMPARE(left.budget.remaining, right.budget.remaining);
    QCOMPARE(left.budget.errors, right.budget.errors);
    QCOMPARE(left.budget.points.size(), right.budget.points.size());
    for (std::size_t i = 0; i < left.budget.points.size(); ++i)
        QCOMPARE(left.budget.points[i].remaining, right.budget.points[i].remaining);
    QCOMPARE(left.burns.size(), right.burns.size());
    for (std::size_t i = 0; i < left.burns.size(); ++i) {
        QCOMPARE(left.burns[i].longBurn, right.burns[i].longBurn);
        QCOMPARE(left.burns[i].shortBurn, right.burns[i].shortBurn);
    }
    QCOMPARE(left.pages.size(), right.pages.size());
    QVERIFY(isSame(left.whole.traffic, right.whole.traffic));
    QCOMPARE(left.trend.size(), right.trend.size());
    for (std::size_t i = 0; i < left.trend.size(); ++i)
        QVERIFY(isSame(left.trend[i].traffic, right.trend[i].traffic));
    QCOMPARE(left.shares.size(), right.shares.size());
    for (std::size_t i = 0; i < left.shares.size(); ++i)
        QCOMPARE(left.shares[i].errors, right.shares[i].errors);
}

TargetEffect effectOf(SloFixture &estate, const SloSubject &subject)
{
    const auto effect = estate.read([&](store::Connection &connection) {
        return slo::readEffect(connection, subject,
            {.cluster = kProd,
                .type = SloTargetType::Service,
                .host = subject.text(),
                .window = SloWindow::OneDay,
                .availability = 99},
            kNow);
    });
    if (!effect)
        qFatal("effect: %s", effect.error().message.c_str());
    return *effect;
}

// The value of a level as rules see it, in thousandths; -1: nothing is true or known.
std::vector<double> alertValues(SloFixture &estate, const ServiceRef &ref)
{
    std::vector<double> values;
    for (const LevelMetric metric : {LevelMetric::BurnRate, LevelMetric::ErrorRate,
             LevelMetric::RequestRate, LevelMetric::BudgetRemaining, LevelMetric::P95}) {
        LiveReadings live;
        const Duration window
            = metric == LevelMetric::BudgetRemaining ? Duration{hours{24}} : Duration{hours{3}};
        (void)live.setRules({ruleOf(
            1, levelCondition(SloSubject::Kind::Service, ref.text(), over(metric, window, -1e9)))});
        const auto read = estate.read([&](store::Connection &connection) {
            return live.onIncrements(connection, kProd, kNow);
        });
        if (!read)
            qFatal("levels: %s", read.error().message.c_str());
        const auto &active = live.readingsOf(1).active;
        values.push_back(active.empty() ? -1 : std::round(active.front().value.value_or(-1) * 1e3));
    }
    return values;
}

const SloRow &rowOf(const SloBoard &board, const std::string &name)
{
    const auto found
        = std::ranges::find(board.rows, name, [](const SloRow &row) { return row.subject.text(); });
    if (found == board.rows.end())
        qFatal("no row %s", name.c_str());
    return *found;
}

} // namespace

// Maintenance that uses up no budget: a window with an excluded interval says what it would say if
// the rows of that interval had never been stored, wherever it is asked.
class TestBudgetExclusions : public QObject
{
    Q_OBJECT

private slots:
    void aWindowEqualsThatOfTheHistoryWithoutTheExcludedRows_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("ofCluster");
        for (int seed = 1; seed <= 3; ++seed) {
            QTest::addRow("of all, %d", seed) << seed << true;
            QTest::addRow("of one service, %d", seed) << seed << false;
        }
    }
    void aWindowEqualsThatOfTheHistoryWithoutTheExcludedRows()
    {
        QFETCH(const int, seed);
        QFETCH(const bool, ofCluster);
        std::mt19937 random(static_cast<unsigned>(seed));
        const std::vector<Minute> minutesOfAll = randomMinutes(random, 240);
        SloFixture excluded;
        SloFixture without;
        std::vector<TimeRange> spans;
        for (int i = 0; i < 3; ++i) { // ends within hours as well as at their edges
            const Timestamp from = kNow - minutes{10 + static_cast<int>(random() % 220)};
            spans.push_back({from, from + minutes{1 + static_cast<int>(random() % 90)}});
        }
        spans.push_back({slo::floorToHour(kNow) - hours{2}, slo::floorToHour(kNow) - hours{1}});
        std::vector<SloIncrements> all;
        std::vector<SloIncrements> rest;
        for (const Minute &minute : minutesOfAll) {
            const bool isOut = std::ranges::any_of(spans,
                [&](const TimeRange &span) { return span.contains(minute.at - Duration{1}); });
            all.push_back(incrementOf(minute, true));
            if (!isOut || !ofCluster)
                rest.push_back(incrementOf(minute, !isOut));
        }
        excluded.insert(all);
        without.insert(rest);
        closeHours(excluded);
        closeHours(without);
        for (const TimeRange &span : spans)
            addSilence(excluded, maintenance(span, ofCluster ? kAllOfProd : kServicesOfShop));
        const auto cart = excluded.read([](store::Connection &connection) {
            return slo::readTraffic(connection, subjectOf(kCart), {kNow - hours{4}, kNow},
                minutes{7}, {}, slo::Maintenance::IsLeftOut);
        });
        const auto same = without.read([](store::Connection &connection) {
            return slo::readTraffic(
                connection, subjectOf(kCart), {kNow - hours{4}, kNow}, minutes{7});
        });
        QVERIFY(cart && same);
        QCOMPARE(cart->size(), same->size());
        for (std::size_t i = 0; i < cart->size(); ++i)
            QVERIFY(isSame((*cart)[i].traffic, (*same)[i].traffic));
        QVERIFY(alertValues(excluded, kCart) == alertValues(without, kCart));
        QVERIFY(alertValues(excluded, kPay) == alertValues(without, kPay));
        if (!ofCluster)
            return; // coverage is the cluster's: what is not told of one service only differs
        for (const SloSubject::Kind kind :
            {SloSubject::Kind::Service, SloSubject::Kind::Edge, SloSubject::Kind::Domain}) {
            compareBoards(excluded, without, kind, SloWindow::OneDay);
            compareBoards(excluded, without, kind, SloWindow::SevenDays);
        }
        compareDetails(excluded, without, subjectOf(kCart));
        compareDetails(excluded, without, domainSubject("shop.example.com"));
        QCOMPARE(effectOf(excluded, subjectOf(kCart)).budgetRemaining,
            effectOf(without, subjectOf(kCart)).budgetRemaining);
        QCOMPARE(
            effectOf(excluded, subjectOf(kCart)).pages, effectOf(without, subjectOf(kCart)).pages);
    }

    // Raw rows are kept for two days, but where maintenance cuts an hour.
    void whatIsLeftOutStaysExactWhenRawRowsAreGone()
    {
        std::mt19937 random(11);
        const std::vector<Minute> minutesOfAll = randomMinutes(random, 6 * 60);
        const Timestamp end = slo::floorToHour(kNow);
        const std::vector<TimeRange> spans{
            {end - hours{3} + minutes{20}, end - hours{2} + minutes{10}}, {end - hours{1}, end}};
        SloFixture excluded;
        SloFixture without;
        std::vector<SloIncrements> all;
        std::vector<SloIncrements> rest;
        for (const Minute &minute : minutesOfAll) {
            all.push_back(incrementOf(minute, true));
            if (std::ranges::none_of(spans,
                    [&](const TimeRange &span) { return span.contains(minute.at - Duration{1}); }))
                rest.push_back(incrementOf(minute, true));
        }
        excluded.insert(all);
        without.insert(rest);
        for (const TimeRange &span : spans)
            addSilence(excluded, maintenance(span, {kAllOfProd}));
        const auto measured = [end](SloFixture &estate, slo::Maintenance maintenance) {
            const auto steps = estate.read([&](store::Connection &connection) {
                return slo::readTraffic(
                    connection, subjectOf(kCart), {end - hours{5}, end}, hours{1}, {}, maintenance);
            });
            if (!steps)
                qFatal("traffic: %s", steps.error().message.c_str());
            return *steps;
        };
        for (SloFixture *estate : {&excluded, &without}) {
            closeHours(*estate);
            sweepUntil(*estate, kNow + hours{24 * 5});
        }
        QCOMPARE(rawHours(excluded),
            (std::set{end - hours{3}, end - hours{2}, end})); // the last one is open
        QCOMPARE(rawHours(without), std::set{end});
        const auto left = measured(excluded, slo::Maintenance::IsLeftOut);
        const auto same = measured(without, slo::Maintenance::Counts);
        QCOMPARE(left.size(), same.size());
        for (std::size_t i = 0; i < left.size(); ++i) {
            QVERIFY(isSame(left[i].traffic, same[i].traffic));
            QCOMPARE(left[i].covered, same[i].covered);
        }
        QCOMPARE(left[2].excluded, Duration{minutes{40}});

        // Behind the hourly rows nothing stays.
        sweepUntil(excluded, kNow + hours{24 * 100});
        QCOMPARE(rawHours(excluded), std::set{end});
    }

    void hoursOfWhichNothingFinerIsKnownAreLeftOutByTheHalf()
    {
        SloFixture estate;
        const Timestamp end = slo::floorToHour(kNow);
        estate.putHours(TrafficKey::of(kCart), Traffic::of(service(kCart, 100, 10)), end, 10);
        const auto requests = [&] {
            return rowOf(estate.boardAt(end, SloSubject::Kind::Service), "shop/cart").current;
        };
        QCOMPARE(requests().traffic.requests, std::int64_t{1'000});
        addSilence(estate,
            maintenance({end - hours{3}, end - hours{3} + minutes{29}},
                {{.label = "name", .value = "cart"}}));
        QCOMPARE(requests().traffic.requests, std::int64_t{1'000});
        QCOMPARE(requests().excluded, Duration{0});
        addSilence(estate,
            maintenance({end - hours{5}, end - hours{5} + minutes{30}},
                {{.label = "name", .value = "cart"}}));
        QCOMPARE(requests().traffic.requests, std::int64_t{900});
        QCOMPARE(requests().excluded, Duration{hours{1}});
        QCOMPARE(requests().covered, Duration{hours{9}});
    }

    void aRouteIsLeftOutOfItsDomainAndADomainHoldsForItsRoutes()
    {
        SloFixture estate;
        std::mt19937 random(7);
        std::vector<SloIncrements> all;
        for (const Minute &minute : randomMinutes(random, 60))
            all.push_back(incrementOf(minute, true));
        estate.insert(all);
        const auto requestsOf = [&](const std::string &name) {
            return rowOf(estate.boardAt(kNow), name).current.traffic.requests;
        };
        const std::int64_t pay = requestsOf("pay.example.com");
        const std::int64_t both = requestsOf("shop.example.com");
        addSilence(estate,
            maintenance(
                {kNow - hours{2}, kNow}, {{.label = "name", .value = "shop.example.com/pay"}}));
        QCOMPARE(requestsOf("pay.example.com"), pay); // shares the service, not the maintenance
        QCOMPARE(requestsOf("shop.example.com/pay"), std::int64_t{0});
        QCOMPARE(requestsOf("shop.example.com"), both - pay);
        QVERIFY(rowOf(estate.boardAt(kNow), "shop.example.com").current.excluded == Duration{0});
        addSilence(estate,
            maintenance({kNow - hours{2}, kNow}, {{.label = "name", .value = "shop.example.com"}}));
        QCOMPARE(requestsOf("shop.example.com/cart"), std::int64_t{0});
        QCOMPARE(requestsOf("shop.example.com"), std::int64_t{0});
        QCOMPARE(
            rowOf(estate.boardAt(kNow), "shop.example.com").current.excluded, Duration{hours{2}});
        QCOMPARE(requestsOf("pay.example.com"), pay);
    }

    void whatIsExcludedIsToldBesideCoverage()
    {
        SloFixture estate;
        std::mt19937 random(8);
        std::vector<SloIncrements> all;
        for (const Minute &minute : randomMinutes(random, 60))
            all.push_back(incrementOf(minute, true));
        estate.insert(all);
        const auto answer = [&] {
            const auto json = estate.read([](store::Connection &connection) {
                return slo::answerService(
                    connection, {.cluster = kProd, .timeRange = "1h", .now = kNow}, kCart);
            });
            return json ? *json : json.error().message;
        };
        QVERIFY(answer().find("excludedSeconds") == std::string::npos);
        addSilence(estate, maintenance({kNow - minutes{30}, kNow - minutes{15}}, kAllOfProd));
        QVERIFY2(answer().find(R"("coverage":1,"excludedSeconds":900)") != std::string::npos
                || answer().find(R"("coverage":1.0,"excludedSeconds":900)") != std::string::npos,
            answer().c_str());
    }

    // Live rules notice when maintenance is announced and when it ends before its time.
    void rulesFollowMaintenance()
    {
        SloFixture estate;
        std::vector<SloIncrements> all;
        for (int i = 90; i-- > 0;)
            all.push_back(incrementOf({kNow - minutes{i}, 100, 50, 0}, true));
        estate.insert(all);
        LiveReadings live;
        QVERIFY(live.setRules({ruleOf(1,
                                  levelCondition(SloSubject::Kind::Service, "shop/cart",
                                      burns(2, hours{1}, minutes{5})))})
                    .empty());
        const auto isTrue = [&] {
            const auto read = estate.read([&](store::Connection &connection) {
                return live.onIncrements(connection, kProd, kNow);
            });
            return read && !live.readingsOf(1).active.empty();
        };
        QVERIFY(isTrue());
        addSilence(estate, maintenance({kNow - hours{2}, kNow + hours{1}}, kAllOfProd));
        QVERIFY(!isTrue());
        estate.write([](store::WriteContext &context) {
            return endSilence(context, 1, kNow - minutes{70});
        });
        QVERIFY(isTrue());
    }

    void onlyWhatIsAboutServicesCanBeLeftOut()
    {
        const TimeRange span{kNow, kNow + hours{1}};
        QVERIFY(checkSilence(maintenance(span, kAllOfProd)));
        for (const char *label : {"rule", "severity"}) {
            const Status checked
                = checkSilence(maintenance(span, {{.label = label, .value = "x"}}));
            QVERIFY(!checked);
            QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
        }
    }
};

QTEST_GUILESS_MAIN(TestBudgetExclusions)
#include "tst_budget_exclusions.moc"
