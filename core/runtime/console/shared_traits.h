#pragma once

#include "core/base/result.h"
#include "core/console/query_desk.h"
#include "core/query/query.h"

#include <optional>
#include <vector>

namespace binnacle::runtime {

// The question behind "who else": the traits of all rows of the source that the query is about,
// whatever its conditions, in place and time as it has them. nullopt: rows of sums share nothing.
std::optional<query::Query> traitQuery(const query::Query &query);

// Ranks what the marked rows share against the others. Marked rows are found again among `all` by
// what they are about.
std::vector<console::SharedTrait> sharedTraits(
    const QueryResult &all, const QueryResult &shown, const std::vector<std::size_t> &marked);

} // namespace binnacle::runtime
