#include "core/query/query_stages.h"

#include "core/query/words.h"

#include <algorithm>
#include <array>

namespace binnacle::query {

namespace {

constexpr std::size_t kMany = 32;

using enum StageKind;
using F = AggregateFunction;

constexpr std::array<StageInfo, 21> kStages{{
    {"where", Where, "where(condition)", "rows that satisfy it"},
    {"groupby", GroupBy, "groupby(field, …)", "one row for each value", 1, kMany},
    {"count", Aggregate, "count()", "how many rows", 0, 0, F::Count},
    {"sort", Sort, "sort(-field)", "in order; - is largest first", 1, kMany},
    {"limit", Limit, "limit(n)", "first n rows", 1, 2},
    {"top", Top, "top(n, field)", "the n largest", 2, 2},
    {"select", Select, "select(field, …)", "these columns", 1, kMany},
    {"fields", Select, "fields(field, …)", "these columns", 1, kMany},
    {"sum", Aggregate, "sum(field)", "total", 1, 1, F::Sum},
    {"avg", Aggregate, "avg(field)", "mean", 1, 1, F::Avg},
    {"min", Aggregate, "min(field)", "smallest", 1, 1, F::Min},
    {"max", Aggregate, "max(field)", "largest", 1, 1, F::Max},
    {"p50", Aggregate, "p50(field)", "median", 1, 1, F::P50},
    {"p95", Aggregate, "p95(field)", "95th percentile", 1, 1, F::P95},
    {"p99", Aggregate, "p99(field)", "99th percentile", 1, 1, F::P99},
    {"last", Last, "last(5m)", "history of so long", 1, 1},
    {"at", At, "at(\"03:12\")", "as it was then", 1, 1},
    {"diff", Diff, "diff(\"03:00\", \"03:20\")", "what changed between", 2, 2},
    {"during", During, "during(\"03:00..03:40\")", "history of a span of time, or of alert:7", 1,
        1},
    {"bisect", Bisect, "bisect(condition)", "when it first became true"},
    {"orderby", Sort, "orderby(-field)", "the same as sort", 1, kMany},
}};

} // namespace

std::span<const StageInfo> allStages()
{
    return kStages;
}

const StageInfo *findStage(std::string_view name)
{
    const auto found = std::ranges::find_if(
        kStages, [name](const StageInfo &stage) { return equalIgnoringCase(stage.name, name); });
    return found == kStages.end() ? nullptr : &*found;
}

std::string_view aggregateName(AggregateFunction function)
{
    switch (function) {
    case AggregateFunction::Count:
        return "count";
    case AggregateFunction::Sum:
        return "sum";
    case AggregateFunction::Avg:
        return "avg";
    case AggregateFunction::Min:
        return "min";
    case AggregateFunction::Max:
        return "max";
    case AggregateFunction::P50:
        return "p50";
    case AggregateFunction::P95:
        return "p95";
    case AggregateFunction::P99:
        break;
    }
    return "p99";
}

} // namespace binnacle::query
