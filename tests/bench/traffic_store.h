#pragma once

#include "core/slo/traffic_history.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/store_fixture.h"
#include "tests/support/traffic_builder.h"
#include "tests/support/wait_for.h"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

inline const ClusterId kCluster{"prod"};
inline constexpr int kBuckets = 16; // with +Inf

inline std::vector<double> bounds()
{
    std::vector<double> all;
    for (int i = 0; i < kBuckets - 1; ++i)
        all.push_back(std::vector<double>{1, 2, 5}[static_cast<std::size_t>(i % 3)]
            * std::vector<double>{1, 10, 100, 1'000, 10'000}[static_cast<std::size_t>(i / 3)]);
    return all;
}

// Some hundred requests in ten seconds, most of them quick, a few failed.
inline ServiceIncrement busyService(const std::string &name, std::mt19937 &random)
{
    ServiceIncrement increment{.service = service(name), .requests = {}};
    std::vector<double> counts;
    double running = 0;
    for (int i = 0; i < kBuckets - 1; ++i) {
        const unsigned most = i < 3 ? 8 : i < 9 ? 40 : i < 12 ? 4 : 1;
        counts.push_back(running += static_cast<double>(random() % most));
    }
    const auto requests = static_cast<std::int64_t>(running);
    increment.latency = LatencyHistogram::fromCumulative(bounds(), std::move(counts), running);
    increment.latencySum = running * 17.25;
    increment.latencyCount = requests;
    increment.tlsRequests = requests;
    increment.totalRequests = requests;
    const std::int64_t failed = static_cast<std::int64_t>(random() % 3);
    increment.requests = {{.code = "200", .count = requests}, {.code = "404", .count = 3},
        {.code = "503", .failure = true, .count = failed}};
    return increment;
}

struct Estate
{
    int services = 0;
    int edges = 0;

    SloIncrements tick(std::int64_t seconds, std::uint64_t seq, Duration interval) const
    {
        std::mt19937 random(static_cast<unsigned>(seq));
        SloIncrements all = increments(seconds, seq, {});
        all.interval = interval;
        for (int i = 0; i < services; ++i)
            all.services.push_back(busyService("service-" + std::to_string(i), random));
        for (int i = 0; i < edges; ++i) {
            all.edges.push_back(edgeIncrement("service-" + std::to_string(i % services),
                "service-" + std::to_string((i * 7 + 3) % services),
                static_cast<std::int64_t>(random() % 500)));
        }
        return all;
    }
};

class TrafficStore : public StoreFixture
{
public:
    explicit TrafficStore(slo::HistorySettings settings = {})
        : m_history(m_clock, workspace().writer(), settings)
    {}

    void now(std::int64_t seconds) { m_clock.jump(at(seconds) - m_clock.now()); }
    void ingest(std::vector<SloIncrements> all)
    {
        need(waitFor([&](auto done) { m_history.ingest(kCluster, std::move(all), done); }));
    }
    void rollUp()
    {
        need(waitFor([&](auto done) { m_history.rollUp(done); }));
    }

    // Bytes of pages of a table that hold its rows, without what was reserved.
    double bytesOf(const std::string &table)
    {
        double bytes = 0;
        const Status done
            = workspace().writer().submitAndWait([&](store::WriteContext &context) -> Status {
                  auto sum = context.connection.prepareText(
                      "SELECT sum(pgsize) FROM dbstat WHERE name = '" + table + "'");
                  if (!sum)
                      return sum.error();
                  if (const auto row = sum->step(); !row)
                      return row.error();
                  bytes = sum->real(0);
                  return Done{};
              });
        if (!done)
            qFatal("%s", done.error().message.c_str());
        return bytes;
    }

private:
    FakeClock m_clock;
    slo::TrafficHistory m_history;
};

} // namespace binnacle::test
