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

void addCounts(Traffic &traffic, const TrafficNumbers &numbers)
{
    traffic.requests += numbers.requests;
    traffic.errors += numbers.errors;
    traffic.tlsRequests += numbers.tlsRequests;
    traffic.latencySum += numbers.latencySum;
    traffic.latencyCount += numbers.latencyCount;
    traffic.samples += numbers.samples;
}

// Sums by series and step while rows are visited. Rows come in order of time, so a series needs
// only the sum of its running step; the ones before are values already.
class WindowSums
{
public:
    WindowSums(Connection &connection, const WindowPlan &plan, bool withLatency)
        : m_plan(plan)
        , m_withLatency(withLatency)
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
        if (!m_withLatency)
            addCounts(series->steps[step], row.numbers);
        else if (!series->sum.add(row) && m_outcome)
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
    const bool m_withLatency;
    std::size_t m_steps;
    TrafficDecoder m_decoder;
    std::unordered_map<std::int64_t, Series> m_series;
    Status m_outcome = Done{};
};

// One call of readWindow().
class WindowReader
{
public:
    WindowReader(
        Connection &connection, const WindowPlan &plan, const ScopeNumbers &scope, bool withLatency)
        : m_connection(connection)
        , m_plan(plan)
        , m_scope(scope)
        , m_sums(connection, plan, withLatency)
    {}

    // Before sumUp().
    Status exclude(const ExcludedTimes &times);
    Status sumUp();
    // In order; each within one step.
    Result<std::vector<ToldSpan>> told(std::span<const HourMark> hours);
    Status decode(std::map<TrafficKey, std::vector<Traffic>> &traffic);

private:
    Status addRawTold(const TimeRange &range, std::vector<ToldSpan> &all);
    bool isExcluded(const StoredTraffic &row, bool isHourly) const;

    Connection &m_connection;
    const WindowPlan &m_plan;
    const ScopeNumbers m_scope;
    WindowSums m_sums;
    std::unordered_map<std::int64_t, SharedSpans> m_excluded; // by series; none: nothing is
};

Status WindowReader::exclude(const ExcludedTimes &times)
{
    const Result<SeriesNames> names = seriesNames(m_connection, m_scope.cluster, m_scope.kind);
    if (!names)
        return names.error();
    for (const auto &[id, name] : *names) {
        if (const SharedSpans &spans = times.of(name.key))
            m_excluded.emplace(id, spans);
    }
    return Done{};
}

bool WindowReader::isExcluded(const StoredTraffic &row, bool isHourly) const
{
    if (m_excluded.empty())
        return false;
    const auto found = m_excluded.find(row.series);
    return found != m_excluded.end() && isRowExcluded(*found->second, row.at, isHourly);
}

Status WindowReader::sumUp()
{
    for (const WindowPlan::Piece &piece : m_plan.pieces) {
        Status read = Done{};
        if (piece.isHourly) {
            read = visitHourly(m_connection, m_scope, hourAt(piece.range.from),
                hourAt(piece.range.to), [this](const StoredTraffic &row) {
                    if (!isExcluded(row, true))
                        m_sums.add(row, fromEpochMs(row.at * kHourMs));
                });
        } else {
            read = visitRaw(
                m_connection, m_scope, endsWithin(piece.range), [this](const StoredTraffic &row) {
                    if (!isExcluded(row, false))
                        m_sums.add(row, fromEpochMs(row.at * 1000 - 1));
                });
        }
        if (!read)
            return read;
    }
    return Done{};
}

// Hourly pieces are covered as their marks say, all else as the increments do: one may reach back
// into an hour that holds no row.
Result<std::vector<ToldSpan>> WindowReader::told(std::span<const HourMark> hours)
{
    std::vector<ToldSpan> all;
    Timestamp next = m_plan.range.from;
    for (const WindowPlan::Piece &piece : m_plan.pieces) {
        if (!piece.isHourly)
            continue;
        if (const Status raw = addRawTold({next, piece.range.from}, all); !raw)
            return raw.error();
        next = piece.range.to;
        for (const HourMark &mark : hours) {
            const Timestamp start = fromEpochMs(mark.hour * kHourMs);
            if (piece.range.contains(start))
                all.push_back({.range = {start, start + Duration{kHourMs}},
                    .covered = mark.covered,
                    .isHourly = true});
        }
    }
    if (const Status raw = addRawTold({next, m_plan.range.to}, all); !raw)
        return raw.error();
    return all;
}

Status WindowReader::addRawTold(const TimeRange &range, std::vector<ToldSpan> &all)
{
    if (range.from >= range.to)
        return Done{};
    const Result<std::vector<TimeRange>> intervals
        = readIntervals(m_connection, m_scope.cluster, range);
    if (!intervals)
        return intervals.error();
    for (const TimeRange &told : unionWithin(*intervals, range)) {
        for (Timestamp from = told.from; from < told.to;) {
            const auto step = static_cast<std::int64_t>(m_plan.stepOf(from));
            const Timestamp end = m_plan.range.from + m_plan.step * (step + 1);
            const Timestamp to = std::min(told.to, end);
            all.push_back({.range = {from, to}, .covered = to - from});
            from = to;
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
    if (const ExcludedStep *left = excluded.find(key, index)) {
        measured.covered -= left->told;
        measured.excluded = left->whole;
    }
    return measured;
}

void addPart(Measured &sum, const Window &window, const TrafficKey &key, std::size_t step)
{
    const ExcludedStep *left = window.excluded.find(key, step);
    const ExcludedStep none;
    sum.covered = std::max(sum.covered, window.covered[step] - (left ? *left : none).told);
    sum.excluded = std::min(sum.excluded, (left ? *left : none).whole);
    if (const auto found = window.traffic.find(key); found != window.traffic.end())
        sum.traffic.add(found->second[step]);
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
    if (query.excluded)
        readCutHoursFromRaw(*query.excluded, hours);
    const WindowPlan plan = planWindow(query.range, query.step, hours);
    Window window{.range = plan.range, .step = plan.step, .covered = {}, .traffic = {}};
    window.covered.resize(plan.steps());
    if (!*cluster)
        return window;

    WindowReader all(connection, plan,
        {.cluster = **cluster, .kind = query.kind, .series = std::nullopt}, query.withLatency);
    const auto told = all.told(hours);
    if (!told)
        return told.error();
    for (const ToldSpan &span : *told)
        window.covered[plan.stepOf(span.range.from)] += span.covered;
    if (query.excluded)
        window.excluded = WindowExclusions(plan, *told, query.excluded);
    const Result<std::optional<ScopeNumbers>> scope = scopeNumbers(
        connection, {.cluster = query.cluster, .kind = query.kind, .only = query.only});
    if (!scope)
        return scope.error();
    if (!*scope)
        return window;
    WindowReader reader(connection, plan, **scope, query.withLatency);
    if (query.excluded) {
        if (const Status excluded = reader.exclude(*query.excluded); !excluded)
            return excluded.error();
    }
    if (const Status summed = reader.sumUp(); !summed)
        return summed.error();
    if (const Status decoded = reader.decode(window.traffic); !decoded)
        return decoded.error();
    return window;
}

Result<Duration> countedTime(
    Connection &connection, const ClusterId &cluster, const TimeRange &step, Duration covered)
{
    const Result<std::optional<std::int64_t>> number = clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return covered;
    Result<std::vector<TimeRange>> intervals = readIntervals(connection, **number, step);
    if (!intervals)
        return intervals.error();
    const auto told = [](const std::vector<TimeRange> &all, const TimeRange &range) {
        Duration sum{0};
        for (const TimeRange &one : unionWithin(all, range))
            sum += one.length();
        return sum;
    };
    const Duration within = told(*intervals, step);
    std::erase_if(*intervals, [&step](const TimeRange &interval) { return interval.to > step.to; });
    Timestamp from = step.from;
    for (const TimeRange &interval : *intervals)
        from = std::min(from, interval.from);
    return std::max(covered - within + told(*intervals, {from, step.to}), Duration{0});
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
