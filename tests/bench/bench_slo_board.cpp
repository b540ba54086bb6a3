// A board over fifty domains and the detail of one, live and rewound, as a jump of the cursor asks
// for them. The store holds 60 days of hourly rows and, as an argument, hours of raw rows at 15 s.

#include "core/slo/traffic_history.h"
#include "core/store/sqlite/connection.h"
#include "tests/core/slo/slo_fixture.h"
#include "tests/support/fake_clock.h"

#include <benchmark/benchmark.h>

#include <map>
#include <sstream>

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

constexpr int kDomains = 50;
constexpr Timestamp kEnd = fromEpochMs(1'700'050'800'000 + 1'234'000); // twenty minutes past

std::string numbered(const char *before, int number, const char *after)
{
    std::ostringstream name;
    name << before << number << after;
    return name.str();
}

IngressIncrement busy(int domain, int requests, std::int64_t step)
{
    const std::int64_t errors = step % 40 == 0 ? requests / 50 : 0;
    IngressIncrement increment = ingress(numbered("shop-svc", domain, "-80"), requests, errors);
    std::vector<double> bounds;
    std::vector<double> counts;
    for (int i = 0; i < 16; ++i) {
        bounds.push_back(5.0 * (1 << i));
        counts.push_back(static_cast<double>(requests) * std::min(1.0, 0.1 * (i + 1)));
    }
    increment.latency = LatencyHistogram::fromCumulative(bounds, counts, requests);
    return increment;
}

void fillRaw(SloFixture &store, int rawHours)
{
    std::vector<IngressRoute> routes;
    for (int i = 0; i < kDomains; ++i)
        routes.push_back(
            route(numbered("d", i, ".example.com"), "/", numbered("shop-svc", i, "-80")));
    std::vector<SloIncrements> batch;
    for (Timestamp at = kEnd - hours{rawHours}; at <= kEnd; at += seconds{15}) {
        const std::int64_t step = toEpochMs(at) / 15'000;
        SloIncrements increments{.at = at,
            .bootId = "boot",
            .seq = static_cast<std::uint64_t>(step),
            .interval = seconds{15},
            .routes = at + seconds{15} > kEnd ? routes : std::vector<IngressRoute>{}};
        for (int i = 0; i < kDomains; ++i)
            increments.ingress.push_back(busy(i, 100 + i, step + i));
        batch.push_back(std::move(increments));
        if (batch.size() == 200)
            store.insert(std::exchange(batch, {}));
    }
    store.insert(batch);
}

SloFixture &filled(int rawHours)
{
    static std::map<int, std::unique_ptr<SloFixture>> stores;
    std::unique_ptr<SloFixture> &store = stores[rawHours];
    if (store)
        return *store;
    store = std::make_unique<SloFixture>();
    fillRaw(*store, rawHours);
    const Timestamp hour = std::chrono::floor<hours>(kEnd - hours{rawHours});
    store->write([hour](store::WriteContext &context) -> Status {
        for (int i = 0; i < kDomains; ++i) {
            for (int back = 1; back <= 60 * 24; ++back) {
                const IngressIncrement increment = busy(i, 24'000, back + i);
                const Status done = store::putHour(context, kProd,
                    {.key = TrafficKey::ofIngress(increment.serviceKey),
                        .at = hour - hours{back},
                        .traffic = Traffic::of(increment)},
                    hours{1});
                if (!done)
                    return done;
            }
        }
        return Done{};
    });
    FakeClock clock;
    clock.jump(kEnd - clock.now());
    slo::TrafficHistory history(clock, store->workspace().writer());
    std::promise<void> closed;
    history.rollUp([&closed](const Status &) { closed.set_value(); });
    closed.get_future().get();
    return *store;
}

template<typename Ask>
void run(benchmark::State &state, Ask ask)
{
    // On this thread, so that its processor time is told whatever else the machine does.
    const auto connection = store::Connection::open(
        {.file = filled(static_cast<int>(state.range(0))).workspace().file()});
    if (!connection)
        return state.SkipWithError("cannot open the store");
    for (auto step : state) {
        if (!ask(**connection))
            state.SkipWithError("no answer");
    }
}

SloSubject subject()
{
    return domainSubject("d7.example.com");
}

void board(benchmark::State &state, Timestamp now, SloWindow window, bool withPrevious)
{
    run(state, [&](store::Connection &connection) {
        return slo::readBoard(connection,
            {.cluster = kProd, .window = window, .now = now, .withPrevious = withPrevious});
    });
}

void detail(benchmark::State &state, Timestamp now, Duration range)
{
    run(state, [&](store::Connection &connection) {
        return slo::readDetail(connection,
            {.subject = subject(), .window = SloWindow::ThirtyDays, .range = {now - range, now}});
    });
}

} // namespace

BENCHMARK_CAPTURE(board, thirtyDays, kEnd, SloWindow::ThirtyDays, false)
    ->Arg(2)
    ->Arg(48)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(board, thirtyDaysWithPrevious, kEnd, SloWindow::ThirtyDays, true)
    ->Arg(48)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(board, oneDayWithPrevious, kEnd, SloWindow::OneDay, true)
    ->Arg(48)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(board, rewoundTenDays, kEnd - days{10}, SloWindow::ThirtyDays, true)
    ->Arg(48)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(detail, sixHours, kEnd, hours{6})->Arg(48)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(detail, thirtyDays, kEnd, days{30})->Arg(48)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(detail, rewoundTenDays, kEnd - days{10}, hours{6})
    ->Arg(48)
    ->Unit(benchmark::kMillisecond);

static void effect(benchmark::State &state)
{
    run(state, [&](store::Connection &connection) {
        return slo::readEffect(connection, subject(),
            {.cluster = kProd,
                .host = "d7.example.com",
                .window = SloWindow::ThirtyDays,
                .availability = 99.9},
            kEnd);
    });
}
BENCHMARK(effect)->Arg(48)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
