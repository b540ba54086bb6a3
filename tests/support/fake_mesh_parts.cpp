#include "tests/support/fake_mesh_parts.h"

#include "tests/support/fake_mesh_feed.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace binnacle::fake {

namespace {

MeshDelta deltaOf(
    const MeshGraph &before, const Traffic &then, const MeshGraph &now, const Traffic &traffic)
{
    MeshDelta delta;
    delta.requestRate = now.rate(traffic.requests) - before.rate(then.requests);
    delta.errorRate = traffic.errorRate().value_or(0) - then.errorRate().value_or(0);
    delta.p95 = traffic.quantile(0.95).value_or(0) - then.quantile(0.95).value_or(0);
    const bool isWorse = *delta.errorRate > 0.5 || *delta.p95 > 200;
    const bool isBetter = *delta.errorRate < -0.5 || *delta.p95 < -200;
    delta.errorChance = isWorse || isBetter ? 0.0001 : 0.4;
    delta.latencyChance = delta.errorChance;
    delta.change = isWorse ? MeshChange::Degraded
        : isBetter         ? MeshChange::Improved
                           : MeshChange::Same;
    return delta;
}

MeshDelta onlyIn(MeshChange change)
{
    MeshDelta delta;
    delta.change = change;
    return delta;
}

} // namespace

SloStatus judge(const Traffic &traffic)
{
    const double errors = traffic.errorRate().value_or(0);
    const double p95 = traffic.quantile(0.95).value_or(0);
    if (traffic.requests == 0)
        return SloStatus::Unknown;
    if (errors >= 5 || p95 > 1'000)
        return SloStatus::Critical;
    return errors >= 1 || p95 > 300 ? SloStatus::Warning : SloStatus::Healthy;
}

MeshEdge newEdge(const MeshGraph &graph, std::size_t source, std::size_t target)
{
    MeshEdge edge;
    edge.source = source;
    edge.target = target;
    edge.edge = {graph.nodes[source].service, graph.nodes[target].service};
    return edge;
}

MeshLayout::Route routeOf(const MeshLayout &layout, const MeshGraph &graph, std::size_t index)
{
    const MeshEdge &edge = graph.edges[index];
    const MeshBox &from = layout.places[edge.source].box;
    const MeshBox &to = layout.places[edge.target].box;
    MeshLayout::Route route{.source = edge.source, .target = edge.target, .edges = {index}};
    route.points = {{from.x + from.width, from.y + from.height / 2}, {to.x, to.y + to.height / 2}};
    return route;
}

void narrow(MeshGraph &graph, MeshLayout &layout, const console::MeshQuestion &question)
{
    if (question.ns.empty() && question.focus.name.empty())
        return;
    std::vector<bool> kept(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const ServiceRef &service = graph.nodes[i].service;
        kept[i] = question.ns.empty() ? service == question.focus : service.ns == question.ns;
    }
    for (int hop = 0; hop < (question.ns.empty() ? question.hops : 1); ++hop) {
        const std::vector<bool> before = kept;
        for (const MeshEdge &edge : graph.edges) {
            if (before[edge.source] || before[edge.target])
                kept[edge.source] = kept[edge.target] = true;
        }
    }
    MeshGraph small = graph;
    MeshLayout drawn;
    small.nodes.clear();
    small.edges.clear();
    std::vector<std::size_t> moved(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!kept[i])
            continue;
        moved[i] = small.nodes.size();
        small.nodes.push_back(graph.nodes[i]);
        drawn.places.push_back(layout.places[i]);
        drawn.places.back().nodes = {moved[i]};
    }
    for (const MeshEdge &edge : graph.edges) {
        if (!kept[edge.source] || !kept[edge.target])
            continue;
        small.edges.push_back(edge);
        small.edges.back().source = moved[edge.source];
        small.edges.back().target = moved[edge.target];
        drawn.routes.push_back(routeOf(drawn, small, small.edges.size() - 1));
    }
    drawn.hiddenNodes = graph.nodes.size() - small.nodes.size();
    graph = std::move(small);
    layout = std::move(drawn);
}

MeshDiff diffOf(const MeshGraph &before, const MeshGraph &now)
{
    MeshDiff diff{.before = before.range, .now = now.range};
    for (const MeshNode &node : now.nodes) {
        const MeshNode *then = before.find(node.service);
        diff.nodes.push_back({node.service,
            then ? deltaOf(before, then->traffic, now, node.traffic) : onlyIn(MeshChange::Added)});
    }
    for (const MeshNode &node : before.nodes) {
        if (!now.find(node.service))
            diff.nodes.push_back({node.service, onlyIn(MeshChange::Removed)});
    }
    for (const MeshEdge &edge : now.edges) {
        const auto then = std::ranges::find(before.edges, edge.edge, &MeshEdge::edge);
        diff.edges.push_back({edge.edge,
            then != before.edges.end() ? deltaOf(before, then->traffic, now, edge.traffic)
                                       : onlyIn(MeshChange::Added)});
    }
    return diff;
}

Traffic makeTraffic(std::int64_t requests, double errorPercent, double p95)
{
    Traffic traffic;
    traffic.requests = requests;
    traffic.errors = std::llround(static_cast<double>(requests) * errorPercent / 100);
    traffic.tlsRequests = requests;
    const auto total = static_cast<double>(requests);
    traffic.latency = LatencyHistogram::fromCumulative(
        {p95 / 4, p95, p95 * 2}, {0.5 * total, 0.95 * total, total}, total);
    traffic.latencyCount = requests;
    traffic.latencySum = total * p95 / 3;
    traffic.samples = 30;
    return traffic;
}

console::MeshPicture makeMeshPicture(int services)
{
    console::MeshPicture result;
    MeshGraph &graph = result.graph;
    graph.cluster = ClusterId{"prod-eu"};
    graph.range = {fromEpochMs(1'700'000'000'000), fromEpochMs(1'700'000'300'000)};
    graph.covered = graph.range.length();
    const int rows = std::max(static_cast<int>(std::ceil(std::sqrt(services * 2.0))), 1);
    for (int i = 0; i < services; ++i) {
        MeshNode node;
        const std::string number = std::to_string(100'000 + i).substr(1);
        node.service = {"team-" + number.substr(0, 3), "service-" + number};
        node.traffic = makeTraffic(3'000 + i * 7 % 90'000,
            i % 41 == 7       ? 6.0
                : i % 23 == 3 ? 1.5
                              : 0,
            20 + i % 200);
        node.status = judge(node.traffic);
        graph.nodes.push_back(std::move(node));
        const int rank = i / rows;
        result.layout.places.push_back({.id = graph.nodes.back().service.text(),
            .box = {rank * (kMeshBoxWidth + 96), (i % rows) * (kMeshBoxHeight + 28), kMeshBoxWidth,
                kMeshBoxHeight},
            .rank = rank,
            .nodes = {static_cast<std::size_t>(i)}});
    }
    const auto count = static_cast<std::size_t>(services);
    for (std::size_t i = 0; i < count; ++i) {
        for (const std::size_t reach : {std::size_t(rows), std::size_t(rows) + 3 + i % 5}) {
            const std::size_t target = i + reach;
            if (target >= count || (reach != std::size_t(rows) && i % 5 == 0))
                continue;
            MeshEdge edge = newEdge(graph, i, target);
            edge.traffic = graph.nodes[target].traffic;
            edge.status = graph.nodes[target].status;
            graph.edges.push_back(std::move(edge));
        }
    }
    for (std::size_t i = 0; i < graph.edges.size(); ++i)
        result.layout.routes.push_back(routeOf(result.layout, graph, i));
    const int ranks = (services + rows - 1) / rows;
    result.layout.width = ranks * (kMeshBoxWidth + 96);
    result.layout.height = rows * (kMeshBoxHeight + 28);
    result.allNodes = graph.nodes.size();
    return result;
}

} // namespace binnacle::fake
