#include "core/http/head_scanner.h"

namespace binnacle::http {

const char *HeadScanner::problemAt(std::string_view head, std::size_t at) const
{
    const char c = head[at];
    const bool afterReturn = at > 0 && head[at - 1] == '\r';
    if (c == '\n')
        return afterReturn ? nullptr : "a line ends in a bare line feed";
    if (afterReturn)
        return "a carriage return without a line feed";
    if (at == m_lineStart && (c == ' ' || c == '\t'))
        return at == 0 ? "a space before the method" : "a header is folded over two lines";
    const auto code = static_cast<unsigned char>(c);
    if ((code < 0x20 && c != '\t' && c != '\r') || code == 0x7f)
        return "a control byte in the request head";
    return nullptr;
}

HeadScanner::Verdict HeadScanner::scan(std::string_view head)
{
    for (; m_scanned < head.size(); ++m_scanned) {
        if (const char *problem = problemAt(head, m_scanned)) {
            m_problem = problem;
            return Verdict::Malformed;
        }
        if (head[m_scanned] != '\n')
            continue;
        const bool emptyLine = m_scanned == m_lineStart + 1;
        m_lineStart = m_scanned + 1;
        if (emptyLine) {
            ++m_scanned;
            return Verdict::Complete;
        }
    }
    return Verdict::Incomplete;
}

} // namespace binnacle::http
