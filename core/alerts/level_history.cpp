#include "core/alerts/level_history.h"

#include "core/slo/subject_parts.h"
#include "core/store/read_snapshot.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <set>

namespace binnacle::alerts {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array kKinds{
    SloSubject::Kind::Domain, SloSubject::Kind::Service, SloSubject::Kind::Edge};
// So many series are looked up one by one; more are picked from all rows.
constexpr std::size_t kFewSeries = 8;
constexpr Duration kSlice = hours{6};
constexpr Duration kLateArrival = hours{1};
constexpr Duration kThinEvery = minutes{5};

std::int64_t hourOf(Timestamp at)
{
    return std::chrono::floor<hours>(at).time_since_epoch().count();
}

Timestamp startOf(std::int64_t hour)
{
    return Timestamp{hours{hour}};
}

Timestamp ceilTo(Timestamp at, Duration grid)
{
    const Duration over = at.time_since_epoch() % grid;
    return over.count() == 0 ? at : at + (grid - over);
}

SloSubject subjectOf(const ClusterId &cluster, const TrafficKey &key)
{
    return {
        .kind = key.kind == TrafficKind::Edge ? SloSubject::Kind::Edge : SloSubject::Kind::Service,
        .cluster = cluster,
        .key = key};
}

std::array<double, 3> objectivesOf(const std::vector<SloTarget> &targets, const SloSubject &subject,
    const std::vector<std::string> &hosts, double &burnObjective)
{
    std::array<double, 3> objectives{};
    std::optional<double> ofPeople;
    for (const SloWindow window :
        {SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays}) {
        const SloTarget target = slo::targetInForce(targets, subject, hosts, window);
        objectives.at(static_cast<std::size_t>(window)) = target.availability;
        if (!target.isDefault())
            ofPeople = target.availability;
    }
    burnObjective = ofPeople.value_or(objectives.back());
    return objectives;
}

} // namespace

LevelHistory::LevelHistory(ClusterId cluster, std::vector<LevelNeed> needs, Duration grid)
    : m_cluster(std::move(cluster))
    , m_needs(std::move(needs))
    , m_grid(grid)
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

Result<std::vector<LevelHistory::Described>> LevelHistory::subjectsOf(
    store::Connection &connection, SloSubject::Kind kind) const
{
    const auto names = store::seriesNames(connection, m_number, slo::trafficKindOf(kind));
    if (!names)
        return names.error();
    std::vector<Described> described;
    if (kind != SloSubject::Kind::Domain) {
        for (const auto &[id, name] : *names)
            described.push_back({.subject = subjectOf(m_cluster, name.key),
                .keys = {name.key},
                .hosts = {name.key.text()},
                .firstSeen = name.firstSeen});
        return described;
    }
    const auto routes = store::readRoutes(connection, m_cluster);
    if (!routes)
        return routes.error();
    std::vector<std::string> measured;
    for (const auto &[id, name] : *names)
        measured.push_back(name.key.serviceKey);
    std::ranges::sort(measured);
    for (const slo::SubjectParts &parts : slo::domainSubjects(m_cluster, *routes, measured)) {
        Described &one = described.emplace_back();
        one.subject = parts.subject;
        one.hosts = parts.targetHosts;
        for (const slo::SubjectPart &part : parts.parts)
            one.keys.push_back(part.key);
    }
    return described;
}

bool LevelHistory::addSubject(Described described, const std::vector<SloTarget> &targets)
{
    const SloSubject &subject = described.subject;
    const std::string name = subject.text();
    Entry &entry = m_subjects[{subject.kind, name}];
    const bool isSame = entry.level && entry.keys == described.keys;
    if (!isSame) {
        const bool withLatency = std::ranges::any_of(m_needs, [&](const LevelNeed &need) {
            return need.withLatency && need.kind == subject.kind
                && matchesTarget(need.target, name);
        });
        entry.level = std::make_unique<LevelSubject>(LevelSubject{
            .subject = alertSubjectOf(subject), .name = name, .series = LevelSeries(withLatency)});
        ++m_generation;
    }
    entry.level->objectives
        = objectivesOf(targets, subject, described.hosts, entry.level->burnObjective);
    entry.keys = std::move(described.keys);
    // A domain may have got a service that was there for long.
    return !isSame
        && (subject.kind == SloSubject::Kind::Domain
            || described.firstSeen <= m_loadedTo - kLateArrival);
}

Result<bool> LevelHistory::describeKind(
    store::Connection &connection, SloSubject::Kind kind, const std::vector<SloTarget> &targets)
{
    auto described = subjectsOf(connection, kind);
    if (!described)
        return described.error();
    std::set<std::string> names;
    bool isStale = false;
    for (Described &one : *described) {
        const std::string name = one.subject.text();
        if (!isWanted(kind, name))
            continue;
        names.insert(name);
        isStale = addSubject(std::move(one), targets) || isStale;
    }
    const auto gone = std::erase_if(m_subjects, [&](const auto &entry) {
        return entry.first.first == kind && !names.contains(entry.first.second);
    });
    if (gone > 0)
        ++m_generation;
    return isStale;
}

Result<bool> LevelHistory::describe(store::Connection &connection)
{
    const auto number = store::clusterNumber(connection, m_cluster);
    if (!number)
        return number.error();
    m_number = number->value_or(0);
    const auto targets = store::readTargets(connection, m_cluster);
    if (!targets)
        return targets.error();
    bool isStale = false;
    for (const SloSubject::Kind kind : kKinds) {
        if (m_number == 0 || std::ranges::find(m_needs, kind, &LevelNeed::kind) == m_needs.end())
            continue;
        const auto stale = describeKind(connection, kind, *targets);
        if (!stale)
            return stale;
        isStale = isStale || *stale;
    }
    const Status followed = follow(connection);
    return followed ? Result<bool>(isStale) : Result<bool>(followed.error());
}

Status LevelHistory::follow(store::Connection &connection)
{
    m_series.clear();
    std::map<TrafficKey, std::vector<LevelSubject *>> byKey;
    std::set<TrafficKind> kinds;
    for (const auto &[name, entry] : m_subjects) {
        for (const TrafficKey &key : entry.keys) {
            byKey[key].push_back(entry.level.get());
            kinds.insert(key.kind);
        }
    }
    for (const TrafficKind kind : kinds) {
        const auto names = store::seriesNames(connection, m_number, kind);
        if (!names)
            return names.error();
        for (const auto &[id, name] : *names) {
            if (const auto found = byKey.find(name.key); found != byKey.end())
                m_series[kind].emplace(id, found->second);
        }
    }
    return Done{};
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
            const Timestamp at = fromEpochMs(row.at * 1000);
            step.interval = {at, m_grid.count() > 0 ? ceilTo(at, m_grid) : at};
        }
        step.counts = {.requests = static_cast<double>(row.numbers.requests),
            .errors = static_cast<double>(row.numbers.errors),
            .latencySum = row.numbers.latencySum,
            .latencyCount = static_cast<double>(row.numbers.latencyCount)};
        if (std::ranges::any_of(found->second,
                [](const LevelSubject *subject) { return subject->series.withLatency(); })) {
            sum.clear();
            const bool isSound = sum.add(row);
            auto decoded = decoder.traffic(sum);
            if (!isSound || !decoded) {
                outcome = isSound ? decoded.error()
                                  : Error{ErrorCode::Corrupt, "a stored row of traffic is damaged"};
                return;
            }
            step.latency = std::move(decoded->latency);
        }
        for (LevelSubject *subject : found->second)
            subject->series.add(step);
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
        m_told.addIncrement({isUntold ? told.from - minutes{1} : told.from, told.to});
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
            if (const Status read = readKind(connection, kind, span, isHourly); !read)
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
    for (Timestamp at = from; at < range.to;) {
        const Timestamp next = std::min<Timestamp>(at + kSlice, range.to);
        if (const Status read = readSpan(connection, at, next, stop); !read)
            return read;
        at = next;
        if (isLive)
            thin(range.from);
    }
    m_loadedTo = range.to;
    return Done{};
}

Status LevelHistory::refresh(store::Connection &connection, Timestamp now)
{
    if (!isKnown(m_loadedTo))
        return load(connection, {now, now});
    const auto isStale = describe(connection);
    if (!isStale)
        return isStale.error();
    if (*isStale)
        return load(connection, {now, now});
    // What is late fills a gap; without one there is nothing to wait for.
    const Timestamp earliest = now - kLateArrival;
    const Timestamp told = m_told.toldUntil(earliest);
    const Timestamp since = std::max(earliest, std::min(told, m_loadedTo));
    for (auto &[name, entry] : m_subjects)
        entry.level->series.truncate(since);
    m_told.truncate(since);
    if (const Status read = readSpan(connection, since, now, {}); !read)
        return read;
    m_loadedTo = now;
    if (now - m_thinnedAt >= kThinEvery)
        thin(now);
    return Done{};
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
