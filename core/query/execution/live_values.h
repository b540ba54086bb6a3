#pragma once

#include "core/query/completion.h"
#include "core/query/execution/table.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace binnacle::query {

// Values of a text field that start with `prefix` whatever the case, most frequent first, for
// completion. Looks at every row (about 5 ms for 100 000) but keeps only some thousand different
// values, so what is rarer than the first of these may be missing until more is typed.
std::vector<Suggestion> liveValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit);

} // namespace binnacle::query
