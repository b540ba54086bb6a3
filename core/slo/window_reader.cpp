#include "core/slo/window_reader.h"

#include "core/slo/window_plan.h"
#include "core/store/read_snapshot.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace binnacle::slo {

using namespace store;

namespace {

constexpr std::size_t kMaxSteps = 10'000;
constexpr std::size_t kMaxValues = 2'000'000;

std::int64_t hourAt(Timestamp at)
{
    return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

std::int64_t hourFrom(Timestamp at)
{
    return std::chrono::ceil<std::chrono::hours>(at).time_since_epoch().count();
}

// Sums by series and step while rows are visited. Rows come in order of time, so a series needs
// only the sum of its running step; the ones before are values already.
class WindowSums
{
public:
    WindowSums(Connection &connection, const WindowPlan &plan)
        : m_plan(plan)
        , m_steps(plan.steps())
        , m_decoder(connection)
    {}

    void add(const StoredTraffic &row, Timestamp at)
    {
        const auto found = m_series.find(row.series);
        Series *series = found == m_series.end() ? addSeries(row.series) : &found->second;
        if (!series)
            return;
        const std::size_t step = m_plan.stepOf(at);
        if (step != series->step) {
            finishStep(*series);
            series->step = step;
        }
        if (!series->sum.add(row) && m_outcome)
            m_outcome = Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
    }

    Status finish(const SeriesNames &names, std::map<TrafficKey, std::vector<Traffic>> &traffic)
    {
        for (auto &[id, series] : m_series) {
            finishStep(series);
            const auto name = names.find(id);
            if (name == names.end())
                return Error{ErrorCode::Corrupt, "series " + std::to_string(id) + " has no name"};
            traffic.emplace(name->second.key, std::move(series.steps));
        }
        return m_outcome;
    }

private:
    struct Series
    {
        TrafficSum sum;
        std::size_t step = 0;
        std::vector<Traffic> steps;
    };

    Series *addSeries(std::int64_t id)
    {
        if ((m_series.size() + 1) * m_steps > kMaxValues) {
            m_outcome = Error{ErrorCode::TooLarge,
                "more than 2 000 000 values: ask for longer steps or a shorter range"};
            return nullptr;
        }
        Series &series = m_series[id];
        series.steps.resize(m_steps);
        return &series;
    }

    void finishStep(Series &series)
    {
        if (series.sum.isEmpty())
            return;
        Result<Traffic> decoded = m_decoder.traffic(series.sum);
        series.sum.clear();
        if (!decoded) {
            m_outcome = decoded.error();
            return;
        }
        Traffic &traffic = series.steps[series.step];
        if (traffic.samples == 0 && traffic.requests == 0)
            traffic = *std::move(decoded);
        else
            traffic.add(*decoded);
    }

    const WindowPlan &m_plan;
    std::size_t m_steps;
    TrafficDecoder m_decoder;
    std::unordered_map<std::int64_t, Series> m_series;
    Status m_outcome = Done{};
};

// One call of readWindow().
class WindowReader
{
public:
    WindowReader(Connection &connection, const WindowPlan &plan, const ScopeNumbers &scope)
        : m_connection(connection)
        , m_plan(plan)
        , m_scope(scope)
        , m_sums(connection, plan)
    {}

    Status sumUp();
    Status cover(std::span<const HourMark> hours, std::vector<Duration> &covered);
    Status decode(std::map<TrafficKey, std::vector<Traffic>> &traffic);

private:
    Connection &m_connection;
    const WindowPlan &m_plan;
    const ScopeNumbers m_scope;
    WindowSums m_sums;
};

Status WindowReader::sumUp()
{
    for (const WindowPlan::Piece &piece : m_plan.pieces) {
        Status read = Done{};
        if (piece.isHourly) {
            read = visitHourly(m_connection, m_scope, hourAt(piece.range.from),
                hourAt(piece.range.to), [this](const StoredTraffic &row) {
                    m_sums.add(row, fromEpochMs(row.at * kHourMs));
                });
        } else {
            read = visitRaw(
                m_connection, m_scope, endsWithin(piece.range), [this](const StoredTraffic &row) {
                    m_sums.add(row, fromEpochMs(row.at * 1000 - 1));
                });
        }
        if (!read)
            return read;
    }
    return Done{};
}

Status WindowReader::cover(std::span<const HourMark> hours, std::vector<Duration> &covered)
{
    for (const WindowPlan::Piece &piece : m_plan.pieces) {
        if (piece.isHourly) {
            for (const HourMark &mark : hours) {
                const Timestamp start = fromEpochMs(mark.hour * kHourMs);
                if (piece.range.contains(start))
                    covered[m_plan.stepOf(start)] += mark.covered;
            }
            continue;
        }
        const Result<std::vector<TimeRange>> intervals
            = readIntervals(m_connection, m_scope.cluster, piece.range);
        if (!intervals)
            return intervals.error();
        for (const TimeRange &told : unionWithin(*intervals, piece.range)) {
            for (Timestamp from = told.from; from < told.to;) {
                const std::size_t step = m_plan.stepOf(from);
                const Timestamp next
                    = m_plan.range.from + m_plan.step * static_cast<std::int64_t>(step + 1);
                const Timestamp to = std::min(told.to, next);
                covered[step] += to - from;
                from = to;
            }
        }
    }
    return Done{};
}

Status WindowReader::decode(std::map<TrafficKey, std::vector<Traffic>> &traffic)
{
    const Result<SeriesNames> names = seriesNames(m_connection, m_scope.cluster, m_scope.kind);
    if (!names)
        return names.error();
    return m_sums.finish(*names, traffic);
}

Status check(const WindowQuery &query)
{
    if (query.range.to <= query.range.from || query.step < Duration{0})
        return Error{ErrorCode::InvalidArgument, "the time range is empty"};
    const auto steps = query.step.count() == 0 ? 1 : query.range.length() / query.step;
    if (static_cast<std::size_t>(steps) > kMaxSteps)
        return Error{ErrorCode::InvalidArgument,
            "more than 10 000 steps: ask for longer steps or a shorter range"};
    return Done{};
}

} // namespace

TimeRange Window::rangeOf(std::size_t index) const
{
    const Timestamp from = range.from + step * static_cast<std::int64_t>(index);
    return {.from = from, .to = std::min(from + step, range.to)};
}

Measured Window::measured(const TrafficKey &key, std::size_t index) const
{
    Measured measured{.range = rangeOf(index), .covered = covered[index], .traffic = {}};
    if (const auto found = traffic.find(key); found != traffic.end())
        measured.traffic = found->second[index];
    return measured;
}

Result<Window> readWindow(Connection &connection, const WindowQuery &query, std::stop_token stop)
{
    if (const Status sound = check(query); !sound)
        return sound.error();
    std::optional<Watch> watch;
    if (stop.stop_possible())
        watch.emplace(connection, stop);
    const ReadSnapshot snapshot(connection);
    if (!snapshot.begun())
        return snapshot.begun().error();
    const Result<std::optional<std::int64_t>> cluster = clusterNumber(connection, query.cluster);
    if (!cluster)
        return cluster.error();
    std::vector<HourMark> hours;
    if (*cluster) {
        Result<std::vector<HourMark>> known
            = readHours(connection, **cluster, hourAt(query.range.from), hourFrom(query.range.to));
        if (!known)
            return known.error();
        hours = *std::move(known);
    }
    const WindowPlan plan = planWindow(query.range, query.step, hours);
    Window window{.range = plan.range, .step = plan.step, .covered = {}, .traffic = {}};
    window.covered.resize(plan.steps());
    if (!*cluster)
        return window;

    WindowReader all(
        connection, plan, {.cluster = **cluster, .kind = query.kind, .series = std::nullopt});
    if (const Status covered = all.cover(hours, window.covered); !covered)
        return covered.error();
    const Result<std::optional<ScopeNumbers>> scope = scopeNumbers(
        connection, {.cluster = query.cluster, .kind = query.kind, .only = query.only});
    if (!scope)
        return scope.error();
    if (!*scope)
        return window;
    WindowReader reader(connection, plan, **scope);
    if (const Status summed = reader.sumUp(); !summed)
        return summed.error();
    if (const Status decoded = reader.decode(window.traffic); !decoded)
        return decoded.error();
    return window;
}

Result<Duration> finestStep(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range, Duration step)
{
    using std::chrono::minutes;
    const auto coverage = store::readCoverage(connection, cluster, range);
    if (!coverage)
        return coverage.error();
    Duration longest{0};
    for (const store::Coverage &told : *coverage)
        longest = std::max(longest, told.covered);
    constexpr std::array<Duration, 6> kSteps{
        minutes{1}, minutes{5}, minutes{10}, minutes{15}, minutes{30}, minutes{60}};
    for (const Duration nice : kSteps) {
        if (longest <= step || nice >= longest)
            return longest <= step ? step : std::max(step, nice);
    }
    return std::max(step, Duration{kSteps.back()});
}

} // namespace binnacle::slo
