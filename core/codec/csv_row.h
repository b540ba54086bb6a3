#pragma once

#include "core/base/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::codec {

// One line of RFC 4180 CSV, or of TSV with the same quoting, appended to a text. Cells that a
// spreadsheet would evaluate (= + - @ TAB CR first) get a leading apostrophe.
class CsvRow
{
public:
    explicit CsvRow(std::string &out, char separator = ','); // `out` must outlive the row

    CsvRow &cell(std::string_view text);
    CsvRow &cell(const std::string &text) { return cell(std::string_view(text)); }
    CsvRow &cell(const char *text) { return cell(std::string_view(text)); }
    CsvRow &cell(Timestamp at); // RFC 3339, empty when unknown
    CsvRow &cell(std::int64_t number);
    CsvRow &cell(std::optional<double> number); // shortest exact form, empty when unset
    void end() { m_out += "\r\n"; }

private:
    void separate();

    std::string &m_out;
    char m_separator;
    std::array<char, 4> m_special;
    bool m_first = true;
};

} // namespace binnacle::codec
