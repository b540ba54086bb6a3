#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Byte work that the parts of the exposition parser share. Eight bytes at a time in plain C++:
// names and values are too short for wider steps to pay.
namespace binnacle::codec::exposition {

constexpr std::uint8_t kNameStart = 1;
constexpr std::uint8_t kNamePart = 2;

constexpr std::array<std::uint8_t, 256> kClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool isDigit = c >= '0' && c <= '9';
        if (isLetter)
            classes[c] = kNameStart | kNamePart;
        else if (isDigit)
            classes[c] = kNamePart;
    }
    return classes;
}();

inline std::uint8_t classOf(char c)
{
    return kClasses[static_cast<unsigned char>(c)];
}
inline bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// Of a metric; at itself when there is none.
inline const char *endOfName(const char *at, const char *end)
{
    if (at == end || !((classOf(*at) & kNameStart) != 0 || *at == ':'))
        return at;
    while (at != end && ((classOf(*at) & kNamePart) != 0 || *at == ':'))
        ++at;
    return at;
}

inline const char *endOfLabelName(const char *at, const char *end)
{
    if (at == end || (classOf(*at) & kNameStart) == 0)
        return at;
    while (at != end && (classOf(*at) & kNamePart) != 0)
        ++at;
    return at;
}

inline const char *endOfToken(const char *at, const char *end)
{
    while (at != end && !isBlank(*at))
        ++at;
    return at;
}

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

inline std::uint64_t eightBytes(const char *at)
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

// The lowest set high bit marks the first byte equal to `c`.
constexpr std::uint64_t matches(std::uint64_t bytes, char c)
{
    const std::uint64_t difference = bytes ^ (kOnes * static_cast<unsigned char>(c));
    return (difference - kOnes) & ~difference & kHighBits;
}

// The next '"' or '\\'. `high` collects bytes beyond ASCII, perhaps also of what follows.
inline const char *endOfPlain(const char *at, const char *end, std::uint64_t &high)
{
    if constexpr (std::endian::native == std::endian::little) {
        while (end - at >= 8) {
            const std::uint64_t bytes = eightBytes(at);
            high |= bytes & kHighBits;
            if (const std::uint64_t hit = matches(bytes, '"') | matches(bytes, '\\'); hit != 0)
                return at + std::countr_zero(hit) / 8;
            at += 8;
        }
    }
    for (; at != end && *at != '"' && *at != '\\'; ++at)
        high |= static_cast<unsigned char>(*at) & 0x80U;
    return at;
}

inline std::size_t commonBytes(const char *one, const char *other, std::size_t most)
{
    std::size_t count = 0;
    if constexpr (std::endian::native == std::endian::little) {
        for (; count + 8 <= most; count += 8) {
            const std::uint64_t difference = eightBytes(one + count) ^ eightBytes(other + count);
            if (difference != 0)
                return count + static_cast<std::size_t>(std::countr_zero(difference) / 8);
        }
    }
    while (count < most && one[count] == other[count])
        ++count;
    return count;
}

// A bit that names with other letters hardly share.
inline std::uint64_t bitOf(std::string_view name)
{
    const auto first = static_cast<unsigned char>(name.front());
    const auto last = static_cast<unsigned char>(name.back());
    return std::uint64_t{1} << ((name.size() * 7 + first * std::size_t{3} + last * std::size_t{5})
               % 64);
}

inline bool startsNative(const char *at, const char *end)
{
    return std::string_view(at, static_cast<std::size_t>(end - at)).starts_with("{count:");
}

} // namespace binnacle::codec::exposition
