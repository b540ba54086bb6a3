#include "core/gateway/duty_json.h"

#include "core/commands/runbook_file.h"
#include "core/gateway/record_json.h"

namespace binnacle::gateway {

using codec::JsonWriter;

namespace {

void writeObject(JsonWriter &json, const ClusterId &cluster, const ResourceRef &object)
{
    json.member("clusterId", cluster.value)
        .member("kind", object.kind)
        .member("namespace", object.ns)
        .member("name", object.name);
}

void writeTexts(JsonWriter &json, const std::vector<std::pair<std::string, std::string>> &members)
{
    json.beginObject();
    for (const auto &[name, value] : members)
        json.member(name, value);
    json.endObject();
}

std::int64_t secondsOf(Duration duration)
{
    constexpr std::int64_t kMsPerSecond = 1000;
    return static_cast<std::int64_t>(duration.count()) / kMsPerSecond;
}

std::string_view matcherSign(AlertMatcher::Op op)
{
    switch (op) {
    case AlertMatcher::Op::Equal:
        return "=";
    case AlertMatcher::Op::NotEqual:
        return "!=";
    case AlertMatcher::Op::Regex:
        return "=~";
    case AlertMatcher::Op::NotRegex:
        break;
    }
    return "!~";
}

} // namespace

void writeAlert(JsonWriter &json, const Alert &alert)
{
    json.beginObject().member("id", alert.id).member("rule", alert.rule);
    json.member("ruleName", alert.ruleName)
        .member("severity", alertSeverityName(alert.severity))
        .member("phase", alertPhaseName(alert.phase))
        .member("status", alert.isOver() ? "resolved" : alertPhaseName(alert.phase));
    writeObject(json, alert.subject.cluster, alert.subject.object);
    json.member("title", alert.title).member("message", alert.message).key("value");
    if (alert.value)
        json.value(*alert.value);
    else
        json.null();
    json.member("valueText", alert.valueText)
        .member("noData", alert.hasNoData)
        .member("pendingSince", alert.pendingSince)
        .member("firedAt", alert.firedAt)
        .member("resolvedAt", alert.resolvedAt)
        .member("notifiedAt", alert.notifiedAt)
        .member("hush", alertHushName(alert.hush))
        .member("hushedBy", alert.hushedBy)
        .member("ackedBy", alert.ackedBy)
        .member("ackedAt", alert.ackedAt)
        .member("occurrences", alert.occurrences)
        .member("dedupKey", alertDedupKey(alert.rule, alert.subject))
        .endObject();
}

void writeSilence(JsonWriter &json, const Silence &silence, Timestamp now)
{
    json.beginObject().member("id", silence.id).member("name", silence.name);
    json.key("matchers").beginArray();
    for (const AlertMatcher &matcher : silence.matchers)
        json.beginObject()
            .member("label", matcher.label)
            .member("op", matcherSign(matcher.op))
            .member("value", matcher.value)
            .endObject();
    json.endArray()
        .member("from", silence.from)
        .member("until", silence.until)
        .member("active", silence.isActive(now))
        .member("maintenance", silence.isMaintenance)
        .member("excludesBudget", silence.excludesBudget)
        .member("remindBeforeSec", secondsOf(silence.remindBefore))
        .member("endsWhenResolved", silence.endsWhenResolved)
        .member("reason", silence.reason)
        .member("createdBy", silence.createdBy)
        .member("createdAt", silence.createdAt)
        .member("endedAt", silence.endedAt)
        .endObject();
}

void writeChannel(JsonWriter &json, const Channel &channel)
{
    json.beginObject()
        .member("id", channel.id)
        .member("type", channelTypeName(channel.type))
        .member("name", channel.name)
        .member("enabled", channel.isEnabled)
        .member("effectiveEnabled", channel.isEffective());
    json.key("validationErrors").beginArray();
    for (const std::string &problem : channel.problems)
        json.value(problem);
    json.endArray().key("config").raw(channel.config);
    json.member("minSeverity", alertSeverityName(channel.minSeverity));
    json.key("clusters").beginArray();
    for (const ClusterId &cluster : channel.clusters)
        json.value(cluster.value);
    json.endArray()
        .member("language", channel.language)
        .member("template", channel.templateText)
        .member("version", toEpochMs(channel.updatedAt))
        .member("createdAt", channel.createdAt)
        .member("updatedAt", channel.updatedAt)
        .member("lastTestAt", channel.lastTestAt)
        .member("lastTestSucceeded", channel.lastTestSucceeded)
        .member("lastTestMessage", channel.lastTestMessage)
        .endObject();
}

void writeDelivery(JsonWriter &json, const Delivery &delivery)
{
    json.beginObject()
        .member("id", delivery.id)
        .member("channel", delivery.channel)
        .member("channelName", delivery.channelName)
        .member("alert", delivery.alert)
        .member("title", delivery.title)
        .member("state", deliveryStateName(delivery.state))
        .member("digest", delivery.digest)
        .member("attempts", delivery.attempts)
        .member("createdAt", delivery.createdAt)
        .member("nextAt", delivery.nextAt)
        .member("endedAt", delivery.endedAt);
    json.key("tries").beginArray();
    for (const Delivery::Attempt &attempt : delivery.tries)
        json.beginObject()
            .member("at", attempt.at)
            .member("tookMs", static_cast<std::int64_t>(attempt.took.count()))
            .member("status", attempt.status)
            .member("answer", attempt.answer)
            .member("success", attempt.succeeded)
            .endObject();
    json.endArray().endObject();
}

void writeProposal(JsonWriter &json, const Proposal &proposal)
{
    const Command &command = proposal.command;
    json.beginObject()
        .member("id", proposal.id)
        .member("state", proposalStateName(proposal.state))
        .member("reason", proposal.reason)
        .member("proposedBy", proposal.proposedBy)
        .member("proposedAt", proposal.proposedAt)
        .member("expiresAt", proposal.expiresAt)
        .member("decidedBy", proposal.decidedBy)
        .member("decidedAt", proposal.decidedAt)
        .member("note", proposal.note)
        .member("dispatched", proposal.dispatched.value);
    writeCommandMembers(json.key("command").beginObject(), command).endObject().endObject();
}

void writeRunbook(JsonWriter &json, const Runbook &runbook)
{
    json.beginObject()
        .member("id", runbook.id)
        .member("name", runbook.name)
        .member("version", runbook.version)
        .member("updatedAt", runbook.updatedAt)
        .member("updatedBy", runbook.updatedBy)
        .key("runbook")
        .raw(commands::runbookJson(runbook))
        .endObject();
}

void writeRun(JsonWriter &json, const RunbookRun &run)
{
    json.beginObject()
        .member("id", run.id)
        .member("runbook", run.runbook)
        .member("runbookName", run.runbookName)
        .member("clusterId", run.cluster.value)
        .key("arguments");
    writeTexts(json, run.arguments);
    json.member("state", runbookRunStateName(run.state))
        .member("resultCode", run.resultCode)
        .member("startedBy", run.startedBy)
        .member("startedAt", run.startedAt)
        .member("endedAt", run.endedAt);
    json.key("steps").beginArray();
    for (const RunbookRun::StepRun &step : run.steps) {
        json.beginObject()
            .member("name", step.name)
            .member("state", step.state)
            .member("commandId", step.command.value);
        if (step.proposal != 0)
            json.member("proposalId", step.proposal);
        json.member("note", step.note)
            .member("startedAt", step.startedAt)
            .member("endedAt", step.endedAt)
            .endObject();
    }
    json.endArray().endObject();
}

} // namespace binnacle::gateway
