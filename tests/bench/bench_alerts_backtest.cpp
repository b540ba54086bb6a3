// What rules would have said over 30 days of one service.

#include "core/alerts/backtest.h"
#include "core/slo/slo_service.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

#include <benchmark/benchmark.h>

#include <ctime>
#include <random>

using namespace binnacle;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'323'200'000);
const ServiceRef kService{"shop", "checkout"};

// 30 days of one service, every minute of it kept.
struct MonthOfMinutes
{
    test::AlertEstate estate;
    alerts::BacktestQuery query;

    MonthOfMinutes()
    {
        std::mt19937 random(4);
        const Timestamp from = kNow - days{30};
        std::vector<SloIncrements> all;
        for (std::int64_t minute = 1; minute <= 30 * 24 * 60; ++minute) {
            const bool isBad = minute % 3'000 > 2'960;
            const auto requests = static_cast<std::int64_t>(500 + random() % 100);
            const std::int64_t errors
                = isBad ? requests / 3 : static_cast<std::int64_t>(random() % 2);
            all.push_back(test::minuteOf(from + minutes{minute},
                {{kService, requests, errors, isBad ? requests / 2 : 3}},
                static_cast<std::uint64_t>(minute)));
        }
        estate.insert(all);
        using namespace alerts;
        query.rule = test::ruleOf(1,
            test::levelCondition(
                SloSubject::Kind::Service, kService.text(), test::burns(6, hours{1}, minutes{5})));
        query.rule.cluster = test::kProd;
        query.range = {from, kNow};
    }
};

MonthOfMinutes &monthOfMinutes()
{
    static MonthOfMinutes month;
    return month;
}

void backtest30Days(benchmark::State &state)
{
    MonthOfMinutes &month = monthOfMinutes();
    std::size_t firings = 0;
    for (auto _ : state) {
        const auto backtest = month.estate.read([&](store::Connection &connection) {
            return alerts::runBacktest(connection, month.query);
        });
        if (!backtest)
            return state.SkipWithError(backtest.error().message.c_str());
        firings = backtest->firings.size();
    }
    state.counters["firings"] = static_cast<double>(firings);
}
BENCHMARK(backtest30Days)->Unit(benchmark::kMillisecond);

// Asks the store for both windows at every minute. An hour stands for the 30 days.
void naiveBacktestByQueries(benchmark::State &state)
{
    MonthOfMinutes &month = monthOfMinutes();
    const SloSubject subject{
        .kind = SloSubject::Kind::Service, .cluster = test::kProd, .key = TrafficKey::of(kService)};
    const std::clock_t begun = std::clock();
    for (auto _ : state) {
        for (int minute = 60; minute > 0; --minute) {
            for (const Duration window : {Duration{hours{1}}, Duration{minutes{5}}}) {
                const Timestamp at = kNow - minutes{minute};
                benchmark::DoNotOptimize(month.estate.read([&](store::Connection &connection) {
                    return slo::readTraffic(connection, subject, {at - window, at}, window);
                }));
            }
        }
    }
    state.counters["ms_30_days"] = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC * 1e3
        / static_cast<double>(state.iterations()) * 24 * 30;
}
BENCHMARK(naiveBacktestByQueries)->Unit(benchmark::kMillisecond);

void backtest30DaysOfPercentiles(benchmark::State &state)
{
    MonthOfMinutes &month = monthOfMinutes();
    alerts::BacktestQuery query = month.query;
    query.rule = test::ruleOf(2,
        test::levelCondition(SloSubject::Kind::Service, kService.text(),
            test::over(alerts::LevelMetric::P95, minutes{5}, 500)));
    query.rule.cluster = test::kProd;
    for (auto _ : state) {
        const auto backtest = month.estate.read(
            [&](store::Connection &connection) { return alerts::runBacktest(connection, query); });
        if (!backtest)
            return state.SkipWithError(backtest.error().message.c_str());
    }
}
BENCHMARK(backtest30DaysOfPercentiles)->Unit(benchmark::kMillisecond);

void sweep50Thresholds(benchmark::State &state)
{
    MonthOfMinutes &month = monthOfMinutes();
    std::vector<double> thresholds;
    for (int i = 1; i <= 50; ++i)
        thresholds.push_back(i * 0.5);
    for (auto _ : state) {
        const auto rows = month.estate.read([&](store::Connection &connection) {
            return alerts::runSweep(connection, month.query, thresholds);
        });
        if (!rows)
            return state.SkipWithError(rows.error().message.c_str());
    }
}
BENCHMARK(sweep50Thresholds)->Unit(benchmark::kMillisecond);

// A backtest for each threshold. One stands for fifty.
void naiveSweepByBacktests(benchmark::State &state)
{
    MonthOfMinutes &month = monthOfMinutes();
    const std::clock_t begun = std::clock();
    for (auto _ : state)
        benchmark::DoNotOptimize(month.estate.read([&](store::Connection &connection) {
            return alerts::runBacktest(connection, month.query);
        }));
    state.counters["ms_50_thresholds"] = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC
        * 1e3 / static_cast<double>(state.iterations()) * 50;
}
BENCHMARK(naiveSweepByBacktests)->Unit(benchmark::kMillisecond);

} // namespace
