// What the store answers when the cursor of the console jumps to an instant of the last 30 days:
// 50 domains, 500 services, 1 000 edges, a state kept every six hours, 100 000 events. Figures are
// processor time of the thread that answers, as percentiles over jumps; a view asks for its own
// part only, so `all_p95` is more than any jump costs a person.

#include "core/demo/synthetic_events.h"
#include "core/demo/synthetic_snapshot.h"
#include "core/runtime/console/timeline_reader.h"
#include "core/runtime/mesh_reader.h"
#include "core/runtime/past_state.h"
#include "core/slo/slo_service.h"
#include "core/slo/traffic_history.h"
#include "core/store/event_history.h"
#include "core/store/event_repository.h"
#include "core/store/snapshot_history.h"
#include "core/store/sqlite/connection.h"
#include "core/topology/layered_layout.h"
#include "tests/core/slo/slo_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <random>

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

constexpr Timestamp kEnd = fromEpochMs(1'774'915'200'000 + 1'234'000); // twenty minutes past
constexpr int kDays = 30;
constexpr int kDomains = 50;
constexpr int kServices = 500;
constexpr int kEdges = 1'000;
constexpr int kPods = 1'000;
constexpr std::uint64_t kEvents = 100'000;

ServiceRef serviceAt(int i)
{
    return {.ns = "team-" + std::to_string(i % 12), .name = "service-" + std::to_string(i)};
}

// Traffic as busy as `requests` for everything there is.
SloIncrements everything(Timestamp at, Duration interval, std::int64_t requests)
{
    SloIncrements all{.at = at,
        .bootId = "boot",
        .seq = static_cast<std::uint64_t>(toEpochMs(at) / 1'000),
        .interval = interval};
    const std::int64_t step = toEpochMs(at) / 10'000;
    for (int i = 0; i < kDomains; ++i) {
        all.ingress.push_back(ingress("shop-web-" + std::to_string(i), requests + i,
            (step + i) % 40 == 0 ? requests / 50 : 0));
        all.routes.push_back(
            route("d" + std::to_string(i) + ".example.com", "/", "shop-web-" + std::to_string(i)));
    }
    for (int i = 0; i < kServices; ++i)
        all.services.push_back(
            service(serviceAt(i), requests + i % 7, (step + i) % 40 == 0 ? 1 : 0));
    for (int i = 0; i < kEdges; ++i) {
        const int from = i % kServices;
        const int to = (from * 7 + i / kServices * 31 + 3) % kServices;
        all.edges.push_back({.edge = {serviceAt(from), serviceAt(to)},
            .requests = requests,
            .failures = 0,
            .latencySum = 3 * static_cast<double>(requests),
            .latencyCount = requests});
    }
    return all;
}

class Month
{
public:
    static Month &of(int rawMinutes)
    {
        static std::map<int, std::unique_ptr<Month>> all;
        std::unique_ptr<Month> &month = all[rawMinutes];
        if (!month)
            month = std::make_unique<Month>(rawMinutes);
        return *month;
    }

    explicit Month(int rawMinutes)
    {
        FakeClock clock;
        clock.jump(kEnd - clock.now());
        store::Workspace &workspace = m_store.workspace();
        slo::TrafficHistory history(clock, workspace.writer(), {.oldestAccepted = days{kDays + 1}});
        const auto wait = [](const auto &call) { need(waitFor(call)); };
        const Timestamp rawFrom
            = std::chrono::floor<hours>(kEnd - std::chrono::minutes{rawMinutes});
        for (Timestamp at = rawFrom - days{kDays}; at <= rawFrom; at += hours{1})
            wait([&](const auto &done) {
                history.ingest(kProd, {everything(at, hours{1}, 24'000)}, done);
            });
        for (Timestamp at = rawFrom + seconds{10}; at <= kEnd; at += seconds{10})
            wait([&](const auto &done) {
                history.ingest(kProd, {everything(at, seconds{10}, 70)}, done);
            });
        wait([&](const auto &done) { history.rollUp(done); });
        fillStates();
        store::EventHistory events(workspace.writer());
        const demo::SyntheticEstate estate{.start = kEnd - days{kDays},
            .step = Duration{days{kDays}} / static_cast<std::int64_t>(kEvents),
            .clusters = 1};
        for (std::uint64_t i = 0; i < kEvents; i += 5'000) {
            std::vector<ClusterEvent> batch = estate.events(i, 5'000);
            for (ClusterEvent &event : batch)
                event.cluster = kProd;
            std::promise<void> done;
            events.sync(std::move(batch), {}, [&done](const auto &) { done.set_value(); });
            done.get_future().get();
        }
    }

    std::unique_ptr<store::Connection> reader()
    {
        auto connection = store::Connection::open({.file = m_store.workspace().file()});
        if (!connection)
            qFatal("%s", connection.error().message.c_str());
        return *std::move(connection);
    }

private:
    void fillStates()
    {
        const std::string body = demo::syntheticSnapshotJson(kPods, 100);
        m_store.write([&](store::WriteContext &context) -> Status {
            for (Timestamp at = kEnd - days{kDays}; at < kEnd; at += hours{6}) {
                const Status kept = store::keepSnapshot(
                    context, {.cluster = kProd, .fetchedAt = at, .body = body});
                if (!kept)
                    return kept;
            }
            return Done{};
        });
    }

    SloFixture m_store;
};

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class Parts
{
public:
    template<typename Ask>
    bool measure(const char *part, const Ask &ask)
    {
        const double before = threadMs();
        const bool isAnswered = ask();
        const double took = threadMs() - before;
        m_took[part].push_back(took);
        m_jump += took;
        return isAnswered;
    }
    void endJump() { m_took["all"].push_back(std::exchange(m_jump, 0)); }

    void report(benchmark::State &state)
    {
        for (auto &[part, took] : m_took) {
            std::ranges::sort(took);
            state.counters[std::string(part) + "_p50"] = took[took.size() / 2];
            state.counters[std::string(part) + "_p95"] = took[took.size() * 95 / 100];
        }
    }

private:
    std::map<std::string, std::vector<double>> m_took;
    double m_jump = 0;
};

// Arg: minutes of raw rows before the end.
void jump(benchmark::State &state)
{
    const auto connection = Month::of(static_cast<int>(state.range(0))).reader();
    std::mt19937 random(7);
    std::optional<MeshLayout> layout;
    Parts parts;
    for (auto _ : state) {
        const Timestamp at = kEnd - Duration{static_cast<std::int64_t>(random() % 700) * 3'600'000}
            - Duration{static_cast<std::int64_t>(random() % 3'600'000)};
        bool isGood = parts.measure("board", [&] {
            return slo::readBoard(
                *connection, {.cluster = kProd, .window = SloWindow::ThirtyDays, .now = at})
                .has_value();
        });
        std::optional<MeshGraph> graph;
        isGood = parts.measure("mesh", [&] {
            auto read = runtime::readMeshGraph(
                *connection, {.cluster = kProd, .range = {at - hours{1}, at}});
            if (read)
                graph = *std::move(read);
            return graph.has_value();
        }) && isGood;
        isGood = parts.measure("layout", [&] {
            layout = topology::layoutGraph(*graph, {}, layout ? &*layout : nullptr);
            return true;
        }) && isGood;
        isGood = parts.measure("objects", [&] {
            return runtime::readPastState(*connection, kProd, at).has_value()
                || at < kEnd - days{kDays};
        }) && isGood;
        isGood = parts.measure("timeline", [&] {
            return runtime::readTimeline(*connection, kProd, {at - hours{6}, at}).has_value();
        }) && isGood;
        isGood = parts.measure("events", [&] {
            store::EventReader events(*connection);
            return events
                .page({.cluster = kProd, .lastSeen = TimeRange{at - days{1}, at}}, {.limit = 200})
                .has_value();
        }) && isGood;
        parts.endJump();
        if (!isGood)
            return state.SkipWithError("no answer");
    }
    parts.report(state);
}
BENCHMARK(jump)->Arg(2)->Iterations(2)->Unit(benchmark::kMillisecond);
BENCHMARK(jump)->Arg(120)->Iterations(60)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
