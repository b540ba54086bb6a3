// What a command would touch, in a large estate: 50 000 pods, 1 000 services that call each other,
// each with its objective. The whole answer is to take at most 30 ms.
#include "core/commands/blast_radius.h"
#include "tests/support/demo_mesh.h"
#include "tests/support/fake_query_world.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <random>
#include <string>

using namespace binnacle;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);
constexpr int kPods = 50'000;
constexpr int kServices = 1'000;
constexpr int kNodes = 500;
constexpr int kNamespaces = 100;
constexpr int kCallsEach = 4;

std::string nameAt(int service)
{
    return "svc-" + std::to_string(service);
}

std::string namespaceAt(int service)
{
    return "ns-" + std::to_string(service % kNamespaces);
}

void addNodes(test::SnapshotMaker &maker)
{
    for (int i = 0; i < kNodes; ++i) {
        Node node{.meta
            = maker.meta("", "node-" + std::to_string(i), {{"zone", i % 3 == 0 ? "a" : "b"}})};
        node.ready = "True";
        node.cpuAllocatable = 64'000;
        node.memoryAllocatable = 256LL << 30;
        node.podCapacity = 250;
        maker.edit().nodes.push_back(node);
    }
}

std::shared_ptr<const ClusterSnapshot> estate()
{
    test::SnapshotMaker maker("prod", kNow);
    addNodes(maker);
    for (int i = 0; i < kServices; ++i) {
        ReplicaSet set{.meta = maker.meta(namespaceAt(i), nameAt(i) + "-6d8f7c9b5")};
        set.meta.ownerKind = "Deployment";
        set.meta.ownerName = maker.text(nameAt(i));
        maker.edit().replicaSets.push_back(set);
        Workload workload{
            .kind = WorkloadKind::Deployment, .meta = maker.meta(namespaceAt(i), nameAt(i))};
        workload.desired = workload.ready = workload.updated = kPods / kServices;
        maker.edit().workloads.push_back(workload);
    }
    for (int i = 0; i < kPods; ++i) {
        const int service = i % kServices;
        Pod pod;
        pod.meta = maker.meta(namespaceAt(service),
            nameAt(service) + "-6d8f7c9b5-" + std::to_string(i), {{"app", nameAt(service)}});
        pod.meta.ownerKind = "ReplicaSet";
        pod.meta.ownerName = maker.text(nameAt(service) + "-6d8f7c9b5");
        pod.nodeName = maker.text("node-" + std::to_string(i % kNodes));
        pod.phase = PodPhase::Running;
        pod.readyContainers = pod.totalContainers = 1;
        const auto containers = maker.edit().arena->array<Container>(1);
        containers[0].cpuRequest = 100;
        containers[0].memoryRequest = 64LL << 20;
        pod.containers = containers;
        maker.edit().pods.push_back(pod);
    }
    return maker.take();
}

MeshGraph calls()
{
    std::mt19937 random(1);
    std::vector<std::string> names;
    for (int i = 0; i < kServices; ++i)
        names.push_back(namespaceAt(i) + '/' + nameAt(i));
    std::vector<std::pair<std::string_view, std::string_view>> edges;
    for (int i = 0; i < kServices; ++i) {
        for (int call = 0; call < kCallsEach; ++call) {
            const auto to = static_cast<std::size_t>(random() % kServices);
            if (to != static_cast<std::size_t>(i))
                edges.emplace_back(names[static_cast<std::size_t>(i)], names[to]);
        }
    }
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    MeshGraph graph = testkit::meshOf(edges);
    graph.cluster = {"prod"};
    graph.range = {kNow - Duration{300'000}, kNow};
    graph.covered = graph.range.length();
    for (const auto &[from, to] : edges)
        testkit::addCalls(graph, from, to, 3'000, 3);
    return graph;
}

std::vector<SloRow> levels()
{
    std::vector<SloRow> rows;
    for (int i = 0; i < kServices; ++i) {
        SloRow row;
        row.subject = {.kind = SloSubject::Kind::Service, .cluster = {"prod"}};
        row.subject.key.service = {namespaceAt(i), nameAt(i)};
        row.target = {.id = i + 1, .window = SloWindow::ThirtyDays, .availability = 99.9};
        rows.push_back(std::move(row));
    }
    return rows;
}

commands::BlastInput inputOf(const std::string &action, const std::string &params)
{
    commands::BlastInput input{.command = {.id = {"c"},
                                   .cluster = {"prod"},
                                   .action = action,
                                   .target = {"Deployment", namespaceAt(7), nameAt(7)},
                                   .params = params},
        .now = kNow};
    input.snapshot = estate();
    input.graph = calls();
    input.levels = levels();
    input.who = {.userId = 1, .username = "ops", .role = Role::Operator};
    commands::PodPlacement &placement = input.limits.placement;
    placement.terms = {{{.key = "zone", .op = "In", .values = {"a", "c"}}}};
    for (int i = 0; i < kNodes; i += 5)
        placement.taints["node-" + std::to_string(i)]
            = {{.key = "dedicated", .value = "ml", .effect = "NoSchedule"}};
    return input;
}

} // namespace

static void scaleInALargeEstate(benchmark::State &state)
{
    const commands::BlastInput input = inputOf("scale", R"({"replicas":80})");
    std::size_t callees = 0;
    for (auto _ : state)
        callees = commands::blastRadius(input).callees.size();
    state.counters["callees"] = static_cast<double>(callees);
}
BENCHMARK(scaleInALargeEstate)->Unit(benchmark::kMillisecond);

static void restartInALargeEstate(benchmark::State &state)
{
    const commands::BlastInput input = inputOf("restart", "{}");
    for (auto _ : state)
        benchmark::DoNotOptimize(commands::blastRadius(input));
}
BENCHMARK(restartInALargeEstate)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
