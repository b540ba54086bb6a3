#include "core/codec/exposition_number.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace binnacle::codec {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// `lower` is in lower case.
bool equalsIgnoringCase(std::string_view text, std::string_view lower)
{
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
        [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; });
}

std::optional<double> namedNumber(std::string_view token, bool hasSign)
{
    if (equalsIgnoringCase(token, "inf") || equalsIgnoringCase(token, "infinity"))
        return std::numeric_limits<double>::infinity();
    if (!hasSign && equalsIgnoringCase(token, "nan"))
        return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

// Of a well-formed number outside the range of double: whether it is too small rather than too
// large. `digits` has no sign.
bool isTiny(std::string_view digits)
{
    const std::size_t mark = std::min(digits.find_first_of("eE"), digits.size());
    const std::string_view mantissa = digits.substr(0, mark);
    long long exponent = 0;
    if (mark < digits.size()) {
        std::string_view text = digits.substr(mark + 1);
        if (text.starts_with('+'))
            text.remove_prefix(1);
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), exponent);
        if (parsed.ec == std::errc::result_out_of_range)
            return text.starts_with('-');
    }
    const std::size_t dot = std::min(mantissa.find('.'), mantissa.size());
    const std::size_t leading = mantissa.find_first_not_of("0.");
    if (leading == std::string_view::npos)
        return true;
    const auto magnitude = static_cast<long long>(dot) - static_cast<long long>(leading);
    return exponent < -magnitude;
}

} // namespace

std::optional<double> expositionNumber(std::string_view token)
{
    double value = 0;
    const char *const end = token.data() + token.size();
    if (quickNumber(token.data(), end, value) == end && !token.empty())
        return value;

    const bool hasSign = token.starts_with('+') || token.starts_with('-');
    const bool isNegative = token.starts_with('-');
    if (hasSign)
        token.remove_prefix(1);
    if (token.empty())
        return std::nullopt;
    if (!isDigit(token.front()) && token.front() != '.') {
        const auto named = namedNumber(token, hasSign);
        return named && isNegative ? -*named : named;
    }
    const auto [stop, failure] = std::from_chars(token.data(), end, value);
    if (stop != end || failure == std::errc::invalid_argument)
        return std::nullopt;
    if (failure == std::errc::result_out_of_range) {
        if (!isTiny(token))
            return std::nullopt;
        value = 0;
    }
    return isNegative ? -value : value;
}

std::optional<std::int64_t> expositionMilliseconds(std::string_view token)
{
    std::int64_t value = 0;
    const char *const end = token.data() + token.size();
    const auto [stop, failure] = std::from_chars(token.data(), end, value);
    if (failure != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

} // namespace binnacle::codec
