#pragma once

#include <span>
#include <string>
#include <string_view>

namespace binnacle::query {

// The candidate that a typist most likely meant: at most two slips away (one for short words),
// counting a swap of neighbours as one. Empty when none is near.
std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates);

// ASCII only; the rest is compared byte by byte.
bool equalIgnoringCase(std::string_view a, std::string_view b);
bool startsWithIgnoringCase(std::string_view text, std::string_view prefix);
char asciiLower(char c);

} // namespace binnacle::query
