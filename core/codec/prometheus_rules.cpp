#include "core/base/printable.h"
#include "core/codec/bounded_yaml.h"
#include "core/codec/slo_spec.h"
#include "core/domain/burn_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace binnacle::codec {

namespace {

// The windows of kBurnRules, shortest first, as Sloth records them.
constexpr std::array<std::string_view, 7> kWindows{"5m", "30m", "1h", "2h", "6h", "1d", "3d"};

// Shortest text that reads back as the same number.
std::string numberText(double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string windowText(Duration window)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(window).count();
    if (minutes % 1'440 == 0)
        return std::to_string(minutes / 1'440) + 'd';
    return minutes % 60 == 0 ? std::to_string(minutes / 60) + 'h' : std::to_string(minutes) + 'm';
}

// `text` on lines of their own, each `indent` deep, as a literal block takes it.
std::string indented(std::string_view text, std::size_t indent)
{
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line = printable(text.substr(0, end)); // without line ends of other kinds
        lines += line.empty() ? "\n" : std::string(indent, ' ') + line + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// The query over one window in place of "{{.window}}", with or without spaces inside.
std::string over(std::string_view query, std::string_view window)
{
    std::string text;
    while (!query.empty()) {
        const std::size_t start = query.find("{{");
        const std::size_t end = start == std::string_view::npos ? start : query.find("}}", start);
        if (end == std::string_view::npos)
            break;
        std::string name(query.substr(start + 2, end - start - 2));
        std::erase(name, ' ');
        text += query.substr(0, start);
        text += name == ".window" ? window : query.substr(start, end + 2 - start);
        query.remove_prefix(end + 2);
    }
    return text.append(query);
}

// Labels of alerts are templates: braces of a name must not open an action.
std::string ofTemplate(std::string_view text)
{
    constexpr std::string_view kOpen = "{{";
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool opens = text.substr(at).starts_with(kOpen);
        escaped += opens ? R"({{"{{"}})" : std::string(1, text[at]);
        at += opens ? 1 : 0;
    }
    return escaped;
}

// One target's rules. Names and labels are Sloth's, so that dashboards made for it show them.
class RuleWriter
{
public:
    RuleWriter(const RuleSource &source, std::string id)
        : m_source(source)
        , m_id(std::move(id))
        , m_slo("availability-" + std::string(sloWindowName(source.target.window)))
        , m_period(sloWindowName(source.target.window))
        , m_selector("{sloth_id=" + yamlQuoted(m_id) + ", sloth_service="
              + yamlQuoted(source.target.host) + ", sloth_slo=" + yamlQuoted(m_slo) + '}')
        , m_budget((100 - source.target.availability) / 100)
    {}

    std::string write()
    {
        beginGroup("sloth-slo-sli-recordings-");
        for (const std::string_view window : kWindows)
            record("slo:sli_error:ratio_rate" + std::string(window), ratioOver(window), window);
        if (std::ranges::find(kWindows, m_period) == kWindows.end())
            record("slo:sli_error:ratio_rate" + m_period, ratioOverPeriod(), m_period);
        beginGroup("sloth-slo-meta-recordings-");
        writeMeta();
        beginGroup("sloth-slo-alerts-");
        writeAlert(BurnSeverity::Page, "page");
        writeAlert(BurnSeverity::Ticket, "ticket");
        return std::move(m_text);
    }

private:
    void beginGroup(std::string_view name)
    {
        m_text += "- name: " + yamlQuoted(std::string(name) + m_id) + "\n  rules:\n";
    }

    void record(const std::string &name, const std::string &expression, std::string_view window)
    {
        m_text += "  - record: " + name + "\n    expr: |\n" + indented(expression, 6);
        m_text += "    labels:\n";
        if (!m_source.target.cluster.isEmpty())
            label("cluster", m_source.target.cluster.value);
        label("sloth_id", m_id);
        label("sloth_service", m_source.target.host);
        label("sloth_slo", m_slo);
        if (!window.empty())
            label("sloth_window", window);
    }

    void label(std::string_view name, std::string_view value)
    {
        m_text += "      " + std::string(name) + ": " + yamlQuoted(value) + '\n';
    }

    std::string ratioOver(std::string_view window) const
    {
        const std::string errors = '(' + over(m_source.errorQuery, window) + ')';
        if (m_source.totalQuery.empty()) // the query is a ratio already
            return errors;
        return errors + "\n/\n(" + over(m_source.totalQuery, window) + ')';
    }

    // An average of the short ratios: a rate over 30 days is too much for most servers.
    std::string ratioOverPeriod() const
    {
        const std::string range = "slo:sli_error:ratio_rate5m" + m_selector + '[' + m_period + ']';
        return "sum_over_time(" + range + ")\n/ ignoring (sloth_window)\ncount_over_time(" + range
            + ')';
    }

    void writeMeta()
    {
        const std::string byBudget = m_selector
            + "\n/ on(sloth_id, sloth_slo, sloth_service) group_left\nslo:error_budget:ratio"
            + m_selector;
        const auto days = std::chrono::duration_cast<std::chrono::days>(
            sloWindowLength(m_source.target.window));
        record("slo:objective:ratio", "vector(" + numberText(1 - m_budget) + ')', {});
        record("slo:error_budget:ratio", "vector(" + numberText(m_budget) + ')', {});
        record("slo:time_period:days", "vector(" + std::to_string(days.count()) + ')', {});
        record("slo:current_burn_rate:ratio", "slo:sli_error:ratio_rate5m" + byBudget, {});
        record("slo:period_burn_rate:ratio", "slo:sli_error:ratio_rate" + m_period + byBudget, {});
        record("slo:period_error_budget_remaining:ratio",
            "1 - slo:period_burn_rate:ratio" + m_selector, {});
    }

    std::string isOver(Duration window, double factor) const
    {
        return "    max(slo:sli_error:ratio_rate" + windowText(window) + m_selector + " > ("
            + numberText(factor) + " * " + numberText(m_budget) + ")) without (sloth_window)\n";
    }

    void writeAlert(BurnSeverity severity, std::string_view name)
    {
        std::string expression;
        for (const BurnRule &rule : kBurnRules) {
            if (rule.severity != severity)
                continue;
            expression += expression.empty() ? "(\n" : "or\n(\n";
            expression += isOver(rule.shortWindow, rule.threshold) + "    and\n"
                + isOver(rule.longWindow, rule.threshold) + ")\n";
        }
        m_text += "  - alert: ErrorBudgetBurn\n    expr: |\n" + indented(expression, 6);
        m_text += "    labels:\n";
        label("severity", name);
        label("sloth_id", ofTemplate(m_id)); // tells the alerts of one file apart
        label("sloth_severity", name);
        m_text += "    annotations:\n";
        m_text += "      summary: \"({{$labels.sloth_severity}}) {{$labels.sloth_service}} "
                  "{{$labels.sloth_slo}}: the error budget burns too fast\"\n";
    }

    const RuleSource &m_source;
    std::string m_id;
    std::string m_slo;
    std::string m_period;
    std::string m_selector;
    double m_budget;
    std::string m_text;
};

// "ns/name", and of a call "ns/name → ns/name".
std::string linkerdSelector(std::string_view host)
{
    constexpr std::string_view kArrow = " → ";
    const auto labels = [](std::string_view service, const std::string &prefix) {
        const std::size_t slash = std::min(service.find('/'), service.size() - 1);
        return ',' + prefix + "namespace=" + yamlQuoted(service.substr(0, slash)) + ',' + prefix
            + "deployment=" + yamlQuoted(service.substr(slash + 1));
    };
    const std::size_t arrow = host.find(kArrow);
    if (arrow == std::string_view::npos)
        return "direction=\"inbound\"" + labels(host, "");
    return "direction=\"outbound\"" + labels(host.substr(0, arrow), "")
        + labels(host.substr(arrow + kArrow.size()), "dst_");
}

// Traefik adds what told it of a service: "shop-api-8080@kubernetes". Sorted, each once.
std::string anyProviderOf(const std::vector<std::string> &serviceKeys)
{
    constexpr std::string_view kSpecial = R"(\.+*?()|[]{}^$)";
    std::string pattern;
    for (const std::string &key : std::set<std::string>(serviceKeys.begin(), serviceKeys.end())) {
        pattern += pattern.empty() ? "" : "|";
        for (const char c : key) {
            if (kSpecial.find(c) != std::string_view::npos)
                pattern += '\\';
            pattern += c;
        }
        pattern += "@.*";
    }
    return pattern;
}

} // namespace

std::string writePrometheusRules(const std::vector<RuleSource> &sources)
{
    std::string text = "groups:";
    std::string left;
    std::set<std::string> ids;
    for (const RuleSource &source : sources) {
        if (source.errorQuery.empty()) {
            left += "# " + printable(source.target.host) + ": no query is known, no rules\n";
            continue;
        }
        const std::string &cluster = source.target.cluster.value;
        const std::string base = (cluster.empty() ? "" : cluster + '-') + source.target.host
            + "-availability-" + std::string(sloWindowName(source.target.window));
        std::string id = base;
        for (int i = 2; !ids.insert(id).second; ++i)
            id = base + '-' + std::to_string(i);
        text += (text.ends_with(':') ? "\n" : "") + RuleWriter(source, std::move(id)).write();
    }
    return (text.ends_with(':') ? text + " []\n" : text) + left;
}

RuleSource ruleSourceFor(const SloTarget &target, const std::vector<std::string> &serviceKeys)
{
    std::string metric;
    std::string selector;
    std::string failure;
    if (target.type == SloTargetType::Service && target.host.find('/') != std::string::npos) {
        metric = "response_total";
        selector = linkerdSelector(target.host);
        failure = ",classification=\"failure\"";
    } else if (serviceKeys.empty() && target.host.find('.') != std::string::npos) {
        metric = "nginx_ingress_controller_requests"; // it knows domains
        selector = "host=" + yamlQuoted(target.host);
        failure = ",status=~\"5..\"";
    } else {
        metric = "traefik_service_requests_total";
        selector = serviceKeys.empty() ? "service=" + yamlQuoted(target.host + "@kubernetes")
                                       : "service=~" + yamlQuoted(anyProviderOf(serviceKeys));
        failure = ",code=~\"5..\"";
    }
    const std::string start = "sum(rate(" + metric + '{' + selector;
    return {.target = target,
        .errorQuery = start + failure + "}[{{.window}}]))",
        .totalQuery = start + "}[{{.window}}]))"};
}

} // namespace binnacle::codec
