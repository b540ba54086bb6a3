#pragma once

#include "core/domain/slo_target.h"

#include <vector>

namespace binnacle::demo {

// What the people of the estate have promised for its domains, the same for all windows. In a real
// console these are settings, so the demo makes them as settings.
std::vector<SloTarget> demoTargets();

} // namespace binnacle::demo
