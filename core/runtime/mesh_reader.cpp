#include "core/runtime/mesh_reader.h"

#include "core/slo/budget.h"
#include "core/slo/slo_service.h"
#include "core/slo/window_reader.h"
#include "core/store/traffic_repository.h"
#include "core/topology/blame.h"
#include "core/topology/call_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr Duration kIdleFor{3'600'000}; // contract 03 §3.7
constexpr Duration kNewFor{3'600'000};  // a short window still shows what came lately

// Rows with traffic of a window that is one step.
std::vector<std::pair<TrafficKey, Traffic>> busyRows(slo::Window window)
{
    std::vector<std::pair<TrafficKey, Traffic>> rows;
    for (auto &[key, steps] : window.traffic) {
        if (!steps.empty() && (steps.front().requests > 0 || steps.front().latencyCount > 0))
            rows.emplace_back(key, std::move(steps.front()));
    }
    return rows;
}

// What the ingress controller counted, for its node when no proxy saw it.
Result<Traffic> ingressTraffic(
    store::Connection &connection, const MeshGraphQuery &query, const std::stop_token &stop)
{
    const auto window = slo::readWindow(connection,
        {.cluster = query.cluster, .kind = TrafficKind::Ingress, .range = query.range}, stop);
    if (!window)
        return window.error();
    Traffic sum;
    for (const auto &[key, traffic] : busyRows(*window))
        sum.add(traffic);
    return sum;
}

Status addIngress(store::Connection &connection, const MeshGraphQuery &query,
    topology::CallGraphInput &input, const std::stop_token &stop)
{
    std::vector<ServiceRef> controllers;
    for (const auto &[edge, traffic] : input.edges) {
        if (isIngressController(edge.source)
            && std::ranges::find(controllers, edge.source) == controllers.end())
            controllers.push_back(edge.source);
    }
    const bool isMeasured = std::ranges::any_of(
        input.services, [](const auto &row) { return isIngressController(row.first); });
    if (controllers.size() != 1 || isMeasured)
        return Done{}; // which of several took what in is not known
    auto traffic = ingressTraffic(connection, query, stop);
    if (!traffic)
        return traffic.error();
    if (traffic->requests > 0)
        input.services.emplace_back(controllers.front(), *std::move(traffic));
    return Done{};
}

Status addIdleEdges(
    store::Connection &connection, const MeshGraphQuery &query, topology::CallGraphInput &input)
{
    const TimeRange hour{query.range.to - kIdleFor, query.range.to};
    if (query.range.from <= hour.from)
        return Done{}; // the window holds the hour
    const auto recent = store::readLastTraffic(connection, query.cluster, TrafficKind::Edge, hour);
    if (!recent)
        return recent.error();
    for (const store::SeenTraffic &seen : *recent)
        input.recentEdges.emplace_back(EdgeRef{seen.key.service, seen.key.target}, seen.at);
    return Done{};
}

// When each series was seen first ever, for what is new in the window.
Result<std::map<TrafficKey, Timestamp>> firstSeen(
    store::Connection &connection, const ClusterId &cluster)
{
    std::map<TrafficKey, Timestamp> all;
    for (const TrafficKind kind : {TrafficKind::Service, TrafficKind::Edge}) {
        const auto seen = store::readSeen(connection, cluster, kind);
        if (!seen)
            return seen.error();
        for (const store::SeenTraffic &series : *seen)
            all.emplace(series.key, series.at);
    }
    // What was there from the beginning of all history is not new in it.
    Timestamp beginning = Timestamp::max();
    for (const auto &[key, at] : all)
        beginning = std::min(beginning, at);
    for (auto &[key, at] : all) {
        if (at - beginning < kIdleFor)
            at = {};
    }
    return all;
}

} // namespace

bool isIngressController(const ServiceRef &service)
{
    constexpr std::array<std::string_view, 6> kNames{
        "traefik", "ingress-nginx", "nginx-ingress", "istio-ingressgateway", "haproxy", "contour"};
    return std::ranges::any_of(kNames,
        [&](std::string_view name) { return service.name.find(name) != std::string::npos; });
}

Result<MeshGraph> readMeshGraph(
    store::Connection &connection, const MeshGraphQuery &query, std::stop_token stop)
{
    const auto services = slo::readWindow(connection,
        {.cluster = query.cluster, .kind = TrafficKind::Service, .range = query.range}, stop);
    if (!services)
        return services.error();
    auto edges = slo::readWindow(connection,
        {.cluster = query.cluster, .kind = TrafficKind::Edge, .range = query.range}, stop);
    if (!edges)
        return edges.error();
    topology::CallGraphInput input{.cluster = query.cluster,
        .range = query.range,
        .newSince = std::min(query.range.from, query.range.to - kNewFor),
        .isIngress = &isIngressController};
    if (!services->covered.empty())
        input.covered = services->covered.front();
    for (auto &[key, traffic] : busyRows(*services))
        input.services.emplace_back(key.service, std::move(traffic));
    for (auto &[key, traffic] : busyRows(*std::move(edges)))
        input.edges.emplace_back(EdgeRef{key.service, key.target}, std::move(traffic));
    if (Status added = addIngress(connection, query, input, stop); !added)
        return added.error();
    if (Status added = addIdleEdges(connection, query, input); !added)
        return added.error();
    const auto seen = firstSeen(connection, query.cluster);
    if (!seen)
        return seen.error();
    const auto seenAt = [&seen](const TrafficKey &key) {
        const auto found = seen->find(key);
        return found == seen->end() ? Timestamp{} : found->second;
    };
    input.firstSeen = [&](const EdgeRef &edge) { return seenAt(TrafficKey::of(edge)); };
    input.serviceFirstSeen
        = [&](const ServiceRef &service) { return seenAt(TrafficKey::of(service)); };
    const auto targets = store::readTargets(connection, query.cluster);
    if (!targets)
        return targets.error();
    input.statusOf = [&](const ServiceRef &service, const Traffic &traffic) {
        const SloTarget target = slo::targetFor(*targets,
            {.kind = SloSubject::Kind::Service,
                .cluster = query.cluster,
                .key = TrafficKey::of(service)},
            SloWindow::OneDay);
        return target.isDefault() ? topology::meshStatus(traffic) : slo::statusOf(target, traffic);
    };
    MeshGraph graph = topology::buildCallGraph(input);
    topology::assignBlame(graph);
    return graph;
}

} // namespace binnacle::runtime
