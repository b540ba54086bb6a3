// One step of the engine: what time passing costs while much or nothing is open.

#include "core/alerts/engine.h"

#include <benchmark/benchmark.h>

#include <map>
#include <string>

using namespace binnacle;
using namespace binnacle::alerts;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'323'200'000);
constexpr int kRules = 10'000;

std::vector<AlertRule> manyRules()
{
    std::vector<AlertRule> rules;
    for (int i = 1; i <= kRules; ++i) {
        AlertRule rule;
        rule.id = i;
        rule.name = "Rule" + std::to_string(i);
        rule.condition = R"({"source":"pods","where":"phase = Failed","for":"1m"})";
        rule.cooldown = std::chrono::hours{4};
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<RuleReadings> oneEach(int rules)
{
    std::vector<RuleReadings> readings;
    for (int i = 1; i <= rules; ++i) {
        readings.push_back({.rule = i,
            .active = {{.subject = {{"prod"}, {"Pod", "shop", "web-" + std::to_string(i)}},
                .isTrue = true}},
            .subjects = 1});
    }
    return readings;
}

Engine engineWith(int open)
{
    Engine engine;
    engine.setRules(manyRules());
    engine.step(kNow, oneEach(open));
    engine.step(kNow + std::chrono::minutes{2}, {});
    return engine;
}

// 10 000 rules: time passes, no reading is new. The engine knows when it has something to do next.
void stepWithOpenAlerts(benchmark::State &state)
{
    Engine engine = engineWith(static_cast<int>(state.range(0)));
    Timestamp now = kNow + std::chrono::minutes{2};
    for (auto _ : state) {
        now += Duration{1};
        benchmark::DoNotOptimize(engine.step(now, {}));
    }
}
BENCHMARK(stepWithOpenAlerts)->Arg(0)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

// One reading is another one, so that everything open is looked at: what fires, whether it is
// silenced, inhibited or flaps, whether somebody is to be told again, when that is due next.
void stepWithOneReading(benchmark::State &state)
{
    Engine engine = engineWith(static_cast<int>(state.range(0)));
    const std::vector<RuleReadings> readings = oneEach(1);
    Timestamp now = kNow + std::chrono::minutes{2};
    for (auto _ : state) {
        now += Duration{1};
        benchmark::DoNotOptimize(engine.step(now, readings));
    }
}
BENCHMARK(stepWithOneReading)->Arg(1)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

// What a step would cost if each rule were looked at, however little is open. It asks only whether
// somebody is to be told again.
void naiveStepOverAllRules(benchmark::State &state)
{
    const std::vector<AlertRule> rules = manyRules();
    std::map<std::string, Timestamp> open;
    for (int i = 0; i < state.range(0); ++i)
        open.emplace(
            alertDedupKey(i + 1, {{"prod"}, {"Pod", "shop", "web-" + std::to_string(i + 1)}}),
            kNow);
    for (auto _ : state) {
        int due = 0;
        for (const AlertRule &rule : rules) {
            const auto found = open.find(alertDedupKey(
                rule.id, {{"prod"}, {"Pod", "shop", "web-" + std::to_string(rule.id)}}));
            if (rule.isEnabled && found != open.end() && kNow >= found->second + rule.cooldown)
                ++due;
        }
        benchmark::DoNotOptimize(due);
    }
}
BENCHMARK(naiveStepOverAllRules)->Arg(0)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

// All of 10 000 rules fire in one step.
void stepOfAStorm(benchmark::State &state)
{
    const std::vector<AlertRule> rules = manyRules();
    const std::vector<RuleReadings> readings = oneEach(kRules);
    std::size_t pages = 0;
    for (auto _ : state) {
        state.PauseTiming();
        Engine engine;
        engine.setRules(rules);
        engine.step(kNow, readings);
        state.ResumeTiming();
        pages = engine.step(kNow + std::chrono::minutes{1}, readings).pages.size();
    }
    state.counters["pages"] = static_cast<double>(pages);
}
BENCHMARK(stepOfAStorm)->Unit(benchmark::kMillisecond);

} // namespace
