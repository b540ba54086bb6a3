#include "core/domain/alert.h"

#include "core/domain/alert_report.h"
#include "core/domain/name_table.h"

#include <array>

namespace binnacle {

namespace {

constexpr std::array<std::string_view, 3> kSeverities{"info", "warning", "critical"};
constexpr std::array<std::string_view, 3> kNoDataPolicies{"keep", "resolve", "alert"};
constexpr std::array<std::string_view, 3> kPhases{"inactive", "pending", "firing"};
constexpr std::array<std::string_view, 5> kHushes{
    "", "silenced", "maintenance", "inhibited", "flapping"};
constexpr std::array<std::string_view, 4> kOperators{"=", "!=", "=~", "!~"};
constexpr std::array<std::string_view, 13> kStages{"enabled", "data", "condition", "for", "state",
    "maintenance", "silence", "inhibition", "flap guard", "cooldown", "grouping", "channel",
    "outcome"};

std::string objectText(const ResourceRef &object)
{
    return object.ns.empty() ? object.name : object.ns + '/' + object.name;
}

} // namespace

std::string_view alertSeverityName(AlertSeverity severity)
{
    return nameOf(kSeverities, severity);
}

std::optional<AlertSeverity> alertSeverityFromName(std::string_view name)
{
    return fromName<AlertSeverity>(kSeverities, name);
}

std::string_view noDataPolicyName(NoDataPolicy policy)
{
    return nameOf(kNoDataPolicies, policy);
}

std::optional<NoDataPolicy> noDataPolicyFromName(std::string_view name)
{
    return fromName<NoDataPolicy>(kNoDataPolicies, name);
}

std::string_view alertPhaseName(AlertPhase phase)
{
    return nameOf(kPhases, phase);
}

std::string_view alertHushName(AlertHush hush)
{
    return nameOf(kHushes, hush);
}

std::string_view decisionStageName(DecisionStep::Stage stage)
{
    return nameOf(kStages, stage);
}

std::string AlertSubject::text() const
{
    if (object.isEmpty())
        return cluster.value;
    // What is no Kubernetes object is known by its name alone.
    const bool isPlain = object.kind == "Domain" || object.kind == "Edge" || object.kind == "Query"
        || object.kind == "Cluster";
    return isPlain ? objectText(object) : object.kind + ' ' + objectText(object);
}

std::string alertDedupKey(std::int64_t rule, const AlertSubject &subject)
{
    return "rule:" + std::to_string(rule) + '|' + subject.cluster.value + '|' + subject.object.kind
        + '/' + subject.object.ns + '/' + subject.object.name;
}

std::string alertMatcherText(const AlertMatcher &matcher)
{
    return matcher.label + std::string(nameOf(kOperators, matcher.op)) + '"' + matcher.value + '"';
}

} // namespace binnacle
