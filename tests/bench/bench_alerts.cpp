// Rules over a large estate, beside Prometheus 2.42 on the same kind of machine, which evaluates
// 1 000 and 10 000 rules over 20 000 series in 105 and 1 260 ms: 105 to 125 µs a rule.

#include "core/alerts/live_readings.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"
#include "tests/support/fake_query_world.h"

#include <benchmark/benchmark.h>

#include <ctime>
#include <memory>
#include <random>

using namespace binnacle;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'323'200'000);
constexpr double kPrometheusPerRule = 115; // µs
constexpr int kPods = 50'000;
constexpr int kServices = 1'000;
constexpr int kNamespaces = 100;
constexpr int kRules = 10'000;

std::shared_ptr<const ClusterSnapshot> manyPods(Timestamp at, unsigned seed)
{
    std::mt19937 random(seed);
    test::SnapshotMaker maker("prod", at);
    for (int i = 0; i < kPods; ++i) {
        Pod pod;
        pod.meta = maker.meta("ns-" + std::to_string(i % kNamespaces), "pod-" + std::to_string(i),
            {{"app", "app-" + std::to_string(i % 2'000)}});
        pod.nodeName = maker.text("node-" + std::to_string(i % 500));
        pod.phase = random() % 500 == 0 ? PodPhase::Failed : PodPhase::Running;
        pod.restarts = random() % 200 == 0 ? 9 : static_cast<std::int64_t>(random() % 3);
        pod.readyContainers = pod.totalContainers = 1;
        pod.cpuUsage = static_cast<std::int64_t>(random() % 1'000);
        pod.memoryUsage = static_cast<std::int64_t>(random() % 1'000'000'000);
        maker.edit().pods.push_back(pod);
    }
    return maker.take();
}

ServiceRef serviceAt(int i)
{
    return {"ns-" + std::to_string(i % kNamespaces), "svc-" + std::to_string(i)};
}

std::string filterAt(int i)
{
    const std::string ns = "namespace = ns-" + std::to_string(i % kNamespaces);
    switch (i % 6) {
    case 0:
        return ns + " and phase = Failed";
    case 1:
        return ns + " and restarts > 5";
    case 2:
        return "label.app = app-" + std::to_string(i % 2'000) + " and phase != Running";
    case 3:
        return ns + " and name =~ \"pod-.*99$\" and restarts >= 3";
    case 4:
        return "node = node-" + std::to_string(i % 500) + " and memory > 990Mi";
    default:
        return "status in (CrashLoopBackOff, ImagePullBackOff) and " + ns;
    }
}

// Half over pods, the rest over services, events and heartbeats.
std::vector<AlertRule> manyRules()
{
    using namespace binnacle::alerts;
    std::vector<AlertRule> rules;
    for (int i = 0; i < kRules; ++i) {
        alerts::Condition condition;
        const std::string service = serviceAt(i % kServices).text();
        switch (i % 10) {
        case 5:
        case 6:
            condition = test::levelCondition(SloSubject::Kind::Service, service,
                test::burns(i % 20 < 10 ? 14.4 : 6, hours{1}, minutes{5}));
            break;
        case 7:
            condition = test::levelCondition(SloSubject::Kind::Service, service,
                test::over(i % 20 < 10 ? LevelMetric::P95 : LevelMetric::ErrorRate, minutes{5},
                    i % 20 < 10 ? 400 : 5));
            break;
        case 8:
            condition = test::conditionOf(ConditionKind::Event,
                "reason = BackOff and namespace = ns-" + std::to_string(i % kNamespaces));
            condition.minCount = 3;
            condition.within = minutes{10};
            break;
        case 9:
            condition.kind = ConditionKind::Absent;
            condition.holds = std::chrono::seconds{45};
            break;
        default:
            condition = test::conditionOf(ConditionKind::Resource, filterAt(i));
        }
        AlertRule rule = test::ruleOf(i + 1, condition);
        rule.cluster = test::kProd;
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<ClusterEvent> someEvents()
{
    std::vector<ClusterEvent> events;
    for (int i = 0; i < 2'000; ++i) {
        ClusterEvent event = test::podEvent("uid-" + std::to_string(i), toEpochMs(kNow) - i * 250);
        event.cluster = test::kProd;
        event.reason = i % 2 == 0 ? "BackOff" : "Pulled";
        event.involved
            = {"Pod", "ns-" + std::to_string(i % kNamespaces), "pod-" + std::to_string(i % 300)};
        event.first = event.last;
        events.push_back(event);
    }
    return events;
}

// Processor time of all threads, whatever else runs.
class PerRule
{
public:
    explicit PerRule(benchmark::State &state)
        : m_state(state)
    {}
    void report(double rules) const
    {
        const double seconds = static_cast<double>(std::clock() - m_begun) / CLOCKS_PER_SEC;
        m_state.counters["us_a_rule"]
            = seconds * 1e6 / static_cast<double>(m_state.iterations()) / rules;
        m_state.counters["us_a_rule_prometheus"] = kPrometheusPerRule;
    }

private:
    benchmark::State &m_state;
    std::clock_t m_begun = std::clock();
};

// An estate with everything in it, seen once.
struct LargeEstate
{
    test::AlertEstate estate;
    alerts::LiveReadings live;
    std::shared_ptr<const ClusterSnapshot> snapshot = manyPods(kNow, 5);
    std::shared_ptr<const ClusterSnapshot> other = manyPods(kNow, 6);
    std::vector<ClusterEvent> events = someEvents();
    std::vector<alerts::LiveReadings::AgentSeen> agents{
        {test::kProd, {.lastHeartbeat = kNow, .lastSnapshot = kNow, .lastIncrement = kNow}}};

    LargeEstate()
    {
        std::mt19937 random(9);
        std::vector<SloIncrements> all;
        for (int minute = 70; minute-- > 0;) {
            std::vector<test::MinuteOfService> services;
            for (int i = 0; i < kServices; ++i) {
                const auto requests = static_cast<std::int64_t>(50 + random() % 100);
                services.push_back({serviceAt(i), requests, i % 97 == 0 ? requests / 2 : 0, 1});
            }
            all.push_back(test::minuteOf(
                kNow - minutes{minute}, services, static_cast<std::uint64_t>(100 - minute)));
        }
        estate.insert(all);
        if (const auto problems = live.setRules(manyRules()); !problems.empty())
            qFatal("rule: %s", problems.front().error.message.c_str());
        tick();
    }

    std::size_t tick()
    {
        std::swap(snapshot, other); // every field of some pod is another one
        std::size_t changed = live.onSnapshot(snapshot, kNow).size();
        const auto levels = estate.read([this](store::Connection &connection) {
            return live.onIncrements(connection, test::kProd, kNow);
        });
        changed += levels ? levels->size() : 0;
        changed += live.onEvents(events, kNow).size();
        changed += live.onAgents(agents, kNow).size();
        return changed + live.onTick(kNow).size();
    }
};

LargeEstate &largeEstate()
{
    static LargeEstate estate;
    return estate;
}

// Everything at once: a snapshot of 50 000 pods, increments of 1 000 services, 2 000 events.
void tick10000Rules(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const PerRule perRule(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(estate.tick());
    perRule.report(kRules);
}
BENCHMARK(tick10000Rules)->Unit(benchmark::kMillisecond);

// Only rules on pods look at a snapshot.
void snapshotFor10000Rules(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const PerRule perRule(state);
    for (auto _ : state) {
        std::swap(estate.snapshot, estate.other);
        benchmark::DoNotOptimize(estate.live.onSnapshot(estate.snapshot, kNow));
    }
    perRule.report(kRules / 2.0);
}
BENCHMARK(snapshotFor10000Rules)->Unit(benchmark::kMillisecond);

// The same cluster, but no field that rules compare is another one.
void snapshotThatTouchesNoRule(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const PerRule perRule(state);
    (void)estate.live.onSnapshot(estate.snapshot, kNow);
    const std::uint64_t before = estate.live.looks();
    for (auto _ : state)
        benchmark::DoNotOptimize(estate.live.onSnapshot(estate.snapshot, kNow));
    perRule.report(kRules / 2.0);
    state.counters["rules_visited"] = static_cast<double>(estate.live.looks() - before);
}
BENCHMARK(snapshotThatTouchesNoRule)->Unit(benchmark::kMillisecond);

// Each rule looks at the snapshot by itself, as if it were the only one. Some stand for all.
void naiveSnapshotForEachRule(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const std::vector<AlertRule> all = manyRules();
    std::vector<std::unique_ptr<alerts::LiveReadings>> alone;
    for (std::size_t i = 0; i < 20; ++i) {
        alone.push_back(std::make_unique<alerts::LiveReadings>());
        (void)alone.back()->setRules({all[10 * i]}); // all of these are over pods
    }
    const PerRule perRule(state);
    for (auto _ : state) {
        std::swap(estate.snapshot, estate.other);
        for (const auto &live : alone)
            benchmark::DoNotOptimize(live->onSnapshot(estate.snapshot, kNow));
    }
    perRule.report(static_cast<double>(alone.size()));
}
BENCHMARK(naiveSnapshotForEachRule)->Unit(benchmark::kMillisecond);

// Comparable with rules over series: a burn rate over two windows, an error rate or a percentile.
void levelsFor10000Rules(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const PerRule perRule(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(estate.live.onTick(kNow));
    perRule.report(kRules * 0.3);
}
BENCHMARK(levelsFor10000Rules)->Unit(benchmark::kMillisecond);

// Of which no rule tells.
void snapshotOfAnotherCluster(benchmark::State &state)
{
    LargeEstate &estate = largeEstate();
    const auto other = test::SnapshotMaker("edge", kNow).take();
    for (auto _ : state)
        benchmark::DoNotOptimize(estate.live.onSnapshot(other, kNow));
}
BENCHMARK(snapshotOfAnotherCluster)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
