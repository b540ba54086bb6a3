#pragma once

#include "core/slo/traffic_history.h"
#include "core/slo/window_reader.h"
#include "core/store/sqlite/connection.h"
#include "tests/support/fake_clock.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"
#include "tests/support/traffic_builder.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

inline const ClusterId kCluster{"prod"};
inline constexpr std::int64_t kHour = 3600;

// A workspace with the history of traffic over it, and a clock that the test moves; two hours after
// midnight at first.
class HistoryStore : public StoreFixture
{
public:
    explicit HistoryStore(slo::HistorySettings settings = {})
        : m_settings(settings)
    {
        now(kMidnight + 2 * kHour);
        restart();
    }

    slo::TrafficHistory &traffic() { return *m_traffic; }
    FakeClock &clock() { return m_clock; }
    void now(std::int64_t seconds) { m_clock.jump(at(seconds) - m_clock.now()); }
    void use(slo::HistorySettings settings)
    {
        m_settings = settings;
        restart();
    }
    void restart()
    {
        m_traffic.reset();
        reopen();
        m_traffic
            = std::make_unique<slo::TrafficHistory>(m_clock, workspace().writer(), m_settings);
    }

    Status ingest(std::vector<SloIncrements> all, const ClusterId &cluster = kCluster)
    {
        return waitFor([&](auto done) { m_traffic->ingest(cluster, std::move(all), done); });
    }
    Status rollUp()
    {
        return waitFor([&](auto done) { m_traffic->rollUp(done); });
    }
    std::int64_t sweepAll()
    {
        return need(waitFor<Result<std::int64_t>>([&](auto done) { m_traffic->sweep(done); }));
    }

    std::int64_t number(const std::string &query)
    {
        std::int64_t answer = 0;
        const Status done
            = workspace().writer().submitAndWait([&](store::WriteContext &context) -> Status {
                  auto rows = context.connection.prepareText(query);
                  if (!rows)
                      return rows.error();
                  const auto row = rows->step();
                  if (!row)
                      return row.error();
                  answer = *row ? rows->number(0) : -1;
                  return Done{};
              });
        if (!done)
            qFatal("%s: %s", query.c_str(), done.error().message.c_str());
        return answer;
    }
    std::int64_t hourlyRequests(const std::string &table = "traffic_hourly")
    {
        return number("SELECT coalesce(sum(traffic_number(data, 'requests')), 0) FROM " + table);
    }

    slo::Window read(const TimeRange &range, const ClusterId &cluster = kCluster)
    {
        return need(readWith(workspace().readers(), [&](store::Connection &connection) {
            return slo::readWindow(connection, {.cluster = cluster, .range = range});
        }));
    }
    Traffic web(const TimeRange &range, const ClusterId &cluster = kCluster)
    {
        return read(range, cluster).measured(TrafficKey::of(service("web")), 0).traffic;
    }

private:
    slo::HistorySettings m_settings;
    FakeClock m_clock;
    std::unique_ptr<slo::TrafficHistory> m_traffic;
};

// One a minute of the hour that starts at `hour`.
inline std::vector<SloIncrements> minutes(std::int64_t hour, std::uint64_t firstSeq = 1)
{
    std::vector<SloIncrements> all;
    for (std::int64_t i = 1; i <= 60; ++i) {
        all.push_back(increments(hour + i * 60, firstSeq + static_cast<std::uint64_t>(i) - 1,
            {serviceIncrement("web", 10, i % 3), serviceIncrement("cart", 5)}));
        all.back().interval = std::chrono::seconds{60};
    }
    return all;
}

inline constexpr TimeRange kFirstHour{at(kMidnight), at(kMidnight + kHour)};

} // namespace binnacle::test
