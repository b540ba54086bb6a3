#include "core/store/uid.h"

#include <array>
#include <utility>

namespace binnacle::store {

namespace {

constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kUuidDigits = 32;

constexpr int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

constexpr bool isDashAt(std::size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

} // namespace

std::string packHex(std::string_view digits)
{
    if (digits.size() % 2 != 0)
        return {};
    std::string bytes(digits.size() / 2, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = digit(digits[2 * i]);
        const int low = digit(digits[2 * i + 1]);
        if (high < 0 || low < 0)
            return {};
        bytes[i] = static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string unpackHex(std::string_view bytes)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    digits.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        digits.push_back(kDigits[byte >> 4U]);
        digits.push_back(kDigits[byte & 0x0FU]);
    }
    return digits;
}

PackedUid packUid(std::string_view uid)
{
    if (uid.size() != kUuidLength)
        return {std::string(uid), false};
    std::array<char, kUuidDigits> digits{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < uid.size(); ++i) {
        if (isDashAt(i) != (uid[i] == '-'))
            return {std::string(uid), false};
        if (!isDashAt(i))
            digits[count++] = uid[i];
    }
    std::string bytes = packHex({digits.data(), count});
    if (bytes.empty())
        return {std::string(uid), false};
    return {std::move(bytes), true};
}

std::string unpackUid(std::string_view bytes, bool isPacked)
{
    if (!isPacked)
        return std::string(bytes);
    const std::string digits = unpackHex(bytes);
    std::string uid;
    uid.reserve(kUuidLength);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            uid.push_back('-');
        uid.push_back(digits[i]);
    }
    return uid;
}

} // namespace binnacle::store
