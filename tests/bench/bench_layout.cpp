#include "core/topology/layered_layout.h"
#include "tests/support/service_mesh_graph.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace binnacle;

// Our drawing against Graphviz dot's of the same graphs: milliseconds and crossings of straight
// lines between box centres, counted by the same function. Goals: 50 nodes <= 2 ms, 200 <= 10 ms,
// 1 000 <= 60 ms, 5 000 <= 1 s, and crossings <= 1.1 times dot's. dot does not keep namespaces
// together, so it is the referee of the drawings that do not either; for those that do, dot gets a
// cluster for each namespace. dot at 5 000 nodes takes half a minute: only with BINNACLE_BENCH_DOT.

namespace {

constexpr std::array<std::uint32_t, 5> kSeeds{1, 2, 3, 4, 5};

topology::LayoutSettings settingsFor(bool grouped)
{
    topology::LayoutSettings settings;
    settings.groupByNamespace = grouped;
    settings.foldAbove = 1'000'000;
    return settings;
}

std::string dotSource(const MeshGraph &graph, bool clustered)
{
    const topology::LayoutSettings settings;
    constexpr double kPixelsPerInch = 72;
    std::ostringstream out;
    out << "digraph mesh {\nrankdir=LR; nodesep=" << settings.nodeGap / kPixelsPerInch
        << "; ranksep=" << settings.rankGap / kPixelsPerInch
        << ";\nnode [shape=box, fixedsize=true, label=\"\", width="
        << settings.nodeWidth / kPixelsPerInch
        << ", height=" << settings.nodeHeight / kPixelsPerInch << "];\n";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (clustered)
            out << "subgraph \"cluster_" << graph.nodes[i].service.ns << "\" { n" << i << "; }\n";
        else
            out << 'n' << i << ";\n";
    }
    for (const MeshEdge &edge : graph.edges)
        out << 'n' << edge.source << " -> n" << edge.target << ";\n";
    out << "}\n";
    return out.str();
}

class TemporaryFile
{
public:
    TemporaryFile()
        : m_descriptor(mkstemp(m_path.data()))
    {}
    ~TemporaryFile()
    {
        if (m_descriptor < 0)
            return;
        close(m_descriptor);
        unlink(m_path.data());
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    bool write(const std::string &text) const
    {
        return m_descriptor >= 0
            && ::write(m_descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    }
    const char *path() const { return m_path.data(); }

private:
    std::array<char, 32> m_path{"/tmp/bench_layout_XXXXXX"};
    int m_descriptor;
};

// Nothing when dot is not installed or fails.
std::optional<MeshLayout> layoutByDot(const MeshGraph &graph, bool clustered)
{
    const TemporaryFile input;
    if (!input.write(dotSource(graph, clustered)))
        return std::nullopt;
    const std::string command = "dot -Tplain " + std::string(input.path()) + " 2>/dev/null";
    FILE *pipe = popen(command.c_str(), "r");
    if (pipe == nullptr)
        return std::nullopt;
    std::string output;
    std::array<char, 65'536> buffer{};
    while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), got);
    if (pclose(pipe) != 0)
        return std::nullopt;

    MeshLayout layout;
    layout.places.resize(graph.nodes.size());
    std::istringstream lines(output);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string kind;
        std::string name;
        MeshBox box;
        if (words >> kind && kind == "node"
            && words >> name >> box.x >> box.y >> box.width >> box.height)
            layout.places[std::stoul(name.substr(1))].box
                = {box.x - box.width / 2, box.y - box.height / 2, box.width, box.height};
    }
    for (const MeshEdge &edge : graph.edges)
        layout.routes.push_back({.source = edge.source, .target = edge.target});
    return layout;
}

double milliseconds(std::chrono::steady_clock::time_point since)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since)
        .count();
}

struct Referee
{
    double ms = 0;        // mean over the seeds
    double crossings = 0; // mean
    std::vector<double> each;
};

std::optional<Referee> askDot(const std::vector<MeshGraph> &graphs, bool clustered)
{
    Referee referee;
    for (const MeshGraph &graph : graphs) {
        const auto start = std::chrono::steady_clock::now();
        const auto layout = layoutByDot(graph, clustered);
        if (!layout)
            return std::nullopt;
        const auto count = static_cast<double>(graphs.size());
        referee.ms += milliseconds(start) / count;
        referee.each.push_back(static_cast<double>(topology::countCrossings(*layout)));
        referee.crossings += referee.each.back() / count;
    }
    return referee;
}

void compareWithDot(benchmark::State &state, const std::vector<MeshGraph> &graphs, bool grouped)
{
    const auto settings = settingsFor(grouped);
    std::vector<double> ours;
    double sum = 0;
    for (const MeshGraph &graph : graphs) {
        const MeshLayout layout = topology::layoutGraph(graph, settings);
        ours.push_back(static_cast<double>(topology::countCrossings(layout)));
        sum += ours.back();
    }
    state.counters["crossings"] = sum / static_cast<double>(graphs.size());
    const bool isLong = graphs.front().nodes.size() > 1'000;
    if (isLong && std::getenv("BINNACLE_BENCH_DOT") == nullptr) {
        state.SetLabel("dot not asked: set BINNACLE_BENCH_DOT");
        return;
    }
    const auto referee = askDot(graphs, grouped);
    if (!referee) {
        state.SetLabel("no dot on this machine");
        return;
    }
    double logarithms = 0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        logarithms += std::log(ours[i] / referee->each[i]);
    state.counters["dot_ms"] = referee->ms;
    state.counters["dot_crossings"] = referee->crossings;
    state.counters["ratio"] = std::exp(logarithms / static_cast<double>(ours.size()));
}

// One iteration draws the graphs of all seeds; `ms` is the mean of one.
void layoutBench(benchmark::State &state, bool grouped)
{
    const auto nodes = static_cast<std::size_t>(state.range(0));
    std::vector<MeshGraph> graphs;
    for (const std::uint32_t seed : kSeeds) {
        graphs.push_back(testkit::serviceMeshGraph(nodes, seed));
        if (nodes > 1'000)
            break;
    }
    const auto settings = settingsFor(grouped);
    std::vector<double> times;
    const std::clock_t cpuBefore = std::clock();
    for (auto _ : state) {
        for (const MeshGraph &graph : graphs) {
            const auto start = std::chrono::steady_clock::now();
            benchmark::DoNotOptimize(topology::layoutGraph(graph, settings));
            times.push_back(milliseconds(start));
        }
    }
    // Processor time tells more than the clock where other programs run.
    state.counters["cpu_ms"] = 1'000.0 * static_cast<double>(std::clock() - cpuBefore)
        / CLOCKS_PER_SEC / static_cast<double>(times.size());
    std::ranges::sort(times);
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p95_ms"] = times[times.size() * 95 / 100];
    compareWithDot(state, graphs, grouped);
}

// Most refreshes change numbers only.
void layoutAgain(benchmark::State &state)
{
    const MeshGraph graph = testkit::serviceMeshGraph(static_cast<std::size_t>(state.range(0)), 1);
    const auto settings = settingsFor(true);
    const MeshLayout previous = topology::layoutGraph(graph, settings);
    for (auto _ : state)
        benchmark::DoNotOptimize(topology::layoutGraph(graph, settings, &previous));
}

} // namespace

static void layoutFree(benchmark::State &state)
{
    layoutBench(state, false);
}
BENCHMARK(layoutFree)->Arg(50)->Arg(200)->Arg(1'000)->Arg(5'000)->Unit(benchmark::kMillisecond);

static void layoutByNamespace(benchmark::State &state)
{
    layoutBench(state, true);
}
BENCHMARK(layoutByNamespace)
    ->Arg(50)
    ->Arg(200)
    ->Arg(1'000)
    ->Arg(5'000)
    ->Unit(benchmark::kMillisecond);

static void layoutUnchanged(benchmark::State &state)
{
    layoutAgain(state);
}
BENCHMARK(layoutUnchanged)->Arg(200)->Arg(1'000)->Unit(benchmark::kMillisecond);
