#pragma once

#include "core/base/time.h"
#include "ui/widgets/time_selection.h"

#include <QRectF>
#include <QString>

#include <vector>

class QColor;
class QPainter;

namespace binnacle::ui {

// Linear mapping between a time range and the width of a rectangle.
double xOfTime(Timestamp at, const TimeRange &range, const QRectF &box);
Timestamp timeOfX(double x, const TimeRange &range, const QRectF &box);

struct AxisTick
{
    Timestamp at{};
    QString label;      // "14:00", "Mar 3" at midnight, "14:00:30" for short ranges
    bool isDay = false; // midnight in the selected zone
};

// Round instants of the selected zone, at most one per `minSpacing` pixels of `width`.
std::vector<AxisTick> timeTicks(
    const TimeRange &range, const TimeSelection &zone, int width, int minSpacing = 84);

// Labels below tick marks; `box` is the axis band, kTimeAxisHeight high.
inline constexpr int kTimeAxisHeight = 20;
void paintTimeAxis(
    QPainter &painter, const QRectF &box, const TimeRange &range, const TimeSelection &zone);

// Diagonal lines, clipped to `box`.
void paintHatching(QPainter &painter, const QRectF &box, const QColor &color);
// What the past wears behind its words: a hatching they stay readable on.
void paintPastHatching(QPainter &painter, const QRectF &box);

// Those that say "no data here".
void paintNoData(QPainter &painter, const QRectF &box);

// The smallest round bucket (1 s ... 7 d) that gives at most `maxBuckets` bars over the range.
Duration niceBucket(const TimeRange &range, int maxBuckets);

} // namespace binnacle::ui
