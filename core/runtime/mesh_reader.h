#pragma once

#include "core/base/result.h"
#include "core/domain/mesh.h"

#include <stop_token>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

struct MeshGraphQuery
{
    ClusterId cluster;
    TimeRange range;
};

// The call graph of a window from the SLO history: services and edges with traffic, edges that were
// busy in the hour before its end, what is new, statuses and whose errors they are. On a reader
// thread. The ingress controller is a node of its own; where its pods have no proxy it shows what
// its own metrics counted.
Result<MeshGraph> readMeshGraph(
    store::Connection &connection, const MeshGraphQuery &query, std::stop_token stop = {});

// Workloads that take traffic in from outside: those named after a known ingress controller.
bool isIngressController(const ServiceRef &service);

} // namespace binnacle::runtime
