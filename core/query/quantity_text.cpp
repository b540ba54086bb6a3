#include "core/query/quantity_text.h"

#include "core/base/time.h"
#include "core/query/words.h"

#include <array>
#include <charconv>
#include <cmath>

namespace binnacle::query {

namespace {

struct Unit
{
    std::string_view name;
    double factor;
};

constexpr double kKi = 1024;
constexpr std::array<Unit, 17> kByteUnits{{{"KiB", kKi}, {"MiB", kKi *kKi}, {"GiB", kKi *kKi *kKi},
    {"TiB", kKi *kKi *kKi *kKi}, {"Ki", kKi}, {"Mi", kKi *kKi}, {"Gi", kKi *kKi *kKi},
    {"Ti", kKi *kKi *kKi *kKi}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"k", 1e3},
    {"M", 1e6}, {"G", 1e9}, {"T", 1e12}, {"B", 1}}};
constexpr std::array<Unit, 3> kCountUnits{{{"k", 1e3}, {"M", 1e6}, {"G", 1e9}}};

std::optional<double> parseNumber(std::string_view text)
{
    constexpr std::size_t kLongest = 32;
    double number = 0;
    if (text.empty() || text.size() > kLongest)
        return std::nullopt;
    const bool isSigned = text.front() == '-';
    const std::string_view digits = text.substr(isSigned ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos
        || digits.front() == '.' || digits.back() == '.')
        return std::nullopt;
    const auto [end, failure]
        = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

template<std::size_t N>
std::optional<double> parseWithUnit(std::string_view text, const std::array<Unit, N> &units)
{
    for (const Unit &unit : units) {
        if (!text.ends_with(unit.name))
            continue;
        const auto number = parseNumber(text.substr(0, text.size() - unit.name.size()));
        return number ? std::optional(*number * unit.factor) : std::nullopt;
    }
    return parseNumber(text);
}

std::optional<double> parseSpan(std::string_view text)
{
    if (const auto number = parseNumber(text))
        return number;
    constexpr std::array<Unit, 6> kUnits{
        {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86'400e3}, {"w", 7 * 86'400e3}}};
    const std::size_t unitAt = text.find_first_not_of("0123456789.-");
    for (const Unit &unit : kUnits) {
        if (unitAt != std::string_view::npos && text.substr(unitAt) == unit.name) {
            const auto number = parseNumber(text.substr(0, unitAt));
            return number ? std::optional(*number * unit.factor) : std::nullopt;
        }
    }
    const auto duration = parseDuration(text); // "1h30m"
    return duration ? std::optional(static_cast<double>(duration->count())) : std::nullopt;
}

std::optional<double> parseFlag(std::string_view text)
{
    for (const std::string_view yes : {"true", "yes", "1"}) {
        if (equalIgnoringCase(text, yes))
            return 1;
    }
    for (const std::string_view no : {"false", "no", "0"}) {
        if (equalIgnoringCase(text, no))
            return 0;
    }
    return std::nullopt;
}

// The shortest digits that give the same number.
std::string printNumber(double value)
{
    std::array<char, 400> digits{};
    const auto [end, failure] = std::to_chars(
        digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    return failure == std::errc{} ? std::string(digits.data(), end) : "0";
}

} // namespace

std::optional<double> parseQuantity(FieldType type, std::string_view text)
{
    switch (type) {
    case FieldType::Percent:
        return parseNumber(text.ends_with('%') ? text.substr(0, text.size() - 1) : text);
    case FieldType::Cores:
        if (text.ends_with('m')) {
            const auto millis = parseNumber(text.substr(0, text.size() - 1));
            return millis ? std::optional(*millis / 1e3) : std::nullopt;
        }
        return parseNumber(text);
    case FieldType::Bytes:
        return parseWithUnit(text, kByteUnits);
    case FieldType::Span:
        return parseSpan(text);
    case FieldType::Flag:
        return parseFlag(text);
    default:
        return parseWithUnit(text, kCountUnits);
    }
}

std::string printQuantity(FieldType type, double value)
{
    switch (type) {
    case FieldType::Percent:
        return printNumber(value) + '%';
    case FieldType::Span:
        return printNumber(value) + "ms";
    case FieldType::Flag:
        return value != 0 ? "true" : "false";
    default:
        return printNumber(value);
    }
}

std::string_view quantityExample(FieldType type)
{
    switch (type) {
    case FieldType::Percent:
        return "a percentage such as 80%";
    case FieldType::Cores:
        return "an amount of CPU such as 250m or 1.5";
    case FieldType::Bytes:
        return "an amount of memory such as 512Mi or 1.5Gi";
    case FieldType::Span:
        return "a length of time such as 250ms, 10m or 3d";
    case FieldType::Flag:
        return "true or false";
    default:
        return "a number such as 5, 0.5 or 1.5k";
    }
}

} // namespace binnacle::query
