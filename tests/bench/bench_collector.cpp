#include "core/collect/collector.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <string>

using namespace binnacle;

namespace {

constexpr int kPods = 500;
constexpr std::array kBounds{"1", "2", "3", "4", "5", "10", "20", "30", "40", "50", "100", "200",
    "300", "400", "500", "1000", "2000", "3000", "4000", "5000", "10000", "20000", "30000", "40000",
    "50000", "+Inf"};

// What the collector of OpenTelemetry hands on from Linkerd: two label sets a pod, 26 buckets each.
std::string linkerdScrape(int readings)
{
    std::string text;
    for (int pod = 0; pod < kPods; ++pod) {
        const std::string service = "service-" + std::to_string(pod / 5);
        for (const char *code : {"200", "503"}) {
            const std::string labels = "deployment=\"" + service
                + "\",direction=\"inbound\",namespace=\"shop\",pod=\"" + service + "-5d9f7c6b8-"
                + std::to_string(pod) + "\",status_code=\"" + code
                + "\",route_name=\"default\",srv_port=\"8080\",target_addr=\"10.42.0.9:8080\","
                  "tls=\"true\",client_id=\"web.shop.serviceaccount.identity.linkerd\"";
            const int count = 1'000 * readings + pod;
            text += "otel_response_total{" + labels + "} " + std::to_string(count) + '\n';
            for (std::size_t i = 0; i < kBounds.size(); ++i)
                text += "otel_response_latency_ms_bucket{" + labels + ",le=\"" + kBounds[i] + "\"} "
                    + std::to_string(count * static_cast<int>(i + 1) / 26) + '\n';
            text += "otel_response_latency_ms_sum{" + labels + "} " + std::to_string(count * 20)
                + '\n';
            text
                += "otel_response_latency_ms_count{" + labels + "} " + std::to_string(count) + '\n';
        }
    }
    return text;
}

void scrape(collect::Collector &collector, const std::string &text, Timestamp at)
{
    if (!collector.scrape(text, codec::ExpositionFormat::Text, at))
        std::abort();
}

// Parse, filter, delta and sums of series that are known.
void repeatScrape(benchmark::State &state)
{
    const std::array texts{linkerdScrape(11), linkerdScrape(12), linkerdScrape(13)};
    collect::Collector collector({.mostRequestsPerSecond = 1e12});
    Timestamp at = fromEpochMs(1'700'000'000'000);
    std::size_t next = 0;
    scrape(collector, texts.back(), at);
    for (auto iteration : state) {
        at += Duration{15'000};
        scrape(collector, texts.at(next++ % texts.size()), at);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * texts.front().size()));
    state.counters["series"] = static_cast<double>(collector.recognition().samples);
}
BENCHMARK(repeatScrape)->Unit(benchmark::kMillisecond);

// All series are new: labels are resolved and sorted into rows.
void firstScrape(benchmark::State &state)
{
    const std::string text = linkerdScrape(11);
    for (auto iteration : state) {
        collect::Collector collector;
        scrape(collector, text, fromEpochMs(1'700'000'000'000));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(firstScrape)->Unit(benchmark::kMillisecond);

} // namespace
