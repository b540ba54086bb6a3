#include "core/gateway/record_json.h"

#include "core/commands/command_outcome.h"

namespace binnacle::gateway {

void writeCluster(codec::JsonWriter &json, const hub::ClusterState &cluster)
{
    const bool isTold = cluster.snapshot != nullptr;
    json.beginObject()
        .member("clusterId", cluster.id.value)
        .member("name", cluster.name)
        .member("environment", environmentName(cluster.environment))
        .member("status", agentStatusName(cluster.status))
        .member("lastSeen", cluster.times.lastHeartbeat)
        .member("lastSnapshot", cluster.times.lastSnapshot)
        .member("nodeCount", isTold ? cluster.snapshot->summary.totalNodes : 0)
        .member("podCount", isTold ? cluster.snapshot->summary.totalPods : 0)
        .member("otelAvailable", isKnown(cluster.times.lastIncrement))
        .member("conflict", cluster.conflict)
        .endObject();
}

void writeEvent(codec::JsonWriter &json, const ClusterEvent &event)
{
    json.beginObject()
        .member("id", event.id)
        .member("clusterId", event.cluster.value)
        .member("uid", event.uid)
        .member("category", isCriticalReason(event.reason) ? "critical" : "event")
        .member("kind", event.involved.kind)
        .member("namespace", event.involved.ns)
        .member("name", event.involved.name)
        .member("node", event.host)
        .member("reason", event.reason)
        .member("message", event.message)
        .member("severity", event.type == EventType::Warning ? "warning" : "info")
        .member("type", eventTypeName(event.type))
        .member("source", event.component)
        .member("firstTime", event.first)
        .member("eventTime", event.last)
        .member("time", event.last)
        .member("count", event.count)
        .member("countIsMinimum", event.countIsMinimum)
        .endObject();
}

codec::JsonWriter &writeCommandMembers(codec::JsonWriter &json, const Command &command)
{
    return json.member("commandId", command.id.value)
        .member("clusterId", command.cluster.value)
        .member("action", command.action)
        .member("targetKind", command.target.kind)
        .member("targetNamespace", command.target.ns)
        .member("targetName", command.target.name)
        .key("params")
        .raw(command.params)
        .member("source", command.source)
        .member("createdBy", command.createdBy);
}

std::string commandJson(const CommandRecord &record, CommandOutput output)
{
    const Command &command = record.command;
    codec::JsonWriter json;
    writeCommandMembers(json.beginObject(), command)
        .member("status", commandStateName(record.state))
        .member("attempts", record.attempts)
        .member("createdAt", command.createdAt)
        .member("startedAt", record.startedAt)
        .member("finishedAt", record.finishedAt)
        .member("error", record.error)
        .member("reason", record.reason)
        .member("late", record.late)
        .member("outcomeUnknown", commands::isOutcomeUnknown(record));
    if (output == CommandOutput::Included)
        json.member("output", record.output);
    json.endObject();
    return json.take();
}

} // namespace binnacle::gateway
