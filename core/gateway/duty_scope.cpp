#include "core/gateway/duty_scope.h"

#include <algorithm>
#include <string>

namespace binnacle::gateway {

namespace {

Error denied(std::string sentence)
{
    return {ErrorCode::PermissionDenied, std::move(sentence)};
}

Error nothingThere(std::string_view what)
{
    return {ErrorCode::NotFound, "there is no such " + std::string(what)};
}

// Whether it matches nothing but what `isAllowed` says of its label.
bool isConfined(const Silence &silence, std::string_view label, const auto &isAllowed)
{
    return std::ranges::any_of(silence.matchers, [&](const AlertMatcher &matcher) {
        return matcher.label == label && matcher.op == AlertMatcher::Op::Equal
            && isAllowed(matcher.value);
    });
}

} // namespace

std::string_view namespaceOf(const ResourceRef &object)
{
    return object.kind == "Namespace" ? object.name : object.ns;
}

bool sees(const AccessScope &scope, const Alert &alert)
{
    return scope.allows(alert.subject.cluster, namespaceOf(alert.subject.object));
}

bool sees(const AccessScope &scope, const Command &command)
{
    return scope.allows(command.cluster, namespaceOf(command.target));
}

bool sees(const AccessScope &scope, const AlertRule &rule)
{
    return rule.cluster.isEmpty() || scope.allowsCluster(rule.cluster);
}

Status mayKeep(const AccessScope &scope, const AlertRule &rule)
{
    if (scope.isEverything())
        return Done{};
    if (!sees(scope, rule))
        return nothingThere("cluster");
    if (!scope.namespaces.empty())
        return denied("a rule watches whole clusters, of which this account sees a part");
    if (rule.cluster.isEmpty())
        return denied("a rule for all clusters takes an account that sees all of them");
    return Done{};
}

bool sees(const AccessScope &scope, const Silence &silence)
{
    return std::ranges::none_of(silence.matchers, [&](const AlertMatcher &matcher) {
        if (matcher.op != AlertMatcher::Op::Equal)
            return false;
        if (matcher.label == "cluster")
            return !scope.allowsCluster({matcher.value});
        return matcher.label == "namespace" && !scope.namespaces.empty()
            && std::ranges::find(scope.namespaces, matcher.value) == scope.namespaces.end();
    });
}

Status mayKeep(const AccessScope &scope, const Silence &silence)
{
    if (!sees(scope, silence))
        return nothingThere("silence");
    const auto isOwnCluster
        = [&](const std::string &value) { return scope.allowsCluster({value}); };
    if (!scope.clusters.empty() && !isConfined(silence, "cluster", isOwnCluster))
        return denied("this account silences alerts of its clusters only; add cluster=\"…\"");
    const auto isOwnNamespace = [&](const std::string &value) {
        return std::ranges::find(scope.namespaces, value) != scope.namespaces.end();
    };
    if (!scope.namespaces.empty() && !isConfined(silence, "namespace", isOwnNamespace))
        return denied("this account silences alerts of its namespaces only; add namespace=\"…\"");
    return Done{};
}

bool sees(const AccessScope &scope, const Channel &channel)
{
    return channel.clusters.empty()
        || std::ranges::any_of(channel.clusters,
            [&](const ClusterId &cluster) { return scope.allowsCluster(cluster); });
}

Status mayKeep(const AccessScope &scope, const Channel &channel)
{
    if (scope.isEverything())
        return Done{};
    if (!sees(scope, channel))
        return nothingThere("channel");
    const bool isOwn = scope.namespaces.empty() && !channel.clusters.empty()
        && std::ranges::all_of(channel.clusters,
            [&](const ClusterId &cluster) { return scope.allowsCluster(cluster); });
    if (!isOwn)
        return denied("this channel is told of more than this account may see");
    return Done{};
}

bool sees(const Principal &who, const RunbookRun &run)
{
    return who.scope.allowsCluster(run.cluster)
        && (who.scope.namespaces.empty() || run.startedBy == who.username);
}

} // namespace binnacle::gateway
