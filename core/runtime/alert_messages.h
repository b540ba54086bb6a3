#pragma once

#include "core/alerts/engine.h"
#include "core/domain/alert.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/notification.h"

#include <vector>

namespace binnacle::runtime {

// What one page says, contract 06 §6.2, in neutral form: core/notify words it for each channel.
// `alerts` are those in the page, at least one; `snapshot` is of their cluster, for what is told
// beside (phase, restarts, replicas) and may be null.
Message messageOf(const AlertRule &rule, alerts::AlertPage::Kind kind,
    const std::vector<Alert> &alerts, const ClusterSnapshot *snapshot, Timestamp now);

} // namespace binnacle::runtime
