#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/predicate.h"
#include "core/query/filter_error.h"
#include "core/query/filter_values.h"
#include "core/query/schema.h"

#include <cstddef>
#include <string_view>

namespace binnacle::query {

// Parses the filter language for events.
//
//   filter  := ["/"] or
//   or      := and { ("or" | "||") and }
//   and     := not { ["and" | "&&"] not }            words side by side mean "and"
//   not     := ("not" | "!") not | "(" or ")" | term
//   term    := field op values | field ["not"] "in" "[" value {"," value} "]" | word
//   op      := "=" "==" "!=" "<>" "<" "<=" ">" ">=" "=~" "~" "!~" ":" "contains" "startswith"
//              "matches"
//   values  := value {"," value} | "[" value {"," value} "]"     one of them; != none of them
//   value   := "quoted" | 'quoted' | bare word | number | duration | time
//
// A bare or quoted word alone is full-text search, unless it names a flag: "not ready" is
// ready=false or unknown. `field:value` means equality for closed fields
// (type, kind, namespace, name, reason, node, cluster, uid, source) and "contains" for message; a
// bare value with * is a pattern. Fields have short names (ns, obj, host, msg). `last` and `first`
// take times ("03:12", RFC 3339, epoch; UTC unless they name a zone) and ages: "10m" is the instant
// that long before `now`, so last>10m is "seen within the last ten minutes"; last=10m and last:10m
// mean the same. A day or a minute after "=" is all of it. A bare null after "=" or "!=" asks
// whether nothing is known: zone = null. Regular expressions are Perl-like
// (PCRE), case-sensitive and unanchored. Precedence: not, and, or. Groups of the same kind melt
// into one, double negation goes. Empty text gives the null predicate: everything. At most 4 KiB of
// text, depth 32 (as printed, too), 256 conditions and values. Text must be UTF-8.
//
// Pure; takes at most 50 µs for a filter of 200 characters.
Result<PredicatePtr, FilterError> parseFilter(std::string_view text, Timestamp now);

// A filter inside another text, from `at` to the bracket, comma or end that is not its own. Offsets
// of errors are those of the whole text.
struct ParsedExpression
{
    PredicatePtr predicate; // null: everything
    std::size_t end = 0;    // of the bracket, comma or end
};
Result<ParsedExpression, FilterError> parseExpressionWithin(
    std::string_view text, std::size_t at, const Schema &schema, Timestamp now, CommaMeaning comma);
// One condition of it, where a comma is not the condition's own: "namespace=shop, …".
Result<ParsedExpression, FilterError> parseConditionWithin(
    std::string_view text, std::size_t at, const Schema &schema, Timestamp now);

} // namespace binnacle::query
