#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <vector>

namespace binnacle::demo {

// The stretches of one post, oldest first; each becomes one SloIncrements.
using BackFillChunk = std::vector<TimeRange>;

// How `length` of history before `end` is told: by the minute for the last two hours, by five
// minutes for two days, by the hour before. The newest chunk first, because that is what people
// look at first. Hours begin with the hour of the clock, and stretches end a second before it, so
// that no row counts for the hour that follows it.
std::vector<BackFillChunk> planBackFill(Timestamp end, Duration length);

} // namespace binnacle::demo
