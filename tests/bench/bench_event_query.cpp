// Queries over a million stored events, from text to rows, with the threads they run on.
//
// The events are in $BINNACLE_BENCH_WORKSPACE, filled at first use and kept there for the next run;
// without it, in a temporary folder.

#include "core/base/clock.h"
#include "core/demo/synthetic_events.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/event_history.h"
#include "core/store/workspace.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

#include <cstdlib>
#include <future>

using namespace binnacle;

namespace {

constexpr std::uint64_t kMillion = 1'000'000;
constexpr std::uint64_t kBatch = 5'000;

class MillionEvents
{
public:
    static runtime::WorkspaceQueries &queries()
    {
        static MillionEvents million;
        return *million.m_queries;
    }

private:
    MillionEvents()
    {
        const char *kept = std::getenv("BINNACLE_BENCH_WORKSPACE");
        auto opened
            = store::Workspace::open({.directory = kept ? kept : m_directory.path().toStdString()});
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        m_workspace = *std::move(opened);
        if (m_workspace->stats()->events < static_cast<std::int64_t>(kMillion))
            fill();
        m_queries = std::make_unique<runtime::WorkspaceQueries>(
            *m_workspace, m_clock, std::vector<query::WorldCluster>{});
    }

    void fill()
    {
        store::EventHistory history(m_workspace->writer());
        for (std::uint64_t i = 0; i < kMillion; i += kBatch) {
            std::promise<void> done;
            history.sync(demo::SyntheticEstate{}.events(i, kBatch), {},
                [&done](const auto &) { done.set_value(); });
            done.get_future().get();
        }
    }

    QTemporaryDir m_directory;
    SystemClock m_clock;
    std::unique_ptr<store::Workspace> m_workspace;
    std::unique_ptr<runtime::WorkspaceQueries> m_queries;
};

void BM_EventQuery(benchmark::State &state, const char *text)
{
    query::QueryRequest request{.text = text};
    request.limits.time = Duration{60'000};
    std::int64_t total = 0;
    for (auto _ : state) {
        const auto outcome = MillionEvents::queries().runHere(request, {});
        if (!outcome)
            return state.SkipWithError(outcome.error().at.message.c_str());
        total = (*outcome)->total;
    }
    state.counters["total"] = static_cast<double>(total);
}
#define BINNACLE_EVENT_QUERY(name, text)                                                           \
    BENCHMARK_CAPTURE(BM_EventQuery, name, text)->Unit(benchmark::kMillisecond)->UseRealTime()

BINNACLE_EVENT_QUERY(newest, "events().limit(100)");
BINNACLE_EVENT_QUERY(warnings, "events().where(type = Warning).limit(100)");
BINNACLE_EVENT_QUERY(reason, "events().where(reason = BackOff).limit(100)");
BINNACLE_EVENT_QUERY(space, "events(namespace=\"team-7\").limit(100)");
BINNACLE_EVENT_QUERY(nothing, "events().where(reason = NeverSeen).limit(100)");
BINNACLE_EVENT_QUERY(countOfAll, "events().count()");
BINNACLE_EVENT_QUERY(byReason, "events().groupby(reason).count()");
BINNACLE_EVENT_QUERY(cappedWithTotal, "events().where(type = Warning)");

} // namespace

BENCHMARK_MAIN();
