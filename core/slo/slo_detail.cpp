#include "core/slo/attribution.h"
#include "core/slo/budget_exclusions.h"
#include "core/slo/burn_rate.h"
#include "core/slo/slo_row.h"
#include "core/slo/slo_service.h"
#include "core/slo/subject_history.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace binnacle::slo {

namespace {

using std::chrono::hours;

// What every question about one subject starts from.
struct Question
{
    store::Connection &connection;
    SubjectParts subject;
    std::vector<SloTarget> targets;
    std::stop_token stop;
};

Result<Question> prepare(
    store::Connection &connection, const SloSubject &subject, const std::stop_token &stop)
{
    Question question{.connection = connection, .stop = stop};
    std::vector<IngressRoute> routes;
    if (subject.kind == SloSubject::Kind::Domain) {
        auto read = store::readRoutes(connection, subject.cluster);
        if (!read)
            return read.error();
        routes = *std::move(read);
    }
    auto targets = store::readTargets(connection, subject.cluster);
    if (!targets)
        return targets.error();
    question.subject = partsOf(subject, routes);
    if (const Status done = excludeMaintenance(connection, question.subject); !done)
        return done.error();
    question.targets = *std::move(targets);
    return question;
}

Result<Measured> readWhole(const Question &question, const TimeRange &range)
{
    auto steps
        = readSteps(question.connection, question.subject, range, Duration{0}, question.stop);
    if (!steps)
        return steps.error();
    return std::move(steps->front());
}

Result<RowWindows> readWindows(
    const Question &question, Timestamp now, SloWindow window, bool withPrevious)
{
    return readRowWindows(question.connection, question.subject,
        {.cluster = question.subject.subject.cluster,
            .kind = trafficKindOf(question.subject.subject.kind),
            .now = now,
            .length = sloWindowLength(window),
            .withPrevious = withPrevious},
        question.stop);
}

std::vector<TrafficKey> keysOf(const SubjectParts &subject)
{
    std::vector<TrafficKey> keys;
    keys.reserve(subject.parts.size());
    for (const SubjectPart &part : subject.parts)
        keys.push_back(part.key);
    return keys;
}

// The windows of all burn conditions: those of the board as the board has them, longer ones read.
Result<std::vector<BurnCondition>> readBurns(const Question &question, const RowWindows &windows,
    double target, const BudgetHistory &history, Timestamp now)
{
    const RowTraffic recent = windows.of(keysOf(question.subject));
    std::map<Duration, Traffic> over;
    for (const BurnRule &rule : kBurnRules) {
        for (const Duration window : {rule.longWindow, rule.shortWindow}) {
            if (over.contains(window))
                continue;
            if (window <= hours{1} || window == hours{6}) {
                over.emplace(window, recent.over(window));
                continue;
            }
            auto whole = readWhole(question, {now - window, now});
            if (!whole)
                return whole.error();
            over.emplace(window, std::move(whole->traffic));
        }
    }
    auto conditions = evaluate(target, [&over](Duration window) { return over[window]; });
    const auto since = firingSince(target, history.burns);
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        // Steps are coarser than the conditions: what began to fire within the last one is new.
        if (conditions[i].isFiring)
            conditions[i].firingSince = isKnown(since[i]) ? since[i] : now;
    }
    return conditions;
}

std::vector<BurnSpan> spansWithin(
    double target, const BudgetHistory &history, Timestamp now, SloWindow window)
{
    std::vector<BurnSpan> spans = burnSpans(target, history.burns);
    const Timestamp from = now - sloWindowLength(window);
    std::erase_if(spans, [from](const BurnSpan &span) { return span.range.to < from; });
    return spans;
}

// Edges that calls of `from` may go through, near and far: errors are passed on along them.
std::vector<std::pair<EdgeRef, Traffic>> edgesBehind(
    const std::vector<ServiceRef> &from, const Window &edges)
{
    std::map<ServiceRef, std::vector<const TrafficKey *>> calls;
    for (const auto &[key, traffic] : edges.traffic)
        calls[key.service].push_back(&key);
    std::set<ServiceRef> reached(from.begin(), from.end());
    std::vector<ServiceRef> open(reached.begin(), reached.end());
    std::vector<std::pair<EdgeRef, Traffic>> behind;
    while (!open.empty()) {
        const ServiceRef source = std::move(open.back());
        open.pop_back();
        const auto found = calls.find(source);
        if (found == calls.end())
            continue;
        for (const TrafficKey *key : found->second) {
            behind.emplace_back(
                EdgeRef{.source = source, .target = key->target}, edges.measured(*key, 0).traffic);
            if (reached.insert(key->target).second)
                open.push_back(key->target);
        }
    }
    return behind;
}

std::vector<ServiceRef> workloadsOf(const SloRow &row)
{
    switch (row.subject.kind) {
    case SloSubject::Kind::Service:
        return {row.subject.key.service};
    case SloSubject::Kind::Edge:
        return {row.subject.key.target};
    case SloSubject::Kind::Domain:
        break;
    }
    return row.backends;
}

std::string pathsOf(const SubjectParts &subject, const TrafficKey &key)
{
    std::string paths;
    for (const IngressRoute &route : subject.routes) {
        if (route.serviceKey != key.serviceKey)
            continue;
        paths += paths.empty() ? "" : ", ";
        paths += route.pathPrefix;
    }
    return paths.empty() ? key.text() : paths;
}

Result<std::vector<BudgetShare>> readShares(const Question &question, const SloDetail &detail)
{
    constexpr std::ptrdiff_t kIntervals = 10; // the worst; the trend shows the rest
    if (detail.whole.traffic.errors == 0)
        return std::vector<BudgetShare>{};
    AttributionInput input{.whole = detail.whole, .intervals = detail.trend};
    const auto edges = readWindow(question.connection,
        {.cluster = detail.subject.cluster,
            .kind = TrafficKind::Edge,
            .range = detail.whole.range,
            .excluded = question.subject.excluded},
        question.stop);
    if (!edges)
        return edges.error();
    input.edges = edgesBehind(workloadsOf(detail.row), *edges);
    if (detail.subject.kind == SloSubject::Kind::Domain) {
        for (const SubjectPart &part : question.subject.parts) {
            SubjectParts alone{
                .subject = detail.subject, .parts = {part}, .excluded = question.subject.excluded};
            const auto traffic = readSteps(
                question.connection, alone, detail.whole.range, Duration{0}, question.stop);
            if (!traffic)
                return traffic.error();
            input.routes.emplace_back(
                pathsOf(question.subject, part.key), traffic->front().traffic);
        }
    }
    std::vector<BudgetShare> shares = attribute(input);
    std::ptrdiff_t intervals = 0;
    std::erase_if(shares, [&intervals](const BudgetShare &share) {
        return share.by == BudgetShare::By::Interval && ++intervals > kIntervals;
    });
    return shares;
}

// The range before, by the steps of `trend`. Raw rows may be gone at its beginning already: when it
// is less than half of it, that part is a gap rather than all of it by the hour.
Result<std::vector<Measured>> readPreviousTrend(
    const Question &question, const std::vector<Measured> &trend, Duration step)
{
    const Timestamp to = trend.front().range.from;
    const auto count = static_cast<std::int64_t>(trend.size());
    const TimeRange range{to - step * count, to};
    std::int64_t gaps = 0;
    if (step < hours{1}) {
        const auto raw = rawSince(question.connection, question.subject.subject.cluster, range);
        if (!raw)
            return raw.error();
        gaps = (*raw - range.from + step - Duration{1}) / step;
        gaps = gaps < count / 2 ? gaps : 0;
    }
    std::vector<Measured> steps;
    for (std::int64_t i = 0; i < gaps; ++i)
        steps.push_back({.range = {range.from + step * i, range.from + step * (i + 1)}});
    auto told = readSteps(question.connection, question.subject,
        {range.from + step * gaps, range.to}, step, question.stop);
    if (!told)
        return told.error();
    std::ranges::move(*told, std::back_inserter(steps));
    return steps;
}

Status readTrends(const Question &question, const DetailQuery &query, SloDetail &detail)
{
    auto whole = readWhole(question, query.range);
    if (!whole)
        return whole.error();
    detail.whole = *std::move(whole);
    // Whole hours begin at the hour of the clock, so that hourly rows can tell them.
    const auto finest = finestStep(question.connection, question.subject.subject.cluster,
        query.range, trendStep(query.range.length()));
    if (!finest)
        return finest.error();
    const Duration step = *finest;
    const Timestamp from = step < hours{1} ? query.range.from : floorToHour(query.range.from);
    auto trend = readTrend(
        question.connection, question.subject, {from, query.range.to}, step, question.stop);
    if (!trend)
        return trend.error();
    detail.trend = *std::move(trend);
    // Coarser than asked for where raw rows are gone.
    detail.step = std::max(step, detail.trend.front().range.length());
    if (!query.withPrevious)
        return Done{};
    auto previous = readPreviousTrend(question, detail.trend, detail.step);
    if (!previous)
        return previous.error();
    detail.previousTrend = *std::move(previous);
    return Done{};
}

Status readBudget(const Question &question, const DetailQuery &query, SloDetail &detail)
{
    const Timestamp now = query.range.to;
    const auto windows = readWindows(question, now, query.window, query.withPrevious);
    if (!windows)
        return windows.error();
    detail.row = makeRow(question.subject, *windows, question.targets, query.window);
    detail.row.backends = backendsOf(query.snapshot.get(), question.subject.routes);
    const auto history = readBudgetHistory(
        question.connection, question.subject, now, query.window, question.stop);
    if (!history)
        return history.error();
    const double availability = detail.row.target.availability;
    detail.budget = burnDown(detail.row.target, history->window);
    detail.pages = spansWithin(availability, *history, now, query.window);
    auto burns = readBurns(question, *windows, availability, *history, now);
    if (!burns)
        return burns.error();
    detail.burns = *std::move(burns);
    return Done{};
}

} // namespace

Result<SloDetail> readDetail(
    store::Connection &connection, const DetailQuery &query, const std::stop_token &stop)
{
    const auto question = prepare(connection, query.subject, stop);
    if (!question)
        return question.error();
    SloDetail detail{.subject = query.subject};
    if (const Status done = readBudget(*question, query, detail); !done)
        return done.error();
    if (const Status done = readTrends(*question, query, detail); !done)
        return done.error();
    const bool isSeen = detail.row.current.traffic.samples > 0 || detail.whole.traffic.samples > 0;
    const auto stored
        = isSeen ? Result<bool>(true) : isStored(connection, question->subject, query.range.to);
    if (!stored)
        return stored.error();
    if (!*stored)
        return Error{ErrorCode::NotFound, "nothing is stored about " + query.subject.text()};
    auto shares = readShares(*question, detail);
    if (!shares)
        return shares.error();
    detail.shares = *std::move(shares);
    auto changes = store::readStatusHistory(connection,
        {.cluster = query.subject.cluster, .host = query.subject.text(), .range = query.range});
    if (!changes)
        return changes.error();
    detail.changes = *std::move(changes);
    return detail;
}

Result<TargetEffect> readEffect(store::Connection &connection, const SloSubject &subject,
    const SloTarget &target, Timestamp now, const std::stop_token &stop)
{
    if (const Status valid = validate(target); !valid)
        return valid.error();
    auto question = prepare(connection, subject, stop);
    if (!question)
        return question.error();
    // As if the target were stored, so that what falls back on it does.
    std::erase_if(question->targets, [&target](const SloTarget &other) {
        return other.type == target.type && other.host == target.host
            && other.window == target.window;
    });
    question->targets.push_back(target);
    const auto windows = readWindows(*question, now, target.window, false);
    if (!windows)
        return windows.error();
    const SloRow row = makeRow(question->subject, *windows, question->targets, target.window);
    const auto history
        = readBudgetHistory(connection, question->subject, now, target.window, question->stop);
    if (!history)
        return history.error();
    TargetEffect effect{.target = target,
        .budgetRemaining = budgetRemaining(target.availability, row.current.traffic),
        .status = row.status};
    for (const BurnSpan &span : spansWithin(target.availability, *history, now, target.window))
        ++(span.severity == BurnSeverity::Page ? effect.pages : effect.tickets);
    return effect;
}

Result<std::vector<Measured>> readTraffic(store::Connection &connection, const SloSubject &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop, Maintenance maintenance)
{
    auto question = prepare(connection, subject, stop);
    if (!question)
        return question.error();
    if (maintenance == Maintenance::Counts)
        question->subject.excluded.reset();
    return readTrend(connection, question->subject, range, step, question->stop);
}

} // namespace binnacle::slo
