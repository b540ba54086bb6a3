#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/demo/synthetic_snapshot.h"
#include "tests/core/ingest/ingest_rig.h"

#include <benchmark/benchmark.h>
#include <libdeflate.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

using namespace binnacle;

// The price of our model, against inflating and parsing the same bytes with nothing made of them:
//
//   decode   gzip bytes -> inflated, validated and decoded by one thread: what views, rules and
//            queries compute with; every other field stays in the bytes, which are kept
//   publish  gzip bytes -> given to the pipeline, whose two threads share the decoding. It also
//            cleans the snapshot, compares its events with the history and publishes it in the hub,
//            until it is answered. As with most snapshots of an agent its events are known, so no
//            commit is waited for.
//
// Ours and the baseline in turn in one loop, so that noise of the machine hits both alike. The
// counter `ratio` is the quotient of the medians; the goal is <= 2 from gzip to published.

namespace {

constexpr auto kCluster = "bench-a"; // as the body says

struct Body
{
    std::string json;
    std::string gzip;
};

const Body &bodyOf(int pods)
{
    static const auto *const body = [pods] {
        auto *made = new Body{demo::syntheticSnapshotJson(pods, pods / 5), {}};
        made->gzip = codec::deflateGzip(made->json);
        return made;
    }();
    return *body;
}

double median(std::vector<double> &values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template<typename Work>
double seconds(const Work &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Everything reused that can be: buffer, decompressor and parser.
class Baseline
{
public:
    explicit Baseline(std::size_t size)
        : m_size(size)
        , m_json(size + simdjson::SIMDJSON_PADDING, '\0')
    {}
    ~Baseline() { libdeflate_free_decompressor(m_decompressor); }
    Baseline(const Baseline &) = delete;
    Baseline &operator=(const Baseline &) = delete;

    bool run(const std::string &gzip)
    {
        if (libdeflate_gzip_decompress(
                m_decompressor, gzip.data(), gzip.size(), m_json.data(), m_size, nullptr)
            != LIBDEFLATE_SUCCESS)
            return false;
        return m_parser.parse(m_json.data(), m_size, false).error() == simdjson::SUCCESS;
    }

private:
    std::size_t m_size;
    std::string m_json;
    libdeflate_decompressor *m_decompressor = libdeflate_alloc_decompressor();
    simdjson::dom::parser m_parser;
};

void compare(benchmark::State &state, const Body &body, std::vector<double> &plain,
    std::vector<double> &ours)
{
    state.counters["baseline_ms"] = median(plain) * 1e3;
    state.counters["ours_ms"] = median(ours) * 1e3;
    state.counters["ratio"] = median(ours) / median(plain);
    state.counters["json_MB"] = static_cast<double>(body.json.size()) / 1e6;
    state.counters["gzip_MB"] = static_cast<double>(body.gzip.size()) / 1e6;
}

void decodeAgainstBaseline(benchmark::State &state)
{
    const Body &body = bodyOf(static_cast<int>(state.range(0)));
    Baseline baseline(body.json.size());
    std::vector<double> plain;
    std::vector<double> ours;
    std::vector<double> inflating;
    for (auto _ : state) {
        bool parsed = false;
        plain.push_back(seconds([&] { parsed = baseline.run(body.gzip); }));
        Result<std::unique_ptr<ClusterSnapshot>> snapshot = Error{};
        double inflated = 0;
        ours.push_back(seconds([&] {
            Result<std::string> json = Error{};
            inflated = seconds([&] { json = codec::inflateGzip(body.gzip); });
            if (json)
                snapshot = codec::decodeSnapshot(*json);
        }));
        inflating.push_back(inflated);
        if (!parsed || !snapshot || (*snapshot)->pods.size() != std::size_t(state.range(0)))
            state.SkipWithError("the body must decode");
        state.SetIterationTime(ours.back());
    }
    if (plain.empty())
        return;
    compare(state, body, plain, ours);
    state.counters["inflate_ms"] = median(inflating) * 1e3;
}
BENCHMARK(decodeAgainstBaseline)->Arg(10'000)->UseManualTime()->Unit(benchmark::kMillisecond);

void publishAgainstBaseline(benchmark::State &state)
{
    const Body &body = bodyOf(static_cast<int>(state.range(0)));
    Baseline baseline(body.json.size());
    test::IngestRig rig;
    if (!rig.push(kCluster, body.gzip, true).get()) // stores its events
        return state.SkipWithError("the body must be accepted");
    std::vector<double> plain;
    std::vector<double> ours;
    for (auto _ : state) {
        bool parsed = false;
        bool accepted = false;
        plain.push_back(seconds([&] { parsed = baseline.run(body.gzip); }));
        const auto *before = rig.only().snapshot.get();
        std::string bytes = body.gzip; // what a connection received is moved along
        ours.push_back(seconds(
            [&] { accepted = rig.push(kCluster, std::move(bytes), true).get().has_value(); }));
        if (!parsed || !accepted || rig.only().snapshot.get() == before)
            state.SkipWithError("the body must be published");
        state.SetIterationTime(ours.back());
    }
    if (!plain.empty())
        compare(state, body, plain, ours);
}
BENCHMARK(publishAgainstBaseline)->Arg(10'000)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
