#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/status_glyph.h"

#include <QIcon>
#include <QString>

namespace binnacle::ui {

// The one mapping from what is known of a cluster to a shape and a word.
StatusKind clusterStatus(const console::ClusterView &cluster);
QString clusterStatusText(const console::ClusterView &cluster); // "online", "agent offline"

// "snapshot 3 s ago, contact 1 s ago, metrics 12 s ago"
QString clusterAgesText(const console::ClusterView &cluster, Timestamp now);

// "prod-eu silent since 14:02:11 (96 s)" needs both; false: fresh enough to believe.
bool isStale(const console::ClusterView &cluster);

// The status shape as an icon, redrawn for every theme.
QIcon statusIcon(StatusKind status);

} // namespace binnacle::ui
