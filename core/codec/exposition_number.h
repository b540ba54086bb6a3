#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace binnacle::codec {

// A value or timestamp as both exposition formats write it: decimal with optional exponent, Inf and
// NaN in any case. No hexadecimal, no '_'. Too large for a double: nothing; too small: zero.
std::optional<double> expositionNumber(std::string_view token);

// Whole milliseconds, as the text format writes them.
std::optional<std::int64_t> expositionMilliseconds(std::string_view token);

// The decimal digits from `at` on, which is left behind them; how many there were.
inline std::ptrdiff_t readDigits(const char *&at, const char *end, std::uint64_t &into)
{
    const char *const start = at;
    for (; at != end; ++at) {
        const unsigned digit = static_cast<unsigned char>(*at) - unsigned{'0'};
        if (digit > 9)
            break;
        into = into * 10 + digit;
    }
    return at - start;
}

// "e-3", "E+12" or nothing, added to `power`. At most two digits: more cannot be exact.
inline bool readExponent(const char *&at, const char *end, int &power)
{
    if (at == end || (*at != 'e' && *at != 'E'))
        return true;
    ++at;
    const bool isNegative = at != end && *at == '-';
    if (at != end && (*at == '+' || *at == '-'))
        ++at;
    std::uint64_t exponent = 0;
    const auto count = readDigits(at, end, exponent);
    if (count == 0 || count > 2)
        return false;
    power += isNegative ? -static_cast<int>(exponent) : static_cast<int>(exponent);
    return true;
}

// The numbers most lines carry: unsigned, at most 18 digits that a double holds exactly, a fraction
// and an exponent that keep them so. Gives the character after the number, nullptr when
// expositionNumber() must decide.
inline const char *quickNumber(const char *at, const char *end, double &value)
{
    constexpr int kMostDigits = 18;
    constexpr std::uint64_t kMostExact = std::uint64_t{1} << 53;
    // Powers that a double holds exactly; one multiplication or division then rounds correctly.
    constexpr std::array<double, 23> kPowers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
        1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    constexpr int kMostPower = 22;

    std::uint64_t digits = 0; // wraps for numbers that are refused below
    const auto whole = readDigits(at, end, digits);
    if (whole == 0 || whole > kMostDigits)
        return nullptr;
    int power = 0;
    if (at != end && *at == '.') {
        ++at;
        const auto fraction = readDigits(at, end, digits);
        if (fraction == 0 || whole + fraction > kMostDigits)
            return nullptr;
        power = -static_cast<int>(fraction);
    }
    if (!readExponent(at, end, power))
        return nullptr;
    value = static_cast<double>(static_cast<std::int64_t>(digits));
    if (power == 0)
        return at;
    if (digits > kMostExact || power > kMostPower || power < -kMostPower)
        return nullptr;
    if (power > 0)
        value *= kPowers[static_cast<std::size_t>(power)];
    else
        value /= kPowers[static_cast<std::size_t>(-power)];
    return at;
}

} // namespace binnacle::codec
