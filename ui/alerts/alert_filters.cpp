#include "ui/alerts/alert_filters.h"

#include "ui/alerts/alert_text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::ui {

namespace {

using enum FieldType;

const std::vector<std::string_view> kSeverities{"info", "warning", "critical"};

std::string_view statusOf(const Alert &alert)
{
    if (alert.isOver())
        return "resolved";
    return alert.phase == AlertPhase::Firing ? "firing" : "pending";
}

std::string_view statusOf(const RuleRow &row)
{
    if (!row.isEnabled)
        return "disabled";
    if (row.urgency <= 1 && !row.unevaluated.isEmpty())
        return "unevaluated";
    if (row.urgency <= 0)
        return "ok";
    return row.urgency == 1 ? "pending" : "firing";
}

std::string_view phaseWord(SilencePhase phase)
{
    switch (phase) {
    case SilencePhase::Active:
        return "active";
    case SilencePhase::Coming:
        return "coming";
    case SilencePhase::Over:
        break;
    }
    return "over";
}

using AlertFields = std::vector<RowFilter<Alert>::Field>;

void addSubject(AlertFields &fields)
{
    fields.push_back({Text, {"rule"}, "name of the rule",
        [](const Alert &alert) { return QueryValue(alert.ruleName); }});
    fields.push_back({Choice, {"severity"}, "info, warning or critical",
        [](const Alert &alert) { return filterWord(alertSeverityName(alert.severity)); },
        kSeverities});
    fields.push_back({Choice, {"status", "state", "phase"}, "pending, firing or resolved",
        [](const Alert &alert) { return filterWord(statusOf(alert)); },
        {"pending", "firing", "resolved"}});
    fields.push_back({Text, {"about", "subject"}, "what it is about",
        [](const Alert &alert) { return QueryValue(alert.subject.text()); }});
    fields.push_back({Text, {"cluster"}, "cluster id",
        [](const Alert &alert) { return QueryValue(alert.subject.cluster.value); }});
    fields.push_back({Text, {"kind"}, "kind of what it is about",
        [](const Alert &alert) { return QueryValue(alert.subject.object.kind); }});
    fields.push_back({Text, {"namespace", "ns"}, "namespace of what it is about",
        [](const Alert &alert) { return QueryValue(alert.subject.object.ns); }});
    fields.push_back({Text, {"name", "object"}, "name of what it is about",
        [](const Alert &alert) { return QueryValue(alert.subject.object.name); }});
    fields.push_back({Text, {"title"}, "what it is called",
        [](const Alert &alert) { return QueryValue(alert.title); }});
}

void addReading(AlertFields &fields, const std::function<Timestamp()> &now)
{
    fields.push_back({Number, {"value"}, "what was measured",
        [](const Alert &alert) { return filterNumber(alert.value); }});
    fields.push_back({Time, {"fired", "at"}, "when it fired",
        [](const Alert &alert) { return filterTime(alert.firedAt); }});
    fields.push_back({Time, {"since", "pending"}, "when its condition became true",
        [](const Alert &alert) { return filterTime(alert.pendingSince); }});
    fields.push_back({Time, {"resolved"}, "when it was over",
        [](const Alert &alert) { return filterTime(alert.resolvedAt); }});
    fields.push_back({Span, {"took", "duration"}, "how long it fired, until now while it does",
        [now](const Alert &alert) {
            if (!isKnown(alert.firedAt))
                return QueryValue();
            const Timestamp end = alert.isOver() ? std::min(alert.resolvedAt, now()) : now();
            return filterSpan(end - alert.firedAt);
        }});
    fields.push_back({Flag, {"no_data"}, "its source fell silent",
        [](const Alert &alert) { return QueryValue(alert.hasNoData); }});
    fields.push_back({Count, {"occurrences"}, "firings within the last day",
        [](const Alert &alert) { return QueryValue(alert.occurrences); }});
}

void addAnswers(AlertFields &fields)
{
    fields.push_back({Choice, {"hush"}, "why it tells nobody",
        [](const Alert &alert) { return filterWord(alertHushName(alert.hush)); },
        {"silenced", "maintenance", "inhibited", "flapping"}});
    fields.push_back({Text, {"hushed_by"}, "the silence or alert that hushes it",
        [](const Alert &alert) { return QueryValue(alert.hushedBy); }});
    fields.push_back({Text, {"acked_by"}, "who acknowledged it",
        [](const Alert &alert) { return QueryValue(alert.ackedBy); }});
    fields.push_back(
        {Time, {"acked"}, "when", [](const Alert &alert) { return filterTime(alert.ackedAt); }});
}

} // namespace

RowFilter<RuleRow> newRuleFilter()
{
    std::vector<RowFilter<RuleRow>::Field> fields;
    fields.push_back({Text, {"rule", "name"}, "name of the rule",
        [](const RuleRow &row) { return filterText(row.name); }});
    fields.push_back({Text, {"kind"}, "what it watches",
        [](const RuleRow &row) { return filterText(row.kind); }});
    fields.push_back({Text, {"target"}, "what it is about",
        [](const RuleRow &row) { return filterText(row.target); }});
    fields.push_back({Text, {"condition"}, "what has to be true",
        [](const RuleRow &row) { return filterText(row.condition); }});
    fields.push_back({Choice, {"status", "state"}, "what it finds now",
        [](const RuleRow &row) { return filterWord(statusOf(row)); },
        {"firing", "pending", "ok", "unevaluated", "disabled"}});
    fields.push_back({Choice, {"severity"}, "info, warning or critical",
        [](const RuleRow &row) { return filterWord(alertSeverityName(row.severity)); },
        kSeverities});
    fields.push_back({Text, {"channels", "channel"}, "who is told",
        [](const RuleRow &row) { return filterText(row.channels); }});
    fields.push_back({Text, {"cluster"}, "cluster id; empty: all",
        [](const RuleRow &row) { return QueryValue(row.cluster); }});
    fields.push_back({Flag, {"enabled"}, "whether it is evaluated",
        [](const RuleRow &row) { return QueryValue(row.isEnabled); }});
    fields.push_back({Flag, {"draft"}, "edited and not saved",
        [](const RuleRow &row) { return QueryValue(row.isDraft); }});
    return {"rules", std::move(fields)};
}

RowFilter<Alert> newAlertFilter(const std::function<Timestamp()> &now)
{
    AlertFields fields;
    addSubject(fields);
    addReading(fields, now);
    addAnswers(fields);
    return {"alerts", std::move(fields)};
}

RowFilter<SilenceRow> newSilenceFilter()
{
    std::vector<RowFilter<SilenceRow>::Field> fields;
    fields.push_back({Text, {"name", "silence"}, "what it is called",
        [](const SilenceRow &row) { return QueryValue(row.silence.name); }});
    fields.push_back({Text, {"matchers", "matches"}, "which alerts it hushes",
        [](const SilenceRow &row) { return filterText(matchersText(row.silence.matchers)); }});
    fields.push_back({Choice, {"status", "state"}, "active, coming or over",
        [](const SilenceRow &row) { return filterWord(phaseWord(row.phase)); },
        {"active", "coming", "over"}});
    fields.push_back({Time, {"from", "since"}, "when it begins",
        [](const SilenceRow &row) { return filterTime(row.silence.from); }});
    fields.push_back({Time, {"until"}, "when it ends",
        [](const SilenceRow &row) { return filterTime(row.silence.until); }});
    fields.push_back({Text, {"by", "user"}, "who made it",
        [](const SilenceRow &row) { return QueryValue(row.silence.createdBy); }});
    fields.push_back({Text, {"reason"}, "why",
        [](const SilenceRow &row) { return QueryValue(row.silence.reason); }});
    fields.push_back({Flag, {"maintenance"}, "planned work",
        [](const SilenceRow &row) { return QueryValue(row.silence.isMaintenance); }});
    return {"silences", std::move(fields)};
}

RowFilter<Channel> newChannelFilter()
{
    std::vector<RowFilter<Channel>::Field> fields;
    fields.push_back({Text, {"name", "channel"}, "what it is called",
        [](const Channel &channel) { return QueryValue(channel.name); }});
    fields.push_back({Choice, {"type", "kind"}, "how it is reached",
        [](const Channel &channel) { return filterWord(channelTypeName(channel.type)); },
        {"slack", "email", "webhook", "dingtalk", "feishu"}});
    fields.push_back({Flag, {"enabled"}, "whether it is switched on",
        [](const Channel &channel) { return QueryValue(channel.isEnabled); }});
    fields.push_back({Flag, {"effective", "ready"}, "switched on and nothing is missing",
        [](const Channel &channel) { return QueryValue(channel.isEffective()); }});
    fields.push_back({Choice, {"severity", "min_severity"}, "from which severity on",
        [](const Channel &channel) { return filterWord(alertSeverityName(channel.minSeverity)); },
        kSeverities});
    fields.push_back({Text, {"clusters", "cluster"}, "for which clusters; empty: all",
        [](const Channel &channel) {
            std::string all;
            for (const ClusterId &cluster : channel.clusters)
                all.append(all.empty() ? "" : ",").append(cluster.value);
            return QueryValue(all);
        }});
    fields.push_back({Choice, {"language"}, "of its messages",
        [](const Channel &channel) { return QueryValue(channel.language); }, {"en", "zh"}});
    fields.push_back({Time, {"tested"}, "when it was last tried",
        [](const Channel &channel) { return filterTime(channel.lastTestAt); }});
    fields.push_back({Flag, {"test_ok"}, "whether that worked", [](const Channel &channel) {
                          return isKnown(channel.lastTestAt) ? QueryValue(channel.lastTestSucceeded)
                                                             : QueryValue();
                      }});
    fields.push_back({Text, {"answer"}, "what the other side said",
        [](const Channel &channel) { return QueryValue(channel.lastTestMessage); }});
    return {"channels", std::move(fields)};
}

} // namespace binnacle::ui
