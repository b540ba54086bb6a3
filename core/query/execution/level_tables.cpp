#include "core/query/execution/object_table.h"
#include "core/query/source_fields.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace binnacle::query {

namespace {

struct Nothing
{
};

// Of the edges of a graph, which it stays without.
struct EdgeContext
{
    std::shared_ptr<const MeshGraph> graph; // never null

    std::string_view clusterText() const { return graph->cluster.value; }
    double rate(const MeshEdge &edge) const
    {
        return graph->covered > Duration{0} ? graph->rate(edge.traffic.requests) : kUnknownNumber;
    }
    double tls(const MeshEdge &edge) const
    {
        return graph->tlsShare(edge).value_or(kUnknownNumber);
    }
};

std::string_view healthWord(const WorldCluster &cluster)
{
    switch (cluster.snapshot ? healthOf(cluster.snapshot->summary) : ClusterHealth::Unknown) {
    case ClusterHealth::Healthy:
        return "healthy";
    case ClusterHealth::Degraded:
        return "degraded";
    case ClusterHealth::Unhealthy:
        return "unhealthy";
    case ClusterHealth::Unknown:
        break;
    }
    return "unknown";
}

double counted(const WorldCluster &cluster, std::int32_t SnapshotSummary::*count)
{
    return cluster.snapshot ? static_cast<double>(cluster.snapshot->summary.*count)
                            : kUnknownNumber;
}

double cpuShare(const WorldCluster &cluster)
{
    if (!cluster.snapshot)
        return kUnknownNumber;
    const SnapshotSummary &summary = cluster.snapshot->summary;
    return percentOf(summary.cpuUsage, summary.cpuAllocatable);
}

double memoryShare(const WorldCluster &cluster)
{
    if (!cluster.snapshot)
        return kUnknownNumber;
    const SnapshotSummary &summary = cluster.snapshot->summary;
    return percentOf(summary.memoryUsage, summary.memoryAllocatable);
}

void appendClusterWords(const WorldCluster &cluster, std::string &text)
{
    text.append(cluster.id.value).append(" ").append(cluster.name);
}

void appendSubject(const SloRow &row, std::string &text)
{
    text += row.subject.text();
}

void appendEdgeWords(const MeshEdge &edge, std::string &text)
{
    for (const std::string_view part :
        {edge.edge.source.ns, edge.edge.source.name, edge.edge.target.ns, edge.edge.target.name})
        text.append(part).append(" ");
}

const std::array kClusterFields{
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Id),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const WorldCluster &row) { return std::string_view(row.id.value); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Name),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const WorldCluster &row) { return std::string_view(row.name); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Environment),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const WorldCluster &row) { return environmentName(row.environment); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Status),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const WorldCluster &row) { return agentStatusName(row.status); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Health),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows, [](const WorldCluster &row) { return healthWord(row); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Nodes),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const WorldCluster &row) { return counted(row, &SnapshotSummary::totalNodes); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::ReadyNodes),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const WorldCluster &row) { return counted(row, &SnapshotSummary::readyNodes); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Pods),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const WorldCluster &row) { return counted(row, &SnapshotSummary::totalPods); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::RunningPods),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const WorldCluster &row) {
                return counted(row, &SnapshotSummary::runningPods);
            });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::CpuUsage),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const WorldCluster &row) { return cpuShare(row); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::MemUsage),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const WorldCluster &row) { return memoryShare(row); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::LastSnapshot),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const WorldCluster &row) { return instantOf(row.times.lastSnapshot); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::LastHeartbeat),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const WorldCluster &row) { return instantOf(row.times.lastHeartbeat); });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Conflict),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return flagColumn(
                rows, [](const WorldCluster &row) { return row.hasConflict ? 1.0 : 0.0; });
        }},
    FieldMaker<WorldCluster, Nothing>{fieldOf(ClusterField::Text),
        [](std::span<const WorldCluster> rows, const Nothing &, const FieldRef &) {
            return composedColumn(rows,
                [](const WorldCluster &row, std::string &text) { appendClusterWords(row, text); });
        }},
};

const std::array kLevelFields{
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Subject),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return composedColumn(
                rows, [](const SloRow &row, std::string &text) { appendSubject(row, text); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Cluster),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const SloRow &row) { return std::string_view(row.subject.cluster.value); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Namespace),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const SloRow &row) { return std::string_view(row.subject.key.service.ns); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Status),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows, [](const SloRow &row) { return sloStatusName(row.status); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Availability),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const SloRow &row) { return numberOf(row.current.traffic.availability()); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Target),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const SloRow &row) { return row.target.availability; });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Budget),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return numberOf(row.budgetRemaining); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Burn),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const SloRow &row) { return numberOf(row.burnOneHour); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::ErrorRate),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return numberOf(row.current.traffic.errorRate()); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Rps),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return numberOf(row.current.requestRate()); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::P50),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const SloRow &row) { return numberOf(row.current.traffic.quantile(0.5)); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::P95),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const SloRow &row) { return numberOf(row.current.traffic.quantile(0.95)); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::P99),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows,
                [](const SloRow &row) { return numberOf(row.current.traffic.quantile(0.99)); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::P95Target),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return static_cast<double>(row.target.p95Latency); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Requests),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return numberOf(row.current.traffic.requests); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Errors),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const SloRow &row) { return numberOf(row.current.traffic.errors); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Trend),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows, [](const SloRow &row) { return sloTrendName(row.trend); });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Firing),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return flagColumn(rows, [](const SloRow &row) { return row.isFiring ? 1.0 : 0.0; });
        }},
    FieldMaker<SloRow, Nothing>{fieldOf(LevelField::Text),
        [](std::span<const SloRow> rows, const Nothing &, const FieldRef &) {
            return composedColumn(
                rows, [](const SloRow &row, std::string &text) { appendSubject(row, text); });
        }},
};

const std::array kEdgeFields{
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::From),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return textColumn(
                rows, [](const MeshEdge &row) { return std::string_view(row.edge.source.name); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::FromNamespace),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return textColumn(
                rows, [](const MeshEdge &row) { return std::string_view(row.edge.source.ns); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::To),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return textColumn(
                rows, [](const MeshEdge &row) { return std::string_view(row.edge.target.name); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::ToNamespace),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return textColumn(
                rows, [](const MeshEdge &row) { return std::string_view(row.edge.target.ns); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Cluster),
        [](std::span<const MeshEdge> rows, const EdgeContext &context, const FieldRef &) {
            return textColumn(rows, [context](const MeshEdge &) { return context.clusterText(); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Rps),
        [](std::span<const MeshEdge> rows, const EdgeContext &context, const FieldRef &) {
            return numberColumn(rows, [context](const MeshEdge &row) { return context.rate(row); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Requests),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.requests); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Errors),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.errors); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::ErrorRate),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.errorRate()); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::P50),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.quantile(0.5)); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::P95),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.quantile(0.95)); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::P99),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return numberColumn(
                rows, [](const MeshEdge &row) { return numberOf(row.traffic.quantile(0.99)); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Tls),
        [](std::span<const MeshEdge> rows, const EdgeContext &context, const FieldRef &) {
            return numberColumn(rows, [context](const MeshEdge &row) { return context.tls(row); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Status),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return textColumn(rows, [](const MeshEdge &row) { return sloStatusName(row.status); });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::New),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return flagColumn(rows, [](const MeshEdge &row) { return row.isNew ? 1.0 : 0.0; });
        }},
    FieldMaker<MeshEdge, EdgeContext>{fieldOf(EdgeField::Text),
        [](std::span<const MeshEdge> rows, const EdgeContext &, const FieldRef &) {
            return composedColumn(
                rows, [](const MeshEdge &row, std::string &text) { appendEdgeWords(row, text); });
        }},
};

} // namespace

TablePtr makeClusterTable(std::vector<WorldCluster> clusters)
{
    using Records = RecordTable<WorldCluster, Nothing>;
    return std::make_shared<Records>(SourceId::Clusters, ClusterId{},
        Records::Parts{.rows = std::move(clusters),
            .context = {},
            .fields = kClusterFields,
            .subjectOf =
                [](const WorldCluster &cluster, const Nothing &) {
                    return QueryRowSubject{.cluster = cluster.id,
                        .object = {.kind = "Cluster", .ns = {}, .name = cluster.id.value}};
                },
            .isVisible
            = [](const WorldCluster &cluster, const Nothing &,
                  const AccessScope &scope) { return scope.allowsCluster(cluster.id); }});
}

// A domain is nobody's namespace: only who sees all of them sees it.
TablePtr makeLevelTable(SourceId source, const ClusterId &cluster, SloBoard board)
{
    using Records = RecordTable<SloRow, Nothing>;
    return std::make_shared<Records>(source, cluster,
        Records::Parts{.rows = std::move(board.rows),
            .context = {},
            .fields = kLevelFields,
            .subjectOf =
                [](const SloRow &row, const Nothing &) {
                    const bool isDomain = row.subject.kind == SloSubject::Kind::Domain;
                    const ServiceRef &service = row.subject.key.service;
                    return QueryRowSubject{.cluster = row.subject.cluster,
                        .object = {.kind = isDomain ? "Domain" : "Service",
                            .ns = isDomain ? std::string() : service.ns,
                            .name = isDomain ? row.subject.domain : service.name}};
                },
            .isVisible =
                [](const SloRow &row, const Nothing &, const AccessScope &scope) {
                    return scope.allows(row.subject.cluster, row.subject.key.service.ns);
                }});
}

TablePtr makeEdgeTable(MeshGraph graph)
{
    using Records = RecordTable<MeshEdge, EdgeContext>;
    std::vector<MeshEdge> edges = std::exchange(graph.edges, {});
    const auto nodes = std::make_shared<const MeshGraph>(std::move(graph));
    return std::make_shared<Records>(SourceId::Edges, nodes->cluster,
        Records::Parts{.rows = std::move(edges),
            .context = {.graph = nodes},
            .fields = kEdgeFields,
            .subjectOf =
                [](const MeshEdge &edge, const EdgeContext &context) {
                    const std::string name = edge.edge.source.ns + '/' + edge.edge.source.name
                        + " → " + edge.edge.target.ns + '/' + edge.edge.target.name;
                    return QueryRowSubject{.cluster = context.graph->cluster,
                        .object = {.kind = "Edge", .ns = edge.edge.target.ns, .name = name}};
                },
            .isVisible =
                [](const MeshEdge &edge, const EdgeContext &context, const AccessScope &scope) {
                    return scope.allows(context.graph->cluster, edge.edge.source.ns)
                        && scope.allows(context.graph->cluster, edge.edge.target.ns);
                }});
}

} // namespace binnacle::query
