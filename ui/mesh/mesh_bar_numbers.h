#pragma once

#include "core/console/mesh_feed.h"
#include "ui/widgets/chart_numbers.h"

#include <memory>

namespace binnacle::ui {

class TimeSelection;

// The bars below the graph in words, a row for each, newest first. `time` gives the zone and must
// outlive what is returned; null: no rows.
ChartNumbers meshBarNumbers(
    std::shared_ptr<const console::MeshTimeline> timeline, const TimeSelection &time);

} // namespace binnacle::ui
