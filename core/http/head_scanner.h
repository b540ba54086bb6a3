#pragma once

#include <cstddef>
#include <string_view>

namespace binnacle::http {

// Finds the end of a request head and refuses what lenient parsers read in different ways (the
// stuff of request smuggling) before the real parser sees it: bare CR or LF, folded lines, control
// bytes. Works on a growing buffer and looks at every byte once.
class HeadScanner
{
public:
    enum class Verdict { Incomplete, Complete, Malformed };

    // `head` starts with everything that was passed before.
    Verdict scan(std::string_view head);

    // REQUIRES: Complete. Bytes of the head with its empty line.
    std::size_t length() const { return m_scanned; }
    // REQUIRES: Malformed.
    const char *problem() const { return m_problem; }

private:
    const char *problemAt(std::string_view head, std::size_t at) const;

    std::size_t m_scanned = 0;
    std::size_t m_lineStart = 0;
    const char *m_problem = "";
};

} // namespace binnacle::http
