#include "core/alerts/inhibition.h"

#include <algorithm>
#include <string_view>

namespace binnacle::alerts {

namespace {

std::string causeText(const Alert &alert)
{
    return "alert " + alert.ruleName + ": " + alert.subject.text();
}

bool isMeshService(std::string_view kind)
{
    return kind == "Service" || kind == "Deployment" || kind == "StatefulSet"
        || kind == "DaemonSet";
}

ServiceRef serviceOf(const ResourceRef &object)
{
    return {object.ns, object.name};
}

// Who is called in "shop/cart → data/redis".
std::optional<ServiceRef> calleeOf(const ResourceRef &edge)
{
    constexpr std::string_view kArrow = " \u2192 ";
    const std::size_t arrow = edge.name.find(kArrow);
    if (arrow == std::string::npos)
        return std::nullopt;
    const std::string target = edge.name.substr(arrow + kArrow.size());
    const std::size_t slash = target.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    return ServiceRef{target.substr(0, slash), target.substr(slash + 1)};
}

} // namespace

void Inhibition::setWorld(EngineWorld world)
{
    const bool isSameMesh = world.calls == m_world.calls;
    m_world = std::move(world);
    if (isSameMesh)
        return;
    m_graphs.clear();
    for (const auto &[cluster, calls] : m_world.calls) {
        Graph &graph = m_graphs[cluster];
        const auto indexOf = [&graph](const ServiceRef &service) {
            const auto [it, isNew] = graph.indexes.try_emplace(service, graph.indexes.size());
            if (isNew)
                graph.callees.emplace_back();
            return it->second;
        };
        for (const auto &[caller, callee] : calls) {
            const std::size_t from = indexOf(caller);
            const std::size_t to = indexOf(callee);
            graph.callees[from].push_back(to);
        }
        graph.reached.resize(graph.callees.size());
    }
}

// Everything `node` calls, through others too, without itself.
const std::vector<std::size_t> &Inhibition::reach(Graph &graph, std::size_t node)
{
    std::optional<std::vector<std::size_t>> &known = graph.reached[node];
    if (known)
        return *known;
    std::vector<bool> isSeen(graph.callees.size());
    isSeen[node] = true;
    std::vector<std::size_t> order{node};
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const std::size_t callee : graph.callees[order[next]]) {
            if (!isSeen[callee]) {
                isSeen[callee] = true;
                order.push_back(callee);
            }
        }
    }
    order.erase(order.begin());
    known = std::move(order);
    return *known;
}

void Inhibition::beginStep()
{
    m_firing.clear();
    m_silentAgents.clear();
    for (const ClusterId &cluster : m_world.offline)
        m_silentAgents[cluster] = "agent of " + cluster.value + " is offline";
}

void Inhibition::addFiring(const Alert &alert, ConditionKind kind)
{
    const ClusterId &cluster = alert.subject.cluster;
    const bool saysItFails = kind != ConditionKind::Absent && !alert.hasNoData;
    if (!saysItFails || !isMeshService(alert.subject.object.kind))
        return;
    const auto graph = m_graphs.find(cluster);
    if (graph == m_graphs.end())
        return;
    const auto node = graph->second.indexes.find(serviceOf(alert.subject.object));
    if (node == graph->second.indexes.end())
        return;
    Firing &firing = m_firing[cluster];
    firing.causes.resize(graph->second.callees.size());
    std::optional<Cause> &cause = firing.causes[node->second];
    if (!cause || cause->severity < alert.severity)
        cause = Cause{alert.severity, causeText(alert)};
}

std::string Inhibition::hushes(const Alert &alert, ConditionKind kind)
{
    if (kind == ConditionKind::Absent || kind == ConditionKind::Query)
        return {};
    const auto silent = m_silentAgents.find(alert.subject.cluster);
    if (silent != m_silentAgents.end())
        return silent->second;
    return kind == ConditionKind::Level ? alongMesh(alert) : std::string();
}

std::string Inhibition::alongMesh(const Alert &alert)
{
    const ClusterId &cluster = alert.subject.cluster;
    const ResourceRef &object = alert.subject.object;
    if (!m_firing.contains(cluster))
        return {};
    if (isMeshService(object.kind))
        return below(cluster, serviceOf(object), alert.severity, false);
    if (object.kind == "Edge") {
        const auto callee = calleeOf(object);
        return callee ? below(cluster, *callee, alert.severity, true) : std::string();
    }
    const auto backends = m_world.backends.find({cluster, object.name});
    if (object.kind != "Domain" || backends == m_world.backends.end())
        return {};
    for (const ServiceRef &backend : backends->second) {
        if (std::string text = below(cluster, backend, alert.severity, true); !text.empty())
            return text;
    }
    return {};
}

// The cause that is farthest down, which is nearest to the root of the trouble.
std::string Inhibition::below(const ClusterId &cluster, const ServiceRef &service,
    AlertSeverity severity, bool isItselfIncluded)
{
    Graph &graph = m_graphs[cluster];
    Firing &firing = m_firing[cluster];
    const auto index = graph.indexes.find(service);
    if (index == graph.indexes.end())
        return {};
    const std::size_t node = index->second;
    const auto [answer, isNew] = firing.answers.try_emplace({node, severity});
    if (isNew) {
        for (const std::size_t callee : reach(graph, node)) {
            const std::optional<Cause> &cause = firing.causes[callee];
            if (!cause || cause->severity < severity)
                continue;
            const std::vector<std::size_t> &back = reach(graph, callee);
            if (std::ranges::find(back, node) == back.end())
                answer->second = cause->text;
        }
    }
    const std::optional<Cause> &own = firing.causes[node];
    if (answer->second.empty() && isItselfIncluded && own && own->severity >= severity)
        return own->text;
    return answer->second;
}

} // namespace binnacle::alerts
