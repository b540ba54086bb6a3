#pragma once

#include "core/domain/mesh.h"

#include <QPolygonF>

#include <vector>

namespace binnacle::ui {

// A smooth line through the points of a route that leaves and arrives horizontally, flattened into
// `pieces` straight ones between two points.
QPolygonF smoothLine(const std::vector<MeshPoint> &points, int pieces);

double distanceToLine(const QPolygonF &line, const QPointF &point);

// The point half way along.
QPointF middleOf(const QPolygonF &line);

} // namespace binnacle::ui
