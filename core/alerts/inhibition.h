#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/engine.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// Which alert is only the echo of another one. An agent that is offline hushes what is told about
// its cluster. Along the mesh, the alert of a caller is hushed by one of a service that it calls,
// directly or through others, when that one is at least as severe and does not call back: of two
// services that call each other none hushes the other, so the root of it is always told. Not
// thread-safe.
class Inhibition
{
public:
    void setWorld(EngineWorld world);

    // A step tells first what fires, then asks.
    void beginStep();
    void addFiring(const Alert &alert, ConditionKind kind);
    // What hushes it: "alert PaymentsSlow: Service pay/payments"; empty: nothing.
    std::string hushes(const Alert &alert, ConditionKind kind);

private:
    // Nodes of the call graph of one cluster by number.
    struct Graph
    {
        std::map<ServiceRef, std::size_t> indexes;
        std::vector<std::vector<std::size_t>> callees;
        std::vector<std::optional<std::vector<std::size_t>>> reached; // nearest first; on demand
    };
    struct Cause
    {
        AlertSeverity severity = AlertSeverity::Info;
        std::string text;
    };
    using NodeOfSeverity = std::pair<std::size_t, AlertSeverity>;
    struct Firing
    {
        std::vector<std::optional<Cause>> causes;      // by node
        std::map<NodeOfSeverity, std::string> answers; // of this step
    };

    static const std::vector<std::size_t> &reach(Graph &graph, std::size_t node);
    std::string alongMesh(const Alert &alert);
    std::string below(const ClusterId &cluster, const ServiceRef &service, AlertSeverity severity,
        bool isItselfIncluded);

    EngineWorld m_world;
    std::map<ClusterId, Graph> m_graphs;
    std::map<ClusterId, Firing> m_firing;
    std::map<ClusterId, std::string> m_silentAgents; // with the alert that says so
};

} // namespace binnacle::alerts
