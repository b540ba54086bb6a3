#include "core/http/utf8_checker.h"

namespace binnacle::http {

// The table of Unicode §3.9 (well-formed byte sequences): only the second byte is restricted
// further.
bool Utf8Checker::lead(std::uint8_t byte)
{
    m_least = 0x80;
    m_most = 0xBF;
    if (byte < 0x80)
        return true;
    if (byte < 0xC2 || byte > 0xF4)
        return false;
    m_left = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    if (byte == 0xE0)
        m_least = 0xA0;
    else if (byte == 0xED)
        m_most = 0x9F;
    else if (byte == 0xF0)
        m_least = 0x90;
    else if (byte == 0xF4)
        m_most = 0x8F;
    return true;
}

bool Utf8Checker::feed(std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (m_left == 0) {
            if (!lead(byte))
                return false;
            continue;
        }
        if (byte < m_least || byte > m_most)
            return false;
        m_least = 0x80;
        m_most = 0xBF;
        --m_left;
    }
    return true;
}

} // namespace binnacle::http
