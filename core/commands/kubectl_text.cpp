#include "core/commands/kubectl_text.h"

#include "core/commands/command_params.h"

#include <algorithm>

namespace binnacle::commands {

namespace {

constexpr std::int64_t kDefaultLines = 100; // contract 01 §1.6
constexpr std::int64_t kMostLines = 200;

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

// Builds "kubectl -n ns …" word by word.
class Line
{
public:
    explicit Line(const Command &command)
    {
        if (!command.target.ns.empty())
            word("-n").word(command.target.ns);
    }
    Line &word(std::string_view text)
    {
        m_text += ' ' + shellQuoted(text);
        return *this;
    }
    Line &object(const ResourceRef &target)
    {
        return word(lowered(target.kind) + '/' + target.name);
    }
    // A flag of which only the value came from outside.
    Line &flag(std::string_view name, std::string_view value)
    {
        return word(std::string(name).append("=").append(value));
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text = "kubectl";
};

std::string deletion(const Command &command, const CommandParams &params)
{
    Line line(command);
    line.word("delete").object(command.target);
    if (const auto grace = params.number("gracePeriodSeconds"))
        line.flag("--grace-period", std::to_string(*grace));
    if (params.flag("force").value_or(false))
        line.word("--force");
    return line.take();
}

std::string logs(const Command &command, const CommandParams &params)
{
    Line line(command);
    line.word("logs").object(command.target);
    if (const std::string container = params.textOr("container"); !container.empty())
        line.word("-c").word(container);
    const std::int64_t asked = params.number("tailLines").value_or(0);
    line.flag("--tail", std::to_string(asked <= 0 ? kDefaultLines : std::min(asked, kMostLines)));
    if (const auto since = params.number("sinceSeconds"); since && *since > 0)
        line.flag("--since", std::to_string(*since) + 's');
    if (params.flag("timestamps").value_or(false))
        line.word("--timestamps");
    if (params.flag("previous").value_or(false))
        line.word("--previous");
    return line.take();
}

std::string dynamic(const Command &command, const CommandParams &params)
{
    const std::string verb = params.textOr("command");
    std::string kind = params.textOr("kind");
    if (kind.empty())
        kind = command.target.kind;
    Line line(command);
    if (verb == "get_events") {
        line.word("get").word("events");
        std::string fields;
        if (const std::string of = params.textOr("involved_kind"); !of.empty())
            fields += "involvedObject.kind=" + of;
        if (const std::string of = params.textOr("involved_name"); !of.empty())
            fields += (fields.empty() ? "involvedObject.name=" : ",involvedObject.name=") + of;
        if (!fields.empty())
            line.word("--field-selector").word(fields);
        return line.take();
    }
    line.word(verb == "describe" ? "describe" : "get").word(lowered(kind));
    if (verb == "list") {
        if (command.target.ns.empty())
            line.word("-A");
    } else {
        line.word(command.target.name);
    }
    if (const std::string selector = params.textOr("label_selector"); !selector.empty())
        line.word("-l").word(selector);
    if (verb != "describe")
        line.word("-o").word("json");
    return line.take();
}

std::string manifests(const CommandParams &params)
{
    const std::string text = params.textOr("manifests");
    // The end mark must not be a line of the text.
    std::string mark = "EOF";
    while (text.find(mark) != std::string::npos)
        mark += '_';
    return "kubectl apply --server-side --force-conflicts -f - <<'" + mark + "'\n" + text
        + (text.ends_with('\n') ? "" : "\n") + mark;
}

} // namespace

std::string shellQuoted(std::string_view word)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
    };
    if (!word.empty() && std::ranges::all_of(word, isPlain))
        return std::string(word);
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + '\'';
}

std::string kubectlText(const Command &command)
{
    const CommandParams params(command.params);
    const std::string &action = command.action;
    Line line(command);
    if (action == "scale") {
        return line.word("scale")
            .object(command.target)
            .flag("--replicas", std::to_string(params.number("replicas").value_or(0)))
            .take();
    }
    if (action == "restart")
        return line.word("rollout").word("restart").object(command.target).take();
    if (action == "update_image") {
        const std::string container = params.textOr("container");
        return line.word("set")
            .word("image")
            .object(command.target)
            .word((container.empty() ? "*" : container) + '=' + params.textOr("image"))
            .take();
    }
    if (action == "delete" || action == "delete_pod")
        return deletion(command, params);
    if (action == "cordon" || action == "uncordon")
        return line.word(action).word(command.target.name).take();
    if (action == "get_logs")
        return logs(command, params);
    if (action == "get_configmap" || action == "get_secret")
        return line.word("get").object(command.target).word("-o").word("json").take();
    if (action == "dynamic")
        return dynamic(command, params);
    if (action == "apply_manifests")
        return manifests(params);
    return {};
}

} // namespace binnacle::commands
