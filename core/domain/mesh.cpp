#include "core/domain/mesh.h"

#include <algorithm>

namespace binnacle {

const MeshNode *MeshGraph::find(const ServiceRef &service) const
{
    const auto found = std::ranges::lower_bound(nodes, service, {}, &MeshNode::service);
    return found != nodes.end() && found->service == service ? &*found : nullptr;
}

std::optional<double> MeshGraph::tlsShare(const MeshEdge &edge) const
{
    const MeshNode *callee = find(edge.edge.target);
    if (!callee || callee->kind != MeshNodeKind::Service)
        return std::nullopt;
    const Traffic &told = callee->traffic;
    const bool isAllOrNone = told.tlsRequests == 0 || told.tlsRequests == told.requests;
    return isAllOrNone ? told.tlsShare() : std::nullopt;
}

int MeshDiff::count(MeshChange change) const
{
    const auto changed = [change](const auto &row) { return row.delta.change == change; };
    return static_cast<int>(
        std::ranges::count_if(nodes, changed) + std::ranges::count_if(edges, changed));
}

} // namespace binnacle
