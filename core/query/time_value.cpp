#include "core/query/time_value.h"

#include "core/query/words.h"

#include <algorithm>
#include <string>

namespace binnacle::query {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr Duration kMinute = minutes{1};
constexpr Duration kDay = days{1};
constexpr std::int64_t kEndMs = 253'402'300'800'000; // year 10000

struct Context
{
    Timestamp now;
    minutes zone;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

Timestamp floorIn(Timestamp at, Duration unit, minutes zone)
{
    const std::int64_t local = toEpochMs(at + zone);
    const std::int64_t size = unit.count();
    const std::int64_t rest = ((local % size) + size) % size;
    return fromEpochMs(local - rest) - zone;
}

// "09:00", "09:00:05", "09:00:05.123" after midnight; nullopt for anything else.
struct ClockTime
{
    Duration sinceMidnight{0};
    Duration span{0};
};

std::optional<ClockTime> parseClockTime(std::string_view text)
{
    const bool shortHour = text.size() > 1 && text[1] == ':';
    std::string padded = (shortHour ? "0" : "") + std::string(text);
    if (padded.size() != 5 && padded.size() < 8)
        return std::nullopt;
    const bool minuteOnly = padded.size() == 5;
    if (minuteOnly)
        padded += ":00";
    std::replace(padded.begin(), padded.end(), ',', '.');
    const auto at = parseRfc3339("1970-01-02T" + padded + "Z");
    if (!at)
        return std::nullopt;
    const Duration span = minuteOnly ? kMinute : Duration{padded.size() == 8 ? 1000 : 1};
    return ClockTime{.sinceMidnight = at->time_since_epoch() - kDay, .span = span};
}

std::optional<TimeValue> onDay(Timestamp midnight, std::string_view clock)
{
    if (clock.empty())
        return TimeValue{.at = midnight, .span = kDay};
    const auto time = parseClockTime(clock);
    if (!time)
        return std::nullopt;
    return TimeValue{.at = midnight + time->sinceMidnight, .span = time->span};
}

// "+08", "+0800", "+08:00" and "Z" at the end of a date and time become the RFC 3339 form.
std::optional<TimeValue> parseDate(std::string_view text, const Context &context)
{
    if (text.size() < 10 || !allDigits(text.substr(0, 4)) || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto midnight = parseRfc3339(std::string(text.substr(0, 10)) + "T00:00:00Z");
    if (!midnight)
        return std::nullopt;
    if (text.size() == 10)
        return TimeValue{.at = *midnight - context.zone, .span = kDay};
    if (text[10] != 'T' && text[10] != 't' && text[10] != ' ')
        return std::nullopt;
    const std::string_view rest = text.substr(11);
    const std::size_t zoneAt = rest.find_first_of("Zz+-");
    if (zoneAt == std::string_view::npos)
        return onDay(*midnight - context.zone, rest);

    std::string clock(rest.substr(0, zoneAt));
    if (clock.size() == 5)
        clock += ":00";
    std::replace(clock.begin(), clock.end(), ',', '.');
    std::string zone(rest.substr(zoneAt));
    if (zone.size() == 3)
        zone += ":00";
    else if (zone.size() == 5)
        zone.insert(3, ":");
    const auto at = parseRfc3339(std::string(text.substr(0, 10)) + 'T' + clock + zone);
    if (!at)
        return std::nullopt;
    return TimeValue{.at = *at};
}

std::optional<Duration> roundingUnit(std::string_view name)
{
    if (name == "m")
        return kMinute;
    if (name == "h")
        return Duration{3'600'000};
    if (name == "d")
        return kDay;
    return std::nullopt;
}

// "now", "now-6h", "now-1d/d", "now+5m"
std::optional<TimeValue> parseRelative(std::string_view text, const Context &context)
{
    if (!startsWithIgnoringCase(text, "now"))
        return std::nullopt;
    TimeValue value{.at = context.now, .isNow = text.size() == 3};
    text.remove_prefix(3);
    const std::size_t slash = text.find('/');
    std::string_view offset = text.substr(0, slash);
    if (!offset.empty()) {
        const auto age = parseAge(offset.substr(1));
        if (!age || (offset[0] != '-' && offset[0] != '+'))
            return std::nullopt;
        value.at += offset[0] == '-' ? -*age : *age;
    }
    if (slash != std::string_view::npos) {
        const auto unit = roundingUnit(text.substr(slash + 1));
        if (!unit)
            return std::nullopt;
        value.at = floorIn(value.at, *unit, context.zone);
        value.span = *unit;
    }
    return value;
}

std::optional<TimeValue> parseNamedDay(std::string_view text, const Context &context)
{
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view name = text.substr(0, end);
    const bool yesterday = equalIgnoringCase(name, "yesterday");
    if (!yesterday && !equalIgnoringCase(name, "today"))
        return std::nullopt;
    const Timestamp today = floorIn(context.now, kDay, context.zone);
    const std::size_t clock = text.find_first_not_of(' ', end);
    return onDay(yesterday ? today - kDay : today,
        clock == std::string_view::npos ? std::string_view{} : text.substr(clock));
}

std::optional<TimeValue> parseEpoch(std::string_view text)
{
    const std::size_t dot = text.find('.');
    const std::string_view whole = text.substr(0, dot);
    if (!allDigits(whole) || whole.size() < 9 || whole.size() > 15)
        return std::nullopt;
    std::int64_t number = 0;
    for (const char c : whole)
        number = number * 10 + (c - '0');
    const bool seconds = whole.size() <= 11;
    if (dot == std::string_view::npos)
        return TimeValue{.at = fromEpochMs(seconds ? number * 1000 : number)};
    const std::string_view fraction = text.substr(dot + 1);
    if (!seconds || !allDigits(fraction))
        return std::nullopt;
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 3; ++i)
        ms = ms * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    return TimeValue{.at = fromEpochMs(number * 1000 + ms)};
}

std::optional<TimeValue> parseAny(std::string_view text, const Context &context)
{
    if (const auto age = parseAge(text.substr(text.starts_with('-') ? 1 : 0)))
        return TimeValue{.at = context.now - *age, .isAge = true};
    if (auto value = parseRelative(text, context))
        return value;
    if (auto value = parseNamedDay(text, context))
        return value;
    if (auto value = parseEpoch(text))
        return value;
    if (auto value = parseDate(text, context))
        return value;
    auto value = onDay(floorIn(context.now, kDay, context.zone), text);
    if (!value)
        return std::nullopt;
    if (value->at > context.now)
        value->at -= kDay;
    value->ofToday = true;
    return value;
}

} // namespace

std::optional<Duration> parseAge(std::string_view text)
{
    constexpr std::size_t kLongest = 12; // what cannot overflow while it is added up
    constexpr Duration kMost = days{36'525};
    if (text.empty() || text.size() > kLongest || !isDigit(text[0]))
        return std::nullopt;
    const auto duration = parseDuration(text);
    if (!duration || *duration > kMost)
        return std::nullopt;
    return *duration;
}

std::optional<TimeValue> parseTimeValue(
    std::string_view text, Timestamp now, std::chrono::minutes zoneOffset)
{
    if (text.empty())
        return std::nullopt;
    auto value = parseAny(text, {.now = now, .zone = zoneOffset});
    if (value && value->isAge && toEpochMs(value->at) < 0)
        value->at = Timestamp{}; // older than everything
    if (!value || toEpochMs(value->at) < 0 || toEpochMs(value->at) >= kEndMs)
        return std::nullopt;
    return value;
}

} // namespace binnacle::query
