#pragma once

#include "core/base/result.h"
#include "core/domain/alert_report.h"

#include <string_view>

namespace binnacle::alerts {

// Alerting rules of a Prometheus rule file, or of a PrometheusRule of its operator, as rules of
// ours where they can be expressed: burn rates as Binnacle and Sloth write them, heartbeats, and
// what kube-state-metrics tells of pods, nodes, workloads and volumes. Every other one says why
// not. Names are made unique within the file. Pure. Errors: MalformedBody naming the line,
// TooLarge, InvalidArgument (no rule file).
Result<RuleImport> importPrometheusRules(std::string_view yaml);

} // namespace binnacle::alerts
