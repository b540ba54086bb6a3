#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/query_result.h"
#include "core/query/filter_error.h"

#include <string>
#include <string_view>

namespace binnacle::query {

enum class Narrowing { And, AndNot, Or, OrNot };

// A query with one more condition on its rows: where its column `field` has this value (or not).
// Normalised. Empty where that cannot be: a text that is no query, a column that is a sum, a value
// that the language cannot say. A value that is not known asks for those (zone = null).
std::string narrowedQuery(std::string_view text, std::string_view field, const QueryValue &value,
    Narrowing how, Timestamp now);

} // namespace binnacle::query
