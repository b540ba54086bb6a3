#pragma once

#include "core/alerts/condition.h"
#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::runtime {

// The kinds of conditions as a form offers them, finer than alerts::ConditionKind: "slo",
// "service", "edge", "event", "query", "heartbeat", "snapshot", "increments" and the sources of
// objects.
std::span<const std::string_view> conditionForms();
std::string_view conditionFormOf(const alerts::Condition &condition);
// What a condition of the form begins with. Errors: InvalidArgument (no such form).
Result<alerts::Condition> conditionOfForm(std::string_view form);
// An example of its text.
std::string_view conditionExampleOf(std::string_view form);

} // namespace binnacle::runtime
