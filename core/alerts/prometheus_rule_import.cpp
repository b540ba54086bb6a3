#include "core/alerts/prometheus_rule_import.h"

#include "core/alerts/condition_parts.h"
#include "core/alerts/promql_mapping.h"
#include "core/codec/bounded_yaml.h"

#include <set>
#include <string>
#include <utility>

namespace binnacle::alerts {

namespace {

using codec::YamlNode;

constexpr std::size_t kLongestName = 160;
constexpr std::size_t kLongestText = 4096;

void append(std::string &notes, std::string_view note)
{
    notes.append(notes.empty() ? "" : "; ").append(note);
}

// Placeholders of Go templates stand for labels that are not known here.
std::string withoutTemplates(std::string_view text, bool &hadSome)
{
    std::string plain;
    while (!text.empty()) {
        const std::size_t open = text.find("{{");
        const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
        plain.append(text.substr(0, close == std::string_view::npos ? text.size() : open));
        if (close == std::string_view::npos)
            break;
        hadSome = true;
        plain += "\u2026";
        text.remove_prefix(close + 2);
    }
    plain.resize(std::min(plain.size(), kLongestText));
    return plain;
}

std::optional<AlertSeverity> severityFrom(std::string_view word)
{
    if (word == "critical" || word == "page" || word == "error" || word == "fatal")
        return AlertSeverity::Critical;
    if (word == "warning" || word == "warn" || word == "ticket")
        return AlertSeverity::Warning;
    if (word == "info" || word == "none" || word == "informational")
        return AlertSeverity::Info;
    return std::nullopt;
}

class RuleFileReader
{
public:
    RuleImport take() { return std::move(m_import); }

    void readGroups(const YamlNode &groups)
    {
        for (const YamlNode &group : groups.items) {
            for (const YamlNode &rule : group["rules"].items)
                readRule(rule);
        }
    }

private:
    void readRule(const YamlNode &node)
    {
        RuleImport::Entry entry;
        entry.expression = node["expr"].text;
        if (!node["alert"].text.empty()) {
            entry.name = node["alert"].text;
            readAlert(node, entry);
        } else {
            entry.name = node["record"].text;
            entry.note = node["record"].text.empty() ? "neither an alert nor a recording rule"
                                                     : "a recording rule tells nobody anything";
        }
        m_import.entries.push_back(std::move(entry));
    }

    void readAlert(const YamlNode &node, RuleImport::Entry &entry)
    {
        Result<PromExpr> expr = readPromExpr(entry.expression);
        Result<MappedCondition> mapped
            = expr ? mapPromExpr(*expr) : Result<MappedCondition>(expr.error());
        if (!mapped) {
            entry.note = mapped.error().message;
            return;
        }
        Condition &condition = mapped->condition;
        if (!readSpan(node["for"], condition.holds, entry)
            || !readSpan(node["keep_firing_for"], condition.resolveAfter, entry))
            return;
        for (const std::string &note : mapped->notes)
            append(entry.note, note);
        AlertRule rule;
        rule.name = uniqueName(entry.name, node["labels"]["sloth_severity"].text);
        rule.description = descriptionOf(node["annotations"], entry.note);
        rule.severity = severityOf(node["labels"], entry.note);
        rule.condition = writeCondition(condition);
        entry.rule = std::move(rule);
    }

    static bool readSpan(const YamlNode &node, Duration &span, RuleImport::Entry &entry)
    {
        if (node.text.empty())
            return true;
        const Result<Duration> read = readDuration(node.text);
        if (!read) {
            entry.note = read.error().message;
            return false;
        }
        span = *read;
        return true;
    }

    static AlertSeverity severityOf(const YamlNode &labels, std::string &notes)
    {
        for (const std::string_view name : {"sloth_severity", "severity"}) {
            if (const auto severity = severityFrom(labels[name].text))
                return *severity;
        }
        if (!labels["severity"].text.empty()) {
            append(notes,
                "the severity \"" + labels["severity"].text.substr(0, 40) + "\" became a warning");
        }
        return AlertSeverity::Warning;
    }

    static std::string descriptionOf(const YamlNode &annotations, std::string &notes)
    {
        bool hadTemplates = false;
        std::string text;
        for (const std::string_view name : {"summary", "title", "description", "message"}) {
            const std::string part = withoutTemplates(annotations[name].text, hadTemplates);
            if (!part.empty() && text.find(part) == std::string::npos)
                text.append(text.empty() ? "" : "\n").append(part);
        }
        if (hadTemplates)
            append(notes, "placeholders of its annotations were left out");
        return text;
    }

    // Prometheus allows several alerts of one name, Sloth makes use of it.
    std::string uniqueName(const std::string &name, const std::string &kind)
    {
        std::string base = name.substr(0, kLongestName);
        for (char &c : base) {
            if (c == '\n' || c == '\r')
                c = ' ';
        }
        if (m_names.insert(base).second)
            return base;
        std::string other = kind.empty() ? base + " 2" : base + " (" + kind.substr(0, 20) + ')';
        for (int i = kind.empty() ? 3 : 2; !m_names.insert(other).second; ++i)
            other = base + ' ' + std::to_string(i);
        return other;
    }

    RuleImport m_import;
    std::set<std::string> m_names;
};

} // namespace

Result<RuleImport> importPrometheusRules(std::string_view yaml)
{
    const Result<std::vector<YamlNode>> documents = codec::readYaml(yaml);
    if (!documents)
        return documents.error();
    RuleFileReader reader;
    bool hasGroups = false;
    for (const YamlNode &document : *documents) {
        const YamlNode &own = document["groups"];
        const YamlNode &groups = own.isNull() ? document["spec"]["groups"] : own;
        hasGroups |= groups.kind == YamlNode::Kind::Sequence;
        reader.readGroups(groups);
    }
    if (!hasGroups) {
        return Error{ErrorCode::InvalidArgument,
            "this is no rule file of Prometheus: it has no list \"groups\""};
    }
    return reader.take();
}

} // namespace binnacle::alerts
