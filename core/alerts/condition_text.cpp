#include "core/alerts/condition_parts.h"
#include "core/domain/name_table.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace binnacle::alerts {

namespace {

constexpr std::array<std::string_view, 3> kAbsentees{"heartbeat", "snapshot", "increments"};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!(text = trimmed(text)).empty()) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

// Calls `visit` with the place of each byte that is outside of quotes, and how many brackets are
// open there.
template<typename Visit>
void forEachOutside(std::string_view text, const Visit &visit)
{
    char quote = 0;
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != 0) {
            if (c == '\\')
                ++at;
            else if (c == quote)
                quote = 0;
            continue;
        }
        if (c == '"' || c == '\'')
            quote = c;
        else if (c == '(' || c == '[')
            ++depth;
        else if (c == ')' || c == ']')
            --depth;
        else
            visit(at, depth);
    }
}

std::optional<double> numberFrom(std::string_view text)
{
    double number = 0;
    const auto [end, failure]
        = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

// "3 in 10m", "3 events within 10m"
struct EventCount
{
    int least = 0;
    Duration within{};
};
std::optional<EventCount> eventCountFrom(std::string_view text)
{
    std::vector<std::string_view> words = wordsOf(text);
    if (words.size() == 4
        && (query::equalIgnoringCase(words[1], "events")
            || query::equalIgnoringCase(words[1], "times")))
        words.erase(words.begin() + 1);
    const bool isCount = words.size() == 3
        && (query::equalIgnoringCase(words[1], "in")
            || query::equalIgnoringCase(words[1], "within"));
    if (!isCount)
        return std::nullopt;
    EventCount count;
    const auto [end, failure]
        = std::from_chars(words[0].data(), words[0].data() + words[0].size(), count.least);
    const Result<Duration> within = readDuration(words[2]);
    if (failure != std::errc{} || end != words[0].data() + words[0].size() || !within)
        return std::nullopt;
    count.within = *within;
    return count;
}

Status parseEvent(std::string_view text, Condition &condition)
{
    std::size_t comma = std::string_view::npos;
    forEachOutside(text, [&](std::size_t at, int depth) {
        if (text[at] == ',' && depth == 0)
            comma = at;
    });
    std::string_view filter = text;
    const bool isTail = comma != std::string_view::npos;
    if (const auto count = eventCountFrom(isTail ? text.substr(comma + 1) : text)) {
        if (count->least < 1)
            return errorAt(isTail ? comma + 1 : 0, "at least one event is needed");
        if (count->within < std::chrono::seconds{1})
            return errorAt(isTail ? comma + 1 : 0, "events count within 1s or more");
        condition.minCount = count->least;
        condition.within = count->within;
        filter = isTail ? text.substr(0, comma) : std::string_view{};
    }
    Result<PredicatePtr> where = readFilter(filter, query::SourceId::Events);
    if (!where)
        return where.error();
    condition.where = *std::move(where);
    return Done{};
}

Status parseQueryText(std::string_view text, Condition &condition)
{
    std::size_t sign = std::string_view::npos;
    forEachOutside(text, [&](std::size_t at, int depth) {
        const bool isSign = text[at] == '<' || text[at] == '>' || text[at] == '='
            || (text[at] == '!' && at + 1 < text.size() && text[at + 1] == '=');
        if (isSign && depth == 0 && sign == std::string_view::npos)
            sign = at;
    });
    if (sign == std::string_view::npos)
        return errorAt(text.size(), "expected a comparison, as in \"pods().count() > 0\"");
    const std::size_t signEnd = std::min(text.find_first_not_of("<>=!", sign), text.size());
    const auto op = compareOpFromText(text.substr(sign, signEnd - sign));
    const auto number = numberFrom(trimmed(text.substr(signEnd)));
    if (!op)
        return errorAt(sign, "expected >, >=, <, <=, == or !=");
    if (!number)
        return errorAt(signEnd, "expected a number");
    const std::string_view query = trimmed(text.substr(0, sign));
    if (Status valid = checkQuery(query); !valid)
        return valid;
    condition.query = std::string(query);
    condition.op = *op;
    condition.value = *number;
    return Done{};
}

Status parseAbsent(std::string_view text, Condition &condition)
{
    const std::vector<std::string_view> words = wordsOf(text);
    const std::string_view what = words.empty() ? std::string_view{} : words.back();
    const bool isNamed = words.size() == 1
        || (words.size() == 2
            && (query::equalIgnoringCase(words[0], "no")
                || query::equalIgnoringCase(words[0], "absent")));
    const auto absent = fromName<AbsentWhat>(kAbsentees, what);
    if (!isNamed || !absent) {
        return errorAt(0, "expected \"no heartbeat\", \"no snapshot\" or \"no increments\"",
            query::nearestWord(what, kAbsentees));
    }
    condition.absent = *absent;
    return Done{};
}

} // namespace

std::string conditionText(const Condition &condition)
{
    switch (condition.kind) {
    case ConditionKind::Resource:
        return filterText(condition.where, condition.source);
    case ConditionKind::Event: {
        const std::string where = filterText(condition.where, query::SourceId::Events);
        return where + (where.empty() ? "" : ", ") + std::to_string(condition.minCount) + " in "
            + durationText(condition.within);
    }
    case ConditionKind::Level:
        return levelText(condition.levels);
    case ConditionKind::Query:
        return condition.query + ' ' + std::string(compareOpText(condition.op)) + ' '
            + numberText(condition.value);
    case ConditionKind::Absent:
        return "no " + std::string(nameOf(kAbsentees, condition.absent));
    }
    return {};
}

Result<Condition> parseCondition(std::string_view text, const Condition &of)
{
    Condition condition{.kind = of.kind,
        .source = of.source,
        .where = {},
        .level = of.level,
        .target = of.target,
        .levels = {},
        .query = {},
        .holds = of.holds,
        .resolveAfter = of.resolveAfter};
    Status outcome = Done{};
    switch (of.kind) {
    case ConditionKind::Resource: {
        Result<PredicatePtr> where = readFilter(text, of.source);
        if (!where)
            return where.error();
        condition.where = *std::move(where);
        break;
    }
    case ConditionKind::Event:
        outcome = parseEvent(text, condition);
        break;
    case ConditionKind::Level: {
        Result<LevelTree> levels = parseLevels(text);
        if (!levels)
            return levels.error();
        condition.levels = *std::move(levels);
        break;
    }
    case ConditionKind::Query:
        outcome = parseQueryText(text, condition);
        break;
    case ConditionKind::Absent:
        outcome = parseAbsent(text, condition);
        break;
    }
    if (!outcome)
        return outcome.error();
    return condition;
}

} // namespace binnacle::alerts
