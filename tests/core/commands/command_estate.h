#pragma once

#include "core/domain/command.h"
#include "tests/support/demo_mesh.h"
#include "tests/support/fake_query_world.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

// A small prod-eu: nodes, Deployments and StatefulSets with their pods.
class CommandEstate
{
public:
    explicit CommandEstate(Timestamp at = kNow)
        : m_make("prod-eu", at)
    {}

    Node &node(const std::string &name, std::int64_t cpu = 4'000, std::int64_t memory = 8LL << 30)
    {
        Node node{.meta = m_make.meta("", name)};
        node.ready = "True";
        node.cpuAllocatable = cpu;
        node.memoryAllocatable = memory;
        node.podCapacity = 110;
        return m_make.edit().nodes.emplace_back(node);
    }

    // A workload with that many ready pods, each asking for `cpu` and 256 MiB, on `nodes` in turn.
    Workload &workload(WorkloadKind kind, const std::string &ns, const std::string &name,
        int replicas, const std::vector<std::string> &nodes, std::int64_t cpu = 200)
    {
        const std::string image = "registry.example.com/" + name + ":1.4.0";
        const bool isDeployment = kind == WorkloadKind::Deployment;
        const std::string set = isDeployment ? name + "-6d8f7c9b5" : name;
        if (isDeployment) {
            ReplicaSet owner{.meta = m_make.meta(ns, set)};
            owner.meta.ownerKind = "Deployment";
            owner.meta.ownerName = m_make.text(name);
            m_make.edit().replicaSets.push_back(owner);
        }
        for (int i = 0; i < replicas; ++i) {
            const std::string number = std::to_string(i);
            Pod &added = pod(ns, isDeployment ? set + "-aaaa" + number : name + '-' + number,
                isDeployment ? "ReplicaSet" : workloadKindName(kind), set,
                nodes[static_cast<std::size_t>(i) % nodes.size()]);
            added.meta.labels = labels(name);
            added.containers = containers(image, cpu);
        }
        const auto images = m_make.edit().arena->array<std::string_view>(1);
        images[0] = m_make.text(image);
        Workload made{.kind = kind, .meta = m_make.meta(ns, name)};
        made.desired = made.ready = made.available = made.updated = replicas;
        made.strategy = "RollingUpdate";
        made.images = images;
        return m_make.edit().workloads.emplace_back(made);
    }

    Pod &pod(const std::string &ns, const std::string &name, std::string_view ownerKind,
        const std::string &owner, const std::string &node)
    {
        Pod pod{.meta = m_make.meta(ns, name)};
        pod.meta.ownerKind = m_make.text(ownerKind);
        pod.meta.ownerName = m_make.text(owner);
        pod.nodeName = m_make.text(node);
        pod.phase = PodPhase::Running;
        pod.readyContainers = pod.totalContainers = 1;
        return m_make.edit().pods.emplace_back(pod);
    }

    ClusterSnapshot &edit() { return m_make.edit(); }
    std::string_view text(std::string_view text) { return m_make.text(text); }
    std::shared_ptr<const ClusterSnapshot> take() { return m_make.take(); }

private:
    std::span<const Label> labels(const std::string &app)
    {
        const auto labels = m_make.edit().arena->array<Label>(1);
        labels[0] = {"app", m_make.text(app)};
        return labels;
    }
    std::span<const Container> containers(const std::string &image, std::int64_t cpu)
    {
        const auto made = m_make.edit().arena->array<Container>(1);
        made[0].name = "app";
        made[0].image = m_make.text(image);
        made[0].cpuRequest = cpu;
        made[0].memoryRequest = 256LL << 20;
        made[0].ready = true;
        return made;
    }

    SnapshotMaker m_make;
};

// The part of the demo estate that its story is about: checkout with four replicas on node-1 to
// node-4, payments-db-0 on node-5.
inline void fillDemo(CommandEstate &estate)
{
    for (const char *name : {"node-1", "node-2", "node-3", "node-4", "node-5"})
        estate.node(name);
    using enum WorkloadKind;
    estate.workload(
        Deployment, "shop", "checkout", 4, {"node-1", "node-2", "node-3", "node-4"}, 500);
    estate.workload(Deployment, "shop", "api-gateway", 3, {"node-1", "node-2", "node-3"});
    estate.workload(Deployment, "pay", "payments", 6, {"node-2", "node-3", "node-4"});
    estate.workload(StatefulSet, "data", "payments-db", 1, {"node-5"});
}

inline Command command(std::string action, std::string kind, std::string ns, std::string name,
    std::string params = "{}")
{
    return {.id = {"c-1"},
        .cluster = {"prod-eu"},
        .action = std::move(action),
        .target = {std::move(kind), std::move(ns), std::move(name)},
        .params = std::move(params),
        .createdBy = "oncall",
        .createdAt = kNow};
}

inline Command scaleCheckout(int replicas)
{
    return command("scale", "Deployment", "shop", "checkout",
        R"({"replicas":)" + std::to_string(replicas) + '}');
}

// Five minutes of the incident: 96 requests a second reach checkout, payments fails 8 %.
inline MeshGraph demoIncident()
{
    MeshGraph graph = testkit::meshOf(testkit::demoCalls());
    graph.cluster = {"prod-eu"};
    graph.range = {kNow - Duration{300'000}, kNow};
    graph.covered = graph.range.length();
    testkit::addCalls(graph, "edge/traefik", "shop/api-gateway", 30'000, 2'300);
    testkit::addCalls(graph, "edge/traefik", "shop/storefront", 60'000, 10);
    testkit::addCalls(graph, "shop/api-gateway", "shop/checkout", 28'800, 2'304);
    testkit::addCalls(graph, "shop/checkout", "pay/payments", 28'200, 2'256);
    testkit::addCalls(graph, "shop/checkout", "shop/inventory", 28'500, 5);
    testkit::addCalls(graph, "shop/checkout", "id/accounts", 12'300, 2);
    testkit::addCalls(graph, "pay/payments", "data/payments-db", 26'400, 2'100);
    return graph;
}

} // namespace binnacle::test
