#pragma once

#include "core/query/query.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace binnacle::query {

enum class StageKind {
    Where,
    Select,
    GroupBy,
    Aggregate,
    Sort,
    Top,
    Limit,
    At,
    Diff,
    Last,
    During,
    Bisect,
};

// What may stand behind a source and its dot.
struct StageInfo
{
    std::string_view name;
    StageKind kind = StageKind::Where;
    std::string_view form; // "limit(n)"
    std::string_view help; // "first n rows"
    std::size_t least = 0; // arguments
    std::size_t most = 0;
    AggregateFunction function = AggregateFunction::Count;
};

std::span<const StageInfo> allStages();
const StageInfo *findStage(std::string_view name); // ignoring case; null: there is none

} // namespace binnacle::query
