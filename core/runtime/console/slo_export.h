#pragma once

#include "core/console/slo_feed.h"

#include <string>

namespace binnacle::runtime {

// The rows of a board as text to save: Prometheus rules and OpenSLO documents of their targets, or
// the table as CSV or JSON with machine-readable numbers.
std::string exportBoard(const SloBoard &board, console::SpecFormat format);

} // namespace binnacle::runtime
