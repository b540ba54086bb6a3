#pragma once

#include "core/domain/mesh.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::testkit {

// A graph as service meshes have them, the same for the same seed: tiers from ingress to databases,
// 1.8 calls a service, most of them to the next tier, a few services that everybody calls, a few
// calls back. Namespaces are teams of about eight; most services belong to the team that calls
// them.
class ServiceMeshGraph
{
public:
    ServiceMeshGraph(std::size_t nodes, std::uint32_t seed)
        : m_nodes(nodes)
        , m_random(seed)
    {}

    MeshGraph make()
    {
        assignTiers();
        for (const std::vector<std::size_t> &tier : m_byTier) {
            for (const std::size_t callee : tier) {
                if (m_tier[callee] == 0)
                    continue;
                const std::size_t caller = callerFor(callee);
                add(caller, callee);
                if (m_tier[caller] > 0 && chance(70))
                    m_team[callee] = m_team[caller];
            }
        }
        const std::size_t wanted = m_nodes * 9 / 5;
        for (std::size_t tries = 0; m_edges.size() < wanted && tries < 50 * wanted; ++tries)
            addExtra();
        return build();
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    bool chance(unsigned percent) { return m_random() % 100 < percent; }

    void assignTiers()
    {
        m_tiers = m_nodes < 100 ? 5 : m_nodes < 500 ? 6 : 8;
        m_byTier.resize(m_tiers);
        for (std::size_t node = 0; node < m_nodes; ++node) {
            // Few at the door, most in the middle.
            const std::size_t tier = node < 2 ? 0 : 1 + below(m_tiers - 1);
            m_tier.push_back(tier);
            m_team.push_back(below(std::max<std::size_t>(1, m_nodes / 8)));
            m_byTier[tier].push_back(node);
        }
        for (std::size_t i = 0; i < std::max<std::size_t>(2, m_nodes / 25); ++i)
            m_hubs.push_back(2 + below(m_nodes - 2));
    }

    std::size_t callerFor(std::size_t callee)
    {
        std::size_t tier = m_tier[callee] - 1;
        while (m_byTier[tier].empty())
            --tier;
        return m_byTier[tier][below(m_byTier[tier].size())];
    }

    void addExtra()
    {
        const std::size_t caller = below(m_nodes);
        const std::size_t callee = chance(40) ? m_hubs[below(m_hubs.size())] : below(m_nodes);
        const bool isDown = m_tier[caller] < m_tier[callee];
        const bool isNear = m_tier[callee] <= m_tier[caller] + 2;
        if ((isDown && (isNear || chance(25))) || (m_tier[caller] > 0 && chance(1)))
            add(caller, callee);
    }

    void add(std::size_t caller, std::size_t callee)
    {
        if (caller != callee)
            m_edges.emplace(caller, callee);
    }

    ServiceRef nameOf(std::size_t node) const
    {
        char name[32];
        std::snprintf(name, sizeof(name), "svc-%05zu", node);
        return {std::string("team-").append(std::to_string(m_team[node])), name};
    }

    MeshGraph build() const
    {
        std::vector<std::pair<ServiceRef, std::size_t>> names;
        for (std::size_t node = 0; node < m_nodes; ++node)
            names.emplace_back(nameOf(node), node);
        std::ranges::sort(names);
        MeshGraph graph;
        std::vector<std::size_t> index(m_nodes);
        for (std::size_t i = 0; i < names.size(); ++i) {
            index[names[i].second] = i;
            graph.nodes.push_back({.service = names[i].first});
        }
        for (const auto &[caller, callee] : m_edges)
            graph.edges.push_back({.edge = {nameOf(caller), nameOf(callee)},
                .source = index[caller],
                .target = index[callee]});
        std::ranges::sort(graph.edges, {}, &MeshEdge::edge);
        return graph;
    }

    std::size_t m_nodes;
    std::mt19937 m_random; // the same numbers with every standard library
    std::size_t m_tiers = 0;
    std::vector<std::size_t> m_tier;
    std::vector<std::size_t> m_team;
    std::vector<std::vector<std::size_t>> m_byTier;
    std::vector<std::size_t> m_hubs;
    std::set<std::pair<std::size_t, std::size_t>> m_edges;
};

inline MeshGraph serviceMeshGraph(std::size_t nodes, std::uint32_t seed)
{
    return ServiceMeshGraph(nodes, seed).make();
}

} // namespace binnacle::testkit
