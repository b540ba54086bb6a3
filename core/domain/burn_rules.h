#pragma once

#include "core/base/time.h"
#include "core/domain/slo_report.h"

#include <array>

namespace binnacle {

// One of the pairs of windows that must both burn faster than the threshold.
struct BurnRule
{
    BurnSeverity severity;
    Duration longWindow;
    Duration shortWindow;
    double threshold; // times the rate that uses up the budget exactly
};

// Google's SRE Workbook, ch. 5, table 5-8, with the four pairs of windows of this product, which
// are also those Sloth generates: two page, two open a ticket.
inline constexpr std::array<BurnRule, 4> kBurnRules{{
    {BurnSeverity::Page, std::chrono::hours{1}, std::chrono::minutes{5}, 14.4},
    {BurnSeverity::Page, std::chrono::hours{6}, std::chrono::minutes{30}, 6},
    {BurnSeverity::Ticket, std::chrono::days{1}, std::chrono::hours{2}, 3},
    {BurnSeverity::Ticket, std::chrono::days{3}, std::chrono::hours{6}, 1},
}};

} // namespace binnacle
