#pragma once

#include "core/domain/query_result.h"

#include <string>

namespace binnacle::query {

// A value for people, whatever the locale: "80%", "250m", "1.5Gi", "2026-03-01T09:00:00Z", "true";
// "unknown" for what is not known. The shortest form that reads back as the same number.
std::string valueText(const QueryValue &value, FieldType type);

} // namespace binnacle::query
