#include "core/commands/blast_report.h"

#include "core/commands/blast_capacity.h"
#include "core/commands/blast_words.h"
#include "core/commands/touched.h"

#include <algorithm>
#include <cmath>

// The topics of a blast radius that need numbers.
namespace binnacle::commands {

namespace {

using Topic = BlastLine::Topic;
constexpr const char *kNotTold = "not told by the agent";

// "2 nodes do not take it": they would take others.
std::string forbiddenText(const Room &room)
{
    return room.forbiddenNodes == 0
        ? std::string()
        : countText(room.forbiddenNodes, "node does not take it", "nodes do not take it");
}

} // namespace

std::vector<std::string> BlastReport::names(
    const std::vector<AffectedService> &services, bool rates) const
{
    std::vector<std::string> names;
    for (const AffectedService &service : services) {
        names.push_back(service.service.name
            + (rates ? " (" + numberText(service.rate) + " req/s)" : std::string()));
    }
    return names;
}

void BlastReport::tellCalls()
{
    if (m_targets.empty() || m_input.command.target.kind == "Node")
        return;
    const MeshGraph &graph = m_input.graph;
    if (graph.covered <= Duration::zero()) {
        add(Topic::Callers, WarningLevel::Info, "not known: no traffic was measured");
        return;
    }
    m_radius.callers = callersOf(graph, m_targets, m_input.levels);
    m_radius.callees = calleesOf(graph, m_targets, m_input.levels, addedLoad());
    add(Topic::Callers, WarningLevel::Info,
        m_radius.callers.empty() ? "none in the last " + ageText(graph.range.length())
                                 : listText(names(m_radius.callers, true)));
    tellCallees();
}

void BlastReport::tellCallees()
{
    const MeshGraph &graph = m_input.graph;
    if (m_radius.callees.empty())
        return;
    if (addedLoad() <= 0) {
        add(Topic::Callees, WarningLevel::Info, listText(names(m_radius.callees, true)));
        return;
    }
    std::vector<AffectedService> failing;
    std::ranges::copy_if(
        m_radius.callees, std::back_inserter(failing), &AffectedService::isFailing);
    const std::string load = " + " + numberText(addedLoad()) + " % load";
    if (failing.empty())
        add(Topic::Callees, WarningLevel::Info, listText(names(m_radius.callees, false)) + load);
    else
        add(Topic::Callees, WarningLevel::Caution,
            listText(names(failing, false)) + load + ", already failing");
    for (const AffectedService &callee : failing) {
        warn("More " + targetName() + " replicas send more load to " + callee.service.name
            + ", which is " + failureOf(graph, callee.service, m_input.levels) + '.');
    }
    tellIndirectCallees();
}

// Those that the callees call, which get their part of it.
void BlastReport::tellIndirectCallees()
{
    const auto indirect = indirectCalleesOf(
        m_input.graph, m_targets, m_radius.callees, m_input.levels, addedLoad());
    std::vector<std::string> parts;
    bool isFailing = false;
    for (const AffectedService &service : indirect) {
        parts.push_back(service.service.name + " + " + numberText(service.addedLoad.value_or(0))
            + " % (" + numberText(service.addedRate) + " req/s)");
        isFailing = isFailing || service.isFailing;
        if (service.isFailing)
            warn("Some of the load goes on to " + service.service.name + ", which is "
                + failureOf(m_input.graph, service.service, m_input.levels) + '.');
    }
    if (!parts.empty())
        add(Topic::Callees, isFailing ? WarningLevel::Caution : WarningLevel::Info,
            "indirect: " + listText(parts));
    std::ranges::copy(indirect, std::back_inserter(m_radius.callees));
}

void BlastReport::tellReplicas()
{
    if (!m_pods.before || !m_pods.least)
        return;
    const int least = *m_pods.least;
    const std::string workload = m_targets.empty() ? targetName() : m_targets.front().name;
    const int of = std::max(*m_pods.before, m_pods.after.value_or(0));
    std::string text = std::to_string(least) + " of " + std::to_string(of)
        + (isRoll() ? " stay ready while it rolls" : " ready at the least");
    WarningLevel level = WarningLevel::Info;
    if (least == 0 && *m_pods.before > 0) {
        m_isTight = true;
        level = WarningLevel::Danger;
        std::string sentence = "No replica of " + workload + " stays";
        sentence += m_pods.after.value_or(0) > 0 ? " until a new one is ready" : "";
        if (!m_radius.callers.empty())
            sentence += ": calls from " + listText(names(m_radius.callers, false)) + " fail";
        warn(sentence + '.');
    } else if (m_input.command.action == "scale" && m_pods.removed > 0) {
        const double more = 100.0 * m_pods.removed / std::max(1, *m_pods.after);
        text += ", each carries " + numberText(more) + " % more";
        level = more >= 50 ? WarningLevel::Caution : WarningLevel::Info;
    }
    if (m_input.command.target.kind == "Pod" && m_pods.created == 0)
        warn("Nobody makes this pod anew: it has no owner.");
    add(Topic::Replicas, level, std::move(text));
    const Workload *target
        = m_snapshot ? findWorkload(*m_snapshot, m_input.command.target) : nullptr;
    if (target && target->paused && isRoll())
        warn("The Deployment is paused: nothing happens until it is resumed.");
}

void BlastReport::tellDisruption()
{
    if (!m_pods.least || !m_pods.before || m_pods.removed == 0) {
        if (m_pods.before && m_pods.created > 0)
            add(Topic::Disruption, WarningLevel::Info,
                m_input.limits.budgets ? "not violated" : kNotTold);
        return;
    }
    if (!m_input.limits.budgets) {
        add(Topic::Disruption, WarningLevel::Info, kNotTold);
        return;
    }
    const auto pods
        = m_snapshot ? podsOf(*m_snapshot, m_input.command.target) : std::vector<const Pod *>();
    bool isCovered = false;
    for (const DisruptionBudget &budget : *m_input.limits.budgets) {
        if (budget.hasExpressions || pods.empty()
            || !selects(budget.selector, pods.front()->meta.labels))
            continue;
        isCovered = true;
        const int stay = mustStay(budget, *m_pods.before);
        m_isTight = m_isTight || *m_pods.least <= stay;
        if (*m_pods.least >= stay)
            continue;
        add(Topic::Disruption, WarningLevel::Danger,
            budget.name + " violated: wants " + std::to_string(stay) + ", "
                + std::to_string(*m_pods.least) + " stay");
        warn("PodDisruptionBudget " + budget.name + " wants " + std::to_string(stay)
            + " ready, this leaves " + std::to_string(*m_pods.least) + '.');
        return;
    }
    add(Topic::Disruption, WarningLevel::Info, isCovered ? "not violated" : "none covers it");
}

void BlastReport::tellAutoscaler()
{
    if (m_input.command.action != "scale")
        return;
    if (!m_input.limits.autoscalers) {
        add(Topic::Autoscaler, WarningLevel::Info, kNotTold);
        return;
    }
    const ResourceRef &target = m_input.command.target;
    const auto &all = *m_input.limits.autoscalers;
    const auto found = std::ranges::find_if(all, [&target](const Autoscaler &scaler) {
        return scaler.targetKind == target.kind && scaler.targetName == target.name;
    });
    if (found == all.end()) {
        add(Topic::Autoscaler, WarningLevel::Info, "none");
        return;
    }
    const std::string range = std::to_string(found->least) + " to " + std::to_string(found->most);
    add(Topic::Autoscaler, WarningLevel::Caution, found->name + ": " + range);
    const int wanted = m_pods.after.value_or(found->least);
    warn(wanted == 0
            ? "HorizontalPodAutoscaler " + found->name + " rests while there is no replica."
            : "HorizontalPodAutoscaler " + found->name + " keeps " + range
                + " replicas by load and will change this number again.");
}

void BlastReport::tellCapacity()
{
    if (!m_snapshot)
        return;
    if (m_input.command.action == "cordon") {
        tellRoomAfterCordon(*m_snapshot);
        return;
    }
    if (m_pods.created == 0)
        return;
    const PodNeed need = needOf(podsOf(*m_snapshot, m_input.command.target));
    const Room room = roomFor(*m_snapshot, need, m_input.limits.placement);
    if (!room.isKnown && room.forbiddenNodes == 0) {
        add(Topic::Capacity, WarningLevel::Info, kNotTold);
        return;
    }
    const std::string forbidden = forbiddenText(room);
    // What rolls takes the place of what goes; a deleted pod leaves its own.
    const int wanted = m_input.command.action == "scale" ? m_pods.created : 1;
    std::vector<std::string> nodes;
    for (const NodeRoom &node : room.nodes)
        nodes.push_back(node.node);
    const std::string each
        = need.cpu == 0 && need.memory == 0 ? std::string(" (it requests nothing)") : std::string();
    if (room.pods >= wanted) {
        add(Topic::Capacity, WarningLevel::Info,
            "fits: " + listText(nodes, 4) + each
                + (forbidden.empty() ? std::string() : "; " + forbidden));
        return;
    }
    add(Topic::Capacity, WarningLevel::Danger,
        "room for " + std::to_string(room.pods) + " of " + std::to_string(wanted) + " ("
            + cpuText(need.cpu) + " CPU, " + memoryText(need.memory) + " each)"
            + (forbidden.empty() ? std::string() : "; " + forbidden));
    warn("The nodes have room for " + std::to_string(room.pods) + " of "
        + countText(wanted, "new pod", "new pods") + "; the others will wait."
        + (forbidden.empty() ? std::string() : " By taints or selectors, " + forbidden + '.'));
}

void BlastReport::tellRoomAfterCordon(const ClusterSnapshot &snapshot)
{
    const Room room = roomFor(snapshot, {}, m_input.limits.placement, targetName());
    const auto pods = podsOf(snapshot, m_input.command.target);
    add(Topic::Capacity, room.usableNodes == 0 ? WarningLevel::Danger : WarningLevel::Info,
        countText(room.usableNodes, "other node takes", "other nodes take") + " new pods; "
            + countText(static_cast<int>(pods.size()), "pod", "pods") + " on this one");
    if (room.usableNodes == 0)
        warn("No other node takes new pods: whatever restarts will wait.");
}

void BlastReport::tellBudget()
{
    if (m_targets.empty() || m_input.command.target.kind == "Node")
        return;
    if (m_dependants.empty()) {
        add(Topic::Budget, WarningLevel::Info, "no objective depends on it");
        return;
    }
    std::vector<std::string> parts;
    for (const Dependant &dependant : m_dependants) {
        parts.push_back(dependant.row->subject.text() + ' ' + numberText(dependant.burnedPerMinute)
            + " % a minute if it fails");
    }
    const bool isBurning = m_burn.value_or(0) > kHighBurn;
    add(Topic::Budget, isBurning ? WarningLevel::Caution : WarningLevel::Info, listText(parts, 2));
    for (const Dependant &dependant : m_dependants) {
        const double burn = dependant.row->burnOneHour.value_or(0);
        if (burn > kHighBurn) {
            warn(dependant.row->subject.text() + " burns its budget " + numberText(burn)
                + "× too fast already.");
            break;
        }
    }
}

void BlastReport::tellAlerts()
{
    std::vector<std::string> here;
    for (const Alert &alert : m_input.alerts) {
        const bool isSame = alert.subject.cluster == m_input.command.cluster
            && alert.phase == AlertPhase::Firing && !alert.isOver();
        if (!isSame || !isAlertHere(alert, m_input.command.target, m_targets, m_dependants))
            continue;
        if (std::ranges::find(here, alert.ruleName) == here.end())
            here.push_back(alert.ruleName);
    }
    if (here.empty())
        add(Topic::Alerts, WarningLevel::Info, "none");
    else
        add(Topic::Alerts, WarningLevel::Danger, listText(here, 4));
}

} // namespace binnacle::commands
