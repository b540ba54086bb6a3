#pragma once

#include "core/alerts/condition.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::alerts {

// What the two spellings of a condition, JSON and text, have in common. For core/alerts only.

inline constexpr Duration kLongestDuration{std::chrono::days{90}};

// "5m", "90s", "1500ms": the longest unit that divides it; parseDuration() reads it back.
std::string durationText(Duration duration);
// The shortest digits that read back as the same number, without an exponent.
std::string numberText(double number);
// Errors: InvalidArgument, also beyond kLongestDuration.
Result<Duration> readDuration(std::string_view text);

std::optional<CompareOp> compareOpFromText(std::string_view text); // "=" is "=="
// By any of the names of contract 06: "burn_rate", "error_budget_remaining", "p95_ms".
std::optional<LevelMetric> levelMetricFromName(std::string_view name);
std::string nearestLevelMetric(std::string_view name); // empty: none is near
Duration usualWindow(LevelMetric metric);
bool isPercent(LevelMetric metric);
bool isLatency(LevelMetric metric);
// Windows that are measured and numbers that can be crossed. Errors: InvalidArgument.
Status checkTerm(const LevelTerm &term);
// Groups of one melt away, so do groups within groups of their kind and double negations.
LevelTree normalised(LevelTree tree);

// Sources whose rows are objects that an alert can be about.
bool isObjectSource(query::SourceId source);
// A filter as a rule can keep it: without instants, which stand still while the rule does not.
// Errors: InvalidArgument naming the place and, where one is near, the word that was meant.
Result<PredicatePtr> readFilter(std::string_view text, query::SourceId source);
// What readFilter() reads back, spaced as people do: `phase = Pending and age > 10m`.
std::string filterText(const PredicatePtr &filter, query::SourceId source);
// Whether it is a query with one number to compare, in all or for each group: how many rows there
// are when it sums nothing. Errors: InvalidArgument.
Status checkQuery(std::string_view text);

// `burn(1h) > 14.4 and burn(5m) > 14.4`.
std::string levelText(const LevelTree &tree);
Result<LevelTree> parseLevels(std::string_view text);

// "shop/a -> *" with the arrow that names of edges have, without white space around.
std::string targetFrom(std::string_view text);

// An error of a text: "at 12: expected a number".
Error errorAt(std::size_t offset, std::string_view what, std::string_view suggestion = {});

} // namespace binnacle::alerts
