#pragma once

#include "core/domain/cluster_event.h"

#include <cstdint>
#include <vector>

namespace binnacle::demo {

// An estate that never was, with the proportions of a real one: pods of rolling deployments with
// ten events each, three clusters, reasons and messages as Kubernetes words them, one Warning in
// four. Event number n is the same in every run.
struct SyntheticEstate
{
    Timestamp start = fromEpochMs(1'772'323'200'000); // 2026-03-01T00:00:00Z
    Duration step{86};                                // between events: a million a day
    std::uint64_t clusters = 3;
    std::uint64_t deployments = 600;
    std::uint64_t nodes = 100;

    ClusterEvent event(std::uint64_t number) const;
    std::vector<ClusterEvent> events(std::uint64_t first, std::uint64_t count) const;
};

} // namespace binnacle::demo
