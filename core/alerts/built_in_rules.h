#pragma once

#include "core/domain/alert.h"

#include <vector>

namespace binnacle::alerts {

// The rules that a new workspace begins with, contract 06 §6.5, and the burn rates of the SRE
// Workbook, ch. 5. They are quiet on a quiet day. Names never change: they say which ones a
// workspace was given.
std::vector<AlertRule> builtInRules();

} // namespace binnacle::alerts
