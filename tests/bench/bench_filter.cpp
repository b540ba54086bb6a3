#include "core/query/completion.h"
#include "core/query/evaluate.h"
#include "core/query/filter_parser.h"
#include "core/query/filter_printer.h"

#include <benchmark/benchmark.h>

#include <string>

using namespace binnacle;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);

// 200 characters each.
std::string padded(std::string text)
{
    text.resize(200, 'x');
    return text;
}

std::string plainFilter()
{
    return padded("type=Warning and (reason in [BackOff, Unhealthy, FailedMount] or count>=5) and "
                  "not ns=kube-system last>10m message:\"image pull\" node=node-5 kind=Pod "
                  "name startswith checkout failed ");
}

ClusterEvent sampleEvent()
{
    return {.type = EventType::Warning,
        .reason = "BackOff",
        .message = "Back-off restarting failed container postgres in pod payments-db-0_data",
        .host = "node-5",
        .involved = {.kind = "Pod", .ns = "data", .name = "payments-db-0"},
        .first = kNow,
        .last = kNow};
}

void parse(benchmark::State &state, const std::string &text)
{
    for (auto _ : state) {
        auto parsed = query::parseFilter(text, kNow);
        benchmark::DoNotOptimize(parsed);
        if (!parsed) {
            state.SkipWithError("the benchmark input must parse");
            break;
        }
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void matchOne(benchmark::State &state, const std::string &text)
{
    const auto parsed = query::parseFilter(text, kNow);
    const ClusterEvent event = sampleEvent();
    if (!parsed) {
        state.SkipWithError("the benchmark input must parse");
        return;
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(query::matches(*parsed, event));
    state.SetItemsProcessed(state.iterations());
}

} // namespace

// The bar parses on every keystroke: at most 50 µs for 200 characters.
static void parseFilter200(benchmark::State &state)
{
    parse(state, plainFilter());
}
BENCHMARK(parseFilter200);

static void parseFilter200Words(benchmark::State &state)
{
    std::string text;
    while (text.size() < 200)
        text += "word ";
    parse(state, text.substr(0, 200));
}
BENCHMARK(parseFilter200Words);

static void parseFilter200Regex(benchmark::State &state)
{
    parse(state, padded("reason=~\"^(Back|Failed).*\" and message!~\"timeout|refused\" and "));
}
BENCHMARK(parseFilter200Regex);

static void rejectUnknownField(benchmark::State &state)
{
    const std::string text = plainFilter() + " resaon=x";
    for (auto _ : state)
        benchmark::DoNotOptimize(query::parseFilter(text, kNow));
}
BENCHMARK(rejectUnknownField);

static void printFilter200(benchmark::State &state)
{
    const auto parsed = query::parseFilter(plainFilter(), kNow);
    for (auto _ : state)
        benchmark::DoNotOptimize(query::printFilter(*parsed));
}
BENCHMARK(printFilter200);

static void matchFields(benchmark::State &state)
{
    matchOne(state, "type=Warning and reason=BackOff and ns=data and count<=5");
}
BENCHMARK(matchFields);

static void matchFullText(benchmark::State &state)
{
    matchOne(state, "failed postgres");
}
BENCHMARK(matchFullText);

static void matchRegex(benchmark::State &state)
{
    matchOne(state, "message=~\"post.*data$\"");
}
BENCHMARK(matchRegex);
