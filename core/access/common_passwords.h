#pragma once

#include <string_view>

namespace binnacle::access {

// Whether a password of twelve characters or more is among those that are tried first: `plain` in
// lower case. Known words with digits or marks appended count as the word.
bool isCommonPassword(std::string_view plain);

} // namespace binnacle::access
