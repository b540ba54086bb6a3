#pragma once

#include "core/domain/mesh.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::testkit {

inline ServiceRef serviceOf(std::string_view id)
{
    const std::size_t slash = id.find('/');
    return {std::string(id.substr(0, slash)), std::string(id.substr(slash + 1))};
}

// A graph of "ns/name" pairs, without traffic.
inline MeshGraph meshOf(const std::vector<std::pair<std::string_view, std::string_view>> &calls,
    const std::vector<std::string_view> &others = {})
{
    MeshGraph graph;
    std::vector<ServiceRef> services;
    for (const auto &[caller, callee] : calls) {
        services.push_back(serviceOf(caller));
        services.push_back(serviceOf(callee));
    }
    for (const std::string_view other : others)
        services.push_back(serviceOf(other));
    std::ranges::sort(services);
    services.erase(std::unique(services.begin(), services.end()), services.end());
    for (const ServiceRef &service : services)
        graph.nodes.push_back({.service = service});
    const auto indexOf = [&services](const ServiceRef &service) {
        return static_cast<std::size_t>(
            std::ranges::lower_bound(services, service) - services.begin());
    };
    for (const auto &[caller, callee] : calls)
        graph.edges.push_back({.edge = {serviceOf(caller), serviceOf(callee)},
            .source = indexOf(serviceOf(caller)),
            .target = indexOf(serviceOf(callee))});
    std::ranges::sort(graph.edges, {}, &MeshEdge::edge);
    return graph;
}

// The calls of the demo estate.
inline std::vector<std::pair<std::string_view, std::string_view>> demoCalls()
{
    return {{"edge/traefik", "shop/storefront"}, {"edge/traefik", "shop/api-gateway"},
        {"shop/storefront", "shop/catalog"}, {"shop/storefront", "shop/cart"},
        {"shop/api-gateway", "shop/cart"}, {"shop/api-gateway", "shop/checkout"},
        {"shop/api-gateway", "ml/recommender"}, {"shop/api-gateway", "id/accounts"},
        {"shop/checkout", "pay/payments"}, {"shop/checkout", "shop/inventory"},
        {"shop/checkout", "id/accounts"}, {"shop/cart", "shop/inventory"},
        {"shop/cart", "data/redis"}, {"shop/inventory", "data/redis"},
        {"pay/payments", "data/payments-db"}, {"pay/payments", "pay/fraud-check"}};
}

inline MeshEdge &edgeOf(MeshGraph &graph, std::string_view caller, std::string_view callee)
{
    return *std::ranges::find(
        graph.edges, EdgeRef{serviceOf(caller), serviceOf(callee)}, &MeshEdge::edge);
}

// Counts calls on an edge and at both ends' views.
inline void addCalls(MeshGraph &graph, std::string_view caller, std::string_view callee,
    std::int64_t requests, std::int64_t errors, double averageMs = 0)
{
    Traffic traffic{.requests = requests, .errors = errors, .samples = 1};
    traffic.latencyCount = requests;
    traffic.latencySum = averageMs * static_cast<double>(requests);
    MeshEdge &edge = edgeOf(graph, caller, callee);
    edge.traffic.add(traffic);
    graph.nodes[edge.target].fromCallers.add(traffic);
    graph.nodes[edge.target].traffic.add(traffic);
}

} // namespace binnacle::testkit
