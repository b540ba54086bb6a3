#pragma once

#include "core/domain/query_result.h"

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::query {

// Numbers with units, of Number, Percent, Cores, Bytes, Span (milliseconds) and Flag (1 or 0):
// "80%", "250m", "1.5Gi", "512MiB", "10m", "250ms", "true". A number without a unit is in the
// field's own; of Span that is milliseconds. nullopt for anything else. Pure.
std::optional<double> parseQuantity(FieldType type, std::string_view text);
// What parses to the same.
std::string printQuantity(FieldType type, double value);
// "a percentage such as 80%"
std::string_view quantityExample(FieldType type);

} // namespace binnacle::query
