#include "core/alerts/level_history.h"

#include "core/store/read_snapshot.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace binnacle::alerts {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// So many series are looked up one by one; more are picked from all rows.
constexpr std::size_t kFewSeries = 8;
constexpr Duration kSlice = hours{6};
constexpr Duration kThinEvery = minutes{5};
// History that is brought in comes in parts: none for that long, and it is taken for whole.
constexpr Duration kSettled{5'000};
constexpr Duration kLongestWait{60'000};

std::int64_t hourOf(Timestamp at)
{
    return std::chrono::floor<hours>(at).time_since_epoch().count();
}

Timestamp startOf(std::int64_t hour)
{
    return Timestamp{hours{hour}};
}

// `sum` is only memory to work in.
Status readLatency(store::TrafficDecoder &decoder, const store::StoredTraffic &row,
    store::TrafficSum &sum, LatencyHistogram &latency)
{
    sum.clear();
    if (!sum.add(row))
        return Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
    auto decoded = decoder.traffic(sum);
    if (!decoded)
        return decoded.error();
    latency = std::move(decoded->latency);
    return Done{};
}

} // namespace

LevelHistory::LevelHistory(ClusterId cluster, std::vector<LevelNeed> needs)
    : m_cluster(std::move(cluster))
    , m_needs(std::move(needs))
{}

bool LevelHistory::isWanted(SloSubject::Kind kind, std::string_view name) const
{
    return std::ranges::any_of(m_needs, [&](const LevelNeed &need) {
        return need.kind == kind && matchesTarget(need.target, name);
    });
}

Duration LevelHistory::longest(SloSubject::Kind kind) const
{
    Duration longest{0};
    for (const LevelNeed &need : m_needs) {
        if (need.kind == kind)
            longest = std::max(longest, need.window);
    }
    return longest;
}

Status LevelHistory::readKind(
    store::Connection &connection, TrafficKind kind, const TimeRange &span, bool isHourly)
{
    const Followers &followers = m_series[kind];
    store::TrafficDecoder decoder(connection);
    store::TrafficSum sum;
    Status outcome = Done{};
    const auto visit = [&](const store::StoredTraffic &row) {
        const auto found = followers.find(row.series);
        if (found == followers.end() || !outcome)
            return;
        const Timestamp start = startOf(row.at);
        LevelStep step{.interval = {start, start + hours{1}}, .isSpread = isHourly};
        if (!isHourly) {
            const Timestamp end = fromEpochMs(row.at * 1000);
            step.interval = {end, end};
            step.arrivedAt = m_arrivals.lastOf(end);
        }
        step.counts = {.requests = static_cast<double>(row.numbers.requests),
            .errors = static_cast<double>(row.numbers.errors),
            .latencySum = row.numbers.latencySum,
            .latencyCount = static_cast<double>(row.numbers.latencyCount)};
        if (std::ranges::any_of(found->second,
                [](const Follower &follower) { return follower.subject->series.withLatency(); }))
            outcome = readLatency(decoder, row, sum, step.latency);
        if (!outcome)
            return;
        for (const Follower &follower : found->second) {
            const slo::SharedSpans &excluded = follower.excluded;
            if (!excluded || !slo::isRowExcluded(*excluded, row.at, isHourly))
                follower.subject->series.add(step);
        }
    };
    std::vector<std::optional<std::int64_t>> scopes{std::nullopt};
    if (followers.size() <= kFewSeries) {
        scopes.clear();
        for (const auto &[series, subjects] : followers)
            scopes.emplace_back(series);
    }
    for (const auto &series : scopes) {
        const store::ScopeNumbers scope{.cluster = m_number, .kind = kind, .series = series};
        const Status visited = isHourly
            ? store::visitHourly(connection, scope, hourOf(span.from), hourOf(span.to), visit)
            : store::visitRaw(connection, scope, store::endsWithin(span), visit);
        if (!visited)
            return visited;
    }
    return outcome;
}

Status LevelHistory::readSpan(
    store::Connection &connection, Timestamp after, Timestamp until, const std::stop_token &stop)
{
    if (m_number == 0 || until <= after)
        return Done{};
    const auto marks
        = store::readHours(connection, m_number, hourOf(after), hourOf(until - Duration{1}) + 1);
    if (!marks)
        return marks.error();
    const auto intervals = store::readIntervals(connection, m_number, {after, until});
    if (!intervals)
        return intervals.error();
    for (const TimeRange &told : *intervals) {
        const bool isUntold = told.from == told.to; // how long it was
        m_told.addIncrement(
            {isUntold ? told.from - minutes{1} : told.from, told.to}, m_arrivals.firstOf(told.to));
    }
    for (const store::HourMark &mark : *marks) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "reading levels was cancelled"};
        const bool isHourly = mark.state == store::HourState::Final;
        const TimeRange hour{startOf(mark.hour), startOf(mark.hour + 1)};
        if (isHourly && mark.covered.count() > 0)
            m_told.addSpan(hour);
        const TimeRange span
            = isHourly ? hour : TimeRange{std::max(hour.from, after), std::min(hour.to, until)};
        for (const auto &[kind, followers] : m_series) {
            if (Status read = readKind(connection, kind, span, isHourly); !read)
                return read;
        }
    }
    return Done{};
}

Status LevelHistory::load(
    store::Connection &connection, const TimeRange &range, const std::stop_token &stop)
{
    std::optional<store::Watch> watch;
    if (stop.stop_possible())
        watch.emplace(connection, stop);
    const store::ReadSnapshot snapshot(connection);
    if (!snapshot.begun())
        return snapshot.begun();
    m_subjects.clear();
    m_told = {};
    ++m_generation;
    if (const auto described = describe(connection); !described)
        return described.error();
    Duration reach{0};
    for (const SloSubject::Kind kind : kKinds)
        reach = std::max(reach, longest(kind));
    const bool isLive = range.from == range.to;
    const Timestamp from = std::chrono::floor<hours>(LevelSeries::beginOf(range.from, reach));
    m_arrivals = {};
    if (!isLive && m_number != 0) {
        auto arrivals = ArrivalTimes::read(connection, m_number, {from, range.to});
        if (!arrivals)
            return arrivals.error();
        m_arrivals = *std::move(arrivals);
    }
    for (Timestamp at = from; at < range.to;) {
        const Timestamp next = std::min<Timestamp>(at + kSlice, range.to);
        if (Status read = readSpan(connection, at, next, stop); !read)
            return read;
        at = next;
        if (isLive)
            thin(range.from);
    }
    m_loadedTo = range.to;
    return Done{};
}

Status LevelHistory::refresh(store::Connection &connection, Timestamp now, Timestamp oldest)
{
    if (isKnown(oldest) && oldest < now - kLateArrival) {
        m_behindSince = m_isBehind ? m_behindSince : now;
        m_broughtInAt = now;
        m_isBehind = true;
    }
    const bool isWhole = now < m_broughtInAt || now - m_broughtInAt >= kSettled
        || now - m_behindSince >= kLongestWait;
    if (m_isBehind && !isWhole)
        return Done{};
    if (!isKnown(m_loadedTo) || m_isBehind)
        return reload(connection, now);
    const auto isStale = describe(connection);
    if (!isStale) {
        m_isBehind = true; // a part of what it found is already told apart
        return isStale.error();
    }
    if (*isStale)
        return reload(connection, now);
    // What is late fills a gap; without one there is nothing to wait for.
    const Timestamp earliest = now - kLateArrival;
    const Timestamp told = m_told.toldUntil(earliest);
    const Timestamp since = std::max(earliest, std::min(told, m_loadedTo));
    for (auto &[name, entry] : m_subjects)
        entry.level->series.truncate(since);
    m_told.truncate(since);
    if (Status read = readSpan(connection, since, now, {}); !read)
        return read;
    m_loadedTo = now;
    if (now - m_thinnedAt >= kThinEvery)
        thin(now);
    return Done{};
}

// A failure leaves a part of it: that is read again, and meanwhile shown to nobody.
Status LevelHistory::reload(store::Connection &connection, Timestamp now)
{
    Status loaded = load(connection, {now, now});
    m_isBehind = !loaded;
    return loaded;
}

void LevelHistory::thin(Timestamp now)
{
    Duration keep{0};
    for (auto &[name, entry] : m_subjects) {
        keep = std::max(keep, longest(name.first));
        entry.level->series.thin(now, longest(name.first) + kLateArrival);
    }
    m_told.forgetBefore(now - keep - kLateArrival);
    m_thinnedAt = now;
}

std::vector<const LevelSubject *> LevelHistory::matching(
    SloSubject::Kind kind, std::string_view target) const
{
    std::vector<const LevelSubject *> found;
    for (const auto &[name, entry] : m_subjects) {
        if (name.first == kind && matchesTarget(target, name.second))
            found.push_back(entry.level.get());
    }
    return found;
}

} // namespace binnacle::alerts
