#include "core/runtime/alert_messages.h"

#include "core/alerts/condition.h"

#include <algorithm>
#include <string>

namespace binnacle::runtime {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kMostListed = 20; // subjects named in one message; the rest are counted

std::string sourceOf(const AlertRule &rule)
{
    const auto condition = alerts::readCondition(rule.condition);
    if (!condition)
        return "rule";
    switch (condition->kind) {
    case alerts::ConditionKind::Event:
        return "k8s_event";
    case alerts::ConditionKind::Level:
        return "slo";
    case alerts::ConditionKind::Absent:
        return "agent_heartbeat";
    case alerts::ConditionKind::Resource:
    case alerts::ConditionKind::Query:
        break;
    }
    return "rule";
}

void enrichPod(const ClusterSnapshot &snapshot, const ResourceRef &object, Fields &enriched)
{
    for (const Pod &pod : snapshot.pods) {
        if (pod.meta.ns != object.ns || pod.meta.name != object.name)
            continue;
        enriched.emplace_back("pod.phase", podStatusWord(pod));
        enriched.emplace_back("pod.restarts", std::to_string(pod.restarts));
        enriched.emplace_back("pod.ready",
            std::to_string(pod.readyContainers) + '/' + std::to_string(pod.totalContainers));
        enriched.emplace_back("pod.node", pod.nodeName);
        return;
    }
}

void enrichNode(const ClusterSnapshot &snapshot, const ResourceRef &object, Fields &enriched)
{
    for (const Node &node : snapshot.nodes) {
        if (node.meta.name != object.name)
            continue;
        enriched.emplace_back("node.ready", node.ready);
        for (const Condition &condition : node.conditions) {
            if (condition.type != "Ready" && condition.status == "True")
                enriched.emplace_back("node.condition", condition.type);
        }
        return;
    }
}

// Services of the mesh have the name of their workload.
void enrichWorkload(const ClusterSnapshot &snapshot, const ResourceRef &object, Fields &enriched)
{
    for (const Workload &workload : snapshot.workloads) {
        if (workload.meta.ns != object.ns || workload.meta.name != object.name)
            continue;
        if (object.kind != "Service" && object.kind != workloadKindName(workload.kind))
            continue;
        enriched.emplace_back("deployment.name", workload.meta.name);
        enriched.emplace_back("deployment.namespace", workload.meta.ns);
        enriched.emplace_back("deployment.replicas",
            std::to_string(workload.ready) + '/' + std::to_string(workload.desired));
        return;
    }
}

Fields enrichment(const ClusterSnapshot *snapshot, const ResourceRef &object)
{
    Fields enriched;
    if (!snapshot)
        return enriched;
    if (object.kind == "Pod")
        enrichPod(*snapshot, object, enriched);
    else if (object.kind == "Node")
        enrichNode(*snapshot, object, enriched);
    else
        enrichWorkload(*snapshot, object, enriched);
    return enriched;
}

std::string listOf(const std::vector<Alert> &alerts)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(alerts.size(), kMostListed); ++i) {
        list.append(i > 0 ? "\n" : "").append(alerts[i].subject.text());
        if (!alerts[i].valueText.empty())
            list.append(": ").append(alerts[i].valueText);
    }
    if (alerts.size() > kMostListed)
        list.append("\n+ ").append(std::to_string(alerts.size() - kMostListed));
    return list;
}

std::string titleOf(
    const AlertRule &rule, alerts::AlertPage::Kind kind, const std::vector<Alert> &alerts)
{
    const Alert &first = alerts.front();
    if (kind == alerts::AlertPage::Kind::FlapDigest)
        return rule.name + ": " + first.subject.text() + " goes back and forth";
    if (alerts.size() == 1)
        return first.title.empty() ? rule.name + ": " + first.subject.text() : first.title;
    return rule.name + ": " + std::to_string(alerts.size());
}

} // namespace

Message messageOf(const AlertRule &rule, alerts::AlertPage::Kind kind,
    const std::vector<Alert> &alerts, const ClusterSnapshot *snapshot, Timestamp now)
{
    const Alert &first = alerts.front();
    const bool isOver = kind == alerts::AlertPage::Kind::Resolved;
    Message message{.title = titleOf(rule, kind, alerts),
        .text = alerts.size() == 1 ? first.message : listOf(alerts),
        .severity = rule.severity,
        .source = sourceOf(rule),
        .cluster = first.subject.cluster,
        .resource = first.subject.object,
        .reason = rule.name,
        .at = now,
        .dedupKey = alertDedupKey(rule.id, first.subject),
        .status = isOver ? MessageStatus::Resolved : MessageStatus::Firing,
        .alert = first.id};
    message.fields = {{"rule", rule.name}, {"target", first.subject.text()},
        {"value", first.valueText}, {"since", formatRfc3339(first.firedAt)}};
    if (isOver)
        message.fields.emplace_back("until", formatRfc3339(first.resolvedAt));
    if (!rule.description.empty())
        message.fields.emplace_back("description", rule.description);
    if (!rule.runbook.empty())
        message.fields.emplace_back("runbook", rule.runbook);
    message.enriched = enrichment(snapshot, first.subject.object);
    return message;
}

} // namespace binnacle::runtime
