#include "core/topology/call_graph.h"

#include <algorithm>
#include <map>
#include <set>

namespace binnacle::topology {

namespace {

constexpr std::string_view kExternalNamespace = "_external";
constexpr Duration kIdleEdgesStay = std::chrono::hours(1);

class Builder
{
public:
    explicit Builder(const CallGraphInput &input)
        : m_input(input)
    {}

    MeshGraph build()
    {
        addEdges();
        addServices();
        for (auto &[service, node] : m_nodes)
            describe(node);
        return assemble();
    }

private:
    bool isWithin(Timestamp firstSeen) const
    {
        const Timestamp since = isKnown(m_input.newSince) ? m_input.newSince : m_input.range.from;
        return isKnown(firstSeen) && firstSeen >= since && firstSeen < m_input.range.to;
    }

    void addEdges()
    {
        for (const auto &[edge, traffic] : m_input.edges)
            m_edges[edge].traffic.add(traffic);
        for (const auto &[edge, lastSeen] : m_input.recentEdges) {
            const bool isRecent
                = lastSeen <= m_input.range.to && m_input.range.to - lastSeen <= kIdleEdgesStay;
            if (isRecent && !m_edges.contains(edge))
                m_edges[edge].lastSeen = lastSeen;
        }
        for (auto &[key, edge] : m_edges) {
            edge.edge = key;
            edge.isIdle = edge.traffic.requests == 0;
            edge.status = meshStatus(edge.traffic);
            edge.isNew = m_input.firstSeen && isWithin(m_input.firstSeen(key));
            m_nodes[key.target].fromCallers.add(edge.traffic);
            m_nodes.try_emplace(key.source);
            if (!edge.isIdle)
                m_callers.insert(key.source);
        }
    }

    void addServices()
    {
        for (const auto &[service, traffic] : m_input.services)
            m_nodes[service].traffic.add(traffic);
        for (auto &[service, node] : m_nodes)
            node.service = service;
    }

    void describe(MeshNode &node) const
    {
        if (node.service.ns == kExternalNamespace)
            node.kind = MeshNodeKind::External;
        else if (m_input.isIngress && m_input.isIngress(node.service))
            node.kind = MeshNodeKind::Ingress;
        // What was not measured at its own proxy has no status, whatever its callers saw of it.
        if (node.traffic.requests > 0)
            node.status = m_input.statusOf ? m_input.statusOf(node.service, node.traffic)
                                           : meshStatus(node.traffic);
        node.isNew = m_input.serviceFirstSeen && isWithin(m_input.serviceFirstSeen(node.service));
        node.isIdle = node.shown().requests == 0 && !m_callers.contains(node.service);
    }

    MeshGraph assemble()
    {
        MeshGraph graph{
            .cluster = m_input.cluster, .range = m_input.range, .covered = m_input.covered};
        std::map<ServiceRef, std::size_t> index;
        for (auto &[service, node] : m_nodes) {
            index.emplace(service, graph.nodes.size());
            graph.nodes.push_back(std::move(node));
        }
        for (auto &[key, edge] : m_edges) {
            edge.source = index.at(key.source);
            edge.target = index.at(key.target);
            graph.edges.push_back(std::move(edge));
        }
        return graph;
    }

    const CallGraphInput &m_input;
    std::map<ServiceRef, MeshNode> m_nodes;
    std::map<EdgeRef, MeshEdge> m_edges;
    std::set<ServiceRef> m_callers; // with calls in the window
};

enum class Walk { Callees, Callers };

void reach(const MeshGraph &graph, std::size_t centre, int hops, Walk walk, std::vector<bool> &kept)
{
    std::vector<std::vector<std::size_t>> next(graph.nodes.size());
    for (const MeshEdge &edge : graph.edges) {
        if (walk == Walk::Callees)
            next[edge.source].push_back(edge.target);
        else
            next[edge.target].push_back(edge.source);
    }
    std::vector<bool> seen(graph.nodes.size());
    std::vector<std::size_t> front{centre};
    seen[centre] = true;
    for (int hop = 0; hop <= hops && !front.empty(); ++hop) {
        std::vector<std::size_t> following;
        for (const std::size_t node : front) {
            kept[node] = true;
            for (const std::size_t other : next[node]) {
                if (!seen[other])
                    following.push_back(other);
                seen[other] = true;
            }
        }
        front = std::move(following);
    }
}

} // namespace

MeshGraph buildCallGraph(const CallGraphInput &input)
{
    return Builder(input).build();
}

MeshGraph neighbourhood(const MeshGraph &graph, const ServiceRef &centre, int hops)
{
    MeshGraph part{.cluster = graph.cluster, .range = graph.range, .covered = graph.covered};
    const MeshNode *found = graph.find(centre);
    if (found == nullptr)
        return part;
    const auto at = static_cast<std::size_t>(found - graph.nodes.data());
    std::vector<bool> kept(graph.nodes.size());
    reach(graph, at, hops, Walk::Callees, kept);
    reach(graph, at, hops, Walk::Callers, kept);
    std::vector<std::size_t> index(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!kept[i])
            continue;
        index[i] = part.nodes.size();
        part.nodes.push_back(graph.nodes[i]);
    }
    for (const MeshEdge &edge : graph.edges) {
        if (!kept[edge.source] || !kept[edge.target])
            continue;
        MeshEdge &copy = part.edges.emplace_back(edge);
        copy.source = index[edge.source];
        copy.target = index[edge.target];
    }
    return part;
}

} // namespace binnacle::topology
