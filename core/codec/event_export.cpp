#include "core/codec/event_export.h"

#include "core/codec/csv_row.h"
#include "core/codec/json_writer.h"

#include <algorithm>
#include <array>

namespace binnacle::codec {

namespace {

constexpr std::array<std::string_view, 16> kColumns{"cluster", "lastTimestamp", "firstTimestamp",
    "count", "countIsMinimum", "type", "reason", "kind", "namespace", "name", "message", "source",
    "host", "uid", "involvedUid", "eventName"};

char separatorOf(ExportFormat format)
{
    return format == ExportFormat::Csv ? ',' : '\t';
}

std::string headerRow(char separator)
{
    std::string out;
    CsvRow row(out, separator);
    for (const std::string_view column : kColumns)
        row.cell(column);
    row.end();
    return out;
}

void writeRow(std::string &out, const ClusterEvent &event, char separator)
{
    CsvRow(out, separator)
        .cell(event.cluster.value)
        .cell(event.last)
        .cell(event.first)
        .cell(event.count)
        .cell(std::string_view(event.countIsMinimum ? "true" : "false"))
        .cell(eventTypeName(event.type))
        .cell(event.reason)
        .cell(event.involved.kind)
        .cell(event.involved.ns)
        .cell(event.involved.name)
        .cell(event.message)
        .cell(event.component)
        .cell(event.host)
        .cell(event.uid)
        .cell(event.involvedUid)
        .cell(event.name)
        .end();
}

// The names agents and Kubernetes use, so that what was exported can be read again.
template<typename Writer>
void writeJson(Writer &out, const ClusterEvent &event)
{
    const auto text = [](const std::string &value) { return std::string_view(value); };
    out.beginObject()
        .member("uid", text(event.uid))
        .member("clusterId", text(event.cluster.value))
        .member("kind", "Event")
        .member("namespace", text(event.ns))
        .member("name", text(event.name))
        .member("type", eventTypeName(event.type))
        .member("reason", text(event.reason))
        .member("message", text(event.message))
        .member("source", text(event.component))
        .member("host", text(event.host));
    out.key("involvedObject")
        .beginObject()
        .member("kind", text(event.involved.kind))
        .member("namespace", text(event.involved.ns))
        .member("name", text(event.involved.name))
        .member("uid", text(event.involvedUid))
        .endObject();
    out.member("count", event.count)
        .member("countIsMinimum", event.countIsMinimum)
        .member("firstTimestamp", event.first)
        .member("lastTimestamp", event.last)
        .endObject();
}

std::string compactJson(const ClusterEvent &event)
{
    JsonWriter out;
    writeJson(out, event);
    return out.take();
}

bool isPlainShellChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
        || c == '-' || c == '_' || c == '/' || c == ':';
}

// One word for a POSIX shell. Names come from the cluster and end up in a terminal: control
// characters, which no object name may have, are dropped.
std::string shellWord(std::string_view text)
{
    std::string word;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            continue;
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    if (!word.empty() && std::ranges::all_of(word, isPlainShellChar))
        return word;
    return '\'' + word + '\'';
}

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    for (char &c : result) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    }
    return result;
}

} // namespace

EventExporter::EventExporter(ExportFormat format)
    : m_format(format)
{}

std::string EventExporter::header()
{
    switch (m_format) {
    case ExportFormat::Csv:
    case ExportFormat::Tsv:
        return headerRow(separatorOf(m_format));
    case ExportFormat::Json:
        return "[";
    case ExportFormat::Ndjson:
        break;
    }
    return {};
}

std::string EventExporter::rows(std::span<const ClusterEvent> events)
{
    std::string out;
    for (const ClusterEvent &event : events) {
        switch (m_format) {
        case ExportFormat::Csv:
        case ExportFormat::Tsv:
            writeRow(out, event, separatorOf(m_format));
            break;
        case ExportFormat::Json:
            out += m_first ? "\n" : ",\n";
            out += compactJson(event);
            break;
        case ExportFormat::Ndjson:
            out += compactJson(event);
            out += '\n';
            break;
        }
        m_first = false;
    }
    return out;
}

std::string EventExporter::footer()
{
    return m_format == ExportFormat::Json ? "\n]\n" : "";
}

std::string eventAsJson(const ClusterEvent &event)
{
    PrettyJsonWriter out;
    writeJson(out, event);
    return out.take();
}

std::string eventsAsTsv(std::span<const ClusterEvent> events)
{
    EventExporter exporter(ExportFormat::Tsv);
    std::string out = exporter.header();
    out += exporter.rows(events);
    return out;
}

std::string eventAsKubectl(const ClusterEvent &event)
{
    const std::string scope
        = event.involved.ns.empty() ? "" : "--namespace=" + shellWord(event.involved.ns) + ' ';
    // Options first and "--" behind them: a hostile name stays a name.
    const std::string object
        = shellWord(lowerCase(event.involved.kind)) + ' ' + shellWord(event.involved.name);
    const std::string selector = "involvedObject.kind=" + event.involved.kind
        + ",involvedObject.name=" + event.involved.name;
    // Events about cluster-wide objects are kept in the namespace "default".
    const std::string eventScope = scope.empty() ? "--namespace=default " : scope;
    return "kubectl get " + scope + "--output=yaml -- " + object + "\nkubectl get events "
        + eventScope + "--field-selector=" + shellWord(selector) + '\n';
}

} // namespace binnacle::codec
