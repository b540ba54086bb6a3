#include "core/slo/budget_exclusions.h"
#include "core/slo/slo_row.h"
#include "core/slo/slo_service.h"
#include "core/slo/subject_history.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

namespace binnacle::slo {

namespace {

// What a board is made from.
struct BoardSource
{
    std::vector<SloTarget> targets;
    std::vector<SubjectParts> subjects;
    RowWindows windows;
    RowQuery row; // of `windows`
};

// Whether the windows of all leave out what the subject's own do.
bool leavesOutTheSame(const SubjectParts &subject, const ExcludedTimesPtr &all)
{
    if (!subject.excluded && !all)
        return true;
    const ExcludedTimes none;
    const ExcludedTimes &own = subject.excluded ? *subject.excluded : none;
    return std::ranges::all_of(subject.parts, [&](const SubjectPart &part) {
        return isSame(own.of(part.key), (all ? *all : none).of(part.key));
    });
}

// Keys with traffic, and services with a target but without: they must not vanish from the board
// when they fall silent.
std::vector<SubjectParts> meshSubjects(
    const BoardQuery &query, std::vector<TrafficKey> keys, const std::vector<SloTarget> &targets)
{
    std::set<TrafficKey> all(keys.begin(), keys.end());
    for (const SloTarget &target : targets) {
        const auto slash = target.host.find('/');
        if (query.kind != SloSubject::Kind::Service || target.type != SloTargetType::Service
            || target.window != query.window || slash == std::string::npos
            || target.host.find(' ') != std::string::npos) // an edge
            continue;
        all.insert(TrafficKey::of(
            ServiceRef{.ns = target.host.substr(0, slash), .name = target.host.substr(slash + 1)}));
    }
    std::vector<SubjectParts> subjects;
    subjects.reserve(all.size());
    for (const TrafficKey &key : all)
        subjects.push_back(partsOf({.kind = query.kind, .cluster = query.cluster, .key = key}, {}));
    return subjects;
}

Result<std::vector<SubjectParts>> subjectsOf(store::Connection &connection, const BoardQuery &query,
    std::vector<TrafficKey> keys, const std::vector<SloTarget> &targets)
{
    if (query.kind != SloSubject::Kind::Domain)
        return meshSubjects(query, std::move(keys), targets);
    const auto routes = store::readRoutes(connection, query.cluster);
    if (!routes)
        return routes.error();
    std::vector<std::string> measured;
    measured.reserve(keys.size());
    for (TrafficKey &key : keys)
        measured.push_back(std::move(key.serviceKey));
    return domainSubjects(query.cluster, *routes, measured);
}

Result<BoardSource> readSource(
    store::Connection &connection, const BoardQuery &query, const std::stop_token &stop)
{
    const auto exclusions = BudgetExclusions::read(connection, query.cluster);
    if (!exclusions)
        return exclusions.error();
    const auto excluded = excludedByKey(connection, query.cluster, query.kind, *exclusions);
    if (!excluded)
        return excluded.error();
    const RowQuery row{.cluster = query.cluster,
        .kind = trafficKindOf(query.kind),
        .now = query.now,
        .length = query.length.count() > 0 ? query.length : sloWindowLength(query.window),
        .withPrevious = query.withPrevious,
        .excluded = *excluded};
    auto windows = RowWindows::read(connection, row, stop);
    if (!windows)
        return windows.error();
    auto targets = store::readTargets(connection, query.cluster);
    if (!targets)
        return targets.error();
    auto subjects = subjectsOf(connection, query, windows->keys(), *targets);
    if (!subjects)
        return subjects.error();
    for (SubjectParts &subject : *subjects)
        subject.excluded = exclusions->timesOf(subject);
    const auto burnsFast = [&](const SubjectParts &subject) {
        return needsSixHours(subject, *windows, *targets, query.window);
    };
    if (std::ranges::any_of(*subjects, burnsFast)) {
        if (const Status done = windows->readSixHours(connection, row, stop); !done)
            return done.error();
    }
    return BoardSource{.targets = *std::move(targets),
        .subjects = *std::move(subjects),
        .windows = *std::move(windows),
        .row = row};
}

Result<SloRow> readRow(store::Connection &connection, const BoardSource &source,
    const SubjectParts &subject, SloWindow window, const std::stop_token &stop)
{
    if (leavesOutTheSame(subject, source.row.excluded))
        return makeRow(subject, source.windows, source.targets, window);
    const auto own = readRowWindows(connection, subject, source.row, stop);
    if (!own)
        return own.error();
    return makeRow(subject, *own, source.targets, window);
}

// Worst budget first; what is equally bad by how fast it burns, then by name. Without traffic last.
bool isWorse(const SloRow &a, const SloRow &b)
{
    static constexpr double kNone = std::numeric_limits<double>::infinity();
    const auto rank = [](const SloRow &row) {
        return std::tuple(row.budgetRemaining.value_or(kNone), -row.burnOneHour.value_or(0),
            -row.current.traffic.errorRate().value_or(0));
    };
    const auto left = rank(a);
    const auto right = rank(b);
    return left != right ? left < right : a.subject < b.subject;
}

class Mean
{
public:
    void add(std::optional<double> value)
    {
        if (!value)
            return;
        m_sum += *value;
        ++m_count;
    }
    std::optional<double> value() const
    {
        return m_count > 0 ? std::optional(m_sum / m_count) : std::nullopt;
    }

private:
    double m_sum = 0;
    int m_count = 0;
};

void count(SloStatus status, SloBoard::Summary &summary)
{
    ++summary.subjects;
    switch (status) {
    case SloStatus::Healthy:
        ++summary.healthy;
        break;
    case SloStatus::Warning:
        ++summary.warning;
        break;
    case SloStatus::Critical:
        ++summary.critical;
        break;
    case SloStatus::Unknown:
        ++summary.unknown;
        break;
    }
}

// REQUIRES: `rows` are those of `source.subjects`, in their order.
SloBoard::Summary summarise(const BoardSource &source, const std::vector<SloRow> &rows)
{
    SloBoard::Summary summary;
    Mean availability;
    Mean budget;
    std::set<TrafficKey> keys; // one that several domains share counts once
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (source.subjects[i].isRoute)
            continue;
        count(rows[i].status, summary);
        availability.add(rows[i].current.traffic.availability());
        budget.add(rows[i].budgetRemaining);
        for (const SubjectPart &part : source.subjects[i].parts)
            keys.insert(part.key);
    }
    for (const TrafficKey &key : keys)
        summary.requestRate += source.windows.current(key).requestRate().value_or(0);
    summary.availability = availability.value();
    summary.budgetRemaining = budget.value();
    return summary;
}

} // namespace

Result<SloBoard> readBoard(
    store::Connection &connection, const BoardQuery &query, const std::stop_token &stop)
{
    const auto source = readSource(connection, query, stop);
    if (!source)
        return source.error();
    const auto oldest = store::oldestTraffic(connection, query.cluster);
    if (!oldest)
        return oldest.error();
    SloBoard board{.range = source->windows.range(), .kind = query.kind, .oldest = *oldest};
    board.rows.reserve(source->subjects.size());
    for (const SubjectParts &subject : source->subjects) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the board is no longer wanted"};
        auto row = readRow(connection, *source, subject, query.window, stop);
        if (!row)
            return row.error();
        board.rows.push_back(*std::move(row));
        board.rows.back().backends = backendsOf(query.snapshot.get(), subject.routes);
    }
    board.summary = summarise(*source, board.rows);
    std::ranges::sort(board.rows, isWorse);
    return board;
}

} // namespace binnacle::slo
