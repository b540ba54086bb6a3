#pragma once

#include <cstdint>
#include <string_view>

namespace binnacle::http {

// Whether bytes that come piece by piece are UTF-8 (RFC 3629): no surrogates, nothing overlong,
// nothing beyond U+10FFFF.
class Utf8Checker
{
public:
    // False as soon as no continuation could make the text valid.
    bool feed(std::string_view bytes);
    // No character is cut in the middle.
    bool isComplete() const { return m_left == 0; }

private:
    bool lead(std::uint8_t byte);

    std::uint8_t m_left = 0; // continuation bytes of the current character
    std::uint8_t m_least = 0x80;
    std::uint8_t m_most = 0xBF; // of the next one
};

} // namespace binnacle::http
