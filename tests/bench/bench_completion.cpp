// Completion as a whole, from the text with the cursor to what is suggested, over the threads it
// runs on, with 100 000 objects in memory.

#include "core/base/clock.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/workspace.h"
#include "tests/support/fake_query_world.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

#include <future>
#include <string>
#include <utility>
#include <vector>

using namespace binnacle;
using namespace binnacle::test;

namespace {

constexpr int kPods = 100'000;

std::shared_ptr<const ClusterSnapshot> estate(Timestamp at)
{
    SnapshotMaker make("prod", at);
    ClusterSnapshot &s = make.edit();
    for (int i = 0; i < 1'000; ++i)
        s.nodes.push_back({.meta = make.meta("", "node-" + std::to_string(i))});
    for (int i = 0; i < kPods; ++i)
        s.pods.push_back({.meta
            = make.meta("team-" + std::to_string(i % 40), "checkout-6d8f7c9b5-" + std::to_string(i),
                {{"app", "app-" + std::to_string(i % 600)}}),
            .nodeName = make.text("node-" + std::to_string(i % 1'000)),
            .phase = PodPhase::Running});
    return make.take();
}

class LargeEstate
{
public:
    runtime::WorkspaceQueries &queries() { return *m_queries; }
    static LargeEstate &get()
    {
        static LargeEstate made;
        return made;
    }
    // As after an agent reported: nothing that was derived from the state before is of use.
    void renew()
    {
        m_queries.reset();
        std::vector<query::WorldCluster> clusters;
        clusters.push_back({.id = {"prod"}, .name = "prod", .snapshot = estate(m_clock.now())});
        m_queries = std::make_unique<runtime::WorkspaceQueries>(
            *m_workspace, m_clock, std::move(clusters));
    }

private:
    LargeEstate()
    {
        auto opened = store::Workspace::open({.directory = m_directory.path().toStdString()});
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        m_workspace = *std::move(opened);
        renew();
    }

    QTemporaryDir m_directory;
    SystemClock m_clock;
    std::unique_ptr<store::Workspace> m_workspace;
    std::unique_ptr<runtime::WorkspaceQueries> m_queries;
};

std::size_t suggestions(const std::string &text)
{
    std::promise<std::size_t> promise;
    query::QueryRequest request;
    request.text = text;
    request.mayReadSensitive = request.mayReadCommands = request.mayReadAudit = true;
    LargeEstate::get().queries().complete(
        request, text.size(), [&promise](const query::Completion &found) {
            promise.set_value(found.suggestions.size());
        });
    return promise.get_future().get();
}

void complete(benchmark::State &state, const char *text, bool mustKnow)
{
    std::size_t found = suggestions(text);
    for (auto _ : state)
        found = suggestions(text);
    if (mustKnow && found == 0)
        state.SkipWithError("nothing was suggested");
    state.counters["suggestions"] = static_cast<double>(found);
}

// The first one after a new state.
void completeInANewState(benchmark::State &state, const char *text)
{
    for (auto _ : state) {
        state.PauseTiming();
        LargeEstate::get().renew();
        state.ResumeTiming();
        benchmark::DoNotOptimize(suggestions(text));
    }
}

// Each at most 20 ms, the time on the wall.
BENCHMARK_CAPTURE(complete, Source, "po", true)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(complete, Field, "pods.where(na", true)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, PodName, "pods.where(name = checkout-6d", true)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, AnyName, "pods.where(name = ", true)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, Namespace, "pods.where(namespace = te", true)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, Owner, "pods.where(owner = ", false)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, Label, "pods.where(label.app = app-5", true)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, EventReason, "events.where(reason = ", false)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(complete, AuditUser, "audit.where(user = ", false)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(completeInANewState, PodName, "pods.where(name = checkout-6d")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5)
    ->UseRealTime();
BENCHMARK_CAPTURE(completeInANewState, Owner, "pods.where(owner = ")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5)
    ->UseRealTime();

} // namespace

BENCHMARK_MAIN();
