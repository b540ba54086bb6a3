// Figures of the store. Baseline and ours run in one process; the ratio is what counts.
//
// The pages run over a million events in $BINNACLE_BENCH_WORKSPACE, filled at first use and kept
// there for the next run; without it, in a temporary folder.

#include "core/demo/synthetic_events.h"
#include "core/store/dictionary.h"
#include "core/store/event_history.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/migrator.h"
#include "core/store/store_writer.h"
#include "core/store/text_index.h"
#include "core/store/uid.h"
#include "core/store/wall_clock.h"
#include "core/store/workspace.h"
#include "tests/support/store_fixture.h"

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <random>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

constexpr std::uint64_t kUpserts = 100'000;
constexpr std::uint64_t kBatch = 5'000;
constexpr std::uint64_t kMillion = 1'000'000;

std::unique_ptr<Connection> migrated(const std::string &file)
{
    auto connection = Connection::open({.file = file, .access = Access::ReadWrite});
    if (!connection || !migrate(**connection, SqlCatalog::builtin().migrations(), file + ".old"))
        qFatal("cannot make %s", file.c_str());
    return *std::move(connection);
}

// Every value of a row, resolved beforehand: the plain API only binds and steps.
struct PlainRow
{
    std::array<std::int64_t, 8> numbers{};
    PackedUid uid;
    PackedUid involved;
    std::string name;
    ClusterEvent event;
};

std::vector<PlainRow> plainRows(const std::string &file)
{
    const auto connection = migrated(file);
    Dictionary dictionary(*connection);
    std::vector<PlainRow> rows;
    const Status resolved = connection->transaction([&]() -> Status {
        for (ClusterEvent &event : demo::SyntheticEstate{}.events(0, kUpserts)) {
            PlainRow row;
            const std::int64_t cluster = *dictionary.cluster(event.cluster);
            row.numbers = {cluster, static_cast<std::int64_t>(event.type),
                *dictionary.word(event.reason), *dictionary.word(event.involved.kind),
                *dictionary.word(event.involved.ns), dictionary.object(cluster, event.involved)->id,
                *dictionary.word(event.component), *dictionary.word(event.host)};
            row.uid = packUid(event.uid);
            row.involved = packUid(event.involvedUid);
            row.name = packHex(event.name.substr(event.name.size() - 16));
            row.event = std::move(event);
            rows.push_back(std::move(row));
        }
        return Done{};
    });
    if (!resolved)
        qFatal("%s", resolved.error().message.c_str());
    return rows;
}

void bindPlain(sqlite3_stmt *insert, const PlainRow &row)
{
    const ClusterEvent &event = row.event;
    const auto blob = [insert](int at, const std::string &bytes) {
        sqlite3_bind_blob(insert, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    };
    sqlite3_bind_int64(insert, 1, row.numbers[0]);
    blob(2, row.uid.bytes);
    for (int i = 1; i < 8; ++i)
        sqlite3_bind_int64(insert, 2 + i, row.numbers[static_cast<std::size_t>(i)]);
    sqlite3_bind_int64(insert, 10, toEpochMs(event.last));
    sqlite3_bind_int64(insert, 11, toEpochMs(event.first));
    sqlite3_bind_int64(insert, 12, event.count);
    sqlite3_bind_int64(insert, 13, 0);
    blob(14, row.involved.bytes);
    blob(15, row.name);
    sqlite3_bind_null(insert, 16);
    sqlite3_bind_text(
        insert, 17, event.message.data(), static_cast<int>(event.message.size()), SQLITE_STATIC);
    sqlite3_bind_int64(insert, 18, 1);
    sqlite3_bind_int64(insert, 19, 1);
}

void BM_UpsertPlainCApi(benchmark::State &state)
{
    for (auto _ : state) {
        state.PauseTiming();
        const QTemporaryDir directory;
        const std::string file = directory.filePath(QStringLiteral("p.db")).toStdString();
        const std::vector<PlainRow> rows = plainRows(file);
        sqlite3 *db = nullptr;
        sqlite3_open(file.c_str(), &db);
        sqlite3_exec(db,
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA wal_autocheckpoint=16384;"
            "PRAGMA cache_size=-65536",
            nullptr, nullptr, nullptr);
        sqlite3_stmt *insert = nullptr;
        const std::string &sql = SqlCatalog::builtin().at("event.insert");
        sqlite3_prepare_v2(db, sql.c_str(), -1, &insert, nullptr);
        state.ResumeTiming();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i % kBatch == 0)
                sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
            bindPlain(insert, rows[i]);
            sqlite3_step(insert);
            sqlite3_reset(insert);
            if (i % kBatch == kBatch - 1)
                sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        }
        state.PauseTiming();
        sqlite3_finalize(insert);
        sqlite3_close(db);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kUpserts));
}
BENCHMARK(BM_UpsertPlainCApi)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void BM_UpsertThroughHistory(benchmark::State &state)
{
    for (auto _ : state) {
        state.PauseTiming();
        auto store = std::make_unique<StoreFixture>();
        std::vector<std::vector<ClusterEvent>> batches;
        for (std::uint64_t i = 0; i < kUpserts; i += kBatch)
            batches.push_back(demo::SyntheticEstate{}.events(i, kBatch));
        state.ResumeTiming();
        for (std::vector<ClusterEvent> &batch : batches) {
            if (!store->sync(std::move(batch)))
                state.SkipWithError("sync failed");
        }
        state.PauseTiming();
        store.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kUpserts));
}
BENCHMARK(BM_UpsertThroughHistory)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void BM_ResyncUnchanged5000(benchmark::State &state)
{
    StoreFixture store;
    const std::vector<ClusterEvent> events = demo::SyntheticEstate{}.events(0, 5'000);
    if (!store.sync(events))
        state.SkipWithError("sync failed");
    for (auto _ : state)
        store.history().sync(events, {}, [](const auto &) {}); // as of a published snapshot
}
BENCHMARK(BM_ResyncUnchanged5000)->Unit(benchmark::kMicrosecond)->UseRealTime();

// A million events, text index included.
class MillionEvents
{
public:
    static MillionEvents &get()
    {
        static MillionEvents million;
        return million;
    }

    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<Connection> connection;

private:
    MillionEvents()
    {
        const char *kept = std::getenv("BINNACLE_BENCH_WORKSPACE");
        auto opened
            = Workspace::open({.directory = kept ? kept : m_directory.path().toStdString()});
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        workspace = *std::move(opened);
        if (workspace->stats()->events < static_cast<std::int64_t>(kMillion))
            fill();
        connection = *Connection::open({.file = workspace->file()});
    }

    void fill()
    {
        EventHistory history(workspace->writer());
        for (std::uint64_t i = 0; i < kMillion; i += kBatch) {
            std::promise<void> done;
            history.sync(demo::SyntheticEstate{}.events(i, kBatch), {},
                [&done](const auto &) { done.set_value(); });
            done.get_future().get();
        }
        bool more = true;
        while (more) {
            const Status indexed
                = workspace->writer().submitAndWait([&more](WriteContext &context) -> Status {
                      const Result<bool> slice = indexNextTexts(context);
                      more = slice && *slice;
                      return Done{};
                  });
            if (!indexed)
                qFatal("%s", indexed.error().message.c_str());
        }
    }

    QTemporaryDir m_directory;
};

using MakeQuery = EventQuery (*)(std::uint64_t);

EventQuery everything(std::uint64_t)
{
    return {};
}

EventQuery objectOf(std::uint64_t n)
{
    const ClusterEvent event = demo::SyntheticEstate{}.event(n);
    return {.cluster = event.cluster, .scope = ScopedObject{EventScope::Object, event.involved}};
}

EventQuery workloadOf(std::uint64_t n)
{
    const ClusterEvent event = demo::SyntheticEstate{}.event(n - n % 10);
    return {.cluster = event.cluster,
        .scope = ScopedObject{EventScope::WorkloadTree, event.owners.back()}};
}

EventQuery warningsAround(std::uint64_t n)
{
    const ClusterEvent event = demo::SyntheticEstate{}.event(n);
    return {.cluster = event.cluster,
        .lastSeen = TimeRange{event.last - Duration{3'600'000}, event.last},
        .where = compare(EventField::Type, CompareOp::Equal, std::string("Warning"))};
}

EventQuery nodeOf(std::uint64_t n)
{
    const ClusterEvent event = demo::SyntheticEstate{}.event(n);
    return {.cluster = event.cluster,
        .scope = ScopedObject{EventScope::Node, {"Node", "", event.host}}};
}

EventQuery textCommon(std::uint64_t n)
{
    static const std::array<std::string, 4> kWords{"container", "probe failed", "image", "back"};
    return {.where = compare(EventField::Text, CompareOp::Contains, kWords[n % kWords.size()])};
}

EventQuery textPodName(std::uint64_t n)
{
    const std::string pod = demo::SyntheticEstate{}.event(n).involved.name;
    return {.where = compare(EventField::Text, CompareOp::Contains, pod)};
}

EventQuery textRareWord(std::uint64_t n)
{
    const std::string pod = demo::SyntheticEstate{}.event(n).involved.name;
    const std::string word = pod.substr(pod.rfind('-') + 1);
    return {.where = compare(EventField::Text, CompareOp::Contains, word)};
}

EventQuery reasonAndNamespace(std::uint64_t n)
{
    const ClusterEvent event = demo::SyntheticEstate{}.event(n);
    return {.where = allOf({compare(EventField::Reason, CompareOp::Equal, event.reason),
                compare(EventField::Namespace, CompareOp::Equal, event.involved.ns)})};
}

EventQuery nameContains(std::uint64_t n)
{
    const std::string name = "service-" + std::to_string(n % 600) + "-";
    return {.where = compare(EventField::Name, CompareOp::Contains, name)};
}

double quantile(std::vector<double> &values, double q)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

void BM_Page(benchmark::State &state, MakeQuery make)
{
    EventReader reader(*MillionEvents::get().connection);
    std::mt19937_64 random(1);
    std::vector<double> times;
    std::int64_t rows = 0;
    for (auto _ : state) {
        const EventQuery query = make(random() % kMillion);
        const auto start = std::chrono::steady_clock::now();
        const auto page = reader.page(query, {.limit = 200});
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(took.count() / 1'000);
        times.push_back(took.count());
        if (!page)
            state.SkipWithError(page.error().message.c_str());
        else
            rows += static_cast<std::int64_t>(page->size());
    }
    state.counters["p50_ms"] = quantile(times, 0.5);
    state.counters["p99_ms"] = quantile(times, 0.99);
    state.counters["rows"] = static_cast<double>(rows) / static_cast<double>(times.size());
}
#define BINNACLE_PAGE(make)                                                                        \
    BENCHMARK_CAPTURE(BM_Page, make, &make)                                                        \
        ->Unit(benchmark::kMillisecond)                                                            \
        ->Iterations(300)                                                                          \
        ->UseManualTime()
BINNACLE_PAGE(everything);
BINNACLE_PAGE(objectOf);
BINNACLE_PAGE(workloadOf);
BINNACLE_PAGE(warningsAround);
BINNACLE_PAGE(nodeOf);
BINNACLE_PAGE(textCommon);
BINNACLE_PAGE(textPodName);
BINNACLE_PAGE(textRareWord);
BINNACLE_PAGE(reasonAndNamespace);
BINNACLE_PAGE(nameContains);

void BM_IndexOfAMillion(benchmark::State &state)
{
    EventReader reader(*MillionEvents::get().connection);
    for (auto _ : state)
        benchmark::DoNotOptimize(reader.index({}, {}));
    const auto stats = MillionEvents::get().workspace->stats();
    if (stats) {
        state.counters["bytes_per_event"]
            = static_cast<double>(stats->fileBytes) / static_cast<double>(stats->events);
    }
}
BENCHMARK(BM_IndexOfAMillion)->Unit(benchmark::kMillisecond);

void BM_IndexOfText(benchmark::State &state)
{
    EventReader reader(*MillionEvents::get().connection);
    const EventQuery query{
        .where = compare(EventField::Text, CompareOp::Contains, std::string("probe"))};
    for (auto _ : state)
        benchmark::DoNotOptimize(reader.index(query, {}));
}
BENCHMARK(BM_IndexOfText)->Unit(benchmark::kMillisecond);

void BM_HistogramOfAMillion(benchmark::State &state)
{
    EventReader reader(*MillionEvents::get().connection);
    for (auto _ : state)
        benchmark::DoNotOptimize(reader.histogram({}, Duration{600'000}, {}));
}
BENCHMARK(BM_HistogramOfAMillion)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
