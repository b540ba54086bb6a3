#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::config {

struct IniEntry
{
    std::string section; // "" before the first [section]
    std::string key;
    std::string value; // trimmed, without surrounding double quotes
    int line = 0;      // from 1
};

struct IniProblem
{
    int line = 0;
    std::string message;
};

struct IniText
{
    std::vector<IniEntry> entries; // in the order of the text
    std::vector<IniProblem> problems;
};

// Reads [section] and key = value lines. '#' and ';' start a comment at the beginning of a line or
// after white space; a value in double quotes is taken as it is. Lines that are neither are
// reported and skipped. Pure.
IniText readIni(std::string_view text);

} // namespace binnacle::config
