#pragma once

#include "core/domain/predicate.h"
#include "core/query/filter_error.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace binnacle::query {

inline constexpr std::size_t kMaxFilterBytes = 4096;
inline constexpr int kMaxFilterDepth = 32;
inline constexpr std::size_t kMaxConditions
    = 256; // keeps the SQL it becomes within SQLite's limits

// Why a text is not looked at: too long, or not UTF-8.
std::optional<FilterError> unreadable(std::string_view text);

// Why a predicate is too much, when printed, too: nested too deep, or too many conditions and
// values. The error spans `length` bytes from `offset`.
std::optional<FilterError> tooLarge(
    const PredicatePtr &predicate, std::size_t offset, std::size_t length);

} // namespace binnacle::query
