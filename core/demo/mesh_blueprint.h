#pragma once

#include <span>
#include <string_view>

// Who calls whom in the estate and how long it takes, as data. All text is static.
namespace binnacle::demo {

// One kind of request that a workload answers. Its own part only: what its calls take and lose is
// added by the model.
struct MeshOperationBlueprint
{
    std::string_view name; // "api-gateway/checkout"
    std::string_view ns;
    std::string_view workload;
    double medianMs = 1;
    double sigma = 0.5;
    double failure = 0;   // share of requests that fail in the workload itself
    double postShare = 0; // the rest are GETs; counted at the ingress only
};

struct MeshCallBlueprint
{
    std::string_view source; // operations
    std::string_view target;
    double ratio = 1;          // calls for each request
    double waits = 1;          // share of the call's time that the caller waits for
    double passesOn = 1;       // failures of the caller for each failed call
    double retried = 0;        // share of failed calls that are tried once more
    bool ofNewRelease = false; // only as far as the target runs the new release of the story
};

// Callers stand before what they call. Operations of workloads that a cluster does not have are
// left out with everything that calls them.
std::span<const MeshOperationBlueprint> meshOperations();
std::span<const MeshCallBlueprint> meshCalls();

} // namespace binnacle::demo
