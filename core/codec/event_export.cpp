#include "core/codec/event_export.h"

#include "core/codec/json_writer.h"

#include <algorithm>
#include <array>

namespace binnacle::codec {

namespace {

constexpr std::array<std::string_view, 16> kColumns{"cluster", "lastTimestamp", "firstTimestamp",
    "count", "countIsMinimum", "type", "reason", "kind", "namespace", "name", "message", "source",
    "host", "uid", "involvedUid", "eventName"};

// Spreadsheets evaluate a cell that starts like this, so a message could become a formula.
bool looksLikeFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

// RFC 4180, with the separator of the format.
class Row
{
public:
    Row(std::string &out, char separator)
        : m_out(out)
        , m_separator(separator)
        , m_special{separator, '"', '\n', '\r'}
    {}

    Row &cell(std::string_view text)
    {
        separate();
        const bool guarded = looksLikeFormula(text);
        if (text.find_first_of({m_special.data(), m_special.size()}) == text.npos) {
            if (guarded)
                m_out += '\'';
            m_out += text;
            return *this;
        }
        m_out += guarded ? "\"'" : "\"";
        for (const char c : text) {
            m_out += c;
            if (c == '"')
                m_out += '"';
        }
        m_out += '"';
        return *this;
    }
    Row &cell(Timestamp at)
    {
        return cell(isKnown(at) ? std::string_view(formatRfc3339(at)) : std::string_view());
    }
    Row &cell(std::int64_t number)
    {
        separate();
        m_out += std::to_string(number);
        return *this;
    }
    void end() { m_out += "\r\n"; }

private:
    void separate()
    {
        if (!m_first)
            m_out += m_separator;
        m_first = false;
    }

    std::string &m_out;
    char m_separator;
    std::array<char, 4> m_special;
    bool m_first = true;
};

char separatorOf(ExportFormat format)
{
    return format == ExportFormat::Csv ? ',' : '\t';
}

std::string headerRow(char separator)
{
    std::string out;
    Row row(out, separator);
    for (const std::string_view column : kColumns)
        row.cell(column);
    row.end();
    return out;
}

void writeRow(std::string &out, const ClusterEvent &event, char separator)
{
    Row(out, separator)
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
