#include "core/topology/graph_diff.h"

#include "core/topology/significance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace binnacle::topology {

namespace {

struct Side
{
    const Traffic *traffic = nullptr; // null: not there in this window
    double requestRate = 0;
};

std::optional<double> difference(std::optional<double> now, std::optional<double> before)
{
    return now && before ? std::optional(*now - *before) : std::nullopt;
}

Proportion errorsOf(const Traffic &traffic)
{
    const auto requests = static_cast<double>(traffic.requests);
    return {std::min(static_cast<double>(traffic.errors), requests), requests};
}

// -1 better, 1 worse, 0 neither.
int verdict(std::optional<double> change, std::optional<double> chance, double least, double limit)
{
    if (!change || !chance || *chance >= limit || std::abs(*change) < least)
        return 0;
    return *change > 0 ? 1 : -1;
}

MeshDelta compare(const Side &before, const Side &now, const DiffRules &rules)
{
    if (before.traffic == nullptr || now.traffic == nullptr) {
        const bool isSame = before.traffic == now.traffic;
        return {.change = isSame            ? MeshChange::Same
                : before.traffic == nullptr ? MeshChange::Added
                                            : MeshChange::Removed};
    }
    const Traffic &was = *before.traffic;
    const Traffic &is = *now.traffic;
    MeshDelta delta;
    if (was.requests > 0 && is.requests > 0)
        delta.requestRate = now.requestRate - before.requestRate;
    delta.errorRate = difference(is.errorRate(), was.errorRate());
    delta.p95 = difference(is.quantile(0.95), was.quantile(0.95));
    if (delta.errorRate)
        delta.errorChance = chanceOfDifference(errorsOf(was), errorsOf(is));
    if (delta.p95)
        delta.latencyChance = chanceOfP95Difference(was.latency, is.latency);

    // Two questions asked of one row: each gets its part of the significance (Bonferroni).
    const int tests = (delta.errorChance ? 1 : 0) + (delta.latencyChance ? 1 : 0);
    const double limit = tests > 0 ? rules.significance / tests : 0;
    const int errors = verdict(delta.errorRate, delta.errorChance, rules.leastErrorRate, limit);
    const double leastLatency = rules.leastLatency * was.quantile(0.95).value_or(0);
    const int latency = verdict(delta.p95, delta.latencyChance, leastLatency, limit);
    if (errors > 0 || latency > 0)
        delta.change = MeshChange::Degraded;
    else if (errors < 0 || latency < 0)
        delta.change = MeshChange::Improved;
    return delta;
}

// Both windows must tell the same story: the proxy's own or the callers'.
std::pair<const Traffic *, const Traffic *> comparable(const MeshNode &before, const MeshNode &now)
{
    if (before.traffic.requests > 0 && now.traffic.requests > 0)
        return {&before.traffic, &now.traffic};
    if (before.fromCallers.requests > 0 && now.fromCallers.requests > 0)
        return {&before.fromCallers, &now.fromCallers};
    return {&before.shown(), &now.shown()};
}

template<typename Item>
struct Both
{
    const Item *before = nullptr;
    const Item *now = nullptr;
};

// What is idle is still drawn but has no traffic in its window, so it counts as not there.
template<typename Key, typename Item>
std::map<Key, Both<Item>> pairUp(
    const std::vector<Item> &before, const std::vector<Item> &now, Key Item::*key)
{
    std::map<Key, Both<Item>> pairs;
    for (const Item &item : before)
        pairs[item.*key].before = item.isIdle ? nullptr : &item;
    for (const Item &item : now)
        pairs[item.*key].now = item.isIdle ? nullptr : &item;
    return pairs;
}

Side sideOf(const MeshGraph &graph, const Traffic *traffic)
{
    return {traffic, traffic != nullptr ? graph.rate(traffic->requests) : 0};
}

} // namespace

MeshDiff diffGraphs(const MeshGraph &before, const MeshGraph &now, const DiffRules &rules)
{
    MeshDiff diff{.before = before.range, .now = now.range};
    for (const auto &[service, both] : pairUp(before.nodes, now.nodes, &MeshNode::service)) {
        const Traffic *was = both.before != nullptr ? &both.before->shown() : nullptr;
        const Traffic *is = both.now != nullptr ? &both.now->shown() : nullptr;
        if (was != nullptr && is != nullptr)
            std::tie(was, is) = comparable(*both.before, *both.now);
        diff.nodes.push_back({service, compare(sideOf(before, was), sideOf(now, is), rules)});
    }
    for (const auto &[edge, both] : pairUp(before.edges, now.edges, &MeshEdge::edge)) {
        const Traffic *was = both.before != nullptr ? &both.before->traffic : nullptr;
        const Traffic *is = both.now != nullptr ? &both.now->traffic : nullptr;
        diff.edges.push_back({edge, compare(sideOf(before, was), sideOf(now, is), rules)});
    }
    return diff;
}

} // namespace binnacle::topology
