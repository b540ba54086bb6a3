#pragma once

#include "core/base/result.h"
#include "core/query/schema.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

struct Suggestion
{
    std::string text;   // what replaces the span
    std::string detail; // "field", "operator", "value, 1204 events"
};

struct Completion
{
    std::size_t offset = 0; // the span of the text that a chosen suggestion replaces
    std::size_t length = 0;
    std::vector<Suggestion> suggestions; // best first, at most 20
};

// Live values of a field that start with a prefix, most frequent first.
using ValueSource
    = std::function<std::vector<Suggestion>(std::string_view field, std::string_view prefix)>;

// What could stand at `cursor` (byte offset): a field, an operator, a value, a connective.
Completion completeFilter(std::string_view text, std::size_t cursor, const ValueSource &values);
// The same for a filter over any source that begins at `from` inside a longer text.
Completion completeExpression(std::string_view text, std::size_t from, std::size_t cursor,
    const Schema &schema, const ValueSource &values);

using QueryValueSource = std::function<std::vector<Suggestion>(
    const Schema &schema, std::string_view field, std::string_view prefix)>;
// What could stand at `cursor` of a query: sources, stages with what they do, fields that fit, live
// values.
Completion completeQuery(std::string_view text, std::size_t cursor, const QueryValueSource &values);

} // namespace binnacle::query
