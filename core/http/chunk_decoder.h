#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::http {

// Takes the chunked coding off a request body. Strict where parsers differ, since that is where
// requests are smuggled. Of our own because Beast 1.74 has assertions in its chunk parser that
// unlucky packet borders trip. Extensions and trailers are checked and dropped.
class ChunkDecoder
{
public:
    enum class State { Reading, Complete, Malformed, TooLarge };

    explicit ChunkDecoder(std::size_t bodyLimit)
        : m_bodyLimit(bodyLimit)
    {}

    // Appends to `body`; returns the bytes used, less than all only when the state is not Reading.
    std::size_t feed(std::string_view bytes, std::string &body);

    State state() const { return m_state; }
    // REQUIRES: Malformed
    const char *problem() const { return m_problem; }

private:
    enum class Part { SizeLine, Data, DataEnd, Trailer };

    std::size_t takeLine(std::string_view bytes);
    std::size_t takeData(std::string_view bytes, std::string &body);
    std::size_t takeDataEnd(std::string_view bytes);
    void endLine(std::size_t bodySize);
    void endSizeLine(std::string_view line, std::size_t bodySize);
    void endTrailerLine(std::string_view line);
    void fail(const char *problem);

    const std::size_t m_bodyLimit;
    State m_state = State::Reading;
    Part m_part = Part::SizeLine;
    std::string m_line; // of a size or trailer, as far as it came
    bool m_lineComplete = false;
    std::size_t m_trailerBytes = 0;
    std::uint64_t m_left = 0; // of the data of this chunk
    bool m_sawReturn = false;
    const char *m_problem = "";
};

} // namespace binnacle::http
