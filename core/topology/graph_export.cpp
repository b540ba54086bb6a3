#include "core/topology/graph_export.h"

#include "core/codec/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace binnacle::topology {

namespace {

std::string_view kindName(MeshNodeKind kind)
{
    switch (kind) {
    case MeshNodeKind::Service:
        return "service";
    case MeshNodeKind::Ingress:
        return "ingress";
    case MeshNodeKind::External:
        break;
    }
    return "external";
}

std::string_view originName(ErrorOrigin origin)
{
    switch (origin) {
    case ErrorOrigin::None:
        return "none";
    case ErrorOrigin::Own:
        return "own";
    case ErrorOrigin::Inherited:
        break;
    }
    return "inherited";
}

// As many decimals as the contract's example shows, but never fewer than three significant digits:
// a small rate must not become none.
double rounded(double value, int decimals)
{
    if (value == 0 || !std::isfinite(value))
        return 0;
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const double scale = std::pow(10, std::max(decimals, 2 - magnitude));
    return std::isfinite(scale) ? std::round(value * scale) / scale : value;
}

// The shortest text that reads back as the same number.
std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

class JsonExport
{
public:
    std::string write(const MeshGraph &graph)
    {
        m_out.beginObject().key("nodes").beginArray();
        for (const MeshNode &node : graph.nodes)
            writeNode(graph, node);
        m_out.endArray().key("edges").beginArray();
        for (const MeshEdge &edge : graph.edges)
            writeEdge(graph, edge);
        m_out.endArray();
        m_out.member("clusterId", std::string_view(graph.cluster.value))
            .member("from", graph.range.from)
            .member("to", graph.range.to)
            .member("coveredSeconds", std::chrono::duration<double>(graph.covered).count());
        m_out.endObject();
        return m_out.take();
    }

private:
    void number(std::string_view name, std::optional<double> value, int decimals)
    {
        m_out.key(name);
        if (value)
            m_out.value(rounded(*value, decimals));
        else
            m_out.null();
    }
    // Bounds and counts are whole unless they were interpolated.
    void exact(std::string_view name, double value)
    {
        constexpr double kLargestWhole = 9e15;
        m_out.key(name);
        if (value == std::floor(value) && std::abs(value) < kLargestWhole)
            m_out.value(static_cast<std::int64_t>(value));
        else
            m_out.value(value);
    }

    void writeNode(const MeshGraph &graph, const MeshNode &node)
    {
        const Traffic &traffic = node.shown();
        const std::string id = node.service.text();
        m_out.beginObject()
            .member("id", std::string_view(id))
            .member("name", std::string_view(node.service.name))
            .member("namespace", std::string_view(node.service.ns));
        number("rps", graph.rate(traffic.requests), 2);
        number("avgLatency", traffic.averageLatency(), 1);
        number("p50Latency", traffic.quantile(0.50), 2);
        number("p95Latency", traffic.quantile(0.95), 2);
        number("p99Latency", traffic.quantile(0.99), 2);
        number("errorRate", traffic.errorRate(), 2);
        number("availability", traffic.availability(), 2);
        m_out.member("status", sloStatusName(node.status));
        number("mtlsPercent", traffic.tlsShare(), 2);
        m_out.member("mtlsEnabled", traffic.tlsRequests > 0)
            .member("totalRequests", traffic.requests);
        writeLatencies(traffic.latency);
        writeStatusCodes(traffic);
        m_out.member("kind", kindName(node.kind))
            .member("seenByCallersOnly", node.traffic.requests == 0 && traffic.requests > 0)
            .member("errorOrigin", originName(node.origin))
            .member("ownErrors", node.ownErrors)
            .member("inheritedErrors", node.inheritedErrors)
            .member("isNew", node.isNew)
            .member("idle", node.isIdle)
            .endObject();
    }

    void writeLatencies(const LatencyHistogram &latency)
    {
        m_out.key("latencyDistribution").beginArray();
        for (std::size_t i = 0; i < latency.bounds().size(); ++i) {
            m_out.beginObject();
            exact("le", latency.bounds()[i]);
            exact("count", latency.counts()[i]);
            m_out.endObject();
        }
        if (!latency.isEmpty()) {
            m_out.beginObject().key("le").null();
            exact("count", latency.total());
            m_out.member("leLabel", "+Inf").endObject();
        }
        m_out.endArray();
    }

    void writeStatusCodes(const Traffic &traffic)
    {
        m_out.key("statusCodeBreakdown").beginArray();
        for (std::size_t i = 0; i < traffic.byStatus.size(); ++i) {
            if (traffic.byStatus[i] == 0)
                continue;
            m_out.beginObject()
                .member("code", statusClassName(static_cast<Traffic::StatusClass>(i)))
                .member("count", traffic.byStatus[i])
                .endObject();
        }
        m_out.endArray();
    }

    void writeEdge(const MeshGraph &graph, const MeshEdge &edge)
    {
        const std::string source = edge.edge.source.text();
        const std::string target = edge.edge.target.text();
        m_out.beginObject()
            .member("source", std::string_view(source))
            .member("target", std::string_view(target));
        number("rps", graph.rate(edge.traffic.requests), 2);
        number("avgLatency", edge.traffic.averageLatency(), 1);
        number("p95Latency", edge.traffic.quantile(0.95), 2);
        number("errorRate", edge.traffic.errorRate(), 2);
        m_out.member("requests", edge.traffic.requests)
            .member("status", sloStatusName(edge.status))
            .member("isNew", edge.isNew)
            .member("idle", edge.isIdle);
        if (isKnown(edge.lastSeen))
            m_out.member("lastSeen", edge.lastSeen);
        m_out.endObject();
    }

    codec::JsonWriter m_out;
};

// A quoted string of the DOT language. Backslashes are doubled, because "\N" and the like have a
// meaning in labels.
std::string dotText(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        if (c == '\n')
            quoted += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            quoted += c;
    }
    return quoted + '"';
}

void addDotNumber(std::string &out, std::string_view name, std::optional<double> value)
{
    if (value)
        out.append(", ").append(name).append("=").append(dotText(numberText(*value)));
}

// RFC 4180. Spreadsheets evaluate cells that begin like a formula, so these get an apostrophe.
class CsvRow
{
public:
    explicit CsvRow(std::string &out)
        : m_out(out)
    {}

    CsvRow &cell(std::string_view text)
    {
        separate();
        const bool isQuoted = text.find_first_of(",\"\r\n") != text.npos;
        if (isQuoted)
            m_out += '"';
        if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos)
            m_out += '\'';
        for (const char c : text) {
            m_out += c;
            if (c == '"')
                m_out += '"';
        }
        if (isQuoted)
            m_out += '"';
        return *this;
    }
    CsvRow &cell(std::int64_t number)
    {
        separate();
        m_out += std::to_string(number);
        return *this;
    }
    CsvRow &cell(std::optional<double> number)
    {
        separate();
        if (number)
            m_out += numberText(*number);
        return *this;
    }
    void end() { m_out += "\r\n"; }

private:
    void separate()
    {
        if (!m_isFirst)
            m_out += ',';
        m_isFirst = false;
    }

    std::string &m_out;
    bool m_isFirst = true;
};

struct CsvLine
{
    std::string source;
    std::string target;
    const Traffic *traffic = nullptr;
    SloStatus status = SloStatus::Unknown;
    bool isNew = false;
    bool isIdle = false;
};

void addCsvLine(std::string &out, const MeshGraph &graph, const CsvLine &line)
{
    const Traffic &traffic = *line.traffic;
    CsvRow(out)
        .cell(std::string_view(line.source))
        .cell(std::string_view(line.target))
        .cell(traffic.requests)
        .cell(traffic.errors)
        .cell(std::optional(graph.rate(traffic.requests)))
        .cell(traffic.errorRate())
        .cell(traffic.averageLatency())
        .cell(traffic.quantile(0.95))
        .cell(sloStatusName(line.status))
        .cell(std::string_view(line.isNew ? "true" : "false"))
        .cell(std::string_view(line.isIdle ? "true" : "false"))
        .end();
}

} // namespace

std::string toDot(const MeshGraph &graph)
{
    std::string out = "digraph " + dotText(graph.cluster.value) + " {\n"
        + "  rankdir=LR;\n  node [shape=box];\n";
    for (const MeshNode &node : graph.nodes) {
        const Traffic &traffic = node.shown();
        out += "  " + dotText(node.service.text())
            + " [label=" + dotText(node.service.name + '\n' + node.service.ns) + ", status="
            + dotText(sloStatusName(node.status)) + ", kind=" + dotText(kindName(node.kind));
        addDotNumber(out, "rps", graph.rate(traffic.requests));
        addDotNumber(out, "error_rate", traffic.errorRate());
        addDotNumber(out, "p95_ms", traffic.quantile(0.95));
        out += "];\n";
    }
    for (const MeshEdge &edge : graph.edges) {
        out += "  " + dotText(edge.edge.source.text()) + " -> " + dotText(edge.edge.target.text())
            + " [status=" + dotText(sloStatusName(edge.status));
        addDotNumber(out, "rps", graph.rate(edge.traffic.requests));
        addDotNumber(out, "error_rate", edge.traffic.errorRate());
        addDotNumber(out, "p95_ms", edge.traffic.quantile(0.95));
        out += edge.isIdle ? ", style=dotted];\n" : "];\n";
    }
    return out + "}\n";
}

std::string toJson(const MeshGraph &graph)
{
    return JsonExport().write(graph);
}

std::string toCsv(const MeshGraph &graph)
{
    std::string out = "source,target,requests,errors,rps,errorRate,averageLatencyMs,p95LatencyMs,"
                      "status,new,idle\r\n";
    std::vector<bool> hasEdge(graph.nodes.size());
    for (const MeshEdge &edge : graph.edges) {
        hasEdge[edge.source] = hasEdge[edge.target] = true;
        addCsvLine(out, graph,
            {edge.edge.source.text(), edge.edge.target.text(), &edge.traffic, edge.status,
                edge.isNew, edge.isIdle});
    }
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const MeshNode &node = graph.nodes[i];
        if (!hasEdge[i])
            addCsvLine(out, graph,
                {node.service.text(), "", &node.shown(), node.status, node.isNew, node.isIdle});
    }
    return out;
}

} // namespace binnacle::topology
