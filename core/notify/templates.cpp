#include "core/notify/templates.h"

#include "core/codec/json_document.h"
#include "core/codec/json_writer.h"
#include "core/notify/template_words.h"

#include <algorithm>
#include <array>
#include <set>

namespace binnacle::notify {

namespace {

constexpr std::size_t kMostTemplateBytes = 16U << 10;
constexpr std::size_t kLongestTitle = 250; // UTF-16 code units
constexpr std::size_t kLongestValue = 6'000;

// A stretch of a template: text, or a name in braces.
struct Piece
{
    bool isName = false;
    std::string_view text;
};

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

std::vector<Piece> piecesOf(std::string_view text)
{
    std::vector<Piece> pieces;
    while (!text.empty()) {
        const std::size_t open = text.find("{{");
        const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open + 2);
        if (close == std::string_view::npos) {
            pieces.push_back({false, text});
            break;
        }
        if (open > 0)
            pieces.push_back({false, text.substr(0, open)});
        pieces.push_back({true, trimmed(text.substr(open + 2, close - open - 2))});
        text.remove_prefix(close + 2);
    }
    return pieces;
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::string_view line = text.substr(from, end - from);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        from = end + 1;
    }
    return lines;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string fieldOf(const Fields &fields, std::string_view name)
{
    const auto field
        = std::ranges::find_if(fields, [name](const auto &known) { return known.first == name; });
    return field == fields.end() ? std::string() : field->second;
}

// "Deployment shop/checkout"; without an object the cluster is what it is about.
std::string targetOf(const Message &message)
{
    const ResourceRef &resource = message.resource;
    if (resource.isEmpty())
        return message.cluster.value;
    std::string text = resource.kind;
    text.append(text.empty() ? "" : " ");
    text.append(resource.ns).append(resource.ns.empty() ? "" : "/").append(resource.name);
    return text;
}

std::string timeText(Timestamp at)
{
    if (!isKnown(at))
        return {};
    std::string text = formatRfc3339(std::chrono::floor<std::chrono::seconds>(at));
    text.replace(text.find('T'), 1, " ");
    text.replace(text.find('Z'), 1, " UTC");
    return text;
}

constexpr std::array<std::string_view, 16> kNames{"title", "message", "status", "severity", "emoji",
    "source", "target", "cluster", "kind", "namespace", "name", "reason", "time", "url",
    "dedup_key", "alert"};

bool isBlock(std::string_view name)
{
    return name == "fields" || name == "enriched";
}

bool isKnownName(std::string_view name)
{
    return std::ranges::find(kNames, name) != kNames.end() || isBlock(name) || isKnownField(name)
        || (name.starts_with("fields.") && name.size() > 7)
        || (name.starts_with("enriched.") && name.size() > 9);
}

class Values
{
public:
    Values(const Message &message, std::string_view language)
        : m_message(message)
        , m_language(language)
    {}

    std::string at(std::string_view name) const
    {
        const auto known = std::ranges::find(kNames, name);
        if (known != kNames.end())
            return builtIn(name);
        if (name.starts_with("fields."))
            return fieldOf(m_message.fields, name.substr(7));
        if (name.starts_with("enriched."))
            return fieldOf(m_message.enriched, name.substr(9));
        std::string value = fieldOf(m_message.fields, name);
        return value.empty() ? fieldOf(m_message.enriched, name) : value;
    }

    const Message &message() const { return m_message; }
    std::string_view language() const { return m_language; }

private:
    std::string builtIn(std::string_view name) const
    {
        using Value = std::pair<std::string_view, std::string>;
        const Message &m = m_message;
        const std::array<Value, 16> values{Value{"title", m.title}, Value{"message", m.text},
            Value{"status", statusWord(m.status, m_language)},
            Value{"severity", severityWord(m.severity, m_language)},
            Value{"emoji", emojiOf(m.severity, m.status)}, Value{"source", m.source},
            Value{"target", targetOf(m)}, Value{"cluster", m.cluster.value},
            Value{"kind", m.resource.kind}, Value{"namespace", m.resource.ns},
            Value{"name", m.resource.name}, Value{"reason", m.reason},
            Value{"time", timeText(m.at)}, Value{"url", m.url}, Value{"dedup_key", m.dedupKey},
            Value{"alert", m.alert == 0 ? std::string() : std::to_string(m.alert)}};
        return std::ranges::find(values, name, &Value::first)->second;
    }

    const Message &m_message;
    const std::string_view m_language;
};

struct Label
{
    std::string_view text;
    std::size_t length = 0; // with the colon and the space behind it
};

// "Severity: {{severity}}" has one; a colon behind the first name is text.
Label labelOf(const std::vector<Piece> &pieces)
{
    if (pieces.size() < 2 || pieces.front().isName)
        return {};
    const std::string_view text = pieces.front().text;
    for (const std::string_view colon : {std::string_view(":"), std::string_view("：")}) {
        const std::size_t at = text.find(colon);
        if (at == std::string_view::npos || at == 0 || at > 60)
            continue;
        std::size_t end = at + colon.size();
        while (end < text.size() && text[end] == ' ')
            ++end;
        return {trimmed(text.substr(0, at)), end};
    }
    return {};
}

class Renderer
{
public:
    Renderer(const Values &values, std::string_view text)
        : m_values(values)
    {
        for (const std::string_view line : linesOf(text)) {
            m_lines.push_back(piecesOf(line));
            for (const Piece &piece : m_lines.back()) {
                if (piece.isName)
                    m_named.insert(piece.text);
            }
        }
    }

    RenderedMessage run() const
    {
        RenderedMessage message{
            .severity = m_values.message().severity, .status = m_values.message().status};
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (i == 0)
                message.title = titleOf(m_lines.front());
            else if (m_lines[i].size() == 1 && m_lines[i].front().isName
                && isBlock(m_lines[i].front().text))
                addBlock(m_lines[i].front().text, message.lines);
            else
                addLine(m_lines[i], message.lines);
        }
        return message;
    }

private:
    std::string valueOf(std::string_view name) const
    {
        return cutUnits(cleanText(m_values.at(name)), kLongestValue);
    }

    // nullopt: all its names stand for nothing.
    std::optional<std::string> filled(const std::vector<Piece> &pieces, std::size_t skip) const
    {
        std::string text;
        bool hasNames = false;
        bool hasValues = false;
        for (const Piece &piece : pieces) {
            const std::string value = piece.isName ? valueOf(piece.text) : std::string(piece.text);
            hasNames = hasNames || piece.isName;
            hasValues = hasValues || (piece.isName && !value.empty());
            text += value;
        }
        if (hasNames && !hasValues)
            return std::nullopt;
        return cleanText(std::string_view(text).substr(std::min(skip, text.size())));
    }

    std::string titleOf(const std::vector<Piece> &pieces) const
    {
        std::string title = filled(pieces, 0).value_or(std::string());
        if (title.empty())
            title = valueOf("title");
        std::ranges::replace(title, '\n', ' ');
        return cutUnits(title, kLongestTitle);
    }

    void addLine(const std::vector<Piece> &pieces, std::vector<TextLine> &lines) const
    {
        const Label label = labelOf(pieces);
        auto value = filled(pieces, label.length);
        if (value && !value->empty())
            lines.push_back({std::string(label.text), *std::move(value)});
    }

    void addBlock(std::string_view block, std::vector<TextLine> &lines) const
    {
        const Message &message = m_values.message();
        for (const auto &[name, value] : block == "fields" ? message.fields : message.enriched) {
            const std::string full = std::string(block) + '.' + name;
            std::string shown = cutUnits(cleanText(value), kLongestValue);
            if (m_named.contains(name) || m_named.contains(full) || shown.empty())
                continue;
            lines.push_back({cleanText(fieldLabel(name, m_values.language())), std::move(shown)});
        }
    }

    const Values &m_values;
    std::vector<std::vector<Piece>> m_lines;
    std::set<std::string_view> m_named;
};

// A JSON string of `text` without its quotes.
std::string withinJsonString(const std::string &text)
{
    codec::JsonWriter json;
    json.value(text);
    const std::string quoted = json.take();
    return quoted.substr(1, quoted.size() - 2);
}

} // namespace

TemplateKind templateKind(const Message &message)
{
    const bool isResolved = message.status == MessageStatus::Resolved;
    if (message.source == kDigestSource)
        return TemplateKind::Digest;
    if (message.source == "agent_heartbeat")
        return isResolved ? TemplateKind::HeartbeatRecovery : TemplateKind::HeartbeatOffline;
    if (isResolved)
        return TemplateKind::RuleResolved;
    if (message.source == "k8s_event")
        return TemplateKind::K8sEvent;
    if (message.source == "slo")
        return TemplateKind::SloStatus;
    if (message.source == "manual" && message.status == MessageStatus::Info)
        return TemplateKind::Test;
    return TemplateKind::RuleFiring;
}

RenderedMessage render(const Message &message, std::string_view language, std::string_view text)
{
    const TemplateKind kind = templateKind(message);
    // A person's own words are about alerts; what a digest or a test is has to be said.
    const bool isOwn = !text.empty() && kind != TemplateKind::Digest && kind != TemplateKind::Test;
    const Values values(message, language);
    return Renderer(values, isOwn ? text : defaultTemplate(kind, language)).run();
}

Status checkTemplate(std::string_view text)
{
    if (text.size() > kMostTemplateBytes)
        return Error{ErrorCode::InvalidArgument, "has more than 16 KiB"};
    for (const std::string_view line : linesOf(text)) {
        for (const Piece &piece : piecesOf(line)) {
            if (piece.isName && !isKnownName(piece.text))
                return Error{ErrorCode::InvalidArgument,
                    "names {{" + std::string(piece.text.substr(0, 64)) + "}}, which is not known"};
            if (!piece.isName && piece.text.find("{{") != std::string_view::npos)
                return Error{ErrorCode::InvalidArgument, "has a {{ that is not closed"};
        }
    }
    return Done{};
}

std::string renderBody(const Message &message, std::string_view language, std::string_view text)
{
    const Values values(message, language);
    std::string body;
    for (const Piece &piece : piecesOf(text))
        body += piece.isName ? withinJsonString(cleanText(values.at(piece.text)))
                             : std::string(piece.text);
    return body;
}

Status checkBodyTemplate(std::string_view text)
{
    if (Status known = checkTemplate(text); !known)
        return known;
    const Message sample{.title = "title", .text = "text"};
    if (!codec::validateJson(renderBody(sample, "en", text)))
        return Error{ErrorCode::InvalidArgument, "does not give JSON"};
    return Done{};
}

} // namespace binnacle::notify
