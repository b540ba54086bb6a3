#include "ui/mesh/mesh_filter.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::ui {

namespace {

using enum FieldType;

std::string_view changeWord(MeshChange change)
{
    switch (change) {
    case MeshChange::Added:
        return "added";
    case MeshChange::Removed:
        return "removed";
    case MeshChange::Degraded:
        return "degraded";
    case MeshChange::Improved:
        return "improved";
    case MeshChange::Same:
        break;
    }
    return "same";
}

std::string_view originWord(const MeshNode *node)
{
    if (!node || node->origin == ErrorOrigin::None)
        return {};
    return node->origin == ErrorOrigin::Own ? "own" : "inherited";
}

} // namespace

const Traffic *MeshFilter::Row::traffic() const
{
    if (node)
        return &node->shown();
    return edge ? &edge->traffic : nullptr;
}

MeshFilter::MeshFilter()
    : m_filter("mesh", allFields())
{}

MeshFilter::Fields MeshFilter::allFields()
{
    Fields fields;
    addNames(fields);
    addStates(fields);
    addTraffic(fields);
    return fields;
}

void MeshFilter::addNames(Fields &fields)
{
    fields.push_back({Text, {"service", "subject"}, "shop/checkout; of a call, either end",
        [](const Row &row) { return QueryValue(row.service.text()); }});
    fields.push_back({Text, {"name"}, "its name alone",
        [](const Row &row) { return QueryValue(row.service.name); }});
    fields.push_back({Text, {"namespace", "ns"}, "its namespace",
        [](const Row &row) { return QueryValue(row.service.ns); }});
    const auto end = [](ServiceRef EdgeRef::*which) {
        return [which](const Row &row) {
            const ServiceRef &service = row.call.*which;
            return service.name.empty() ? filterWord({}) : QueryValue(service.text());
        };
    };
    fields.push_back({Text, {"from", "caller"}, "who calls; only calls", end(&EdgeRef::source)});
    fields.push_back({Text, {"to", "callee"}, "who is called; only calls", end(&EdgeRef::target)});
}

void MeshFilter::addStates(Fields &fields)
{
    fields.push_back({Choice, {"status", "state"}, "by errors and latency",
        [](const Row &row) {
            const SloStatus status = row.node ? row.node->status
                : row.edge                    ? row.edge->status
                                              : SloStatus::Unknown;
            return filterWord(sloStatusName(status));
        },
        {"healthy", "warning", "critical", "unknown"}});
    fields.push_back({Choice, {"change"}, "against the window compared with",
        [](const Row &row) { return filterWord(changeWord(row.change)); },
        {"same", "added", "removed", "degraded", "improved"}});
    fields.push_back({Choice, {"whose", "origin"}, "whose errors: own or inherited",
        [](const Row &row) { return filterWord(originWord(row.node)); }, {"own", "inherited"}});
    fields.push_back({Flag, {"new"}, "first seen within the window", [](const Row &row) {
                          return QueryValue(
                              row.node ? row.node->isNew : row.edge && row.edge->isNew);
                      }});
    fields.push_back({Flag, {"idle"}, "no traffic in the window", [](const Row &row) {
                          return QueryValue(
                              row.node ? row.node->isIdle : row.edge && row.edge->isIdle);
                      }});
}

void MeshFilter::addTraffic(Fields &fields)
{
    fields.push_back({Number, {"rps", "rate"}, "requests a second", [](const Row &row) {
                          const Traffic *traffic = row.traffic();
                          return traffic ? QueryValue(row.graph.rate(traffic->requests))
                                         : QueryValue();
                      }});
    const auto count = [](std::int64_t Traffic::*member) {
        return [member](const Row &row) {
            const Traffic *traffic = row.traffic();
            return traffic ? QueryValue(traffic->*member) : QueryValue();
        };
    };
    fields.push_back({Count, {"requests"}, "requests in the window", count(&Traffic::requests)});
    fields.push_back({Count, {"errors"}, "of them failed", count(&Traffic::errors)});
    fields.push_back({Percent, {"error_rate"}, "requests that failed", [](const Row &row) {
                          const Traffic *traffic = row.traffic();
                          return traffic ? filterNumber(traffic->errorRate()) : QueryValue();
                      }});
    const auto quantile = [](double q) {
        return [q](const Row &row) {
            const Traffic *traffic = row.traffic();
            return traffic ? filterNumber(traffic->quantile(q)) : QueryValue();
        };
    };
    fields.push_back({Span, {"p50"}, "half of the requests took less", quantile(0.5)});
    fields.push_back({Span, {"p95"}, "95 % of the requests took less: 300ms", quantile(0.95)});
    fields.push_back({Span, {"p99"}, "99 % of the requests took less", quantile(0.99)});
    fields.push_back({Percent, {"tls", "mtls"}, "requests under mutual TLS", [](const Row &row) {
                          if (row.node) // its callers do not know
                              return filterNumber(row.node->traffic.tlsShare());
                          return row.edge ? filterNumber(row.graph.tlsShare(*row.edge))
                                          : QueryValue();
                      }});
}

void MeshFilter::visitServices(
    const console::MeshPicture &picture, const std::function<void(const Row &)> &visit)
{
    std::map<ServiceRef, MeshChange> changes;
    if (picture.diff) {
        for (const MeshNodeDelta &row : picture.diff->nodes)
            changes.emplace(row.service, row.delta.change);
    }
    for (const MeshNode &node : picture.graph.nodes) {
        const auto change = changes.find(node.service);
        visit({.graph = picture.graph,
            .service = node.service,
            .change = change == changes.end() ? MeshChange::Same : change->second,
            .node = &node});
        if (change != changes.end())
            changes.erase(change);
    }
    for (const auto &[service, change] : changes) // they have no node any more
        visit({.graph = picture.graph, .service = service, .change = change});
}

void MeshFilter::visitCalls(
    const console::MeshPicture &picture, const std::function<void(const Row &)> &visit)
{
    const auto visitEnds = [&](const EdgeRef &call, MeshChange change, const MeshEdge *edge) {
        for (const ServiceRef &end : {call.source, call.target})
            visit({.graph = picture.graph,
                .service = end,
                .change = change,
                .edge = edge,
                .call = call});
    };
    std::map<EdgeRef, MeshChange> changes;
    if (picture.diff) {
        for (const MeshEdgeDelta &row : picture.diff->edges)
            changes.emplace(row.edge, row.delta.change);
    }
    for (const MeshEdge &edge : picture.graph.edges) {
        const auto change = changes.find(edge.edge);
        visitEnds(edge.edge, change == changes.end() ? MeshChange::Same : change->second, &edge);
        if (change != changes.end())
            changes.erase(change);
    }
    for (const auto &[call, change] : changes)
        visitEnds(call, change, nullptr);
}

FilterLanguage MeshFilter::language(std::function<const console::MeshPicture *()> picture) const
{
    return m_filter.language([picture = std::move(picture)](const auto &visit) {
        if (const console::MeshPicture *shown = picture()) {
            visitServices(*shown, visit);
            visitCalls(*shown, visit);
        }
    });
}

MeshMatches MeshFilter::find(const console::MeshPicture &picture) const
{
    MeshMatches found;
    visitServices(picture, [&](const Row &row) {
        if (m_filter.matches(row))
            found.services.insert(row.service);
    });
    visitCalls(picture, [&](const Row &row) {
        if (m_filter.matches(row))
            found.edges.insert(row.call);
    });
    return found;
}

} // namespace binnacle::ui
