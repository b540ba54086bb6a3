#pragma once

#include "core/slo/traffic_history.h"
#include "core/slo/window_reader.h"
#include "core/store/sqlite/connection.h"
#include "tests/support/fake_clock.h"
#include "tests/support/store_fixture.h"
#include "tests/support/traffic_builder.h"

#include <QtGlobal>

#include <chrono>
#include <future>
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
        wait([&](const auto &done) { m_history->ingest(cluster, std::move(increments), done); });
    }
    void rollUp()
    {
        wait([&](const auto &done) { m_history->rollUp(done); });
    }
    void sweep(Duration later)
    {
        m_clock.advance(later);
        std::promise<void> swept;
        m_history->sweep([&swept](const auto &) { swept.set_value(); });
        swept.get_future().get();
    }

    Result<slo::Window> tryRead(const slo::WindowQuery &query, const std::stop_token &stop = {})
    {
        std::promise<Result<slo::Window>> answer;
        workspace().readers().post(
            [&](store::Connection &connection) {
                answer.set_value(slo::readWindow(connection, query, stop));
            },
            [](const Error &error) { qFatal("open reader: %s", error.message.c_str()); });
        return answer.get_future().get();
    }
    slo::Window read(const TimeRange &range, Duration step = Duration{0},
        TrafficKind kind = TrafficKind::Service, const ClusterId &cluster = kCluster)
    {
        auto window = tryRead({.cluster = cluster, .kind = kind, .range = range, .step = step});
        if (!window)
            qFatal("read window: %s", window.error().message.c_str());
        return *std::move(window);
    }

private:
    template<typename Call>
    static void wait(const Call &call)
    {
        std::promise<Status> done;
        call([&done](const Status &status) { done.set_value(status); });
        if (const Status status = done.get_future().get(); !status)
            qFatal("%s", status.error().message.c_str());
    }

    FakeClock m_clock;
    std::unique_ptr<slo::TrafficHistory> m_history;
};

inline TrafficKey key(const std::string &name)
{
    return TrafficKey::of(service(name));
}

} // namespace binnacle::test
