#pragma once

#include "ui/widgets/trend_scale.h"
#include "ui/widgets/trend_series.h"

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace binnacle::ui {

// The runs of values without a gap as lines over `box`, whose width is `range`. At most four points
// a pixel column: the first, the lowest, the highest and the last, so that no spike is lost.
std::vector<QPolygonF> reducedLines(
    const TrendSeries &series, const TimeRange &range, const TrendScale &scale, const QRectF &box);

} // namespace binnacle::ui
