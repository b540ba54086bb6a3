#include "ui/mesh/mesh_scene.h"

#include "ui/mesh/mesh_curve.h"
#include "ui/mesh/mesh_pinning.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshScene)
};

constexpr double kGroupName = 16; // above the frame of a namespace
constexpr double kMargin = 6;     // around everything: selection frames and badges

QRectF rectOf(const MeshBox &box)
{
    return {box.x, box.y, box.width, box.height};
}

// Thin for a trickle, five pixels for ten thousand a second.
double widthOf(double perSecond)
{
    return std::clamp(1.2 + std::log10(1 + perSecond) * 0.85, 1.2, 5.0);
}

template<typename Key>
MeshChange changeOf(const std::map<Key, MeshChange> &changes, const Key &key)
{
    const auto found = changes.find(key);
    return found == changes.end() ? MeshChange::Same : found->second;
}

StatusKind worseOf(StatusKind a, StatusKind b)
{
    return severity(a) >= severity(b) ? a : b;
}

bool isFolded(const MeshLayout::Place &place)
{
    return place.nodes.size() != 1 || place.id.ends_with("/*");
}

} // namespace

MeshScene::MeshScene(std::shared_ptr<const console::MeshPicture> picture, const MeshLook &look)
    : m_picture(std::move(picture))
    , m_look(look)
{
    if (!m_picture)
        return;
    readChanges();
    addNodes();
    addEdges();
    m_isRearranged = movePinned(m_nodes, m_edges, m_picture->layout.routes, m_look.pinned);
    narrow();
    for (const MeshSceneNode &node : m_nodes)
        m_bounds |= node.box;
    for (const MeshSceneEdge &edge : m_edges)
        m_bounds |= edge.bounds;
    for (const MeshLayout::Group &group : groups()) {
        if (!group.isFolded && showsGroups())
            m_bounds |= rectOf(group.box).adjusted(0, -kGroupName, 0, 0);
    }
    if (!m_bounds.isEmpty())
        m_bounds.adjust(-kMargin, -kMargin, kMargin, kMargin);
}

const std::vector<MeshLayout::Group> &MeshScene::groups() const
{
    static const std::vector<MeshLayout::Group> none;
    return m_picture ? m_picture->layout.groups : none;
}

void MeshScene::readChanges()
{
    if (!m_picture->diff)
        return;
    for (const MeshNodeDelta &row : m_picture->diff->nodes)
        m_nodeChanges.emplace(row.service, row.delta.change);
    for (const MeshEdgeDelta &row : m_picture->diff->edges)
        m_edgeChanges.emplace(row.edge, row.delta.change);
}

MeshSceneNode MeshScene::serviceNode(const MeshNode &node) const
{
    const MeshGraph &graph = m_picture->graph;
    const Traffic &traffic = node.shown();
    MeshSceneNode result;
    result.selection = MeshSelection::of(node.service);
    result.title = serviceText(node.service);
    result.subtitle = namespaceText(node.service.ns);
    result.status = statusOf(node, m_look.colour);
    result.isNew = node.isNew;
    result.isIdle = node.isIdle;
    result.failed = traffic.errors;
    result.change = changeOf(m_nodeChanges, node.service);
    if (result.change == MeshChange::Removed) {
        result.rate = Words::tr("not there now");
    } else if (traffic.requests > 0) {
        result.rate = requestRateText(graph.rate(traffic.requests));
        result.errors = nodeErrorText(traffic.errorRate());
        const auto p95 = traffic.quantile(0.95);
        result.latency = p95 ? tightText(latencyText(p95)) : QString();
        result.errorStatus = errorRateStatus(traffic.errorRate());
        result.latencyStatus = latencyStatus(p95);
    } else {
        result.rate = node.isIdle ? Words::tr("idle") : Words::tr("no traffic");
    }
    result.perSecond = perSecondText(result.rate);
    return result;
}

MeshSceneNode MeshScene::namespaceNode(const MeshLayout::Place &place) const
{
    const MeshGraph &graph = m_picture->graph;
    const std::string ns = place.id.substr(0, place.id.rfind('/'));
    MeshSceneNode result;
    result.selection = MeshSelection::ofNamespace(ns);
    result.title = namespaceText(ns);
    result.subtitle = Words::tr("%n service(s)", nullptr, static_cast<int>(place.nodes.size()));
    result.isFolded = true;
    std::int64_t requests = 0;
    int troubled = 0;
    for (const std::size_t index : place.nodes) {
        const MeshNode &node = graph.nodes[index];
        requests += node.shown().requests;
        result.failed += node.shown().errors;
        const StatusKind status = statusOf(node, m_look.colour);
        troubled += isTrouble(status) ? 1 : 0;
        result.status = worseOf(result.status, status);
        result.isNew = result.isNew || node.isNew;
    }
    result.rate = requests > 0 ? requestRateText(graph.rate(requests)) : Words::tr("no traffic");
    result.perSecond = perSecondText(result.rate);
    if (troubled > 0) {
        result.errors = Words::tr("%1 troubled").arg(troubled);
        result.errorStatus = result.status;
    }
    return result;
}

void MeshScene::addNodes()
{
    const auto &places = m_picture->layout.places;
    m_nodes.reserve(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const MeshLayout::Place &place = places[i];
        MeshSceneNode node = isFolded(place) || place.nodes.empty()
            ? namespaceNode(place)
            : serviceNode(m_picture->graph.nodes[place.nodes.front()]);
        node.id = place.id;
        node.box = rectOf(place.box);
        node.rank = place.rank;
        node.place = i;
        for (const std::size_t service : place.nodes)
            m_byService.emplace(m_picture->graph.nodes[service].service, m_nodes.size());
        if (node.isFolded)
            m_byNamespace.emplace(node.selection.ns, m_nodes.size());
        m_nodes.push_back(std::move(node));
    }
}

void MeshScene::summarise(const MeshLayout::Route &route, MeshSceneEdge &edge) const
{
    const MeshGraph &graph = m_picture->graph;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    edge.isNew = edge.isIdle = !route.edges.empty();
    for (const std::size_t index : route.edges) {
        const MeshEdge &call = graph.edges[index];
        requests += call.traffic.requests;
        errors += call.traffic.errors;
        edge.status = worseOf(edge.status, statusOf(call, m_look.colour));
        edge.isNew = edge.isNew && call.isNew;
        edge.isIdle = edge.isIdle && call.isIdle;
        if (edge.change == MeshChange::Same)
            edge.change = changeOf(m_edgeChanges, call.edge);
    }
    const double rate = graph.rate(requests);
    edge.width = widthOf(rate);
    if (route.edges.size() == 1)
        edge.selection = MeshSelection::of(graph.edges[route.edges.front()].edge);
    if (requests > 0) {
        edge.label = Words::tr("%1 of %2", "error rate, requests")
                         .arg(errorRateText(100.0 * static_cast<double>(errors)
                                  / static_cast<double>(requests)),
                             requestRateText(rate));
    } else {
        edge.label = edge.isIdle ? Words::tr("idle") : Words::tr("no traffic");
    }
    if (edge.change != MeshChange::Same)
        edge.label += u" · "_s + changeGlyph(edge.change) + u' ' + changeText(edge.change);
}

void MeshScene::addEdges()
{
    const auto &routes = m_picture->layout.routes;
    const bool isLarge = routes.size() > 800; // fewer pieces a curve: nobody sees them
    m_edges.reserve(routes.size());
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const MeshLayout::Route &route = routes[i];
        MeshSceneEdge edge;
        edge.route = i;
        edge.source = route.source;
        edge.target = route.target;
        edge.line = smoothLine(route.points, isLarge ? 8 : 20);
        summarise(route, edge);
        const double around = edge.width + 6;
        edge.bounds = edge.line.boundingRect().adjusted(-around, -around, around, around);
        for (const std::size_t call : route.edges)
            m_byEdge.emplace(m_picture->graph.edges[call].edge, m_edges.size());
        m_edges.push_back(std::move(edge));
    }
}

void MeshScene::narrow()
{
    std::vector<bool> wanted(m_nodes.size(), true);
    if (m_look.onlyTrouble) {
        std::vector<bool> isTroubled(m_nodes.size());
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            isTroubled[i] = isTrouble(m_nodes[i].status) || m_nodes[i].isNew;
        for (const MeshSceneEdge &edge : m_edges) {
            if (isTrouble(edge.status))
                isTroubled[edge.source] = isTroubled[edge.target] = true;
        }
        for (std::size_t i = 0; i < m_nodes.size(); ++i)
            wanted[i] = isTroubled[i] || m_nodes[i].isPinned;
        for (const MeshSceneEdge &edge : m_edges) {
            if (isTroubled[edge.source] || isTroubled[edge.target])
                wanted[edge.source] = wanted[edge.target] = true;
        }
        m_hiddenHealthy = static_cast<std::size_t>(std::ranges::count(wanted, false));
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_look.hidden.contains(m_nodes[i].id) && wanted[i]) {
            wanted[i] = false;
            ++m_hiddenByHand;
        }
    }
    if (m_hiddenHealthy + m_hiddenByHand > 0)
        keep(wanted);
}

void MeshScene::keep(const std::vector<bool> &wanted)
{
    constexpr auto kGone = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> moved(m_nodes.size(), kGone);
    std::vector<MeshSceneNode> nodes;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (!wanted[i])
            continue;
        moved[i] = nodes.size();
        nodes.push_back(std::move(m_nodes[i]));
    }
    std::vector<MeshSceneEdge> edges;
    std::vector<std::size_t> movedEdges(m_edges.size(), kGone);
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        MeshSceneEdge &edge = m_edges[i];
        if (moved[edge.source] == kGone || moved[edge.target] == kGone)
            continue;
        edge.source = moved[edge.source];
        edge.target = moved[edge.target];
        movedEdges[i] = edges.size();
        edges.push_back(std::move(edge));
    }
    const auto rebuild = [&](auto &index, const std::vector<std::size_t> &numbers) {
        auto before = std::move(index);
        index.clear();
        for (const auto &[key, number] : before) {
            if (numbers[number] != kGone)
                index.emplace(key, numbers[number]);
        }
    };
    rebuild(m_byService, moved);
    rebuild(m_byNamespace, moved);
    rebuild(m_byEdge, movedEdges);
    m_nodes = std::move(nodes);
    m_edges = std::move(edges);
}

std::optional<std::size_t> MeshScene::nodeAt(const QPointF &point) const
{
    for (std::size_t i = m_nodes.size(); i-- > 0;) {
        if (m_nodes[i].box.contains(point))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> MeshScene::edgeAt(const QPointF &point, double reach) const
{
    std::optional<std::size_t> best;
    double nearest = reach;
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        const MeshSceneEdge &edge = m_edges[i];
        if (!edge.bounds.adjusted(-reach, -reach, reach, reach).contains(point))
            continue;
        const double distance = distanceToLine(edge.line, point) - edge.width / 2;
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

std::optional<std::size_t> MeshScene::nodeOf(const MeshSelection &selection) const
{
    if (selection.kind == MeshSelection::Kind::Namespace) {
        const auto found = m_byNamespace.find(selection.ns);
        return found == m_byNamespace.end() ? std::nullopt : std::optional(found->second);
    }
    if (!selection.isService())
        return std::nullopt;
    const auto found = m_byService.find(selection.service);
    return found == m_byService.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> MeshScene::edgeOf(const MeshSelection &selection) const
{
    if (selection.kind != MeshSelection::Kind::Edge)
        return std::nullopt;
    const auto found = m_byEdge.find(selection.edge);
    return found == m_byEdge.end() ? std::nullopt : std::optional(found->second);
}

QString MeshScene::describe(const MeshSelection &selection) const
{
    if (const auto index = nodeOf(selection)) {
        const MeshSceneNode &node = m_nodes[*index];
        const MeshNode *service
            = node.isFolded ? nullptr : m_picture->graph.find(selection.service);
        return service ? ui::describe(m_picture->graph, *service)
                       : node.title + u" — "_s + node.subtitle + u'\n' + node.rate;
    }
    const auto index = edgeOf(selection);
    if (!index)
        return {};
    for (const std::size_t call : m_picture->layout.routes[m_edges[*index].route].edges) {
        if (m_picture->graph.edges[call].edge == selection.edge)
            return ui::describe(m_picture->graph, m_picture->graph.edges[call]);
    }
    return {};
}

} // namespace binnacle::ui
