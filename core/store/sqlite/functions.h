#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace binnacle::store {

// Adds to a connection what the filters of resources/sql/queries need:
//
//   contains_ci(text, part)     substring; ASCII letters match regardless of case
//   starts_with(text, prefix)   exact
//   starts_with_ci(text, prefix)
//   regex_matches(text, regex)  see base/bounded_regex.h
//   has_words(a, b, search)     every word of `search` (domain/search_words.h) is found in a or b,
//                               by the tokenizer of the text index
//   uid_text(stored)            a uid as people know it
//   pack_uid(text)              a uid as it is stored
Status registerFunctions(sqlite3 *handle);

// InvalidArgument when `pattern` is not a regular expression; says where.
Status checkRegex(const std::string &pattern);
// As regex_matches, for one text.
bool regexMatches(std::string_view text, const std::string &pattern);
bool containsIgnoringCase(std::string_view text, std::string_view part);

// `search` as the text index wants it, see domain/search_words.h. "" without words.
Result<std::string> matchExpression(sqlite3 *handle, std::string_view search);

} // namespace binnacle::store
