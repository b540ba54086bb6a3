#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/slo/row_windows.h"
#include "core/slo/subject_parts.h"

#include <vector>

namespace binnacle::slo {

// One line of the board from what was read. A domain's status is the worst of its services', each
// against its own target (contract 03 §3.5). `routes` and the traffic are filled in; backends are
// not, they need a snapshot.
SloRow makeRow(const SubjectParts &subject, const RowWindows &windows,
    const std::vector<SloTarget> &targets, SloWindow window);

// Whether the row can only be told with the traffic of six hours: half an hour burns faster than
// the condition of these two allows.
bool needsSixHours(const SubjectParts &subject, const RowWindows &windows,
    const std::vector<SloTarget> &targets, SloWindow window);

// The status of one part against its target in force; services and edges without a target of their
// own by the rule below.
SloStatus partStatus(const SubjectParts &subject, const SubjectPart &part, const Traffic &traffic,
    const std::vector<SloTarget> &targets, SloWindow window);

// The workloads behind the services of the routes. Without a snapshot the name of the service
// stands for its workload, which is what it is called in most clusters.
std::vector<ServiceRef> backendsOf(
    const ClusterSnapshot *snapshot, const std::vector<IngressRoute> &routes);

} // namespace binnacle::slo
