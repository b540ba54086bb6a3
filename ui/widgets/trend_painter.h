#pragma once

#include "ui/widgets/time_selection.h"
#include "ui/widgets/trend_scale.h"
#include "ui/widgets/trend_series.h"

#include <QSizeF>

#include <functional>
#include <vector>

class QPainter;

namespace binnacle::ui {

// All that a trend chart shows while nobody points at it.
struct TrendPicture
{
    std::vector<TrendSeries> series;
    std::vector<TrendSpan> spans;
    TimeRange range;
    TrendScale scale;
    std::function<QString(double)> valueText;
    StatusKind status = StatusKind::Neutral;      // of the main line; Neutral: the accent
    QString note;                                 // in the lower right corner
    StatusKind noteStatus = StatusKind::Critical; // also of the forecast
};

// Where lines are drawn in a chart of that size; scales are beside and below.
QRectF trendPlot(const QSizeF &size);

// Spans, those with a reason dotted, hatched gaps, grid, lines, note and axis. `time` gives the
// zone. Lines of more than some thousand points are drawn by columns and one pixel wide, above
// those that are dashed: what a general rasteriser does with them takes longer than a frame.
void paintTrend(
    QPainter &painter, const QSizeF &size, const TrendPicture &picture, const TimeSelection &time);

} // namespace binnacle::ui
