#include "core/collect/series_table.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Scrapes of one endpoint in the shape of Linkerd and Traefik behind an OpenTelemetry collector:
// about 44 000 samples and 10 MB without TYPE lines. What is compared takes turns, so that a noisy
// machine hits all alike; figures are medians in MB/s of CPU time.
//
// memory    reads each byte once: the limit
// structure finds quotes, backslashes and line ends 16 bytes at a time, as SIMD parsers begin
// naive     one pass over names, labels and values with std::from_chars, labels kept as views,
//           nothing stored
// first     ours, all series new: validated, labels resolved, hashed and stored
// repeat    ours, all series known, new values, increments against the previous scrape summed up
// reordered like repeat, but the lines come in another order each time
// openmetrics, timestamps, go: repeats of the same series in other writing
//
// Goals: first >= 3 x 195 (Prometheus with labels) and >= 1 046 (VictoriaMetrics), repeat >= 8 x
// 273 (Prometheus, cached) and >= 1 500; at most 250 bytes a series.
using namespace binnacle;

namespace {

constexpr int kPods = 1'030;
constexpr int kIngressSeries = 880;

struct Writing
{
    bool hasTimestamps = false;
    bool isGo = false; // values as Go prints floats: 1.234567e+06
};

class Generator
{
public:
    Generator(std::uint64_t round, Writing writing)
        : m_random(round)
        , m_round(round)
        , m_writing(writing)
    {}

    std::vector<std::string> lines()
    {
        for (int pod = 0; pod < kPods; ++pod)
            addPod(pod);
        for (int service = 0; service < kIngressSeries; ++service)
            addIngress(service);
        return std::move(m_lines);
    }

private:
    void add(const std::string &series, double value)
    {
        std::array<char, 32> digits{};
        const auto format = m_writing.isGo && value >= 1e6 ? std::chars_format::scientific
                                                           : std::chars_format::fixed;
        const auto written
            = std::to_chars(digits.data(), digits.data() + digits.size(), value, format);
        std::string line = series + ' ' + std::string(digits.data(), written.ptr);
        if (m_writing.hasTimestamps)
            line += " 17723556" + std::to_string(10'000 + m_round);
        m_lines.push_back(line + '\n');
    }

    void addHistogram(const std::string &name, const std::string &labels,
        const std::vector<const char *> &bounds, double scale)
    {
        double total = 0;
        for (const char *bound : bounds) {
            total += static_cast<double>(m_random() % 997 * m_round);
            add(name + "_bucket{" + labels + ",le=\"" + bound + "\"}", total);
        }
        add(name + "_sum{" + labels + '}', total * scale);
        add(name + "_count{" + labels + '}', total);
    }

    void addPod(int pod)
    {
        static const std::vector<const char *> kBounds{"1", "2", "3", "4", "5", "10", "20", "30",
            "40", "50", "100", "200", "300", "400", "500", "1000", "2000", "3000", "4000", "5000",
            "10000", "20000", "30000", "40000", "50000", "+Inf"};
        const std::string number = std::to_string(pod);
        const std::string workload = "workload-" + std::to_string(pod / 4);
        const std::string common = "namespace=\"team-" + std::to_string(pod / 40)
            + "\",deployment=\"" + workload + "\",pod=\"" + workload + "-7d9f8b6c5d-x" + number
            + "\",direction=\"inbound\",tls=\"true\",target_addr=\"10.42."
            + std::to_string(pod / 250) + '.' + std::to_string(pod % 250)
            + ":8080\",srv_kind=\"server\",srv_name=\"http\",route_name=\"default\",";
        for (const char *status : {"200", "404", "503"})
            add("otel_response_total{" + common + "classification=\""
                    + (*status == '5' ? "failure" : "success") + "\",status_code=\"" + status
                    + "\"}",
                static_cast<double>(m_random() % 100'000 + m_round));
        addHistogram("otel_response_latency_ms", common + "status_code=\"200\"", kBounds, 17.25);
    }

    void addIngress(int service)
    {
        static const std::vector<const char *> kBounds{
            "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"};
        const std::string labels = "code=\"200\",method=\"GET\",protocol=\"http\",service=\"team-"
            + std::to_string(service / 10) + "-service-" + std::to_string(service)
            + "-8080@kubernetes\"";
        add("traefik_service_requests_total{" + labels + '}',
            static_cast<double>(m_random() % 100'000 + m_round));
        addHistogram("traefik_service_request_duration_seconds", labels, kBounds, 0.0625);
    }

    std::mt19937_64 m_random;
    std::uint64_t m_round;
    Writing m_writing;
    std::vector<std::string> m_lines;
};

std::string joined(const std::vector<std::string> &lines)
{
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

class Resolver final : public collect::SeriesResolver
{
public:
    collect::SeriesId resolve(
        std::string_view name, std::span<const codec::ExpositionLabel> labels) override
    {
        m_bytes += name.size();
        for (const codec::ExpositionLabel &label : labels)
            m_bytes += label.name.size() + label.value.size();
        return m_next++;
    }
    void forgotten(collect::SeriesId) override {}

private:
    collect::SeriesId m_next = 0;
    std::size_t m_bytes = 0;
};

double readMemory(std::string_view text)
{
    std::array<std::uint64_t, 8> sums{};
    for (std::size_t at = 0; at + 64 <= text.size(); at += 64) {
        std::array<std::uint64_t, 8> words;
        std::memcpy(words.data(), text.data() + at, 64);
        for (std::size_t i = 0; i < words.size(); ++i)
            sums[i] += words[i];
    }
    return static_cast<double>(std::accumulate(sums.begin(), sums.end(), std::uint64_t{0}));
}

double findStructure(std::string_view text)
{
    std::size_t count = 0;
    std::size_t at = 0;
#ifdef __SSE2__
    for (; at + 16 <= text.size(); at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text.data() + at));
        const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                               _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
            _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
        count += static_cast<std::size_t>(
            __builtin_popcount(static_cast<unsigned>(_mm_movemask_epi8(found))));
    }
#endif
    for (; at < text.size(); ++at)
        count += text[at] == '"' || text[at] == '\\' || text[at] == '\n' ? 1 : 0;
    return static_cast<double>(count);
}

double parseNaively(std::string_view text)
{
    std::vector<std::pair<std::string_view, std::string_view>> labels;
    const char *at = text.data();
    const char *const end = at + text.size();
    double sum = 0;
    const auto take = [&at, end](auto isPart) {
        const char *const start = at;
        while (at != end && isPart(*at))
            ++at;
        return std::string_view(start, static_cast<std::size_t>(at - start));
    };
    while (at != end) {
        labels.clear();
        const std::string_view name = take([](char c) { return c != '{' && c != ' '; });
        while (at != end && *at != '}') {
            ++at;
            const std::string_view label = take([](char c) { return c != '='; });
            at += 2;
            labels.emplace_back(label, take([](char c) { return c != '"'; }));
            ++at;
        }
        at += 2;
        double value = 0;
        at = std::from_chars(at, end, value).ptr;
        take([](char c) { return c != '\n'; });
        ++at;
        sum += value + static_cast<double>(labels.size() + name.size());
        benchmark::DoNotOptimize(labels.data());
    }
    return sum;
}

// What a collector does with each scrape: increments by series, a decrease is a restart.
class Deltas
{
public:
    double take(const collect::SeriesTable &table, std::uint32_t scrape)
    {
        const auto values = table.values();
        const auto lastSeen = table.lastSeen();
        m_previous.resize(values.size());
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (lastSeen[i] != scrape)
                continue;
            const double value = values[i];
            sum += value >= m_previous[i] ? value - m_previous[i] : value;
            m_previous[i] = value;
        }
        return sum;
    }

private:
    std::vector<double> m_previous;
};

// A table that already knows the series, and two scrapes to alternate between.
struct Repeat
{
    explicit Repeat(std::array<std::string, 2> alternating,
        codec::ExpositionFormat textFormat = codec::ExpositionFormat::Text)
        : texts(std::move(alternating))
        , format(textFormat)
    {
        run();
        run();
    }
    double run()
    {
        const auto scrape = table.scrape(texts[++round % 2], format);
        return scrape ? deltas.take(table, scrape->number) : -1;
    }

    Resolver resolver;
    collect::SeriesTable table{resolver};
    Deltas deltas;
    std::array<std::string, 2> texts;
    codec::ExpositionFormat format;
    std::size_t round = 0;
};

std::array<std::string, 2> scrapesOf(Writing writing, std::string_view tail = {})
{
    return {joined(Generator(1, writing).lines()).append(tail),
        joined(Generator(2, writing).lines()).append(tail)};
}

// Of this thread, so that other work on the machine does not count.
double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

struct Contender
{
    const char *name;
    std::size_t bytes;
    std::function<double()> run;
    std::vector<double> seconds;
    double megabytesPerSecond() const { return static_cast<double>(bytes) / median(seconds) / 1e6; }
};

void scrape(benchmark::State &state)
{
    const auto plain = scrapesOf({});
    auto lines = Generator(1, {}).lines();
    const auto samples = static_cast<double>(lines.size());
    std::array<std::string, 2> shuffled;
    std::mt19937_64 random(7);
    for (std::string &text : shuffled) {
        std::shuffle(lines.begin(), lines.end(), random);
        text = joined(lines);
    }
    Repeat repeat(plain);
    Repeat reordered(shuffled);
    Repeat openMetrics(scrapesOf({}, "# EOF\n"), codec::ExpositionFormat::OpenMetrics);
    Repeat timestamps(scrapesOf({.hasTimestamps = true}));
    Repeat go(scrapesOf({.isGo = true}));
    const std::string_view text = plain[0];
    const auto first = [text] {
        Resolver resolver;
        collect::SeriesTable table(resolver);
        return table.scrape(text, codec::ExpositionFormat::Text) ? 0.0 : -1.0;
    };
    const auto ours = [](Repeat &run) { return [&run] { return run.run(); }; };
    std::vector<Contender> contenders{
        {"memory", text.size(), [text] { return readMemory(text); }, {}},
        {"structure", text.size(), [text] { return findStructure(text); }, {}},
        {"naive", text.size(), [text] { return parseNaively(text); }, {}},
        {"first", text.size(), first, {}}, {"repeat", text.size(), ours(repeat), {}},
        {"reordered", text.size(), ours(reordered), {}},
        {"openmetrics", text.size(), ours(openMetrics), {}},
        {"timestamps", timestamps.texts[0].size(), ours(timestamps), {}},
        {"go", go.texts[0].size(), ours(go), {}}};
    for (auto _ : state) {
        double all = 0;
        for (Contender &contender : contenders) {
            const double start = cpuSeconds();
            const double result = contender.run();
            const double taken = cpuSeconds() - start;
            benchmark::DoNotOptimize(result);
            if (result < 0)
                state.SkipWithError("the text must be taken");
            contender.seconds.push_back(taken);
            all += taken;
        }
        state.SetIterationTime(all);
    }
    if (contenders.front().seconds.empty())
        return;
    for (const Contender &contender : contenders)
        state.counters[contender.name] = contender.megabytesPerSecond();
    const auto speed = [&contenders](std::size_t i) { return contenders[i].megabytesPerSecond(); };
    state.counters["first/naive"] = speed(3) / speed(2);
    state.counters["repeat/naive"] = speed(4) / speed(2);
    state.counters["repeat/structure"] = speed(4) / speed(1);
    state.counters["repeat/memory"] = speed(4) / speed(0);
    state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
    state.counters["samples"] = samples;
    state.counters["bytes_per_series"]
        = static_cast<double>(repeat.table.bytes()) / static_cast<double>(repeat.table.size());
}
BENCHMARK(scrape)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
