#include "core/query/completion.h"
#include "core/query/query.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

using namespace binnacle;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);

// Longer than any example of the help and the contract.
constexpr std::string_view kLongest
    = "pods(cluster=\"prod-eu\", namespace=shop, label=\"app.kubernetes.io/name=checkout\")"
      ".where((cpu_usage > 80% or memory >= 1.5Gi) && !(phase in [Pending, Failed]) and restarts > "
      "5 "
      "and age > 10m and image =~ \"registry.example.com/.*:v1\" and node startswith \"node-\")"
      ".groupby(namespace, node).count().avg(cpu_usage).p95(mem_usage).max(restarts)"
      ".sort(-avg(cpu_usage), namespace).limit(20, 40)";
constexpr std::string_view kShort = "pods(namespace=\"kube-system\").where(restarts > 5).count()";

void parse(benchmark::State &state, std::string_view text)
{
    for (auto _ : state) {
        auto parsed = query::parseQuery(text, kNow);
        benchmark::DoNotOptimize(parsed);
        if (!parsed) {
            state.SkipWithError(parsed.error().message.c_str());
            break;
        }
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

} // namespace

// At most 50 µs for the longest example.
static void parseLongestQuery(benchmark::State &state)
{
    parse(state, kLongest);
}
BENCHMARK(parseLongestQuery);

static void parseShortQuery(benchmark::State &state)
{
    parse(state, kShort);
}
BENCHMARK(parseShortQuery);

static void rejectLongestQuery(benchmark::State &state)
{
    const std::string text = std::string(kLongest) + ".sort(cpu_usge)";
    for (auto _ : state)
        benchmark::DoNotOptimize(query::parseQuery(text, kNow));
}
BENCHMARK(rejectLongestQuery);

static void printLongestQuery(benchmark::State &state)
{
    const auto parsed = query::parseQuery(kLongest, kNow);
    if (!parsed) {
        state.SkipWithError(parsed.error().message.c_str());
        return;
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(query::printQuery(*parsed));
}
BENCHMARK(printLongestQuery);

// Without live values: what the language itself takes of the 20 ms.
static void completeLongestQuery(benchmark::State &state)
{
    const std::string text = std::string(kLongest) + ".sort(-";
    for (auto _ : state)
        benchmark::DoNotOptimize(query::completeQuery(text, text.size(), {}));
}
BENCHMARK(completeLongestQuery);
