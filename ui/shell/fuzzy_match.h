#pragma once

#include <string_view>

namespace binnacle::ui {

// How well `pattern` fits `text`, ignoring ASCII case: its characters in order, gaps allowed.
// -1: not at all. Beginnings of words and runs score higher, long texts lower. The pattern must be
// in lower case. Pure; tens of nanoseconds for a name.
int fuzzyScore(std::string_view pattern, std::string_view text);

} // namespace binnacle::ui
