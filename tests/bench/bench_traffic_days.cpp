// Days of increments as a running console takes them in: how much room they take, and whether it
// gets slower while the store grows. Takes minutes.

#include "tests/bench/traffic_store.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

using namespace binnacle;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// Two days of a running console: 500 services, so many edges, an increment each ten seconds, hours
// closed every five minutes, raw rows swept when they are two days old. The first and the last
// hours are compared by the processor time of the program, the writer's included. Takes minutes.
void BM_DaysOfIngest(benchmark::State &state)
{
    constexpr std::int64_t kTicksOfHour = 360;
    constexpr std::int64_t kServices = 500;
    const Estate estate{.services = kServices, .edges = static_cast<int>(state.range(1))};
    std::vector<SloIncrements> ticks;
    for (std::uint64_t i = 0; i < 60; ++i)
        ticks.push_back(estate.tick(kMidnight, i + 1, 10s));
    for (auto _ : state) {
        TrafficStore store;
        std::vector<double> secondsOfHour;
        std::int64_t now = kMidnight;
        for (std::int64_t hour = 0; hour < state.range(0); ++hour) {
            std::clock_t spent = 0;
            for (std::int64_t i = 0; i < kTicksOfHour; ++i) {
                now += 10;
                store.now(now);
                SloIncrements tick = ticks[static_cast<std::size_t>(i) % ticks.size()];
                tick.at = at(now);
                tick.seq = static_cast<std::uint64_t>(now);
                const std::clock_t before = std::clock();
                store.ingest({std::move(tick)});
                if (i % 30 == 29)
                    store.rollUp();
                spent += std::clock() - before;
            }
            secondsOfHour.push_back(
                static_cast<double>(spent) / static_cast<double>(CLOCKS_PER_SEC));
        }
        const auto median = [](std::vector<double> values) {
            std::ranges::sort(values);
            return values[values.size() / 2];
        };
        const std::size_t few = std::min<std::size_t>(5, secondsOfHour.size());
        const auto split = static_cast<std::ptrdiff_t>(few);
        const double first = median({secondsOfHour.begin(), secondsOfHour.begin() + split});
        const double last = median({secondsOfHour.end() - split, secondsOfHour.end()});
        const double raw = store.bytesOf("traffic_raw");
        const auto rows = static_cast<double>(state.range(0) * kTicksOfHour)
            * static_cast<double>(kServices + state.range(1));
        state.counters["bytes_a_row"] = raw / rows;
        state.counters["raw_GB"] = raw / 1e9;
        state.counters["file_GB"]
            = static_cast<double>(std::filesystem::file_size(store.workspace().file())) / 1e9;
        state.counters["cpu_s_first_hours"] = first;
        state.counters["cpu_s_last_hours"] = last;
        state.counters["slower_percent"] = (last / first - 1) * 100;
    }
}
BENCHMARK(BM_DaysOfIngest)
    ->Args({24, 0})
    ->Args({48, 1'000})
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();
