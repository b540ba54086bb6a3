#include "core/codec/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace binnacle::codec {

namespace {

// A quantity is digits * 10^decimals * 2^binary; kept apart so that results are exact.
struct Parts
{
    bool negative = false;
    std::string_view number; // digits and at most one dot
    int decimals = 0;
    int binary = 0;
};

struct Suffix
{
    std::string_view name;
    int decimals;
    int binary;
};

constexpr std::array<Suffix, 16> kSuffixes{{{"", 0, 0}, {"n", -9, 0}, {"u", -6, 0}, {"m", -3, 0},
    {"k", 3, 0}, {"M", 6, 0}, {"G", 9, 0}, {"T", 12, 0}, {"P", 15, 0}, {"E", 18, 0}, {"Ki", 0, 10},
    {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40}, {"Pi", 0, 50}, {"Ei", 0, 60}}};

// "e3", "E-2": an exponent, unless it is the suffix E itself.
std::optional<int> exponentOf(std::string_view text)
{
    if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E'))
        return std::nullopt;
    text.remove_prefix(text[1] == '+' ? 2 : 1);
    int exponent = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    constexpr int kLargest = 64; // far beyond anything a resource can be
    if (failure != std::errc() || end != text.data() + text.size() || std::abs(exponent) > kLargest)
        return std::nullopt;
    return exponent;
}

std::optional<Parts> split(std::string_view text)
{
    constexpr std::size_t kLongest = 64;
    Parts parts;
    if (text.size() > kLongest)
        return std::nullopt;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        parts.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    parts.number = text.substr(0, end);
    const std::size_t dot = parts.number.find('.');
    if (parts.number.find_first_not_of('.') == std::string_view::npos
        || (dot != std::string_view::npos
            && parts.number.find('.', dot + 1) != std::string_view::npos))
        return std::nullopt;

    const std::string_view suffix = text.substr(end);
    for (const Suffix &known : kSuffixes) {
        if (known.name == suffix) {
            parts.decimals = known.decimals;
            parts.binary = known.binary;
            return parts;
        }
    }
    const auto exponent = exponentOf(suffix);
    if (!exponent)
        return std::nullopt;
    parts.decimals = *exponent;
    return parts;
}

__extension__ using Wide = unsigned __int128;

constexpr Wide kWideLimit = static_cast<Wide>(1) << 100;

// The value times 10^`scale`, rounded away from zero as Kubernetes does; nullopt beyond 64 bits.
std::optional<std::int64_t> scaled(std::string_view text, int scale)
{
    const auto parts = split(text);
    if (!parts)
        return std::nullopt;
    Wide digits = 0;
    int decimals = parts->decimals + scale;
    bool afterDot = false;
    bool inexact = false;
    for (const char c : parts->number) {
        if (c == '.') {
            afterDot = true;
        } else if (digits < kWideLimit / 16) {
            digits = digits * 10 + static_cast<Wide>(c - '0');
            decimals -= afterDot;
        } else {
            inexact |= c != '0'; // too fine to matter, but it still rounds up
            decimals += !afterDot;
        }
    }
    // 60 bits at most, and the digits only just fit when there is no such factor.
    if (parts->binary > 0 && digits > (kWideLimit << 20) >> parts->binary)
        return std::nullopt;
    digits <<= parts->binary;
    for (; decimals > 0 && digits != 0; --decimals) {
        if (digits > kWideLimit)
            return std::nullopt;
        digits *= 10;
    }
    for (; decimals < 0 && digits != 0; ++decimals) {
        inexact |= digits % 10 != 0;
        digits /= 10;
    }
    digits += inexact;
    if (digits > static_cast<Wide>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto value = static_cast<std::int64_t>(digits);
    return parts->negative ? -value : value;
}

// Plain digits without a suffix or with "m", "Ki" or "Mi": what nearly every quantity looks like.
std::optional<std::int64_t> shortInteger(std::string_view digits)
{
    constexpr std::size_t kAlwaysFits = 11; // times 2^20 or 1000
    if (digits.empty() || digits.size() > kAlwaysFits)
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::optional<std::int64_t> cpuMillicores(std::string_view text)
{
    if (text.ends_with('m')) {
        if (const auto value = shortInteger(text.substr(0, text.size() - 1)))
            return value;
    }
    return scaled(text, 3);
}

std::optional<std::int64_t> memoryBytes(std::string_view text)
{
    if (text.size() > 2 && text.back() == 'i') {
        const auto value = shortInteger(text.substr(0, text.size() - 2));
        const char unit = text[text.size() - 2];
        if (value && (unit == 'K' || unit == 'M'))
            return *value << (unit == 'K' ? 10 : 20);
    }
    return scaled(text, 0);
}

std::optional<double> quantityValue(std::string_view text)
{
    const auto parts = split(text);
    if (!parts)
        return std::nullopt;
    // Kubernetes keeps nano precision and rounds up beyond it.
    if (const auto nano = scaled(text, 9)) {
        const std::string exact = std::to_string(*nano) + "e-9";
        double value = 0;
        std::from_chars(exact.data(), exact.data() + exact.size(), value);
        return value;
    }
    double number = 0;
    const char *end = parts->number.data() + parts->number.size();
    if (std::from_chars(parts->number.data(), end, number).ec != std::errc())
        return std::nullopt;
    const double value = std::ldexp(number, parts->binary) * std::pow(10.0, parts->decimals);
    return parts->negative ? -value : value;
}

} // namespace binnacle::codec
