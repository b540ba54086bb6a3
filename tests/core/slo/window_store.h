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

// A workspace that takes increments in as the console does, and windows over them.
class WindowStore : public StoreFixture
{
public:
    // The present is two hours after `seconds`.
    explicit WindowStore(std::int64_t seconds = kMidnight + 4 * kHour)
    {
        m_clock.jump(at(seconds + 2 * kHour) - m_clock.now());
    }

    void ingest(std::vector<SloIncrements> increments, const ClusterId &cluster = kCluster)
    {
        if (!m_history)
            m_history = std::make_unique<slo::TrafficHistory>(m_clock, workspace().writer());
        need(waitFor([&](auto done) { m_history->ingest(cluster, std::move(increments), done); }));
    }
    void rollUp()
    {
        need(waitFor([&](auto done) { m_history->rollUp(done); }));
    }
    void sweep(Duration later)
    {
        m_clock.advance(later);
        need(waitFor<Result<std::int64_t>>([&](auto done) { m_history->sweep(done); }));
    }

    Result<slo::Window> tryRead(const slo::WindowQuery &query, const std::stop_token &stop = {})
    {
        return readWith(workspace().readers(), [&](store::Connection &connection) {
            return slo::readWindow(connection, query, stop);
        });
    }
    slo::Window read(const TimeRange &range, Duration step = Duration{0},
        TrafficKind kind = TrafficKind::Service, const ClusterId &cluster = kCluster)
    {
        return need(tryRead({.cluster = cluster, .kind = kind, .range = range, .step = step}));
    }

private:
    FakeClock m_clock;
    std::unique_ptr<slo::TrafficHistory> m_history;
};

inline TrafficKey key(const std::string &name)
{
    return TrafficKey::of(service(name));
}

} // namespace binnacle::test
