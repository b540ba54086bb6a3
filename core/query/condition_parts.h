#pragma once

#include "core/query/filter_condition.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What conditions on texts and on numbers have in common.
using BuiltCondition = Result<PredicatePtr, FilterError>;

FilterError errorAt(const Token &token, std::string message);
// "\">\" does not work with name, use …"; `allowed` is separated by spaces.
FilterError wrongSign(const Condition &condition, std::string_view allowed);
// The value may still be growing.
bool reachesEnd(const Token &value, std::size_t textEnd);

bool isEquality(Sign sign); // = != : in
std::optional<CompareOp> orderingOf(Sign sign);
bool isPattern(const Token &value); // bare, with '*'
bool isNull(const Token &value);    // the bare word

// Whether a number is known: no unknown one is greater than minus infinity, see predicate.h.
PredicatePtr knownNumber(FieldId field);
// The error of a test for null where there is always a value.
std::optional<FilterError> neverUnknown(const Condition &condition, const Token &value);

// One predicate for several alternatives: In where all are plain equalities of texts.
PredicatePtr oneOf(const FieldInfo &field, std::vector<PredicatePtr> parts);
PredicatePtr inverted(const PredicatePtr &predicate);

// The conditions of Text, Choice and Labels.
BuiltCondition buildText(const Condition &condition);
BuiltCondition buildChoice(const Condition &condition);
BuiltCondition buildLabels(const Condition &condition);

} // namespace binnacle::query
