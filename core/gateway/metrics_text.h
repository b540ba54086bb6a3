#pragma once

#include "core/gateway/gateway.h"

#include <string>
#include <vector>

namespace binnacle::gateway {

// The Prometheus text format 0.0.4: one HELP and TYPE for each name, samples of a name together.
std::string metricsText(std::vector<MetricSample> samples);

} // namespace binnacle::gateway
