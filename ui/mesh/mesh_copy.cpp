#include "ui/mesh/mesh_copy.h"

#include "ui/widgets/formatting.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const MeshSelection &selection)
{
    switch (selection.kind) {
    case MeshSelection::Kind::None:
        break;
    case MeshSelection::Kind::Service:
        return toText(selection.service.text());
    case MeshSelection::Kind::Edge:
        return toText(selection.edge.source.text() + " -> " + selection.edge.target.text());
    case MeshSelection::Kind::Namespace:
        return toText(selection.ns);
    }
    return {};
}

QString namespaceOf(const MeshSelection &selection)
{
    if (selection.kind == MeshSelection::Kind::Edge)
        return toText(selection.edge.target.ns); // of a call it is the callee that one asks about
    return toText(selection.isService() ? selection.service.ns : selection.ns);
}

// Null: a folded namespace, or no longer in the graph.
const Traffic *trafficOf(const MeshGraph &graph, const MeshSelection &selection)
{
    if (selection.isService()) {
        const MeshNode *node = graph.find(selection.service);
        return node ? &node->shown() : nullptr;
    }
    if (selection.kind != MeshSelection::Kind::Edge)
        return nullptr;
    const auto edge = std::ranges::find(graph.edges, selection.edge, &MeshEdge::edge);
    return edge == graph.edges.end() ? nullptr : &edge->traffic;
}

QJsonValue numberOf(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue(); // no traffic is null, not zero
}

QString utcText(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonObject jsonOf(const MeshGraph &graph, const MeshSelection &selection)
{
    QJsonObject result{{u"cluster"_s, toText(graph.cluster.value)},
        {u"from"_s, utcText(graph.range.from)}, {u"to"_s, utcText(graph.range.to)}};
    if (selection.isService()) {
        result[u"service"_s] = nameOf(selection);
    } else if (selection.kind == MeshSelection::Kind::Edge) {
        result[u"source"_s] = toText(selection.edge.source.text());
        result[u"target"_s] = toText(selection.edge.target.text());
    } else {
        result[u"namespace"_s] = namespaceOf(selection);
    }
    const Traffic *traffic = trafficOf(graph, selection);
    if (!traffic)
        return result;
    result[u"requests"_s] = static_cast<qint64>(traffic->requests);
    result[u"errors"_s] = static_cast<qint64>(traffic->errors);
    result[u"requestRate"_s] = graph.rate(traffic->requests);
    result[u"errorRate"_s] = numberOf(traffic->errorRate());
    result[u"p50"_s] = numberOf(traffic->quantile(0.5));
    result[u"p95"_s] = numberOf(traffic->quantile(0.95));
    result[u"p99"_s] = numberOf(traffic->quantile(0.99));
    if (const MeshNode *node = selection.isService() ? graph.find(selection.service) : nullptr) {
        result[u"ownErrors"_s] = node->ownErrors;
        result[u"inheritedErrors"_s] = node->inheritedErrors;
        result[u"status"_s] = toText(sloStatusName(node->status));
    }
    return result;
}

} // namespace

QString meshNameText(const std::vector<MeshSelection> &selections)
{
    QStringList lines;
    for (const MeshSelection &selection : selections)
        lines += nameOf(selection);
    return lines.join(u'\n');
}

QString meshNamespaceLines(const std::vector<MeshSelection> &selections)
{
    QStringList lines;
    for (const MeshSelection &selection : selections)
        lines += namespaceOf(selection);
    lines.removeDuplicates();
    return lines.join(u'\n');
}

QString meshRowLines(const MeshGraph &graph, const std::vector<MeshSelection> &selections)
{
    QStringList lines;
    const auto number = [](std::optional<double> value) {
        return value ? QString::number(*value, 'g', 6) : QString(); // the machine's format
    };
    for (const MeshSelection &selection : selections) {
        const Traffic *traffic = trafficOf(graph, selection);
        QStringList cells{nameOf(selection)};
        if (traffic)
            cells << number(graph.rate(traffic->requests)) << number(traffic->errorRate())
                  << number(traffic->quantile(0.95));
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QString meshJsonText(const MeshGraph &graph, const std::vector<MeshSelection> &selections)
{
    if (selections.empty())
        return {};
    if (selections.size() == 1)
        return QString::fromUtf8(QJsonDocument(jsonOf(graph, selections.front())).toJson());
    QJsonArray all;
    for (const MeshSelection &selection : selections)
        all.append(jsonOf(graph, selection));
    return QString::fromUtf8(QJsonDocument(all).toJson());
}

} // namespace binnacle::ui
