#include "core/slo/row_windows.h"

#include <algorithm>
#include <utility>

namespace binnacle::slo {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kFine = minutes{5};
constexpr int kSparkHours = 24;

Result<Window> readPart(store::Connection &connection, const RowQuery &query,
    const TimeRange &range, Duration step, const std::stop_token &stop)
{
    return readWindow(connection,
        {.cluster = query.cluster,
            .kind = query.kind,
            .range = range,
            .only = query.only,
            .step = step,
            .withLatency = step == Duration{0}, // by steps only burn rates and error rates are told
            .excluded = query.excluded},
        stop);
}

// Only what burn rates need.
void addCounts(Traffic &into, const Traffic &other)
{
    into.requests += other.requests;
    into.errors += other.errors;
    into.samples += other.samples;
}

// Both were read with the same times left out.
void mergeKeys(Window &into, Window &other)
{
    into.traffic.merge(other.traffic);
}

std::vector<Measured> stepsOf(const Window &window, std::span<const TrafficKey> keys)
{
    std::vector<Measured> steps;
    steps.reserve(window.covered.size());
    for (std::size_t step = 0; step < window.covered.size(); ++step) {
        steps.push_back(window.measured(keys.front(), step));
        for (const TrafficKey &key : keys.subspan(1))
            addPart(steps.back(), window, key, step);
    }
    return steps;
}

// What the five minutes since `hour` tell; in its first five, the last of them.
std::optional<Measured> runningHour(std::span<const Measured> recent, Timestamp hour)
{
    if (recent.empty() || recent.back().range.to <= hour)
        return std::nullopt;
    Measured running{.range = {hour, recent.back().range.to}};
    for (const Measured &step : recent) {
        if (step.range.from < hour && &step != &recent.back())
            continue;
        addCounts(running.traffic, step.traffic);
        running.covered += step.covered;
        running.excluded += step.excluded;
    }
    running.covered = std::min(running.covered, running.range.length());
    running.excluded = std::min(running.excluded, running.range.length());
    return running;
}

Measured wholeOf(const Window &window, std::span<const TrafficKey> keys)
{
    return std::move(stepsOf(window, keys).front());
}

} // namespace

Traffic RowTraffic::over(Duration window) const
{
    if (window == hours{6})
        return sixHours ? sixHours->traffic : Traffic{};
    Traffic sum;
    if (window > hours{1} || recent.empty())
        return sum;
    const Timestamp from = recent.back().range.to - window;
    for (const Measured &step : recent) {
        if (step.range.from >= from || &step == &recent.back())
            addCounts(sum, step.traffic);
    }
    return sum;
}

Result<RowWindows> RowWindows::read(
    store::Connection &connection, const RowQuery &query, const std::stop_token &stop)
{
    const Timestamp now = query.now;
    const Timestamp from = now - query.length;
    RowWindows windows;
    const auto read = [&](const TimeRange &range, Duration step, Window &into) -> Status {
        Result<Window> window = readPart(connection, query, range, step, stop);
        if (!window)
            return window.error();
        into = *std::move(window);
        return Done{};
    };
    if (const Status done = read({from, now}, Duration{0}, windows.m_current); !done)
        return done.error();
    if (query.withPrevious) {
        const TimeRange before{from - query.length, from};
        if (const Status done = read(before, Duration{0}, windows.m_previous.emplace()); !done)
            return done.error();
    }
    if (const Status done = read({now - hours{1}, now}, kFine, windows.m_recent); !done)
        return done.error();
    const Timestamp hour = floorToHour(now - Duration{1});
    if (const Status done = read({hour - hours{kSparkHours}, hour}, hours{1}, windows.m_hours);
        !done)
        return done.error();
    return windows;
}

Status RowWindows::readSixHours(
    store::Connection &connection, const RowQuery &query, const std::stop_token &stop)
{
    Result<Window> window
        = readPart(connection, query, {query.now - hours{6}, query.now}, Duration{0}, stop);
    if (!window)
        return window.error();
    m_sixHours = *std::move(window);
    return Done{};
}

std::vector<TrafficKey> RowWindows::keys() const
{
    std::vector<TrafficKey> keys;
    keys.reserve(m_current.traffic.size());
    for (const auto &[key, traffic] : m_current.traffic)
        keys.push_back(key);
    return keys;
}

RowTraffic RowWindows::of(std::span<const TrafficKey> keys) const
{
    RowTraffic traffic{.current = wholeOf(m_current, keys),
        .recent = stepsOf(m_recent, keys),
        .byHour = stepsOf(m_hours, keys)};
    if (const auto running = runningHour(traffic.recent, m_hours.range.to))
        traffic.byHour.push_back(*running);
    if (traffic.byHour.size() > kSparkHours)
        traffic.byHour.erase(traffic.byHour.begin(), traffic.byHour.end() - kSparkHours);
    if (m_previous)
        traffic.previous = wholeOf(*m_previous, keys);
    if (m_sixHours)
        traffic.sixHours = wholeOf(*m_sixHours, keys);
    return traffic;
}

void RowWindows::merge(RowWindows other)
{
    mergeKeys(m_current, other.m_current);
    if (m_previous && other.m_previous)
        mergeKeys(*m_previous, *other.m_previous);
    mergeKeys(m_recent, other.m_recent);
    if (m_sixHours && other.m_sixHours)
        mergeKeys(*m_sixHours, *other.m_sixHours);
    mergeKeys(m_hours, other.m_hours);
}

Timestamp floorToHour(Timestamp at)
{
    return std::chrono::floor<hours>(at);
}

} // namespace binnacle::slo
