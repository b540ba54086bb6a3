#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/promql_reader.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace binnacle::alerts {

// What an expression of Prometheus means in a rule of ours. For core/alerts only.
struct MappedCondition
{
    Condition condition;
    std::vector<std::string> notes; // what was left out or is measured in another way
};

// Errors: InvalidArgument saying what has no counterpart.
Result<MappedCondition> mapPromExpr(const PromExpr &expr);

} // namespace binnacle::alerts
