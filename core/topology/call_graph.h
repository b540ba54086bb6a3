#pragma once

#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"

#include <functional>
#include <utility>
#include <vector>

namespace binnacle::topology {

// What was counted in one window, and what is remembered about edges.
struct CallGraphInput
{
    ClusterId cluster;
    TimeRange range;
    Duration covered{};
    std::vector<std::pair<ServiceRef, Traffic>> services; // inbound
    std::vector<std::pair<EdgeRef, Traffic>> edges;       // outbound
    // Edges with traffic within the hour before range.to, with the end of their last interval.
    std::vector<std::pair<EdgeRef, Timestamp>> recentEdges;
    // When an edge or service was first seen ever; unknown timestamps: before all history.
    std::function<Timestamp(const EdgeRef &)> firstSeen;
    std::function<Timestamp(const ServiceRef &)> serviceFirstSeen;
    // What was first seen since then is new; unknown: since the window began.
    Timestamp newSince{};
    // Namespaces or workloads of the ingress controller.
    std::function<bool(const ServiceRef &)> isIngress;
    // Its status; null: the rule for mesh nodes without a target (contract 03 §3.5). Asked only for
    // services with inbound traffic; the others have the status unknown (§3.7).
    std::function<SloStatus(const ServiceRef &, const Traffic &)> statusOf;
};

// Nodes are the services with rows and every endpoint of an edge; an edge stays one hour after its
// last traffic, idle (contract 03 §3.7).
MeshGraph buildCallGraph(const CallGraphInput &input);

using binnacle::meshStatus; // the rule for nodes without a target

// Who calls `centre` and whom it calls, directly or through others, within `hops` calls, and the
// calls between them. Empty when `centre` is not in the graph.
MeshGraph neighbourhood(const MeshGraph &graph, const ServiceRef &centre, int hops);

} // namespace binnacle::topology
