#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What a stretch of a filter is, for colouring it while it is typed. Only looks at how it is
// written: "resaon=x" has a field although there is none of that name.
struct FilterPart
{
    enum class Kind { Field, Operator, Text, Number, Connective, Word };
    Kind kind = Kind::Word;
    std::size_t offset = 0; // UTF-8 bytes
    std::size_t length = 0;
};

// In order, without white space and parentheses. `text` must be valid UTF-8; 4 KiB take
// microseconds.
std::vector<FilterPart> filterParts(std::string_view text);

} // namespace binnacle::query
