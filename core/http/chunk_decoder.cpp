#include "core/http/chunk_decoder.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace binnacle::http {

namespace {

constexpr std::size_t kLineBytes = 4U << 10;
constexpr std::size_t kTrailerBytes = 8U << 10;
constexpr std::size_t kSizeDigits = 16;

bool isTokenChar(char c)
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || kMarks.find(c) != std::string_view::npos;
}

bool hasControlByte(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f'; });
}

// ";name", ";name=value" and ";name=\"quoted\"", any number of them.
bool areExtensions(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') {
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ';') {
            if (i + 1 >= text.size() || !isTokenChar(text[i + 1]))
                return false;
        } else if (!quoted && (i == 0 || (!isTokenChar(c) && c != '='))) {
            return false;
        }
    }
    return !quoted;
}

} // namespace

void ChunkDecoder::fail(const char *problem)
{
    m_state = State::Malformed;
    m_problem = problem;
}

std::size_t ChunkDecoder::feed(std::string_view bytes, std::string &body)
{
    std::size_t used = 0;
    while (m_state == State::Reading && used < bytes.size()) {
        const std::string_view rest = bytes.substr(used);
        switch (m_part) {
        case Part::SizeLine:
        case Part::Trailer:
            used += takeLine(rest);
            if (m_lineComplete)
                endLine(body.size());
            break;
        case Part::Data:
            used += takeData(rest, body);
            break;
        case Part::DataEnd:
            used += takeDataEnd(rest);
            break;
        }
    }
    return used;
}

std::size_t ChunkDecoder::takeLine(std::string_view bytes)
{
    const std::size_t end = bytes.find('\n');
    const std::string_view taken = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    if (m_line.size() + taken.size() > kLineBytes) {
        fail("a chunk header or trailer is too long");
        return bytes.size();
    }
    m_line += taken;
    m_lineComplete = end != std::string_view::npos;
    return taken.size();
}

void ChunkDecoder::endLine(std::size_t bodySize)
{
    const std::string line = std::exchange(m_line, {});
    m_lineComplete = false;
    if (!line.ends_with("\r\n")) {
        fail("a chunk line ends in a bare line feed");
        return;
    }
    const std::string_view content = std::string_view(line).substr(0, line.size() - 2);
    if (hasControlByte(content))
        fail("a control byte in a chunk line");
    else if (m_part == Part::SizeLine)
        endSizeLine(content, bodySize);
    else
        endTrailerLine(content);
}

void ChunkDecoder::endSizeLine(std::string_view line, std::size_t bodySize)
{
    const char *const end = line.data() + line.size();
    const auto [rest, failed] = std::from_chars(line.data(), end, m_left, 16);
    const auto digits = static_cast<std::size_t>(rest - line.data());
    if (failed != std::errc() || digits > kSizeDigits) {
        fail("malformed chunk size");
    } else if (!areExtensions(line.substr(digits))) {
        fail("malformed chunk extension");
    } else if (m_left > m_bodyLimit - bodySize) {
        m_state = State::TooLarge;
    } else {
        m_part = m_left == 0 ? Part::Trailer : Part::Data;
    }
}

void ChunkDecoder::endTrailerLine(std::string_view line)
{
    if (line.empty()) {
        m_state = State::Complete;
        return;
    }
    m_trailerBytes += line.size();
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (m_trailerBytes > kTrailerBytes)
        fail("the trailer is too long");
    else if (colon == std::string_view::npos || name.empty()
        || !std::all_of(name.begin(), name.end(), isTokenChar))
        fail("malformed trailer");
}

std::size_t ChunkDecoder::takeData(std::string_view bytes, std::string &body)
{
    const std::size_t count = std::min<std::uint64_t>(bytes.size(), m_left);
    body += bytes.substr(0, count);
    m_left -= count;
    if (m_left == 0)
        m_part = Part::DataEnd;
    return count;
}

std::size_t ChunkDecoder::takeDataEnd(std::string_view bytes)
{
    if (bytes.front() != (m_sawReturn ? '\n' : '\r')) {
        fail("chunk data is longer than its size");
    } else if (m_sawReturn) {
        m_sawReturn = false;
        m_part = Part::SizeLine;
    } else {
        m_sawReturn = true;
    }
    return 1;
}

} // namespace binnacle::http
