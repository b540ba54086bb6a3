#include "core/collect/collector.h"
#include "core/domain/traffic.h"

#include <QTest>

#include <map>
#include <random>

using namespace binnacle;
using collect::mergeInto;

namespace {

LatencyHistogram randomLatency(std::mt19937 &random)
{
    const std::vector<double> bounds
        = random() % 2 == 0 ? std::vector<double>{1, 10, 100} : std::vector<double>{5, 10, 50, 100};
    std::vector<double> counts;
    double total = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        counts.push_back(total += static_cast<double>(random() % 64));
    return LatencyHistogram::fromCumulative(bounds, counts, total + 3);
}

std::vector<RequestIncrement> randomRequests(std::mt19937 &random)
{
    std::vector<RequestIncrement> requests;
    for (const char *code : {"200", "404", "503"}) {
        if (random() % 2 == 0)
            requests.push_back({.code = code,
                .failure = code[0] == '5',
                .count = static_cast<std::int64_t>(random() % 100)});
    }
    return requests;
}

SloIncrements randomIncrements(std::mt19937 &random, int number)
{
    SloIncrements increments{.at = fromEpochMs(1'000'000 + number * 15'000),
        .bootId = "boot",
        .seq = static_cast<std::uint64_t>(number),
        .interval = Duration{15'000}};
    for (const char *name : {"a", "b", "c"}) {
        if (random() % 3 == 0)
            continue;
        increments.services.push_back({.service = {"shop", name},
            .requests = randomRequests(random),
            .latency = randomLatency(random),
            .latencySum = static_cast<double>(random() % 1'000),
            .latencyCount = static_cast<std::int64_t>(random() % 100),
            .totalRequests = static_cast<std::int64_t>(random() % 100)});
        increments.edges.push_back({.edge = {{"shop", "web"}, {"shop", name}},
            .requests = static_cast<std::int64_t>(random() % 100),
            .failures = 1,
            .latency = randomLatency(random)});
        increments.ingress.push_back({.serviceKey = std::string("shop-") + name,
            .requests = randomRequests(random),
            .latency = randomLatency(random)});
    }
    increments.routes.push_back({.name = "r" + std::to_string(number)});
    return increments;
}

// Everything that is summed, comparable.
std::map<std::string, Traffic> trafficOf(const SloIncrements &increments)
{
    std::map<std::string, Traffic> all;
    for (const ServiceIncrement &row : increments.services)
        all["s " + row.service.text()].add(Traffic::of(row));
    for (const EdgeIncrement &row : increments.edges)
        all["e " + TrafficKey::of(row.edge).text()].add(Traffic::of(row));
    for (const IngressIncrement &row : increments.ingress)
        all["i " + row.serviceKey].add(Traffic::of(row));
    return all;
}

void compare(const SloIncrements &a, const SloIncrements &b)
{
    const auto left = trafficOf(a);
    const auto right = trafficOf(b);
    QCOMPARE(left.size(), right.size());
    for (const auto &[key, traffic] : left) {
        const auto found = right.find(key);
        QVERIFY2(found != right.end(), key.c_str());
        QCOMPARE(traffic.requests, found->second.requests);
        QCOMPARE(traffic.errors, found->second.errors);
        QVERIFY(traffic.breakdown == found->second.breakdown);
        QCOMPARE(traffic.latencySum, found->second.latencySum);
        QCOMPARE(traffic.latencyCount, found->second.latencyCount);
        QCOMPARE(traffic.latency.total(), found->second.latency.total());
        QCOMPARE(traffic.latency.bounds().size(), found->second.latency.bounds().size());
        for (const double bound : traffic.latency.bounds())
            QVERIFY(
                std::abs(traffic.latency.countUpTo(bound) - found->second.latency.countUpTo(bound))
                < 1e-9);
    }
    QCOMPARE(a.at, b.at);
    QCOMPARE(a.seq, b.seq);
    QCOMPARE(a.interval, b.interval);
    QVERIFY(a.routes == b.routes);
}

} // namespace

class TestMergeIncrements : public QObject
{
    Q_OBJECT

private slots:
    void addsRowsByKeyAndTakesTheLaterRoutes()
    {
        SloIncrements first{.at = fromEpochMs(10'000), .seq = 4, .interval = Duration{15'000}};
        first.services.push_back({.service = {"shop", "b"},
            .requests = {{.code = "200", .count = 5}},
            .totalRequests = 5});
        first.routes.push_back({.name = "old"});
        SloIncrements second{.at = fromEpochMs(25'000), .seq = 5, .interval = Duration{15'000}};
        second.services.push_back({.service = {"shop", "a"}, .totalRequests = 1});
        second.services.push_back({.service = {"shop", "b"},
            .requests = {{.code = "200", .count = 2}, {.code = "503", .failure = true, .count = 1}},
            .totalRequests = 3});
        second.routes.push_back({.name = "new"});
        mergeInto(first, second);
        QCOMPARE(first.services.size(), std::size_t{2});
        QCOMPARE(first.services[0].service.name, std::string("a"));
        QCOMPARE(first.services[1].totalRequests, std::int64_t{8});
        QCOMPARE(first.services[1].requests.size(), std::size_t{2});
        QCOMPARE(first.services[1].requests[0].count, std::int64_t{7});
        QCOMPARE(first.at, fromEpochMs(25'000));
        QCOMPARE(first.seq, std::uint64_t{5});
        QCOMPARE(first.interval, Duration{30'000});
        QCOMPARE(first.routes.front().name, std::string("new"));
    }

    void isAssociative()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 50; ++round) {
            const SloIncrements a = randomIncrements(random, 1);
            const SloIncrements b = randomIncrements(random, 2);
            const SloIncrements c = randomIncrements(random, 3);
            SloIncrements left = a;
            mergeInto(left, b);
            mergeInto(left, c);
            SloIncrements tail = b;
            mergeInto(tail, c);
            SloIncrements right = a;
            mergeInto(right, tail);
            compare(left, right);
        }
    }

    void isTheSameAsAddingTheParts()
    {
        std::mt19937 random(5);
        const SloIncrements a = randomIncrements(random, 1);
        const SloIncrements b = randomIncrements(random, 2);
        SloIncrements merged = a;
        mergeInto(merged, b);
        auto parts = trafficOf(a);
        for (const auto &[key, traffic] : trafficOf(b))
            parts[key].add(traffic);
        for (const auto &[key, traffic] : trafficOf(merged)) {
            QCOMPARE(traffic.requests, parts[key].requests);
            QCOMPARE(traffic.latency.total(), parts[key].latency.total());
        }
    }
};

QTEST_APPLESS_MAIN(TestMergeIncrements)
#include "tst_merge_increments.moc"
