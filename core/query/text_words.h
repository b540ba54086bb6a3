#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// The words of a text as full-text search sees them, in order, folded: what SQLite's FTS5
// tokenizer `unicode61 remove_diacritics 1` makes of it. Letters, digits and private-use
// characters form words, everything else separates them; upper case becomes lower, and a Latin
// letter with one diacritic loses it. The store builds its MATCH expressions from these words, so
// a search finds the same events in memory and in SQL. `text` must be valid UTF-8.
std::vector<std::string> textWords(std::string_view text);

// Byte offset of the first byte that is not UTF-8; text.size() when all of it is.
std::size_t firstInvalidUtf8(std::string_view text);

} // namespace binnacle::query
