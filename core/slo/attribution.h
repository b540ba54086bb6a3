#pragma once

#include "core/domain/slo_report.h"

#include <string>
#include <utility>
#include <vector>

namespace binnacle::slo {

// Which part of the errors of a window each edge, route, status and interval has. Parts are in
// proportion to their errors and never sum up to more than all errors; what is missing to all is
// not explained by that kind of part (by edge: failed in the subject itself). By edge, errors that
// calls passed on are counted where they came from once and not again at the callers: an edge keeps
// the share of its errors that its target's own calls do not explain. Parts without errors are left
// out; largest first, of all kinds together.
struct AttributionInput
{
    Measured whole;
    std::vector<std::pair<EdgeRef, Traffic>> edges;      // out of the subject's backends
    std::vector<std::pair<std::string, Traffic>> routes; // by path or service key
    std::vector<Measured> intervals;
};
std::vector<BudgetShare> attribute(const AttributionInput &input);

} // namespace binnacle::slo
