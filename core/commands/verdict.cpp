#include "core/commands/verdict.h"

#include "core/commands/blast_words.h"
#include "core/commands/catalogue.h"
#include "core/commands/command_outcome.h"
#include "core/commands/touched.h"
#include "core/topology/significance.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>

namespace binnacle::commands {

namespace {

constexpr double kEarlyStrictness = 100;
constexpr double kLeastCoverage = 0.5; // of the window after, else the agent was lost

bool isOneOf(const std::vector<ServiceRef> &services, const ServiceRef &service)
{
    return std::ranges::find(services, service) != services.end();
}

// Calls from outside into the targets, as their callers see them.
Traffic callsInto(const MeshGraph &graph, const std::vector<ServiceRef> &targets)
{
    Traffic calls;
    for (const MeshEdge &edge : graph.edges) {
        if (!edge.isIdle && isOneOf(targets, edge.edge.target)
            && !isOneOf(targets, edge.edge.source))
            calls.add(edge.traffic);
    }
    return calls;
}

// As their own proxies see them.
Traffic inboundOf(const MeshGraph &graph, const std::vector<ServiceRef> &targets)
{
    Traffic inbound;
    for (const ServiceRef &target : targets) {
        if (const MeshNode *node = graph.find(target); node && !node->isIdle)
            inbound.add(node->traffic);
    }
    return inbound;
}

struct Sides
{
    Traffic before;
    Traffic after;
};

// Both windows must tell the same story.
Sides trafficOf(const VerdictInput &input)
{
    Sides calls{callsInto(input.before, input.targets), callsInto(input.after, input.targets)};
    const Sides inbound{
        inboundOf(input.before, input.targets), inboundOf(input.after, input.targets)};
    const bool hasCallers = calls.before.requests > 0 && calls.after.requests > 0;
    const bool hasInbound = inbound.before.requests > 0 && inbound.after.requests > 0;
    if (!hasCallers && hasInbound)
        return inbound;
    // A proxy may count what it sends without timing it.
    if (calls.before.latency.isEmpty() || calls.after.latency.isEmpty()) {
        calls.before.latency = inbound.before.latency;
        calls.after.latency = inbound.after.latency;
    }
    return calls;
}

topology::Proportion errorsOf(const Traffic &traffic)
{
    const auto requests = static_cast<double>(traffic.requests);
    return {std::min(static_cast<double>(traffic.errors), requests), requests};
}

struct Readiness
{
    int ready = 0;
    int desired = 0;

    std::optional<double> share() const
    {
        return desired > 0 ? std::optional(100.0 * ready / desired) : std::nullopt;
    }
};

Readiness readinessOf(const ClusterSnapshot *snapshot, const std::vector<ServiceRef> &targets)
{
    Readiness sum;
    if (!snapshot)
        return sum;
    for (const Workload &workload : snapshot->workloads) {
        if (!isOneOf(targets, {std::string(workload.meta.ns), std::string(workload.meta.name)}))
            continue;
        sum.ready += std::min(workload.ready, workload.desired);
        sum.desired += workload.desired;
    }
    return sum;
}

std::unordered_map<std::string_view, std::int64_t> restartsByPod(
    const ClusterSnapshot &snapshot, const std::vector<ServiceRef> &workloads)
{
    std::unordered_map<std::string_view, std::int64_t> restarts;
    for (const Pod &pod : snapshot.pods) {
        if (belongsToService(snapshot, pod, workloads))
            restarts[pod.meta.uid.empty() ? pod.meta.name : pod.meta.uid] += pod.restarts;
    }
    return restarts;
}

// One container restarting in one minute is one of so many that could have.
topology::Proportion restartShare(const ClusterSnapshot &from, const ClusterSnapshot &to,
    const std::vector<ServiceRef> &workloads)
{
    const auto restarts = static_cast<double>(restartsBetween(from, to, workloads));
    const double minutes
        = std::chrono::duration<double, std::ratio<60>>(to.fetchedAt - from.fetchedAt).count();
    const auto pods = static_cast<double>(restartsByPod(to, workloads).size());
    return {restarts, std::max(restarts, std::round(std::max(1.0, minutes) * pods))};
}

class Judge
{
public:
    Judge(const VerdictInput &input, const VerdictRules &rules)
        : m_input(input)
        , m_rules(rules)
        , m_traffic(trafficOf(input))
    {
        m_verdict.command = input.command.id;
        m_verdict.since = input.endedAt;
        m_verdict.until = input.endedAt + rules.watch;
        m_verdict.inverse = input.inverse;
    }

    Verdict judge()
    {
        const bool isOver = m_input.now >= m_verdict.until;
        const VerdictKind kind = measured(isOver ? 1 : kEarlyStrictness);
        const bool isEarly = !isOver && m_rules.earliest > Duration::zero() && m_input.isDone
            && m_input.now - m_input.endedAt >= m_rules.earliest;
        const bool isClear = kind == VerdictKind::Improved || kind == VerdictKind::Worse;
        m_verdict.kind = isOver || (isEarly && isClear) ? kind : VerdictKind::Watching;
        m_verdict.sentence = sentence(isOver ? kind : m_verdict.kind);
        return std::move(m_verdict);
    }

private:
    VerdictKind measured(double strictness)
    {
        const auto errors
            = topology::chanceOfDifference(errorsOf(m_traffic.before), errorsOf(m_traffic.after));
        const auto latency
            = topology::chanceOfP95Difference(m_traffic.before.latency, m_traffic.after.latency);
        const bool hasRestarts = m_input.atBaseline && m_input.atStart && m_input.atEnd;
        const int tests = (errors ? 1 : 0) + (latency ? 1 : 0) + (hasRestarts ? 1 : 0);
        m_limit = m_rules.significance / strictness / std::max(1, tests);
        addSuccess(errors);
        addLatency(latency);
        addReadiness();
        if (hasRestarts)
            addRestarts();
        if (isLost())
            return VerdictKind::Unknown;
        for (const VerdictMeasure &measure : m_verdict.measures) {
            if (measure.isSignificant)
                return measure.isBetter ? VerdictKind::Improved : VerdictKind::Worse;
        }
        return couldShow() ? VerdictKind::NoEffect : VerdictKind::Unknown;
    }

    void addSuccess(std::optional<double> chance)
    {
        const auto before = m_traffic.before.availability();
        const auto after = m_traffic.after.availability();
        if (!before && !after)
            return;
        const double change = after.value_or(0) - before.value_or(0);
        m_verdict.measures.push_back({.name = "success of callers",
            .unit = "%",
            .before = before,
            .after = after,
            .isSignificant = before && after && chance && *chance < m_limit
                && std::abs(change) >= m_rules.leastErrorRate,
            .isBetter = change > 0});
    }

    void addLatency(std::optional<double> chance)
    {
        const auto before = m_traffic.before.quantile(0.95);
        const auto after = m_traffic.after.quantile(0.95);
        if (!before && !after)
            return;
        const double change = after.value_or(0) - before.value_or(0);
        m_verdict.measures.push_back({.name = "p95",
            .unit = "ms",
            .before = before,
            .after = after,
            .isSignificant = before && after && chance && *chance < m_limit
                && std::abs(change) >= m_rules.leastLatency * *before,
            .isBetter = change < 0});
    }

    // States, not samples: a pod that is missing ten minutes later is missing.
    void addReadiness()
    {
        const auto before = readinessOf(m_input.atStart.get(), m_input.targets).share();
        const auto after = readinessOf(m_input.atEnd.get(), m_input.targets).share();
        if (!before || !after)
            return;
        m_verdict.measures.push_back({.name = "ready replicas",
            .unit = "%",
            .before = before,
            .after = after,
            .isSignificant = std::abs(*after - *before) > 0.01,
            .isBetter = *after > *before});
    }

    void addRestarts()
    {
        const auto before = restartShare(*m_input.atBaseline, *m_input.atStart, m_input.targets);
        const auto after = restartShare(*m_input.atStart, *m_input.atEnd, m_input.targets);
        const auto chance = topology::chanceOfDifference(before, after);
        const bool isSignificant = chance && (*chance < m_limit);
        const bool isBetter = after.trials > 0 && before.trials > 0
            && after.hits / after.trials < before.hits / before.trials;
        m_verdict.measures.push_back({.name = "restarts",
            .unit = "",
            .before = before.hits,
            .after = after.hits,
            .isSignificant = isSignificant,
            .isBetter = isBetter});
    }

    bool isLost() const
    {
        if (m_input.isAgentLost)
            return true;
        const Duration passed = std::min(m_input.now, m_verdict.until) - m_input.endedAt;
        const auto covered = static_cast<double>(m_input.after.covered.count());
        return m_input.before.covered > Duration::zero()
            && covered < kLeastCoverage * static_cast<double>(passed.count());
    }

    // Whether this many requests would have shown it if all of them had begun to fail.
    bool couldShow() const
    {
        const auto before = static_cast<double>(m_traffic.before.requests);
        const auto after = static_cast<double>(m_traffic.after.requests);
        if (before <= 0 || after <= 0)
            return false;
        const auto chance = topology::chanceOfDifference({0, before}, {after, after});
        return chance && *chance < m_limit;
    }

    static std::string valueText(const VerdictMeasure &measure, const std::optional<double> &value)
    {
        if (!value)
            return "?";
        char text[48];
        const bool isFine = measure.unit == "%" && *value >= 99 && *value < 100;
        std::snprintf(text, sizeof(text),
            isFine                    ? "%.2f"
                : measure.unit == "%" ? "%.1f"
                                      : "%.0f",
            *value);
        return text;
    }

    static std::string text(const VerdictMeasure &measure)
    {
        return measure.name + ' ' + valueText(measure, measure.before) + " → "
            + valueText(measure, measure.after) + (measure.unit.empty() ? "" : " " + measure.unit);
    }

    std::string measuresText(bool significantOnly) const
    {
        std::vector<std::string> parts;
        for (const VerdictMeasure &measure : m_verdict.measures) {
            if (measure.isSignificant || !significantOnly)
                parts.push_back(text(measure));
        }
        return listText(parts, 3);
    }

    std::string sentence(VerdictKind kind) const
    {
        switch (kind) {
        case VerdictKind::Watching:
            return m_verdict.measures.empty() ? "nothing measured yet"
                                              : "so far " + measuresText(false);
        case VerdictKind::Improved:
        case VerdictKind::Worse:
            return measuresText(true);
        case VerdictKind::NoEffect:
            return measuresText(false) + ": no more than chance";
        case VerdictKind::Unknown:
            break;
        }
        if (isLost())
            return "the agent was not heard afterwards";
        if (m_traffic.before.requests == 0 || m_traffic.after.requests == 0)
            return "no traffic to judge by";
        return "too few requests to judge by: " + std::to_string(m_traffic.before.requests)
            + " before, " + std::to_string(m_traffic.after.requests) + " after";
    }

    const VerdictInput &m_input;
    const VerdictRules &m_rules;
    const Sides m_traffic;
    double m_limit = 0;
    Verdict m_verdict;
};

} // namespace

Verdict judge(const VerdictInput &input, const VerdictRules &rules)
{
    return Judge(input, rules).judge();
}

bool isWatched(const CommandRecord &record)
{
    if (!changesState(record.command.action))
        return false;
    return record.state == CommandState::Success || isOutcomeUnknown(record)
        || succeededLate(record);
}

std::int64_t restartsBetween(const ClusterSnapshot &from, const ClusterSnapshot &to,
    const std::vector<ServiceRef> &workloads)
{
    const auto earlier = restartsByPod(from, workloads);
    std::int64_t sum = 0;
    for (const auto &[pod, restarts] : restartsByPod(to, workloads)) {
        const auto found = earlier.find(pod);
        const std::int64_t had = found == earlier.end() ? 0 : found->second;
        // A pod of the same name that was made anew begins at zero again.
        sum += restarts >= had ? restarts - had : restarts;
    }
    return sum;
}

} // namespace binnacle::commands
