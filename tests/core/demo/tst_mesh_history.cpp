#include "core/demo/back_fill.h"
#include "core/demo/demo_targets.h"
#include "core/domain/traffic.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

constexpr Duration kDay = 24 * kHour;
constexpr Timestamp kNow = kMonday + 2 * kDay + 6 * kHour + 17 * kMinute; // Wednesday, 14:17
constexpr Timestamp kIncident = kNow - 35 * kMinute;
const std::string kCheckout = "shop-api-gateway-8081";

// The telling of a day, then the question about its traffic.
std::shared_ptr<const MeshHistory> newHistoryOf(std::string_view cluster)
{
    const ClusterBlueprint &blueprint = blueprintOf(cluster);
    ClusterSimulation simulation(blueprint, 1, kNow - 90 * kMinute,
        blueprint.hasIncident ? std::optional(IncidentPlan{kIncident, 1}) : std::nullopt);
    simulation.advance(kNow);
    return simulation.trafficHistory();
}

std::shared_ptr<const MeshHistory> historyOf(std::string_view cluster)
{
    static std::map<std::string_view, std::shared_ptr<const MeshHistory>> told;
    std::shared_ptr<const MeshHistory> &history = told[cluster];
    if (!history)
        history = newHistoryOf(cluster);
    return history;
}

Traffic ingressOver(const MeshHistory &history, const TimeRange &range, Duration step,
    const std::string &key = kCheckout)
{
    Traffic sum;
    for (Timestamp at = range.from; at < range.to; at += step) {
        const SloIncrements increments = history.increments({at, std::min(at + step, range.to)});
        for (const IngressIncrement &row : increments.ingress) {
            if (row.serviceKey == key)
                sum.add(Traffic::of(row));
        }
    }
    return sum;
}

double burn(const Traffic &traffic, double target)
{
    return *traffic.errorRate() / (100 - target);
}

} // namespace

class TestMeshHistory : public QObject
{
    Q_OBJECT

private slots:
    void thePlanCoversTheMonthWithoutGapNewestFirst()
    {
        const std::vector<BackFillChunk> chunks = planBackFill(kNow + Duration{345}, 30 * kDay);
        std::vector<TimeRange> stretches;
        for (auto chunk = chunks.rbegin(); chunk != chunks.rend(); ++chunk)
            stretches.insert(stretches.end(), chunk->begin(), chunk->end());
        QCOMPARE(stretches.back().to, kNow);
        QVERIFY(stretches.front().from <= kNow - 30 * kDay);
        QVERIFY(stretches.front().from > kNow - 30 * kDay - 2 * kHour);
        for (std::size_t i = 1; i < stretches.size(); ++i) {
            QCOMPARE(stretches[i].from, stretches[i - 1].to);
            QVERIFY(stretches[i].from < stretches[i].to);
        }
        for (const TimeRange &stretch : stretches) {
            // In which hour a row counts must not depend on how its end is rounded.
            QVERIFY(toEpochMs(stretch.to) % 3'600'000 != 0);
            QVERIFY(stretch.length() <= kHour);
            if (stretch.from >= kNow - 2 * kHour)
                QVERIFY(stretch.length() <= kMinute);
        }
        QVERIFY(chunks.front().back().to == kNow);
        QVERIFY(stretches.size() > 1'200 && stretches.size() < 1'600);
        QVERIFY(planBackFill(kNow, Duration{0}).empty());
    }

    void checkoutPagesThirtyOneMinutesIntoTheIncident()
    {
        const auto history = historyOf("prod-eu");
        const Timestamp at = kIncident + 31 * kMinute;
        const double hour = burn(ingressOver(*history, {at - kHour, at}, kMinute), 99.9);
        const double short5 = burn(ingressOver(*history, {at - 5 * kMinute, at}, kMinute), 99.9);
        const double before = burn(
            ingressOver(*history, {at - kHour - 2 * kMinute, at - 2 * kMinute}, kMinute), 99.9);
        const double now = burn(ingressOver(*history, {kNow - kHour, kNow}, kMinute), 99.9);
        qInfo("burn at +31: 1h %.1f 5m %.1f; at +29: %.1f; now %.1f", hour, short5, before, now);
        QVERIFY(hour >= 14.4 && hour < 17);
        QVERIFY(short5 >= 14.4);
        QVERIFY(before < 14.4);
        QVERIFY(now >= 14.4 && now < 24);
    }

    void aFifthToAThirdOfTheBudgetIsLeft()
    {
        const auto history = historyOf("prod-eu");
        const Traffic month = ingressOver(*history, {kNow - 30 * kDay, kNow}, kHour);
        const double left = 100 - 100 * burn(month, 99.9);
        const Traffic pages
            = ingressOver(*history, {kNow - 30 * kDay, kNow}, kHour, "shop-storefront-8080");
        const Traffic api
            = ingressOver(*history, {kNow - 30 * kDay, kNow}, kHour, "shop-api-gateway-8080");
        const Traffic pay
            = ingressOver(*history, {kNow - 30 * kDay, kNow}, kHour, "shop-api-gateway-8083");
        qInfo("left: checkout %.1f pages %.1f api %.1f pay %.1f", left,
            100 - 100 * burn(pages, 99.9), 100 - 100 * burn(api, 99.5),
            100 - 100 * burn(pay, 99.95));
        QVERIFY(left >= 15 && left <= 33);
        QVERIFY(burn(pages, 99.9) > 0.2 && burn(pages, 99.9) < 0.8);
        QVERIFY(burn(api, 99.5) < 0.3);
        QVERIFY(burn(pay, 99.95) < 1);
    }

    void whenNobodyActsTheBudgetIsGoneAfterNineHours()
    {
        const ClusterBlueprint &blueprint = blueprintOf("prod-eu");
        ClusterSimulation simulation(blueprint, 1, kIncident - kHour, IncidentPlan{kIncident, 1});
        simulation.advance(kNow);
        const Timestamp end = kIncident + 14 * kHour;
        // The month as it was told at the incident, and what follows.
        Traffic window
            = ingressOver(*simulation.trafficHistory(), {kNow - 30 * kDay, kIncident}, kHour);
        simulation.advance(end);
        const auto history = simulation.trafficHistory();
        Timestamp gone{};
        for (Timestamp at = kIncident; at < end && !isKnown(gone); at += 15 * kMinute) {
            window.add(ingressOver(*history, {at, at + 15 * kMinute}, 15 * kMinute));
            if (burn(window, 99.9) >= 1)
                gone = at;
        }
        QVERIFY(isKnown(gone));
        const double hours = static_cast<double>((gone - kIncident).count()) / 3'600'000.0;
        qInfo("gone after %.1f hours", hours);
        QVERIFY(hours >= 7 && hours <= 11.5);
    }

    void theOutageOfCatalogTookTwentySevenMinutesOfADayFifteenDaysAgo()
    {
        const auto history = historyOf("prod-eu");
        const Timestamp midnight = kNow - Duration{toEpochMs(kNow) % kDay.count()};
        const Timestamp outage = midnight - 15 * kDay + 13 * kHour + 20 * kMinute;
        const auto errors = [&](Timestamp from, Duration length) {
            return *ingressOver(*history, {from, from + length}, kMinute, "shop-storefront-8080")
                        .errorRate();
        };
        QVERIFY(errors(outage - 10 * kMinute, 10 * kMinute) < 0.2);
        QVERIFY(errors(outage, 27 * kMinute) > 10);
        QVERIFY(errors(outage + 27 * kMinute, 10 * kMinute) < 0.2);
        // Hours tell the same as their minutes, about.
        const Timestamp hour = outage - 20 * kMinute;
        const Traffic whole
            = ingressOver(*history, {hour, hour + kHour}, kHour, "shop-storefront-8080");
        const Traffic minutes
            = ingressOver(*history, {hour, hour + kHour}, kMinute, "shop-storefront-8080");
        QVERIFY(std::abs(*whole.errorRate() / *minutes.errorRate() - 1) < 0.03);
    }

    void theMaintenanceWindowOfDayNineHasLessTraffic()
    {
        const auto history = historyOf("prod-eu");
        const Timestamp midnight = kNow - Duration{toEpochMs(kNow) % kDay.count()};
        const Timestamp window = midnight - 9 * kDay + 2 * kHour;
        const auto requests = [&](Timestamp from) {
            return ingressOver(*history, {from, from + 50 * kMinute}, 50 * kMinute).requests;
        };
        QVERIFY(requests(window) * 2 < requests(window - kHour));
    }

    void theOtherProductionIsHealthyAndTheTestClusterIsNot()
    {
        const auto us = historyOf("prod-us");
        const auto staging = historyOf("staging");
        const TimeRange day{kNow - kDay, kNow};
        QVERIFY(burn(ingressOver(*us, day, kHour), 99.9) < 1);
        const TimeRange week{kNow - 7 * kDay, kNow};
        QVERIFY(burn(ingressOver(*staging, week, kHour), 99.9) > 2);
        QVERIFY(ingressOver(*staging, day, kHour).requests * 10
            < ingressOver(*us, day, kHour).requests);
    }

    void theSameStretchAlwaysTellsTheSame()
    {
        const auto one = historyOf("prod-eu");
        const auto two = newHistoryOf("prod-eu");
        const TimeRange range{kNow - kHour, kNow - 50 * kMinute};
        two->increments({kNow - kDay, kNow});
        const SloIncrements a = one->increments(range);
        const SloIncrements b = two->increments(range);
        QCOMPARE(a.services.size(), b.services.size());
        for (std::size_t i = 0; i < a.services.size(); ++i) {
            QCOMPARE(a.services[i].totalRequests, b.services[i].totalRequests);
            QVERIFY(a.services[i].latency == b.services[i].latency);
        }
    }

    void targetsNameDomainsThatAreThere()
    {
        const auto history = historyOf("prod-eu");
        std::set<std::string> hosts;
        for (const IngressRoute &route : history->increments({kNow - kMinute, kNow}).routes) {
            hosts.insert(route.domain);
            hosts.insert(route.domain + route.pathPrefix);
        }
        for (const SloTarget &target : demoTargets()) {
            QVERIFY(validate(target));
            QVERIFY2(hosts.contains(target.host), target.host.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestMeshHistory)
#include "tst_mesh_history.moc"
