#include "core/runtime/console/store_mesh_feed.h"

#include "core/runtime/console/answering.h"
#include "core/runtime/console/mesh_detail.h"
#include "core/runtime/mesh_reader.h"
#include "core/runtime/past_state.h"
#include "core/topology/call_graph.h"
#include "core/topology/graph_diff.h"
#include "core/topology/graph_export.h"
#include "core/topology/layered_layout.h"

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

using console::Answer;
using console::MeshPicture;
using console::MeshQuestion;

// Drawings of one cluster seen whole, of one of its namespaces or around one service have nothing
// to do with each other.
std::string drawingKey(const MeshQuestion &question)
{
    std::string key = question.cluster.value + '|' + question.ns + '|';
    key += question.focus.name.empty() ? "" : question.focus.text();
    key += question.groupByNamespace ? "|g" : "|";
    return key;
}

// Indexes of edges follow the order of the nodes.
void sortAndIndex(MeshGraph &graph)
{
    std::ranges::sort(graph.nodes, {}, &MeshNode::service);
    std::ranges::sort(graph.edges, {}, &MeshEdge::edge);
    const auto indexOf = [&](const ServiceRef &service) {
        const auto at = std::ranges::lower_bound(graph.nodes, service, {}, &MeshNode::service);
        return static_cast<std::size_t>(std::distance(graph.nodes.begin(), at));
    };
    for (MeshEdge &edge : graph.edges) {
        edge.source = indexOf(edge.edge.source);
        edge.target = indexOf(edge.edge.target);
    }
}

// What is gone since `before` stays in the picture, idle, so that it can be shown as removed.
void addRemoved(MeshGraph &graph, const MeshGraph &before)
{
    std::vector<MeshNode> nodes;
    for (const MeshNode &node : before.nodes) {
        if (!graph.find(node.service))
            nodes.push_back({.service = node.service, .kind = node.kind, .isIdle = true});
    }
    for (const MeshEdge &edge : before.edges) {
        const auto at = std::ranges::lower_bound(graph.edges, edge.edge, {}, &MeshEdge::edge);
        if (at == graph.edges.end() || at->edge != edge.edge)
            graph.edges.insert(at, {.edge = edge.edge, .isIdle = true});
    }
    std::ranges::move(nodes, std::back_inserter(graph.nodes));
    sortAndIndex(graph);
}

// The namespace and everything one call away.
MeshGraph onlyNamespace(MeshGraph graph, const std::string &ns)
{
    std::erase_if(graph.edges, [&](const MeshEdge &edge) {
        return edge.edge.source.ns != ns && edge.edge.target.ns != ns;
    });
    std::erase_if(graph.nodes, [&](const MeshNode &node) {
        return node.service.ns != ns
            && std::ranges::none_of(graph.edges, [&](const MeshEdge &edge) {
                   return edge.edge.source == node.service || edge.edge.target == node.service;
               });
    });
    sortAndIndex(graph);
    return graph;
}

Result<MeshPicture> readPicture(
    store::Connection &connection, const MeshQuestion &question, const std::stop_token &stop)
{
    MeshPicture picture{.question = question};
    MeshGraphQuery query{.cluster = question.cluster, .range = question.range};
    auto graph = readMeshGraph(connection, query, stop);
    if (!graph)
        return graph.error();
    picture.graph = *std::move(graph);
    if (question.compare) {
        query.range = *question.compare;
        const auto before = readMeshGraph(connection, query, stop);
        if (!before)
            return before.error();
        picture.diff = topology::diffGraphs(*before, picture.graph);
        addRemoved(picture.graph, *before);
    }
    picture.allNodes = picture.graph.nodes.size();
    if (!question.ns.empty())
        picture.graph = onlyNamespace(std::move(picture.graph), question.ns);
    if (!question.focus.name.empty())
        picture.graph = topology::neighbourhood(picture.graph, question.focus, question.hops);
    return picture;
}

} // namespace

StoreMeshFeed::StoreMeshFeed(Runtime &runtime, StoredSignal &stored, QObject *parent)
    : MeshFeed(parent)
    , m_runtime(runtime)
{
    connect(&stored, &StoredSignal::stored, this, &MeshFeed::changed);
}

Answer<MeshPicture> StoreMeshFeed::picture(const MeshQuestion &question, std::stop_token stop)
{
    using Given = Result<std::shared_ptr<const MeshPicture>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    const auto give = [promise](Given given) {
        promise->addResult(std::move(given));
        promise->finish();
    };
    const auto draw = [question, stop, give, drawings = m_drawings](MeshPicture picture) {
        const std::string key = drawingKey(question);
        std::shared_ptr<const MeshLayout> last;
        if (!question.relayout) {
            const std::scoped_lock lock(drawings->mutex);
            last = drawings->last[key];
        }
        topology::LayoutSettings settings{.groupByNamespace = question.groupByNamespace};
        settings.folded = question.folded;
        settings.unfolded = question.unfolded;
        picture.layout = topology::layoutGraph(picture.graph, settings, last.get(), stop);
        if (stop.stop_requested())
            return give(Error{ErrorCode::Cancelled, "the mesh was asked for anew"});
        picture.layout.hiddenNodes = picture.allNodes - picture.graph.nodes.size();
        {
            const std::scoped_lock lock(drawings->mutex);
            drawings->last[key] = std::make_shared<const MeshLayout>(picture.layout);
        }
        give(std::make_shared<const MeshPicture>(std::move(picture)));
    };
    m_runtime.workspace().readers().post(
        [question, stop, give, draw, layout = m_layout](store::Connection &connection) {
            auto read = readPicture(connection, question, stop);
            if (!read)
                return give(read.error());
            const auto picture = std::make_shared<MeshPicture>(*std::move(read));
            layout->post([picture, draw] { draw(std::move(*picture)); });
        },
        [give](const Error &error) { give(error); });
    return promise->future();
}

Answer<console::MeshServiceDetail> StoreMeshFeed::detail(
    const ClusterId &cluster, const ServiceRef &service, const TimeRange &range)
{
    return answer<console::MeshServiceDetail>(m_runtime.workspace().readers(),
        [cluster, service, range, state = m_runtime.hub().state()](store::Connection &connection) {
            return readMeshDetail(connection,
                {.cluster = cluster,
                    .service = service,
                    .range = range,
                    .snapshot = stateFor(connection, *state, cluster, range.to)});
        });
}

Answer<console::MeshTimeline> StoreMeshFeed::timeline(
    const ClusterId &cluster, const TimeRange &range)
{
    return answer<console::MeshTimeline>(
        m_runtime.workspace().readers(), [cluster, range](store::Connection &connection) {
            return readMeshTimeline(connection, cluster, range);
        });
}

QString StoreMeshFeed::exportText(const MeshPicture &picture, console::MeshFormat format) const
{
    switch (format) {
    case console::MeshFormat::Dot:
        return QString::fromStdString(topology::toDot(picture.graph));
    case console::MeshFormat::Csv:
        return QString::fromStdString(topology::toCsv(picture.graph));
    case console::MeshFormat::Json:
        break;
    }
    return QString::fromStdString(topology::toJson(picture.graph));
}

} // namespace binnacle::runtime
