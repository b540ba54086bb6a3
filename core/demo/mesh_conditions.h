#pragma once

#include <vector>

namespace binnacle::demo {

// What the pods of one service are like at an instant.
struct ServiceCondition
{
    double pods = 1;     // ready ones
    double slow = 0;     // share of requests that wait for something sick
    double failure = 0;  // share of requests that fail for it
    double slowMs = 0;   // median of how long these take; 0: as all others
    double failedMs = 0; // likewise

    friend bool operator==(const ServiceCondition &, const ServiceCondition &) = default;
};

struct MeshConditions
{
    std::vector<ServiceCondition> services; // by index of MeshModel::services()
    double newRelease = 0;                  // share of fraud-check's pods that run 1.4.0
    double demand = 1;                      // of the usual: less in a maintenance window

    friend bool operator==(const MeshConditions &, const MeshConditions &) = default;
};

} // namespace binnacle::demo
