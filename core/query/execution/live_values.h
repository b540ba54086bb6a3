#pragma once

#include "core/domain/principal.h"
#include "core/query/completion.h"
#include "core/query/execution/table.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::query {

using CountedValues = std::vector<std::pair<std::string, std::size_t>>;

// Values of a text field that start with `prefix` whatever the case, with how many rows have them,
// most frequent first. Looks at every row (about 5 ms for 100 000) but keeps only some thousand
// different values, so what is rarer than the first of these may be missing until more is typed.
CountedValues countedValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit);

// The same for completion: as a query spells them, of rows within `scope`, and of those that can be
// looked at until `deadline`.
std::vector<Suggestion> liveValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit, const AccessScope &scope = {},
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max());

} // namespace binnacle::query
