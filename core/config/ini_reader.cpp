#include "core/config/ini_reader.h"

#include <algorithm>

namespace binnacle::config {

namespace {

constexpr std::string_view kSpace = " \t\r";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// Cuts a comment off; quotes protect what they enclose.
std::string_view withoutComment(std::string_view line)
{
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool free = i == 0 || kSpace.find(line[i - 1]) != std::string_view::npos;
        if (line[i] == '"')
            quoted = !quoted;
        else if ((line[i] == '#' || line[i] == ';') && free && !quoted)
            return line.substr(0, i);
    }
    return line;
}

std::string_view unquoted(std::string_view value)
{
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

} // namespace

IniText readIni(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    IniText ini;
    std::string section;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(withoutComment(trimmed(text.substr(0, end))));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty())
            continue;
        if (line.front() == '[') {
            if (line.back() != ']' || trimmed(line.substr(1, line.size() - 2)).empty())
                ini.problems.push_back({number, "a section is written [name]"});
            else
                section = trimmed(line.substr(1, line.size() - 2));
            continue;
        }
        const std::size_t equals = line.find('=');
        const std::string_view key = trimmed(line.substr(0, equals));
        if (equals == std::string_view::npos || key.empty()) {
            ini.problems.push_back({number, "a setting is written key = value"});
            continue;
        }
        ini.entries.push_back({.section = section,
            .key = std::string(key),
            .value = std::string(unquoted(trimmed(line.substr(equals + 1)))),
            .line = number});
    }
    return ini;
}

} // namespace binnacle::config
