#include "core/topology/blame.h"

#include <algorithm>
#include <map>

namespace binnacle::topology {

namespace {

double errorsOf(const MeshNode &node)
{
    return static_cast<double>(std::max(node.traffic.errors, node.fromCallers.errors));
}

// Something that flows down the calls, errors or time: how much of it each node has, and how much
// of that each of its calls brought.
struct Flow
{
    std::vector<double> ofNode;
    std::vector<double> ofEdge;
};

Flow errorFlow(const MeshGraph &graph)
{
    Flow flow;
    for (const MeshNode &node : graph.nodes)
        flow.ofNode.push_back(errorsOf(node));
    for (const MeshEdge &edge : graph.edges)
        flow.ofEdge.push_back(static_cast<double>(edge.traffic.errors));
    return flow;
}

// The time of all requests, less what as many took before.
double excessTime(const Traffic &now, const Traffic *before)
{
    const double average = now.averageLatency().value_or(0);
    const double usual = before != nullptr ? before->averageLatency().value_or(0) : 0;
    return std::max(0.0, average - usual) * static_cast<double>(now.requests);
}

Flow timeFlow(const MeshGraph &graph, const MeshGraph *before)
{
    std::map<EdgeRef, const MeshEdge *> edgesBefore;
    if (before != nullptr) {
        for (const MeshEdge &edge : before->edges)
            edgesBefore.emplace(edge.edge, &edge);
    }
    Flow flow;
    for (const MeshNode &node : graph.nodes) {
        const MeshNode *then = before != nullptr ? before->find(node.service) : nullptr;
        flow.ofNode.push_back(excessTime(node.shown(), then != nullptr ? &then->shown() : nullptr));
    }
    for (const MeshEdge &edge : graph.edges) {
        const auto then = edgesBefore.find(edge.edge);
        flow.ofEdge.push_back(
            excessTime(edge.traffic, then != edgesBefore.end() ? &then->second->traffic : nullptr));
    }
    return flow;
}

// Follows a share of the victim's flow down until it stays somewhere.
class Tracer
{
public:
    Tracer(const MeshGraph &graph, const Flow &flow)
        : m_graph(graph)
        , m_flow(flow)
        , m_calls(graph.nodes.size())
        , m_ofCalls(graph.nodes.size())
        , m_isOnPath(graph.nodes.size())
    {
        for (std::size_t i = 0; i < graph.edges.size(); ++i) {
            if (flow.ofEdge[i] <= 0)
                continue;
            m_calls[graph.edges[i].source].push_back(i);
            m_ofCalls[graph.edges[i].source] += flow.ofEdge[i];
        }
    }

    std::vector<Culprit> trace(std::size_t victim)
    {
        if (m_flow.ofNode[victim] > 0)
            descend(victim, 1);
        std::vector<Culprit> culprits;
        for (auto &[node, found] : m_found)
            culprits.push_back({m_graph.nodes[node].service, found.share, std::move(found.path)});
        std::ranges::stable_sort(culprits, std::ranges::greater(), &Culprit::share);
        return culprits;
    }

private:
    // Below this a branch is not split further. It also bounds the work: at each depth there are at
    // most as many branches as this fits into one.
    static constexpr double kLeastShare = 0.005;

    struct Frame
    {
        std::size_t node = 0;
        double share = 0;
        double kept = 0; // what stays here, settled when all calls are followed
        std::size_t next = 0;
    };

    void descend(std::size_t victim, double whole)
    {
        std::vector<Frame> path;
        enter(path, victim, whole);
        while (!path.empty()) {
            const std::size_t depth = path.size() - 1;
            const std::size_t node = path[depth].node;
            if (path[depth].next == m_calls[node].size()) {
                settle(node, path[depth].kept);
                m_isOnPath[node] = false;
                path.pop_back();
                if (!m_way.empty())
                    m_way.pop_back();
                continue;
            }
            const std::size_t edge = m_calls[node][path[depth].next++];
            const double share
                = path[depth].share * inherited(node) * m_flow.ofEdge[edge] / m_ofCalls[node];
            const std::size_t callee = m_graph.edges[edge].target;
            if (m_isOnPath[callee] || m_flow.ofNode[callee] <= 0) {
                // Round a cycle, or not seen at the callee at all: it stays with the caller.
                path[depth].kept += share;
                continue;
            }
            m_way.push_back(edge);
            if (share < kLeastShare) {
                settle(callee, share);
                m_way.pop_back();
            } else {
                enter(path, callee, share);
            }
        }
    }

    void enter(std::vector<Frame> &path, std::size_t node, double share)
    {
        m_isOnPath[node] = true;
        path.push_back({.node = node, .share = share, .kept = share * (1 - inherited(node))});
    }

    // The part of the node's own flow that came from below, 0..1.
    double inherited(std::size_t node) const
    {
        return std::min(1.0, m_ofCalls[node] / m_flow.ofNode[node]);
    }

    void settle(std::size_t node, double share)
    {
        if (share <= 0)
            return;
        Found &found = m_found[node];
        found.share += share;
        if (share > found.most) {
            found.most = share;
            found.path.clear();
            for (const std::size_t edge : m_way)
                found.path.push_back(m_graph.edges[edge].edge);
        }
    }

    struct Found
    {
        double share = 0;
        double most = 0; // by one way
        std::vector<EdgeRef> path;
    };

    const MeshGraph &m_graph;
    const Flow &m_flow;
    std::vector<std::vector<std::size_t>> m_calls; // that bring something, of each node
    std::vector<double> m_ofCalls;                 // what they bring in all
    std::vector<bool> m_isOnPath;
    std::vector<std::size_t> m_way; // edges from the victim to the present node
    std::map<std::size_t, Found> m_found;
};

std::vector<Culprit> trace(const MeshGraph &graph, const Flow &flow, const ServiceRef &victim)
{
    const MeshNode *node = graph.find(victim);
    if (node == nullptr)
        return {};
    return Tracer(graph, flow).trace(static_cast<std::size_t>(node - graph.nodes.data()));
}

} // namespace

void assignBlame(MeshGraph &graph)
{
    std::vector<double> fromCallees(graph.nodes.size());
    for (const MeshEdge &edge : graph.edges)
        fromCallees[edge.source] += static_cast<double>(edge.traffic.errors);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        MeshNode &node = graph.nodes[i];
        const double errors = errorsOf(node);
        node.inheritedErrors = std::min(errors, fromCallees[i]);
        node.ownErrors = errors - node.inheritedErrors;
        if (errors == 0)
            node.origin = ErrorOrigin::None;
        else
            node.origin = node.ownErrors >= node.inheritedErrors ? ErrorOrigin::Own
                                                                 : ErrorOrigin::Inherited;
    }
}

std::vector<Culprit> culpritsOf(const MeshGraph &graph, const ServiceRef &victim)
{
    return trace(graph, errorFlow(graph), victim);
}

std::vector<Culprit> slownessCulpritsOf(
    const MeshGraph &graph, const ServiceRef &victim, const MeshGraph *before)
{
    return trace(graph, timeFlow(graph, before), victim);
}

} // namespace binnacle::topology
