#include "core/commands/blast_service.h"

#include "core/topology/call_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace binnacle::commands {

namespace {

constexpr double kLeastShare = 0.05; // of a row's requests to depend on something
constexpr int kMostHops = 32;
constexpr double kErrorRate = 1; // percent: a warning, contract 03 §3.5

bool isOneOf(const std::vector<ServiceRef> &services, const ServiceRef &service)
{
    return std::ranges::find(services, service) != services.end();
}

std::string percentText(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), value < 10 ? "%.1f" : "%.0f", value);
    return text;
}

const SloRow *rowOf(const std::vector<SloRow> &levels, const ServiceRef &service)
{
    const auto found = std::ranges::find_if(levels, [&service](const SloRow &row) {
        return row.subject.kind == SloSubject::Kind::Service && row.subject.key.service == service;
    });
    return found == levels.end() ? nullptr : &*found;
}

void sortBusiestFirst(std::vector<AffectedService> &services)
{
    std::ranges::sort(services, [](const AffectedService &a, const AffectedService &b) {
        return a.rate != b.rate ? a.rate > b.rate : a.service < b.service;
    });
}

// What is seen at the other ends of the edges that `wanted` picks, added up for each service.
template<typename OtherEnd>
std::vector<AffectedService> neighbours(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<SloRow> &levels,
    const OtherEnd &otherEnd)
{
    std::map<ServiceRef, Traffic> found;
    for (const MeshEdge &edge : graph.edges) {
        const ServiceRef *other = otherEnd(edge);
        if (other && !isOneOf(targets, *other) && !edge.isIdle)
            found[*other].add(edge.traffic);
    }
    std::vector<AffectedService> services;
    for (const auto &[service, traffic] : found) {
        services.push_back({.service = service,
            .rate = graph.rate(traffic.requests),
            .errorRate = traffic.errorRate(),
            .addedLoad = {},
            .isFailing = !failureOf(graph, service, levels).empty()});
    }
    sortBusiestFirst(services);
    return services;
}

double shareOfRow(const SloRow &row, const std::map<ServiceRef, double> &shares)
{
    const auto shareAt = [&shares](const ServiceRef &service) {
        const auto found = shares.find(service);
        return found == shares.end() ? 0.0 : found->second;
    };
    if (row.subject.kind == SloSubject::Kind::Service)
        return shareAt(row.subject.key.service);
    // How a domain's requests are spread over its backends is not known: the one that depends most.
    double share = 0;
    for (const ServiceRef &backend : row.backends)
        share = std::max(share, shareAt(backend));
    return share;
}

} // namespace

std::vector<AffectedService> callersOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<SloRow> &levels)
{
    return neighbours(graph, targets, levels, [&targets](const MeshEdge &edge) {
        return isOneOf(targets, edge.edge.target) ? &edge.edge.source : nullptr;
    });
}

std::vector<AffectedService> calleesOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<SloRow> &levels, double addedLoad)
{
    auto callees = neighbours(graph, targets, levels, [&targets](const MeshEdge &edge) {
        return isOneOf(targets, edge.edge.source) ? &edge.edge.target : nullptr;
    });
    if (addedLoad > 0) {
        for (AffectedService &callee : callees) {
            callee.addedLoad = addedLoad;
            callee.addedRate = callee.rate * addedLoad / 100;
        }
    }
    return callees;
}

std::vector<AffectedService> indirectCalleesOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<AffectedService> &callees,
    const std::vector<SloRow> &levels, double addedLoad)
{
    constexpr std::size_t kMost = 20;
    std::map<ServiceRef, double> growth; // of all that a callee is asked, 0..
    for (const AffectedService &callee : callees) {
        const MeshNode *node = graph.find(callee.service);
        const double asked = node ? graph.rate(node->shown().requests) : 0;
        if (asked > 0)
            growth[callee.service] = std::min(addedLoad / 100, callee.addedRate / asked);
    }
    struct Passed
    {
        Traffic traffic;
        double added = 0; // requests a second
    };
    std::map<ServiceRef, Passed> reached;
    for (const MeshEdge &edge : graph.edges) {
        const auto from = growth.find(edge.edge.source);
        const ServiceRef &to = edge.edge.target;
        if (from == growth.end() || edge.isIdle || growth.contains(to) || isOneOf(targets, to))
            continue;
        reached[to].traffic.add(edge.traffic);
        reached[to].added += graph.rate(edge.traffic.requests) * from->second;
    }
    std::vector<AffectedService> services;
    for (const auto &[service, passed] : reached) {
        const MeshNode *node = graph.find(service);
        const double asked = node ? graph.rate(node->shown().requests) : 0;
        if (passed.added <= 0 || asked <= 0)
            continue;
        services.push_back({.service = service,
            .rate = graph.rate(passed.traffic.requests),
            .errorRate = passed.traffic.errorRate(),
            .addedLoad = 100 * passed.added / asked,
            .isIndirect = true,
            .addedRate = passed.added});
    }
    std::ranges::sort(services, [](const AffectedService &a, const AffectedService &b) {
        return a.addedRate != b.addedRate ? a.addedRate > b.addedRate : a.service < b.service;
    });
    services.resize(std::min(services.size(), kMost));
    for (AffectedService &service : services)
        service.isFailing = !failureOf(graph, service.service, levels).empty();
    return services;
}

std::string failureOf(
    const MeshGraph &graph, const ServiceRef &service, const std::vector<SloRow> &levels)
{
    const MeshNode *node = graph.find(service);
    if (!node || node->shown().requests == 0)
        return {};
    const Traffic &traffic = node->shown();
    const SloRow *row = rowOf(levels, service);
    const SloTarget target = row ? row->target : defaultTarget(SloWindow::OneDay);
    std::string text;
    if (const auto p95 = traffic.quantile(0.95); p95 && *p95 > target.p95Latency)
        text = "over its latency target";
    const double errorRate = traffic.errorRate().value_or(0);
    const double allowed = target.isDefault() ? kErrorRate : 100 - target.availability;
    if (errorRate > allowed) {
        text += text.empty() ? "" : " and ";
        text += "failing " + percentText(errorRate) + " % of its requests";
    }
    if (text.empty() && !row && topology::meshStatus(traffic) == SloStatus::Warning)
        text = "slower than it should be";
    return text;
}

std::map<ServiceRef, double> shareReaching(
    const MeshGraph &graph, const std::vector<ServiceRef> &targets)
{
    std::vector<double> share(graph.nodes.size(), 0);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        share[i] = isOneOf(targets, graph.nodes[i].service) ? 1 : 0;
    const std::vector<double> fixed = share;
    // From the targets up, one call further each time; cycles settle or end with the hops.
    for (int hop = 0; hop < kMostHops; ++hop) {
        std::vector<double> next = fixed;
        for (const MeshEdge &edge : graph.edges) {
            const std::int64_t asked = graph.nodes[edge.source].shown().requests;
            // The ingress has no inbound proxy: its requests are those it sends on.
            if (fixed[edge.source] > 0 || share[edge.target] <= 0 || asked <= 0)
                continue;
            const double ratio
                = static_cast<double>(edge.traffic.requests) / static_cast<double>(asked);
            next[edge.source] += std::min(1.0, ratio) * share[edge.target];
        }
        bool isSame = true;
        for (std::size_t i = 0; i < next.size(); ++i) {
            next[i] = std::min(1.0, next[i]);
            isSame = isSame && std::abs(next[i] - share[i]) < 1e-6;
        }
        share = std::move(next);
        if (isSame)
            break;
    }
    std::map<ServiceRef, double> found;
    for (std::size_t i = 0; i < share.size(); ++i) {
        if (share[i] > 0)
            found.emplace(graph.nodes[i].service, share[i]);
    }
    for (const ServiceRef &target : targets)
        found[target] = 1;
    return found;
}

std::vector<Dependant> dependantsOf(const MeshGraph &graph, const std::vector<ServiceRef> &targets,
    const std::vector<SloRow> &levels)
{
    std::vector<Dependant> dependants;
    if (targets.empty())
        return dependants;
    const auto shares = shareReaching(graph, targets);
    for (const SloRow &row : levels) {
        // A default is nobody's promise where services are concerned.
        if (row.subject.kind == SloSubject::Kind::Edge
            || (row.subject.kind == SloSubject::Kind::Service && row.target.isDefault()))
            continue;
        const double share = shareOfRow(row, shares);
        if (share < kLeastShare)
            continue;
        const double minutes
            = std::chrono::duration<double, std::ratio<60>>(sloWindowLength(row.target.window))
                  .count();
        const double allowed = std::max(1e-6, (100 - row.target.availability) / 100);
        dependants.push_back(
            {.row = &row, .share = share, .burnedPerMinute = 100 * share / allowed / minutes});
    }
    std::ranges::stable_sort(dependants, [](const Dependant &a, const Dependant &b) {
        return a.burnedPerMinute > b.burnedPerMinute;
    });
    return dependants;
}

bool isAlertHere(const Alert &alert, const ResourceRef &target,
    const std::vector<ServiceRef> &targets, const std::vector<Dependant> &dependants)
{
    const ResourceRef &object = alert.subject.object;
    if (object == target)
        return true;
    if (object.kind == "Domain") {
        return std::ranges::any_of(dependants, [&object](const Dependant &dependant) {
            return dependant.row->subject.kind == SloSubject::Kind::Domain
                && dependant.row->subject.domain == object.name;
        });
    }
    return std::ranges::any_of(targets, [&object](const ServiceRef &service) {
        if (object.kind == "Edge")
            return object.name.starts_with(service.text() + " →")
                || object.name.ends_with("→ " + service.text());
        // "Service" of a rule is the workload; its pods are named after it.
        const bool isPod = object.kind == "Pod" && object.name.starts_with(service.name + '-');
        return object.ns == service.ns && (object.name == service.name || isPod);
    });
}

} // namespace binnacle::commands
