#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/predicate.h"
#include "core/query/filter_error.h"
#include "core/query/filter_lexer.h"
#include "core/query/schema.h"

#include <string>
#include <vector>

namespace binnacle::query {

// One comparison as written: field, operator, values.
struct Condition
{
    const FieldInfo *field = nullptr;
    std::string key{}; // of a label: "app"
    Token sign;
    std::vector<Token> values; // Word or closed Quoted; at least one
    std::size_t textEnd = 0;   // where the whole filter ends
    std::string_view signText; // as written: "startswith"
};

// Checks the values against the field and makes the predicate. Ages count back from `now`; times
// without a zone are UTC.
//   - several values mean "one of them" (with != "none of them");
//   - a bare value with '*' is a pattern: Back*, *Failed*, *Off, ns:* (is set);
//   - an age after '=' or ':' means "within": last:10m is last>=10m;
//   - a day or a minute after '=' means all of it: last=2026-03-01.
Result<PredicatePtr, FilterError> buildCondition(const Condition &condition, Timestamp now);

// Full-text search for one word or quoted text in the schema's field of that kind.
Result<PredicatePtr, FilterError> buildTextSearch(
    const Token &token, FieldId fullText, std::size_t textEnd);

} // namespace binnacle::query
