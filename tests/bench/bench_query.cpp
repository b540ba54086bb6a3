// Queries over 100 000 pods in memory. A hand-written loop over the same structs, SQLite in memory
// over the same rows and jq over the same rows as JSON run beside it; the ratios are what counts
// and are told at the end.

#include "core/query/execution/filter_program.h"
#include "core/query/execution/live_values.h"
#include "core/query/execution/query_execution.h"
#include "core/query/execution/tables.h"
#include "tests/support/fake_query_world.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;

namespace {

constexpr int kPods = 100'000;
constexpr double kMostMicrosecondsToPlan = 50;

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

// Reads what it selects, as who asks would.
void runSqlite(benchmark::State &state, const char *sql)
{
    sqlite3_stmt *select = nullptr;
    sqlite3_prepare_v2(database(), sql, -1, &select, nullptr);
    const int columns = sqlite3_column_count(select);
    for (auto _ : state) {
        std::vector<std::vector<std::string>> rows;
        while (sqlite3_step(select) == SQLITE_ROW) {
            std::vector<std::string> &row = rows.emplace_back();
            for (int i = 0; i < columns; ++i) {
                const auto *text = sqlite3_column_text(select, i);
                row.emplace_back(text ? reinterpret_cast<const char *>(text) : "");
            }
        }
        benchmark::DoNotOptimize(rows);
        sqlite3_reset(select);
    }
    sqlite3_finalize(select);
    state.SetItemsProcessed(state.iterations() * kPods);
}

// The rows as a file of JSON, for jq.
const std::string &jsonFile()
{
    static const std::string path = [] {
        const std::string file = (std::filesystem::temp_directory_path()
            / ("binnacle-bench-query-" + std::to_string(::getpid()) + ".json"))
                                     .string();
        std::ofstream out(file);
        out << "[";
        for (const Pod &pod : pods())
            out << (&pod == &pods().front() ? "" : ",") << R"({"name":")" << pod.meta.name
                << R"(","namespace":")" << pod.meta.ns << R"(","phase":")"
                << podPhaseName(pod.phase) << R"(","restarts":)" << pod.restarts << "}\n";
        out << "]";
        return file;
    }();
    return path;
}

// A whole run of jq: it has to read before it can look.
void runJq(benchmark::State &state, const char *filter)
{
    if (std::system("jq --version >/dev/null 2>&1") != 0)
        return state.SkipWithError("jq is not installed");
    const std::string command
        = std::string("jq '[.[] | select(") + filter + ")] | length' " + jsonFile() + " >/dev/null";
    for (auto _ : state) {
        if (std::system(command.c_str()) != 0)
            return state.SkipWithError("jq failed");
    }
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
void BM_JqNamespace(benchmark::State &state)
{
    runJq(state, R"(.namespace == "team-7")");
}
BENCHMARK(BM_JqNamespace)->Unit(benchmark::kMicrosecond)->Iterations(1)->UseRealTime();

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
void BM_JqRestarts(benchmark::State &state)
{
    runJq(state, R"(.restarts >= 95)");
}
BENCHMARK(BM_JqRestarts)->Unit(benchmark::kMicrosecond)->Iterations(1)->UseRealTime();

void BM_HandPhase(benchmark::State &state)
{
    handLoop(state, [](const Pod &pod) { return pod.phase == PodPhase::Failed; });
}
void BM_QueryPhase(benchmark::State &state)
{
    runQuery(state, "pods().where(phase = Failed).count()");
}
void BM_SqlitePhase(benchmark::State &state)
{
    runSqlite(state, "SELECT count(*) FROM pod WHERE phase='Failed' COLLATE NOCASE");
}
BENCHMARK(BM_HandPhase)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_QueryPhase)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqlitePhase)->Unit(benchmark::kMicrosecond);
void BM_JqPhase(benchmark::State &state)
{
    runJq(state, R"(.phase == "Failed")");
}
BENCHMARK(BM_JqPhase)->Unit(benchmark::kMicrosecond)->Iterations(1)->UseRealTime();

void BM_HandContains(benchmark::State &state)
{
    handLoop(state,
        [](const Pod &pod) { return pod.meta.name.find("b5-99") != std::string_view::npos; });
}
void BM_QueryContains(benchmark::State &state)
{
    runQuery(state, "pods().where(name contains \"b5-99\").count()");
}
void BM_SqliteContains(benchmark::State &state)
{
    runSqlite(state, "SELECT count(*) FROM pod WHERE name LIKE '%b5-99%'");
}
BENCHMARK(BM_HandContains)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_QueryContains)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqliteContains)->Unit(benchmark::kMicrosecond);
void BM_JqContains(benchmark::State &state)
{
    runJq(state, R"(.name | contains("b5-99"))");
}
BENCHMARK(BM_JqContains)->Unit(benchmark::kMicrosecond)->Iterations(1)->UseRealTime();

void BM_HandCompound(benchmark::State &state)
{
    const std::string wanted = "team-7";
    handLoop(state, [&wanted](const Pod &pod) {
        return pod.restarts >= 50 && (pod.meta.ns == wanted || pod.phase == PodPhase::Failed)
            && pod.nodeName != "node-3";
    });
}
void BM_QueryCompound(benchmark::State &state)
{
    runQuery(state,
        "pods().where(restarts >= 50 and (namespace = team-7 or phase = Failed) and node != "
        "node-3).count()");
}
void BM_SqliteCompound(benchmark::State &state)
{
    runSqlite(state,
        "SELECT count(*) FROM pod WHERE restarts>=50 AND (namespace='team-7' OR "
        "phase='Failed') AND node<>'node-3'");
}
BENCHMARK(BM_HandCompound)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_QueryCompound)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SqliteCompound)->Unit(benchmark::kMicrosecond);

void BM_QueryPhaseRows(benchmark::State &state)
{
    runQuery(state, "pods().where(phase = Failed).select(name, namespace, node)");
}
void BM_SqlitePhaseRows(benchmark::State &state)
{
    runSqlite(state, "SELECT name, namespace, node FROM pod WHERE phase='Failed'");
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

// Everything before the first row is looked at, for the longest example: as somebody typed it just
// now, with a regular expression that was not compiled before, and once more.
void parseAndPlan(benchmark::State &state, int versions)
{
    std::vector<std::string> texts;
    for (int version = 0; version < versions; ++version)
        texts.push_back(
            "pods(cluster=\"prod\", namespace=shop, label=\"app.kubernetes.io/name=checkout\")"
            ".where((cpu_usage > 80% or memory >= 1.5Gi) && !(phase in [Pending, Failed]) and "
            "restarts > 5 and age > 10m and image =~ \"registry.example.com/.*:v"
            + std::to_string(version)
            + "\" and node startswith \"node-\").groupby(namespace, node).count().avg(cpu_usage)"
              ".p95(mem_usage).max(restarts).sort(-avg(cpu_usage), namespace).limit(20, 40)");
    const auto snapshot = world().estate.front().snapshot;
    const TablePtr table = makeStateTable(SourceId::Pods,
        {.cluster = {"prod"},
            .snapshot = snapshot,
            .index = std::make_shared<const SnapshotIndex>(*snapshot),
            .at = world().at});
    std::size_t next = 0;
    for (auto _ : state) {
        const auto query = parseQuery(texts[next++ % texts.size()], world().at);
        if (!query)
            return state.SkipWithError(query.error().message.c_str());
        const auto program = FilterProgram::compile(query->where, *table);
        if (!program)
            return state.SkipWithError(program.error().message.c_str());
        benchmark::DoNotOptimize(program);
    }
}
void BM_ParseAndPlan(benchmark::State &state)
{
    parseAndPlan(state, 1'000); // far more than compiled expressions are kept
}
void BM_ParseAndPlanAgain(benchmark::State &state)
{
    parseAndPlan(state, 1);
}
BENCHMARK(BM_ParseAndPlan)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_ParseAndPlanAgain)->Unit(benchmark::kMicrosecond);

// What is promised of one run, from the figures of that run.
class Promises final : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (!run.error_occurred)
                m_times[run.benchmark_name()] = run.benchmark_name().find("Jq") == std::string::npos
                    ? run.GetAdjustedCPUTime()
                    : run.GetAdjustedRealTime();
        }
        ConsoleReporter::ReportRuns(runs);
    }
    void tell() const
    {
        for (const char *name : {"Namespace", "Restarts", "Phase", "Contains", "Compound"}) {
            const std::string query = std::string("BM_Query") + name;
            line(std::string(name) + ": speed of a hand-written loop",
                std::string("BM_Hand") + name, query, 0.3);
            line(std::string(name) + ": times SQLite", std::string("BM_Sqlite") + name, query, 3);
            line(std::string(name) + ": times jq",
                std::string("BM_Jq") + name + "/iterations:1/real_time", query, 20);
        }
        line("PhaseRows: times SQLite", "BM_SqlitePhaseRows", "BM_QueryPhaseRows", 3);
        line("Groups: times SQLite", "BM_SqliteGroups", "BM_QueryGroups", 3);
        const auto planned = m_times.find("BM_ParseAndPlan");
        if (planned != m_times.end())
            std::printf("%-50s %9.2f  wanted %5.2f  %s\n", "longest example, µs to parse and plan",
                planned->second, kMostMicrosecondsToPlan,
                planned->second <= kMostMicrosecondsToPlan ? "ok" : "MISSED");
    }

private:
    void line(const std::string &what, const std::string &other, const std::string &ours,
        double least) const
    {
        const auto theirTime = m_times.find(other);
        const auto ourTime = m_times.find(ours);
        if (theirTime == m_times.end() || ourTime == m_times.end())
            return;
        const double ratio = theirTime->second / ourTime->second;
        std::printf("%-50s %9.2f  wanted %5.2f  %s\n", what.c_str(), ratio, least,
            ratio >= least ? "ok" : "MISSED");
    }

    std::map<std::string, double> m_times;
};

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    Promises promises;
    benchmark::RunSpecifiedBenchmarks(&promises);
    promises.tell();
    std::error_code ignored;
    std::filesystem::remove(jsonFile(), ignored);
    return 0;
}
