// Queries over 100 000 pods in memory. A hand-written loop over the same structs and SQLite in
// memory over the same rows run in the same process; the ratios are what counts.

#include "core/query/execution/live_values.h"
#include "core/query/execution/query_execution.h"
#include "core/query/execution/tables.h"
#include "tests/support/fake_query_world.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <string>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;

namespace {

constexpr int kPods = 100'000;

FakeQueryWorld &world()
{
    static FakeQueryWorld made = [] {
        FakeQueryWorld estate;
        SnapshotMaker make("prod", estate.at);
        ClusterSnapshot &s = make.edit();
        for (int i = 0; i < 1'000; ++i)
            s.nodes.push_back({.meta = make.meta("", "node-" + std::to_string(i)),
                .cpuAllocatable = 32'000,
                .memoryAllocatable = 64'000'000'000});
        for (int i = 0; i < kPods; ++i)
            s.pods.push_back({.meta = make.meta("team-" + std::to_string(i % 40),
                                  "checkout-6d8f7c9b5-" + std::to_string(i),
                                  {{"app", "app-" + std::to_string(i % 600)}}),
                .nodeName = make.text("node-" + std::to_string(i % 1'000)),
                .phase = i % 50 == 0 ? PodPhase::Failed : PodPhase::Running,
                .restarts = i % 97,
                .cpuUsage = i % 4'000,
                .memoryUsage = std::int64_t{1'000'000} * (i % 900)});
        estate.add(make.take());
        return estate;
    }();
    return made;
}

const std::vector<Pod> &pods()
{
    return world().estate.front().snapshot->pods;
}

void runQuery(benchmark::State &state, const char *text)
{
    const auto query = parseQuery(text, world().at);
    if (!query)
        return state.SkipWithError(query.error().message.c_str());
    QueryExecution execution(world());
    QueryRequest request;
    request.limits.time = Duration{60'000};
    std::int64_t rows = 0;
    for (auto _ : state) {
        const auto result = execution.run(*query, request, {});
        if (!result)
            return state.SkipWithError(result.error().message.c_str());
        rows = (*result)->total;
    }
    state.counters["rows"] = static_cast<double>(rows);
    state.SetItemsProcessed(state.iterations() * kPods);
}

template<typename Test>
void handLoop(benchmark::State &state, Test test)
{
    for (auto _ : state) {
        std::int64_t count = 0;
        for (const Pod &pod : pods())
            count += test(pod) ? 1 : 0;
        benchmark::DoNotOptimize(count);
    }
    state.SetItemsProcessed(state.iterations() * kPods);
}

sqlite3 *database()
{
    static sqlite3 *made = [] {
        sqlite3 *db = nullptr;
        sqlite3_open(":memory:", &db);
        sqlite3_exec(db,
            "CREATE TABLE pod(name TEXT, namespace TEXT, node TEXT, phase TEXT, restarts INT,"
            " cpu REAL);BEGIN",
            nullptr, nullptr, nullptr);
        sqlite3_stmt *insert = nullptr;
        sqlite3_prepare_v2(db, "INSERT INTO pod VALUES(?,?,?,?,?,?)", -1, &insert, nullptr);
        const auto text = [insert](int at, std::string_view value) {
            sqlite3_bind_text(
                insert, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        };
        for (const Pod &pod : pods()) {
            text(1, pod.meta.name);
            text(2, pod.meta.ns);
            text(3, pod.nodeName);
            text(4, podPhaseName(pod.phase));
            sqlite3_bind_int64(insert, 5, pod.restarts);
            sqlite3_bind_double(insert, 6, static_cast<double>(pod.cpuUsage) / 1000);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        return db;
    }();
    return made;
}

void runSqlite(benchmark::State &state, const char *sql)
{
    sqlite3_stmt *select = nullptr;
    sqlite3_prepare_v2(database(), sql, -1, &select, nullptr);
    for (auto _ : state) {
        while (sqlite3_step(select) == SQLITE_ROW)
            benchmark::DoNotOptimize(sqlite3_column_int64(select, 0));
        sqlite3_reset(select);
    }
    sqlite3_finalize(select);
    state.SetItemsProcessed(state.iterations() * kPods);
}

void BM_HandNamespace(benchmark::State &state)
{
    const std::string wanted = "team-7";
    handLoop(state, [&wanted](const Pod &pod) { return pod.meta.ns == wanted; });
}
void BM_QueryNamespace(benchmark::State &state)
{
    runQuery(state, "pods().where(namespace = team-7).count()");
}
void BM_SqliteNamespace(benchmark::State &state)
{
    runSqlite(state, "SELECT count(*) FROM pod WHERE namespace='team-7'");
}
BENCHMARK(BM_HandNamespace)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_QueryNamespace)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqliteNamespace)->Unit(benchmark::kMicrosecond);

void BM_HandRestarts(benchmark::State &state)
{
    handLoop(state, [](const Pod &pod) { return pod.restarts >= 95; });
}
void BM_QueryRestarts(benchmark::State &state)
{
    runQuery(state, "pods().where(restarts >= 95).count()");
}
void BM_SqliteRestarts(benchmark::State &state)
{
    runSqlite(state, "SELECT count(*) FROM pod WHERE restarts>=95");
}
BENCHMARK(BM_HandRestarts)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_QueryRestarts)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqliteRestarts)->Unit(benchmark::kMicrosecond);

void BM_QueryPhaseRows(benchmark::State &state)
{
    runQuery(state, "pods().where(phase = Failed).select(name, namespace, node)");
}
void BM_SqlitePhaseRows(benchmark::State &state)
{
    runSqlite(state, "SELECT restarts, name, namespace, node FROM pod WHERE phase='Failed'");
}
BENCHMARK(BM_QueryPhaseRows)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqlitePhaseRows)->Unit(benchmark::kMicrosecond);

void BM_QueryShareOfNode(benchmark::State &state)
{
    runQuery(state, "pods().where(cpu_usage > 12%).sort(-cpu_usage).limit(20)");
}
BENCHMARK(BM_QueryShareOfNode)->Unit(benchmark::kMicrosecond);

void BM_QueryGroups(benchmark::State &state)
{
    runQuery(state, "pods().groupby(namespace).count().avg(cpu)");
}
void BM_SqliteGroups(benchmark::State &state)
{
    runSqlite(state, "SELECT count(*), avg(cpu) FROM pod GROUP BY namespace");
}
BENCHMARK(BM_QueryGroups)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqliteGroups)->Unit(benchmark::kMicrosecond);

void BM_CompletePodName(benchmark::State &state)
{
    const auto snapshot = world().estate.front().snapshot;
    const std::vector<TablePtr> tables{makeStateTable(SourceId::Pods,
        {.cluster = {"prod"},
            .snapshot = snapshot,
            .index = std::make_shared<const SnapshotIndex>(*snapshot),
            .at = world().at})};
    const FieldInfo *name = schemaOf(SourceId::Pods).find("name");
    for (auto _ : state)
        benchmark::DoNotOptimize(
            liveValues(tables, {.field = name->field, .key = {}}, "checkout-6d", 20));
}
BENCHMARK(BM_CompletePodName)->Unit(benchmark::kMillisecond);

} // namespace
