#pragma once

#include "core/console/console_types.h"
#include "ui/overview/cluster_rows.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/time_selection.h"

#include <QString>

#include <vector>

namespace binnacle::ui {

// What somebody who was just woken up reads first.
struct Headline
{
    StatusKind status = StatusKind::Ok;
    QString title;  // "prod-eu has been in trouble since 18:21"
    QString detail; // "Node node-5: NodeHasDiskPressure · 214 warnings in the last hour"
};

// `timeline` is of the worst cluster and may be null.
Headline headlineOf(const std::vector<ClusterRow> &rows, const console::Timeline *timeline,
    const ClusterId &timelineCluster, const TimeSelection &time);

// Index of the cluster that needs attention first; -1 when there is none at all.
int worstCluster(const std::vector<ClusterRow> &rows);

} // namespace binnacle::ui
