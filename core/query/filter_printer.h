#pragma once

#include "core/domain/predicate.h"

#include <string>
#include <string_view>

namespace binnacle::query {

// The normalised text of a predicate; parseFilter gives the same predicate back. Null gives "".
std::string printFilter(const PredicatePtr &predicate);

// Quotes a value when the language needs it.
std::string quoteValue(std::string_view value);

} // namespace binnacle::query
