#include "core/query/query_times.h"

#include "core/query/time_expression.h"
#include "core/query/time_value.h"
#include "core/query/words.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::query {

namespace {

using Kind = TimeScope::Kind;

constexpr Duration kBisected = std::chrono::hours{24};
constexpr std::chrono::minutes kUtc{0};
constexpr std::string_view kAlert = "alert:";
constexpr Timestamp kLast = fromEpochMs(253'402'300'799'999); // the end of the year 9999

// "03:1" on its way to "03:12".
bool beginsTime(std::string_view text)
{
    return text.find_first_not_of("0123456789-:.TtZz+hmsdw") == std::string_view::npos;
}

std::string shortened(const std::string &text)
{
    return '"' + text.substr(0, 40) + '"';
}

} // namespace

QueryTimes::QueryTimes(QueryReader &reader, Timestamp now, TimeScope &scope)
    : m_reader(reader)
    , m_now(now)
    , m_scope(scope)
{}

bool QueryTimes::claim(const Argument &name)
{
    if (m_scope.kind == Kind::Now)
        return true;
    return m_reader.fail(name, "a query has one time: this contradicts the one before");
}

bool QueryTimes::instantOf(const Argument &argument, Timestamp &at)
{
    const auto value = parseTimeValue(argument.text, m_now, kUtc);
    if (!value)
        return m_reader.fail(argument,
            shortened(argument.text)
                + " is not a time: write 03:12, an age (10m), yesterday, 2026-03-01 or "
                  "2026-03-01T09:00:00Z",
            {.expected = {"03:12", "10m", "now", "yesterday", "2026-03-01T09:00:00Z"},
                .mayGrow = beginsTime(argument.text)});
    at = value->at;
    return true;
}

bool QueryTimes::takeAt(const Argument &name, const Argument &instant)
{
    if (!claim(name) || !instantOf(instant, m_scope.range.to))
        return false;
    m_scope.kind = Kind::At;
    return true;
}

bool QueryTimes::takeDiff(const Argument &name, const std::vector<Argument> &instants)
{
    TimeRange &range = m_scope.range;
    if (!claim(name) || !instantOf(instants[0], range.from) || !instantOf(instants[1], range.to))
        return false;
    if (range.to <= range.from)
        return m_reader.fail(instants[1], "the second time must be later than the first");
    m_scope.kind = Kind::Diff;
    return true;
}

bool QueryTimes::takeLast(const Argument &age)
{
    const auto length = parseAge(age.text);
    if (!length || length->count() <= 0)
        return m_reader.fail(age, "write last(5m): a length of time such as 5m, 6h or 2d",
            {.expected = {"5m", "1h", "6h", "24h", "7d"}, .mayGrow = beginsTime(age.text)});
    if (!claim(age))
        return false;
    m_scope.kind = Kind::Window;
    m_scope.range = {.from = m_now - *length, .to = m_now};
    return true;
}

bool QueryTimes::takeSince(const Argument &instant)
{
    return takeEdge(instant, m_scope.range.from);
}

bool QueryTimes::takeUntil(const Argument &instant)
{
    return takeEdge(instant, m_scope.range.to);
}

bool QueryTimes::takeEdge(const Argument &argument, Timestamp &edge)
{
    if ((!m_hasEdge && !claim(argument)) || (m_hasEdge && isKnown(edge)))
        return m_reader.fail(argument, "a query has one time: this contradicts the one before");
    m_scope.kind = Kind::Window;
    m_hasEdge = true;
    return instantOf(argument, edge);
}

bool QueryTimes::takeAlert(const Argument &alert)
{
    const std::string_view number = std::string_view(alert.text).substr(kAlert.size());
    AlertTime time{.id = 0, .offset = alert.offset, .length = alert.length};
    const auto [end, problem]
        = std::from_chars(number.data(), number.data() + number.size(), time.id);
    const bool isNumber = problem == std::errc() && end == number.data() + number.size();
    if (!isNumber || time.id <= 0)
        return m_reader.fail(alert,
            shortened(alert.text) + " is not an alert: write alert: and its number, alert:17",
            {.expected = {"alert:17"}, .mayGrow = number.empty()});
    if (!claim(alert))
        return false;
    m_scope.kind = Kind::Window;
    m_scope.alert = time;
    return true;
}

bool QueryTimes::takeDuring(const Argument &span)
{
    if (startsWithIgnoringCase(span.text, kAlert))
        return takeAlert(span);
    const auto selection = parseTimeSelection(span.text, m_now, kUtc);
    if (!selection)
        return m_reader.fail(span,
            shortened(span.text) + " is not a span of time: write \"03:00..03:40\"",
            {.expected = {"\"03:00..03:40\"", "yesterday", "2026-03-01", "alert:17"},
                .mayGrow = beginsTime(span.text) || startsWithIgnoringCase(kAlert, span.text)});
    if (!claim(span))
        return false;
    m_scope.kind = Kind::Window;
    m_scope.range = selection->range;
    return true;
}

bool QueryTimes::takeBisect(const Argument &name, PredicatePtr becomes)
{
    if (m_scope.kind != Kind::Window && !claim(name))
        return false;
    m_scope.kind = Kind::Bisect;
    m_scope.becomes = std::move(becomes);
    return true;
}

bool QueryTimes::finish()
{
    TimeRange &range = m_scope.range;
    if (m_scope.alert)
        return true;
    if (m_scope.kind == Kind::Bisect && !isKnown(range.to))
        range.to = m_now;
    if (m_scope.kind == Kind::Bisect && !isKnown(range.from))
        range.from = range.to - kBisected;
    range.from = std::clamp(range.from, Timestamp{}, kLast);
    range.to = std::clamp(range.to, Timestamp{}, kLast);
    if (isKnown(range.from) && isKnown(range.to) && range.to <= range.from)
        return m_reader.fail(
            0, m_reader.text().size(), "the time of this query ends before it begins");
    return true;
}

} // namespace binnacle::query
