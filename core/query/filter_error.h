#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace binnacle::query {

// Why a text is not a filter (yet). Offsets are UTF-8 bytes into the text, always inside it or at
// its end; the span is what the console underlines.
struct FilterError
{
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string message;               // "unknown field \"resaon\""
    std::string suggestion;            // "reason"; empty when nothing is near
    bool incomplete = false;           // more typing could make it valid: not yet wrong
    std::vector<std::string> expected; // what could stand there instead, for APIs and hints
};

} // namespace binnacle::query
