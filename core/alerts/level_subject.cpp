#include "core/alerts/level_subject.h"

#include "core/alerts/value_words.h"
#include "core/slo/budget.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace binnacle::alerts {

namespace {

double percentOf(double part, double whole)
{
    return part / whole * 100;
}

std::optional<double> quantile(const LevelSubject &subject, const LevelTerm &term, Timestamp now)
{
    const double q = term.metric == LevelMetric::P50 ? 0.5
        : term.metric == LevelMetric::P95            ? 0.95
                                                     : 0.99;
    const auto found = subject.series.latency(now, term.window).quantile(q);
    return found ? std::optional(found->ms) : std::nullopt;
}

SloWindow windowOf(Duration length)
{
    for (const SloWindow window : {SloWindow::OneDay, SloWindow::SevenDays}) {
        if (length <= sloWindowLength(window))
            return window;
    }
    return SloWindow::ThirtyDays;
}

std::optional<double> budgetOf(
    const LevelSubject &subject, const LevelTerm &term, const LevelCounts &counts)
{
    const double objective = subject.objectives.at(static_cast<std::size_t>(windowOf(term.window)));
    if (objective >= 100)
        return counts.errors > 0 ? -100.0 : 100.0;
    const double allowed = (100 - objective) / 100;
    return std::clamp((1 - counts.errors / counts.requests / allowed) * 100, -100.0, 100.0);
}

std::optional<double> burnOf(double objective, const LevelCounts &counts)
{
    const double ratio = counts.errors / counts.requests;
    if (objective >= 100)
        return counts.errors > 0 ? std::numeric_limits<double>::infinity() : 0;
    return ratio / ((100 - objective) / 100);
}

std::optional<double> valueOfCounts(
    const LevelTerm &term, const LevelSubject &subject, const LevelCounts &counts)
{
    if (term.metric == LevelMetric::RequestRate)
        return counts.requests * 1000 / static_cast<double>(term.window.count());
    if (counts.requests <= 0)
        return std::nullopt;
    switch (term.metric) {
    case LevelMetric::BurnRate:
        return burnOf(subject.burnObjective, counts);
    case LevelMetric::BudgetRemaining:
        return budgetOf(subject, term, counts);
    case LevelMetric::Availability:
        return percentOf(std::max(0.0, counts.requests - counts.errors), counts.requests);
    case LevelMetric::ErrorRate:
        return percentOf(counts.errors, counts.requests);
    case LevelMetric::Average:
        return counts.latencyCount > 0 ? std::optional(counts.latencySum / counts.latencyCount)
                                       : std::nullopt;
    default:
        return std::nullopt;
    }
}

bool isPercentile(LevelMetric metric)
{
    return metric == LevelMetric::P50 || metric == LevelMetric::P95 || metric == LevelMetric::P99;
}

// Too few requests to say anything.
bool isGuarded(const LevelTerm &term, const LevelCounts &counts)
{
    return counts.requests < static_cast<double>(term.minRequests);
}

bool isTermTrue(const LevelTerm &term, const LevelSubject &subject, Timestamp now)
{
    const LevelCounts counts = subject.series.over(now, term.window);
    if (isGuarded(term, counts))
        return false;
    if (term.metric == LevelMetric::BurnRate) {
        // Compared as the rules that Sloth generates are evaluated, to the last bit.
        const double budget = (100 - subject.burnObjective) / 100;
        return counts.requests > 0
            && compare(counts.errors / counts.requests, term.op, term.value * budget);
    }
    const auto value = isPercentile(term.metric) ? quantile(subject, term, now)
                                                 : valueOfCounts(term, subject, counts);
    return value && compare(*value, term.op, term.value);
}

template<typename Visit>
void forEachTerm(const LevelTree &tree, const Visit &visit)
{
    if (tree.kind == LevelTree::Kind::Term)
        return visit(tree.term);
    for (const LevelTree &child : tree.children)
        forEachTerm(child, visit);
}

std::string termText(const LevelTerm &term, double value)
{
    const std::string over = " over " + lengthWords(term.window);
    switch (term.metric) {
    case LevelMetric::BurnRate:
        return numberWords(value) + "×" + over;
    case LevelMetric::BudgetRemaining:
        return numberWords(value) + " % of the budget of " + lengthWords(term.window) + " left";
    case LevelMetric::Availability:
    case LevelMetric::ErrorRate:
        return numberWords(value) + " %" + over;
    case LevelMetric::RequestRate:
        return numberWords(value) + " rps" + over;
    default:
        return numberWords(value) + " ms" + over;
    }
}

} // namespace

void ToldTimes::merge(Spans &spans, const TimeRange &span)
{
    if (span.to <= span.from)
        return;
    const auto first = std::ranges::lower_bound(spans, span.from, {}, &TimeRange::to);
    auto last = first;
    TimeRange whole = span;
    for (; last != spans.end() && last->from <= span.to; ++last) {
        whole.from = std::min(whole.from, last->from);
        whole.to = std::max(whole.to, last->to);
    }
    if (first == last) {
        spans.insert(first, whole);
        return;
    }
    *first = whole;
    spans.erase(first + 1, last);
}

void ToldTimes::cut(Spans &spans, Timestamp at)
{
    while (!spans.empty() && spans.back().from >= at)
        spans.pop_back();
    if (!spans.empty())
        spans.back().to = std::min(spans.back().to, at);
}

void ToldTimes::addIncrement(const TimeRange &interval, Timestamp arrivedAt)
{
    merge(m_whole, interval);
    const Timestamp knownAt = std::max(interval.to, arrivedAt);
    const auto place = std::ranges::lower_bound(m_increments, interval.to, {}, &Increment::end);
    if (place == m_increments.end() || place->end != interval.to)
        m_increments.insert(place, {.end = interval.to, .knownAt = knownAt});
    else
        place->knownAt = std::min(place->knownAt, knownAt);
}

void ToldTimes::addSpan(const TimeRange &span)
{
    merge(m_whole, span);
    merge(m_spans, span);
}

void ToldTimes::truncate(Timestamp at)
{
    cut(m_whole, at);
    cut(m_spans, at);
    m_increments.erase(
        std::ranges::upper_bound(m_increments, at, {}, &Increment::end), m_increments.end());
}

void ToldTimes::forgetBefore(Timestamp at)
{
    const auto isOver = [at](const TimeRange &span) { return span.to < at; };
    std::erase_if(m_whole, isOver);
    std::erase_if(m_spans, isOver);
    m_increments.erase(
        m_increments.begin(), std::ranges::lower_bound(m_increments, at, {}, &Increment::end));
}

bool ToldTimes::isTold(Timestamp from, Timestamp to) const
{
    auto end = std::ranges::upper_bound(m_increments, to, {}, &Increment::end);
    for (; end != m_increments.begin() && std::prev(end)->end > from; --end) {
        if (std::prev(end)->knownAt <= to)
            return true;
    }
    const auto span = std::ranges::upper_bound(m_spans, from, {}, &TimeRange::to);
    return span != m_spans.end() && span->from < to;
}

Timestamp ToldTimes::first() const
{
    if (m_increments.empty() || m_spans.empty())
        return !m_increments.empty() ? m_increments.front().knownAt
            : !m_spans.empty()       ? m_spans.front().from
                                     : Timestamp{};
    return std::min(m_increments.front().knownAt, m_spans.front().from);
}

Timestamp ToldTimes::lastUntil(Timestamp at) const
{
    const auto end = std::ranges::upper_bound(m_increments, at, {}, &Increment::end);
    const Timestamp increment = end == m_increments.begin() ? Timestamp{} : std::prev(end)->end;
    const auto span = std::ranges::lower_bound(m_spans, at, {}, &TimeRange::from);
    return span == m_spans.begin() ? increment
                                   : std::max(increment, std::min(at, std::prev(span)->to));
}

Timestamp ToldTimes::toldUntil(Timestamp from) const
{
    const auto span = std::ranges::upper_bound(m_whole, from, {}, &TimeRange::to);
    return span != m_whole.end() && span->from <= from ? span->to : from;
}

ToldTimes ToldTimes::asTheyArrived() const
{
    ToldTimes times;
    times.m_spans = m_spans;
    times.m_whole = m_spans;
    for (const Increment &increment : m_increments)
        times.m_increments.push_back({.end = increment.knownAt, .knownAt = increment.knownAt});
    std::ranges::sort(times.m_increments, {}, &Increment::end);
    const auto twice = std::unique(times.m_increments.begin(), times.m_increments.end(),
        [](const Increment &a, const Increment &b) { return a.end == b.end; });
    times.m_increments.erase(twice, times.m_increments.end());
    return times;
}

AlertSubject alertSubjectOf(const SloSubject &subject)
{
    AlertSubject made{.cluster = subject.cluster, .object = {}};
    const TrafficKey &key = subject.key;
    switch (subject.kind) {
    case SloSubject::Kind::Domain:
        made.object = {.kind = "Domain", .ns = {}, .name = subject.domain};
        break;
    case SloSubject::Kind::Service:
        made.object = {.kind = "Service", .ns = key.service.ns, .name = key.service.name};
        break;
    case SloSubject::Kind::Edge:
        made.object = {.kind = "Edge",
            .ns = key.service.ns,
            .name = key.service.name + " → " + key.target.text()};
        break;
    }
    return made;
}

bool matchesTarget(std::string_view pattern, std::string_view name)
{
    if (pattern.empty())
        return true;
    // The last star seen is tried again with one character more.
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

LevelNeed needOf(const Condition &condition)
{
    LevelNeed need{.kind = condition.level, .target = condition.target};
    forEachTerm(condition.levels, [&need](const LevelTerm &term) {
        need.window = std::max(need.window, term.window);
        need.withLatency = need.withLatency || isPercentile(term.metric);
    });
    return need;
}

std::optional<double> valueOf(const LevelTerm &term, const LevelSubject &subject, Timestamp now)
{
    if (isPercentile(term.metric))
        return quantile(subject, term, now);
    return valueOfCounts(term, subject, subject.series.over(now, term.window));
}

bool isTrue(const LevelTree &tree, const LevelSubject &subject, Timestamp now)
{
    const auto isChildTrue = [&](const LevelTree &child) { return isTrue(child, subject, now); };
    switch (tree.kind) {
    case LevelTree::Kind::Term:
        return isTermTrue(tree.term, subject, now);
    case LevelTree::Kind::All:
        return std::ranges::all_of(tree.children, isChildTrue);
    case LevelTree::Kind::Any:
        return std::ranges::any_of(tree.children, isChildTrue);
    case LevelTree::Kind::Not:
        return std::ranges::none_of(tree.children, isChildTrue);
    }
    return false;
}

bool hasNoData(const LevelTree &tree, const ToldTimes &told, Timestamp now)
{
    Duration shortest = Duration::max();
    forEachTerm(
        tree, [&shortest](const LevelTerm &term) { shortest = std::min(shortest, term.window); });
    return shortest == Duration::max() || !told.isTold(now - shortest, now);
}

std::string valueText(const LevelTree &tree, const LevelSubject &subject, Timestamp now)
{
    std::string text;
    forEachTerm(tree, [&](const LevelTerm &term) {
        const auto value = valueOf(term, subject, now);
        if (!value)
            return;
        if (!text.empty())
            text += ", ";
        text += termText(term, *value);
        // As the view of objectives says it.
        if (isGuarded(term, subject.series.over(now, term.window)))
            text += ": too few requests";
    });
    return text;
}

const LevelTerm *firstTerm(const LevelTree &tree)
{
    if (tree.kind == LevelTree::Kind::Term)
        return &tree.term;
    for (const LevelTree &child : tree.children) {
        if (const LevelTerm *term = firstTerm(child))
            return term;
    }
    return nullptr;
}

double worseOf(const LevelTerm &term, double a, double b)
{
    const bool isLow = term.op == CompareOp::Less || term.op == CompareOp::LessOrEqual;
    return isLow ? std::min(a, b) : std::max(a, b);
}

} // namespace binnacle::alerts
