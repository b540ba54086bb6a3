#pragma once

#include "core/demo/cluster_model.h"

#include <cstdint>

namespace binnacle::demo {

// What metrics-server would report at `at`: follows the daily wave, with noise that depends on the
// object and the half minute only. Zero for what does not run.
struct Usage
{
    std::int64_t cpu = 0;    // millicores
    std::int64_t memory = 0; // MiB
};

Usage usageOf(const PodModel &pod, Timestamp at);
// The pods of the node and the system itself.
Usage usageOf(const ClusterModel &model, const NodeModel &node, Timestamp at);

} // namespace binnacle::demo
