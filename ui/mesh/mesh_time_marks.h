#pragma once

#include "core/console/mesh_feed.h"
#include "ui/widgets/status_glyph.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace binnacle::ui {

class TimeSelection;

// What the scrubber's bars and marks look like and are called.

QColor timeBarColor(StatusKind status);

// Deployments and commands have their own shapes; everything else is a status.
void paintTimeMark(QPainter &painter, const QRectF &box, console::LaneKind kind, bool isCritical);
QString timeMarkWord(console::LaneKind kind, bool isCritical);

// The names of the shapes in a line, from `left` on.
void paintTimeLegend(QPainter &painter, const QRectF &line);

// For tooltips: the marks within `reach` of the instant, one a line; the bar that holds it.
QString timeMarksText(
    const console::MeshTimeline &timeline, const TimeSelection &time, Timestamp at, Duration reach);
QString timeBarText(const console::MeshTimeline &timeline, const TimeSelection &time, Timestamp at);

} // namespace binnacle::ui
