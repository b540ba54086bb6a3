#include "core/alerts/built_in_rules.h"

#include "core/alerts/condition.h"
#include "core/domain/burn_rules.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace binnacle::alerts {

namespace {

using namespace std::chrono_literals;

// Fewer requests in a window say nothing about a share of them.
constexpr std::int64_t kLeastRequests = 100;

AlertRule rule(std::string_view name, AlertSeverity severity, std::string_view condition,
    std::string_view description)
{
    return {.name = std::string(name),
        .description = std::string(description),
        .condition = std::string(condition),
        .severity = severity,
        .isBuiltIn = true,
        .cooldown = 1h};
}

AlertRule grouped(AlertRule rule)
{
    rule.groupBy = {"rule", "cluster"};
    return rule;
}

LevelTree over(Duration window, double threshold)
{
    return {.kind = LevelTree::Kind::Term,
        .term = {.metric = LevelMetric::BurnRate,
            .window = window,
            .op = CompareOp::Greater,
            .value = threshold,
            .minRequests = kLeastRequests},
        .children = {}};
}

LevelTree bothWindows(const BurnRule &burn)
{
    return {.kind = LevelTree::Kind::All,
        .term = {},
        .children
        = {over(burn.longWindow, burn.threshold), over(burn.shortWindow, burn.threshold)}};
}

std::string burnCondition(SloSubject::Kind level, LevelTree levels)
{
    // A short window that ends is no end of the trouble.
    return writeCondition({.kind = ConditionKind::Level,
        .level = level,
        .levels = std::move(levels),
        .resolveAfter = 2min});
}

std::vector<AlertRule> burnRules()
{
    const std::string fast = burnCondition(SloSubject::Kind::Domain, bothWindows(kBurnRules[0]));
    const std::string steady = burnCondition(SloSubject::Kind::Domain, bothWindows(kBurnRules[1]));
    const std::string slow = burnCondition(SloSubject::Kind::Domain,
        {.kind = LevelTree::Kind::Any,
            .term = {},
            .children = {bothWindows(kBurnRules[2]), bothWindows(kBurnRules[3])}});
    const std::string service
        = burnCondition(SloSubject::Kind::Service, bothWindows(kBurnRules[0]));
    return {rule("SloBurnFast", AlertSeverity::Critical, fast,
                "The error budget of a domain burns 14.4 times too fast: 2 % of a month's budget "
                "in an hour."),
        rule("SloBurnSteady", AlertSeverity::Critical, steady,
            "The error budget of a domain burns 6 times too fast: 5 % of a month's budget in six "
            "hours."),
        rule("SloBurnSlow", AlertSeverity::Warning, slow,
            "The error budget of a domain burns faster than its objective allows, for a day or "
            "longer."),
        rule("ServiceBurnFast", AlertSeverity::Critical, service,
            "The error budget of a service of the mesh burns 14.4 times too fast.")};
}

} // namespace

std::vector<AlertRule> builtInRules()
{
    using enum AlertSeverity;
    std::vector<AlertRule> rules{
        rule("AgentOffline", Critical, R"({"absent":"heartbeat","for":"45s"})",
            "The agent of a cluster does not report: what is shown of the cluster is old."),
        grouped(rule("NodeNotReady", Critical,
            R"({"source":"nodes","where":"ready = false","for":"1m","resolveAfter":"1m"})",
            "A node is not ready: its pods move or stop.")),
        grouped(rule("NodeDiskPressure", Warning,
            R"({"source":"nodes","where":"pressure contains disk","for":"1m","resolveAfter":"1m"})",
            "The disk of a node is nearly full: the kubelet evicts pods.")),
        grouped(rule("CrashLoopBackOff", Warning,
            R"({"event":{"type":"Warning","reason":"BackOff","kind":"Pod","minCount":3,"within":"10m"}})",
            "A container starts and dies again and again.")),
        grouped(rule("DeploymentUnavailable", Warning,
            R"({"source":"deployments","where":"unavailable > 0","for":"5m","resolveAfter":"1m"})",
            "Pods of a deployment have been missing for five minutes.")),
        rule("ErrorBudgetLow", Warning,
            R"({"metric":"slo.error_budget_remaining","window":"1d","op":"<","value":25,"minRequests":100,"for":"5m","resolveAfter":"10m"})",
            "Less than a quarter of a domain's error budget is left."),
        grouped(rule("PodsPending", Warning,
            R"({"source":"pods","where":"phase = Pending","for":"10m","resolveAfter":"1m"})",
            "Pods have been waiting for a node or an image for ten minutes.")),
    };
    for (AlertRule &burn : burnRules())
        rules.push_back(std::move(burn));
    return rules;
}

} // namespace binnacle::alerts
