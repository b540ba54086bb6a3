#include "core/base/time.h"

#include <array>
#include <cstdio>
#include <limits>

namespace binnacle {

namespace {

// Reads exactly `digits` decimal digits at `at`; -1 when there is anything else.
int digitsAt(std::string_view text, std::size_t at, std::size_t digits)
{
    if (at + digits > text.size())
        return -1;
    int value = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

Error notATime(std::string_view text)
{
    constexpr std::size_t kShown = 40; // input is untrusted and may be long
    return {ErrorCode::InvalidArgument,
        "not an RFC 3339 time: \"" + std::string(text.substr(0, kShown)) + '"'};
}

struct Fraction
{
    int milliseconds = 0;
    std::size_t length = 0; // characters consumed, the dot included
};

Fraction fractionAt(std::string_view text, std::size_t at)
{
    Fraction fraction;
    if (at >= text.size() || text[at] != '.')
        return fraction;
    int scale = 100;
    std::size_t i = at + 1;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        fraction.milliseconds += (text[i] - '0') * scale;
        scale /= 10;
    }
    fraction.length = i - at;
    return fraction;
}

// Offset east of UTC in minutes; nullopt-like INT_MIN when the text is not one.
constexpr int kNoOffset = std::numeric_limits<int>::min();

int offsetMinutes(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return kNoOffset;
    const int hours = digitsAt(text, 1, 2);
    const int minutes = digitsAt(text, 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return kNoOffset;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

} // namespace

Result<Timestamp> parseRfc3339(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-'
        || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':'
        || text[16] != ':')
        return notATime(text);
    const int yearNumber = digitsAt(text, 0, 4);
    const int monthNumber = digitsAt(text, 5, 2);
    const int dayNumber = digitsAt(text, 8, 2);
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    if (yearNumber < 0 || monthNumber < 0 || dayNumber < 0)
        return notATime(text);
    const year_month_day date{year{yearNumber}, month{static_cast<unsigned>(monthNumber)},
        day{static_cast<unsigned>(dayNumber)}};
    // 60 is a leap second; it lands on the first second of the next minute.
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return notATime(text);
    const Fraction fraction = fractionAt(text, 19);
    if (fraction.length == 1)
        return notATime(text);
    const int offset = offsetMinutes(text.substr(19 + fraction.length));
    if (offset == kNoOffset)
        return notATime(text);
    if (yearNumber == 1)
        return Timestamp{};
    return Timestamp{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second}
    + milliseconds{fraction.milliseconds} - minutes{offset};
}

std::string formatRfc3339(Timestamp at)
{
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const auto sinceMidnight = (at - day).count();
    const auto ms = static_cast<int>(sinceMidnight % 1000);
    const auto total = static_cast<int>(sinceMidnight / 1000);
    std::array<char, 48> buffer{};
    const int written = std::snprintf(buffer.data(), buffer.size(),
        ms ? "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ" : "%04d-%02u-%02uT%02d:%02d:%02dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), total / 3600, total / 60 % 60, total % 60, ms);
    return {buffer.data(), static_cast<std::size_t>(written)};
}

Result<Duration> parseDuration(std::string_view text)
{
    struct Unit
    {
        std::string_view name;
        std::int64_t ms;
    };
    static constexpr std::array<Unit, 6> kUnits{{{"ms", 1}, {"s", 1'000}, {"m", 60'000},
        {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}}};
    const Error wrong{ErrorCode::InvalidArgument,
        "not a duration: \"" + std::string(text.substr(0, 40))
            + "\", write for instance 90s, 15m, 6h, 7d"};

    std::int64_t total = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::int64_t number = 0;
        const std::size_t start = at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && at - start < 10; ++at)
            number = number * 10 + (text[at] - '0');
        const std::size_t unitStart = at;
        while (at < text.size() && text[at] >= 'a' && text[at] <= 'z')
            ++at;
        const std::string_view name = text.substr(unitStart, at - unitStart);
        std::int64_t scale = 0;
        for (const Unit &unit : kUnits) {
            if (unit.name == name)
                scale = unit.ms;
        }
        if (unitStart == start || scale == 0 || __builtin_mul_overflow(number, scale, &number)
            || __builtin_add_overflow(total, number, &total))
            return wrong;
    }
    if (text.empty())
        return wrong;
    return Duration{total};
}

} // namespace binnacle
