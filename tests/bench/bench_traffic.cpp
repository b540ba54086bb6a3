// Figures of the SLO history. The baseline of the rollup is the least that SQLite can do: step over
// the same rows and add up the buckets, in the same process run.
//
// For comparison, measured on the machine of the design for the rollup of 10 000 groups of 240
// samples of 16 buckets: Prometheus 13 495 ms, VictoriaMetrics 4 739 ms.

#include "core/demo/synthetic_events.h"
#include "core/slo/hour_accumulators.h"
#include "core/slo/window_reader.h"
#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_rows.h"
#include "core/store/varint.h"
#include "tests/bench/traffic_store.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

using namespace binnacle;
using namespace binnacle::slo;
using namespace binnacle::store;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// An hour of `groups` services with a sample each 15 seconds.
TrafficStore &rawHour(int groups)
{
    static std::map<int, std::unique_ptr<TrafficStore>> stores;
    auto &store = stores[groups];
    if (!store) {
        store = std::make_unique<TrafficStore>();
        store->now(kMidnight + 2 * 3600);
        for (int i = 1; i <= 240; ++i) {
            store->ingest({Estate{.services = groups}.tick(
                kMidnight + i * 15, static_cast<std::uint64_t>(i), 15s)});
        }
    }
    return *store;
}

std::unique_ptr<Connection> reader(TrafficStore &store)
{
    auto connection = Connection::open({.file = store.workspace().file()});
    if (!connection)
        qFatal("%s", connection.error().message.c_str());
    return *std::move(connection);
}

void BM_RollupPlainSqlite(benchmark::State &state)
{
    TrafficStore &store = rawHour(static_cast<int>(state.range(0)));
    sqlite3 *db = nullptr;
    sqlite3_open_v2(store.workspace().file().c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
    for (auto _ : state) {
        sqlite3_stmt *rows = nullptr;
        sqlite3_prepare_v2(
            db, "SELECT series_id, data FROM traffic_raw WHERE kind = 0", -1, &rows, nullptr);
        std::vector<std::array<std::uint64_t, kBuckets>> sums(
            static_cast<std::size_t>(state.range(0)) + 1);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            auto &sum = sums[static_cast<std::size_t>(sqlite3_column_int64(rows, 0))];
            StoredTraffic row;
            static_cast<void>(
                decodeData({static_cast<const char *>(sqlite3_column_blob(rows, 1)),
                               static_cast<std::size_t>(sqlite3_column_bytes(rows, 1))},
                    row));
            VarintReader buckets(row.buckets);
            std::uint64_t count = 0;
            for (std::size_t i = 0; i < sum.size() && buckets.read(count); ++i)
                sum[i] += count;
        }
        benchmark::DoNotOptimize(sums.data());
        sqlite3_finalize(rows);
    }
    sqlite3_close(db);
}
BENCHMARK(BM_RollupPlainSqlite)
    ->Arg(200)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

void BM_RollupWithQuantiles(benchmark::State &state)
{
    TrafficStore &store = rawHour(static_cast<int>(state.range(0)));
    const auto connection = reader(store);
    for (auto _ : state) {
        const auto window = readWindow(
            *connection, {.cluster = kCluster, .range = {at(kMidnight), at(kMidnight + 3600)}});
        if (!window || window->traffic.size() != static_cast<std::size_t>(state.range(0)))
            return state.SkipWithError("window failed");
        double sum = 0;
        for (const auto &[key, steps] : window->traffic) {
            for (const double q : {0.5, 0.95, 0.99})
                sum += *steps[0].quantile(q);
        }
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(BM_RollupWithQuantiles)
    ->Arg(200)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

// What it takes to turn sums into rows, without and with SQLite and the commit.
void BM_CloseHourFromSums(benchmark::State &state)
{
    TrafficStore store;
    store.now(kMidnight + 1800);
    const auto groups = static_cast<int>(state.range(0));
    std::vector<TrafficSum> sums(static_cast<std::size_t>(groups));
    const SloIncrements tick = Estate{.services = groups}.tick(kMidnight + 10, 1, 10s);
    const Status measured = store.workspace().writer().submitAndWait([&](WriteContext &context) {
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const auto row = encodeTraffic(context, Traffic::of(tick.services[i]));
            for (int sample = 0; sample < 240; ++sample)
                static_cast<void>(sums[i].add(row->row(static_cast<std::int64_t>(i), 0)));
        }
        for (auto _ : state) {
            for (const TrafficSum &sum : sums)
                benchmark::DoNotOptimize(encodeSum(context, sum));
        }
        return Status(Done{});
    });
    if (!measured)
        state.SkipWithError("closing failed");
}
BENCHMARK(BM_CloseHourFromSums)->Arg(10'000)->Unit(benchmark::kMillisecond);

void BM_CloseHourWithCommit(benchmark::State &state)
{
    TrafficStore store;
    store.now(kMidnight + 1800);
    const Estate estate{.services = static_cast<int>(state.range(0))};
    std::uint64_t seq = 0;
    for (auto _ : state) {
        state.PauseTiming();
        ++seq;
        store.ingest({estate.tick(kMidnight + static_cast<std::int64_t>(seq) * 10, seq, 10s)});
        state.ResumeTiming();
        store.rollUp();
    }
}
BENCHMARK(BM_CloseHourWithCommit)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->UseRealTime();

// Thirty days of hours of fifty domains, one service key each.
TrafficStore &month()
{
    static std::unique_ptr<TrafficStore> store;
    if (!store) {
        store = std::make_unique<TrafficStore>(HistorySettings{.oldestAccepted = 31 * 24h});
        store->now(kMidnight);
        std::mt19937 random(1);
        for (int hour = 1; hour <= 720; ++hour) {
            SloIncrements all = increments(
                kMidnight - 720 * 3600 + hour * 3600, static_cast<std::uint64_t>(hour), {});
            all.interval = 1h;
            for (int i = 0; i < 50; ++i) {
                const ServiceIncrement busy = busyService("any", random);
                IngressIncrement ingress{.serviceKey = "shop-web-" + std::to_string(i),
                    .requests = busy.requests,
                    .latency = busy.latency,
                    .latencySum = busy.latencySum,
                    .latencyCount = busy.latencyCount};
                for (RequestIncrement &row : ingress.requests)
                    row.method = "GET";
                all.ingress.push_back(std::move(ingress));
            }
            store->ingest({std::move(all)});
        }
        store->rollUp();
    }
    return *store;
}

void BM_Window30DaysOf50Domains(benchmark::State &state)
{
    const auto connection = reader(month());
    for (auto _ : state) {
        const auto window = readWindow(*connection,
            {.cluster = kCluster,
                .kind = TrafficKind::Ingress,
                .range = {at(kMidnight - 720 * 3600), at(kMidnight)}});
        if (!window || window->traffic.size() != 50)
            return state.SkipWithError("window failed");
        benchmark::DoNotOptimize(window);
    }
}
BENCHMARK(BM_Window30DaysOf50Domains)->Unit(benchmark::kMillisecond);

void BM_Points720Of50Series(benchmark::State &state)
{
    const auto connection = reader(month());
    for (auto _ : state) {
        const auto window = readWindow(*connection,
            {.cluster = kCluster,
                .kind = TrafficKind::Ingress,
                .range = {at(kMidnight - 720 * 3600), at(kMidnight)},
                .step = 1h});
        if (!window || window->traffic.size() != 50 || window->steps() != 720)
            return state.SkipWithError("window failed");
        std::vector<double> points;
        for (const auto &[key, steps] : window->traffic) {
            for (const Traffic &traffic : steps)
                points.push_back(traffic.quantile(0.95).value_or(0));
        }
        benchmark::DoNotOptimize(points.data());
    }
}
BENCHMARK(BM_Points720Of50Series)->Unit(benchmark::kMillisecond);

void BM_Points720OfOneSeries(benchmark::State &state)
{
    const auto connection = reader(month());
    for (auto _ : state) {
        const auto window = readWindow(*connection,
            {.cluster = kCluster,
                .kind = TrafficKind::Ingress,
                .range = {at(kMidnight - 720 * 3600), at(kMidnight)},
                .only = TrafficKey::ofIngress("shop-web-7"),
                .step = 1h});
        if (!window || window->traffic.size() != 1)
            return state.SkipWithError("window failed");
        benchmark::DoNotOptimize(window);
    }
}
BENCHMARK(BM_Points720OfOneSeries)->Unit(benchmark::kMillisecond);

// 500 services and 1 000 edges, an increment each ten seconds for so many minutes.
void BM_IngestAndDisk(benchmark::State &state)
{
    const Estate estate{.services = 500, .edges = 1'000};
    const std::int64_t ticks = state.range(0) * 6;
    for (auto _ : state) {
        state.PauseTiming();
        auto store = std::make_unique<TrafficStore>();
        store->now(kMidnight + 10'000);
        state.ResumeTiming();
        Duration spent{0};
        for (std::int64_t i = 1; i <= ticks; ++i) {
            state.PauseTiming();
            auto tick = estate.tick(kMidnight + i * 10, static_cast<std::uint64_t>(i), 10s);
            state.ResumeTiming();
            store->ingest({std::move(tick)});
        }
        state.PauseTiming();
        const double bytes = store->bytesOf("traffic_raw");
        const double rows = static_cast<double>(ticks) * 1'500;
        state.counters["bytes_a_row"] = bytes / rows;
        state.counters["GB_in_48h"] = bytes / static_cast<double>(ticks) * 17'280 / 1e9;
        store.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * ticks);
}
BENCHMARK(BM_IngestAndDisk)
    ->Arg(2)
    ->Arg(60)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

// Services only: the row of 16 buckets.
void BM_DiskOfServiceRows(benchmark::State &state)
{
    for (auto _ : state) {
        TrafficStore &store = rawHour(static_cast<int>(state.range(0)));
        state.counters["bytes_a_row"]
            = store.bytesOf("traffic_raw") / (240.0 * static_cast<double>(state.range(0)));
    }
}
BENCHMARK(BM_DiskOfServiceRows)->Arg(200)->Arg(10'000)->Iterations(1);

// Events with and without increments of 500 services and 1 000 edges in between: one to 5 000
// events is some two hundred times as many as one each ten seconds.
void BM_EventsBesideTraffic(benchmark::State &state)
{
    constexpr std::uint64_t kBatch = 5'000;
    constexpr std::uint64_t kEvents = 100'000;
    const Estate estate{.services = 500, .edges = 1'000};
    for (auto _ : state) {
        state.PauseTiming();
        auto store = std::make_unique<TrafficStore>();
        store->now(kMidnight + 10'000);
        std::vector<std::vector<ClusterEvent>> batches;
        std::vector<SloIncrements> ticks;
        for (std::uint64_t i = 0; i < kEvents; i += kBatch) {
            batches.push_back(demo::SyntheticEstate{}.events(i, kBatch));
            ticks.push_back(estate.tick(
                kMidnight + static_cast<std::int64_t>(ticks.size()) * 10 + 10, ticks.size(), 10s));
        }
        state.ResumeTiming();
        for (std::size_t i = 0; i < batches.size(); ++i) {
            if (!store->sync(std::move(batches[i])))
                state.SkipWithError("sync failed");
            if (state.range(0) != 0)
                store->ingest({std::move(ticks[i])});
        }
        state.PauseTiming();
        store.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEvents));
}
BENCHMARK(BM_EventsBesideTraffic)
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();
