#include "core/codec/csv_row.h"

#include <charconv>

namespace binnacle::codec {

namespace {

// Spreadsheets evaluate a cell that starts like this, so a message could become a formula.
bool looksLikeFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

} // namespace

CsvRow::CsvRow(std::string &out, char separator)
    : m_out(out)
    , m_separator(separator)
    , m_special{separator, '"', '\n', '\r'}
{}

CsvRow &CsvRow::cell(std::string_view text)
{
    separate();
    const bool guarded = looksLikeFormula(text);
    if (text.find_first_of({m_special.data(), m_special.size()}) == text.npos) {
        if (guarded)
            m_out += '\'';
        m_out += text;
        return *this;
    }
    m_out += guarded ? "\"'" : "\"";
    for (const char c : text) {
        m_out += c;
        if (c == '"')
            m_out += '"';
    }
    m_out += '"';
    return *this;
}

CsvRow &CsvRow::cell(Timestamp at)
{
    return cell(isKnown(at) ? std::string_view(formatRfc3339(at)) : std::string_view());
}

CsvRow &CsvRow::cell(std::int64_t number)
{
    separate();
    m_out += std::to_string(number);
    return *this;
}

CsvRow &CsvRow::cell(std::optional<double> number)
{
    separate();
    if (!number)
        return *this;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), *number).ptr;
    m_out.append(text.data(), end);
    return *this;
}

void CsvRow::separate()
{
    if (!m_first)
        m_out += m_separator;
    m_first = false;
}

} // namespace binnacle::codec
