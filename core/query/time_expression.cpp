#include "core/query/time_expression.h"

#include "core/query/time_value.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::query {

namespace {

using std::chrono::minutes;

constexpr Duration kDay = std::chrono::days{1};
constexpr Duration kAround = minutes{30}; // to each side of a single instant
constexpr std::size_t kLongest = 4096;

struct Context
{
    Timestamp now;
    minutes zone;
};

using Parsed = Result<TimeSelection>;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Error wrong(std::string_view text)
{
    return {ErrorCode::InvalidArgument,
        "not a time range: \"" + std::string(text.substr(0, 60))
            + "\"; write for instance 15m, now-6h..now, 03:12, 03:00..03:40, yesterday or "
              "2026-03-01"};
}

Parsed between(Timestamp from, Timestamp to)
{
    if (to <= from)
        return Error{ErrorCode::InvalidArgument, "the range ends before it begins"};
    return TimeSelection{.range = {.from = from, .to = to}};
}

TimeSelection movingBack(Duration age, Timestamp now)
{
    return {.range = {.from = now - age, .to = now}, .moving = age};
}

std::optional<TimeValue> valueOf(std::string_view text, const Context &context)
{
    return parseTimeValue(trimmed(text), context.now, context.zone);
}

// "today", "yesterday" and dates name a day that a following pair of clock times belongs to.
std::string_view dayPrefix(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos || text.find(':', space) == std::string_view::npos)
        return {};
    return text.substr(0, space);
}

bool isClockTime(std::string_view text, const Context &context)
{
    const auto value = valueOf(text, context);
    return value && value->ofToday;
}

Parsed around(Timestamp instant)
{
    Parsed parsed = between(instant - kAround, instant + kAround);
    if (parsed)
        parsed->instant = instant;
    return parsed;
}

// A single expression: the last so long, a whole day, or the hour around an instant.
Parsed single(std::string_view text, const Context &context)
{
    const auto value = valueOf(text, context);
    if (!value)
        return wrong(text);
    const bool fromNow = value->isAge || startsWithIgnoringCase(text, "now");
    if (fromNow && value->span.count() == 0) {
        const Duration age = context.now - value->at;
        if (age.count() <= 0)
            return Error{ErrorCode::InvalidArgument, "the range is empty: it ends where it begins"};
        return movingBack(age, context.now);
    }
    if (value->span >= std::chrono::hours{1})
        return between(value->at, value->at + value->span);
    return around(value->at);
}

Parsed pair(std::string_view fromText, std::string_view toText, const Context &context)
{
    const auto from = valueOf(fromText, context);
    if (!from)
        return wrong(fromText);
    if (toText.empty())
        return between(from->at, context.now);
    if (toText.front() == '+') {
        const auto length = parseAge(trimmed(toText.substr(1)));
        return length ? between(from->at, from->at + *length) : wrong(toText);
    }
    const std::string_view day = dayPrefix(fromText);
    const bool inheritsDay = !day.empty() && isClockTime(toText, context);
    const auto to = inheritsDay ? valueOf(std::string(day) + ' ' + std::string(toText), context)
                                : valueOf(toText, context);
    if (!to)
        return wrong(toText);
    if (to->isNow && (from->isAge || startsWithIgnoringCase(fromText, "now"))
        && from->span.count() == 0 && from->at < context.now)
        return movingBack(context.now - from->at, context.now);
    Timestamp end = to->at;
    if (to->span >= std::chrono::hours{1})
        end += to->span; // a range of days ends with the last one, as in Grafana
    const bool clockTimes = inheritsDay || (from->ofToday && to->ofToday);
    if (!clockTimes)
        return between(from->at, end);
    while (end <= from->at) // over midnight
        end += kDay;
    while (end - from->at > kDay)
        end -= kDay;
    return between(from->at, end);
}

// Splits at "..", "–", " to ", " - " or the hyphen of "03:00-03:40".
struct Halves
{
    std::string_view from;
    std::string_view to;
};

std::optional<Halves> split(std::string_view text)
{
    static constexpr std::array<std::string_view, 6> kSeparators{
        "..", "\u2013", "\u2014", " to ", " - ", "\u2192"};
    for (const std::string_view separator : kSeparators) {
        const std::size_t at = text.find(separator);
        if (at != std::string_view::npos) {
            return Halves{trimmed(text.substr(0, at)), trimmed(text.substr(at + separator.size()))};
        }
    }
    const std::size_t hyphen = text.rfind('-');
    const bool clockTimes = hyphen != std::string_view::npos && hyphen + 3 < text.size()
        && hyphen >= 3 && (text[hyphen - 3] == ':')
        && (text[hyphen + 2] == ':' || text[hyphen + 3] == ':')
        && text.find('T') == std::string_view::npos && isDigit(text[hyphen - 1]);
    if (clockTimes)
        return Halves{trimmed(text.substr(0, hyphen)), trimmed(text.substr(hyphen + 1))};
    return std::nullopt;
}

// Our own display, pasted: "03:00–03:40 CST (UTC+8)". Takes the zone off the text.
std::optional<minutes> takeZone(std::string_view &text)
{
    const std::size_t open = text.rfind("(UTC");
    if (open == std::string_view::npos || !text.ends_with(')')) {
        if (!text.ends_with(" UTC"))
            return std::nullopt;
        text = trimmed(text.substr(0, text.size() - 4));
        return minutes{0};
    }
    std::string_view offset = text.substr(open + 4, text.size() - open - 5);
    const bool west = offset.starts_with('-');
    if (!offset.empty() && !west && !offset.starts_with('+'))
        return std::nullopt;
    offset.remove_prefix(std::min<std::size_t>(offset.size(), 1));
    int parts[2] = {0, 0};
    std::size_t part = 0;
    for (const char c : offset) {
        if (c == ':' && part == 0)
            part = 1;
        else if (isDigit(c) && parts[part] < 100)
            parts[part] = parts[part] * 10 + (c - '0');
        else
            return std::nullopt;
    }
    if (parts[0] > 14 || parts[1] > 59)
        return std::nullopt;
    text = trimmed(text.substr(0, open));
    const std::size_t space = text.rfind(' ');
    if (space != std::string_view::npos
        && text.find_first_of("0123456789:", space) == std::string_view::npos)
        text = trimmed(text.substr(0, space)); // the zone's name
    const int total = parts[0] * 60 + parts[1];
    return minutes{west ? -total : total};
}

// {"from":"now-6h","to":"now"}: what Grafana's "copy time range" puts on the clipboard.
std::optional<Halves> grafanaRange(std::string_view text)
{
    const auto member = [text](std::string_view name) -> std::string_view {
        const std::size_t key = text.find(name);
        if (key == std::string_view::npos)
            return {};
        std::size_t begin = text.find(':', key + name.size());
        if (begin == std::string_view::npos)
            return {};
        begin = text.find_first_not_of(" \"", begin + 1);
        const std::size_t end = text.find_first_of("\",}", std::min(begin, text.size()));
        return end == std::string_view::npos ? std::string_view{}
                                             : trimmed(text.substr(begin, end - begin));
    };
    if (!text.starts_with('{'))
        return std::nullopt;
    const Halves halves{member("\"from\""), member("\"to\"")};
    return halves.from.empty() || halves.to.empty() ? std::nullopt : std::optional(halves);
}

// Length of "2026-03-01T09:00:00.123Z" or "2026-03-01 09:00:00,123" at the start of the text.
std::size_t stampLength(std::string_view text)
{
    static constexpr std::string_view kShape = "0000-00-00T00:00";
    if (text.size() < kShape.size())
        return 0;
    for (std::size_t i = 0; i < kShape.size(); ++i) {
        const bool separates = kShape[i] == 'T' && (text[i] == 'T' || text[i] == ' ');
        if (kShape[i] == '0' ? !isDigit(text[i]) : text[i] != kShape[i] && !separates)
            return 0;
    }
    std::size_t at = kShape.size();
    const auto digitsFrom = [text](std::size_t i) {
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i;
    };
    if (at + 2 < text.size() && text[at] == ':' && digitsFrom(at + 1) == at + 3)
        at += 3;
    if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && isDigit(text[at + 1]))
        at = digitsFrom(at + 1);
    if (at < text.size() && text[at] == 'Z')
        return at + 1;
    if (at + 5 < text.size() && (text[at] == '+' || text[at] == '-') && isDigit(text[at + 1])) {
        const bool colon = text[at + 3] == ':';
        return std::min(text.size(), digitsFrom(at + (colon ? 4 : 1)));
    }
    return at;
}

// Lines from a log: the hour around its time stamp, or from the first to the last one.
Parsed fromLog(std::string_view text, const Context &context)
{
    std::vector<Timestamp> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = stampLength(text.substr(at));
        const auto value = length > 0 ? valueOf(text.substr(at, length), context) : std::nullopt;
        if (value)
            found.push_back(value->at);
        at += std::max<std::size_t>(length, 1);
    }
    if (found.empty())
        return wrong(text);
    const auto [first, last] = std::minmax_element(found.begin(), found.end());
    if (*first == *last)
        return around(*first);
    return between(*first, *last + Duration{1});
}

} // namespace

Result<TimeSelection> parseTimeSelection(
    std::string_view text, Timestamp now, std::chrono::minutes zoneOffset)
{
    if (text.size() > kLongest)
        return wrong(text);
    std::string_view rest = trimmed(text);
    Context context{.now = now, .zone = zoneOffset};
    if (const auto range = grafanaRange(rest))
        return pair(range->from, range->to, context);
    if (const auto zone = takeZone(rest))
        context.zone = *zone;
    if (startsWithIgnoringCase(rest, "last "))
        rest = trimmed(rest.substr(5));
    const auto halves = split(rest);
    Parsed parsed = halves ? pair(halves->from, halves->to, context) : single(rest, context);
    if (parsed)
        return parsed;
    Parsed fromStamps = fromLog(rest, context);
    return fromStamps ? fromStamps : parsed;
}

} // namespace binnacle::query
