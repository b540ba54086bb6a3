#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::store {

// Unsigned integers in groups of seven bits, lowest first, as protocol buffers have them: 1 byte up
// to 127, 2 up to 16 383.
inline void appendVarint(std::string &out, std::uint64_t value)
{
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

// Reads one number after the other from bytes that may be damaged.
class VarintReader
{
public:
    explicit VarintReader(std::string_view bytes)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {}

    bool isAtEnd() const { return m_at == m_end; }
    // The bytes that were not read.
    std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }

    // False when the bytes end within the number or it does not fit.
    bool read(std::uint64_t &value)
    {
        value = 0;
        for (unsigned shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const auto byte = static_cast<unsigned char>(*m_at++);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return true;
        }
        return false;
    }

private:
    const char *m_at;
    const char *m_end;
};

} // namespace binnacle::store
