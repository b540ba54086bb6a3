#include "ui/alerts/rule_draft.h"

#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RuleDraft)
};

constexpr qsizetype kLongestName = 120;

auto fieldsOf(const RuleDraft &draft)
{
    return std::tie(draft.name, draft.description, draft.cluster, draft.severity, draft.kind,
        draft.target, draft.condition, draft.holds, draft.resolveAfter, draft.cooldown,
        draft.groupBy, draft.noData, draft.channels, draft.message, draft.runbook,
        draft.runsRunbook, draft.isEnabled);
}

QString nameProblem(const RuleDraft &draft, const std::vector<AlertRule> &rules)
{
    const QString name = draft.name.trimmed();
    if (name.isEmpty())
        return Words::tr("Give the rule a name; it is what people read in a page.");
    if (name.size() > kLongestName)
        return Words::tr("A name has at most %1 characters.").arg(kLongestName);
    const std::string wanted = name.toStdString();
    const bool isTaken = std::ranges::any_of(rules,
        [&](const AlertRule &rule) { return rule.name == wanted && rule.id != draft.base.id; });
    return isTaken ? Words::tr("There is a rule with this name already.") : QString();
}

} // namespace

bool RuleDraft::hasSameFields(const RuleDraft &other) const
{
    return fieldsOf(*this) == fieldsOf(other);
}

QString CheckedRule::problemOf(RuleField field) const
{
    const auto found = std::ranges::find(problems, field, &RuleProblem::field);
    return found == problems.end() ? QString() : found->text;
}

RuleDraft draftOf(const AlertRule &rule, const console::AlertDesk &desk)
{
    const QString condition = toText(rule.condition);
    RuleDraft draft{.base = rule,
        .name = toText(rule.name),
        .description = toText(rule.description),
        .cluster = rule.cluster,
        .severity = rule.severity,
        .kind = desk.conditionKind(condition),
        .target = desk.conditionTarget(condition),
        .condition = desk.conditionText(condition),
        .holds = durationField(desk.conditionFor(condition)),
        .resolveAfter = durationField(desk.conditionResolveAfter(condition)),
        .cooldown = durationField(rule.cooldown),
        .noData = rule.noData,
        .channels = rule.channels,
        .message = toText(rule.message),
        .runbook = toText(rule.runbook),
        .runsRunbook = rule.runsRunbook,
        .isEnabled = rule.isEnabled};
    for (const char *label : {"rule", "cluster", "namespace"}) { // in the order of the form
        if (std::ranges::find(rule.groupBy, label) != rule.groupBy.end())
            draft.groupBy += QString::fromLatin1(label);
    }
    return draft;
}

RuleDraft newDraft(const console::AlertDesk &desk)
{
    RuleDraft draft;
    const QStringList kinds = desk.conditionKinds();
    draft.kind = kinds.isEmpty() ? QString() : kinds.front();
    draft.condition = desk.conditionExample(draft.kind);
    draft.holds = durationField(Duration{120'000});
    draft.resolveAfter = durationField(Duration{120'000});
    draft.cooldown = durationField(draft.base.cooldown);
    return draft;
}

CheckedRule checked(
    const RuleDraft &draft, const console::AlertDesk &desk, const std::vector<AlertRule> &rules)
{
    CheckedRule result{.rule = draft.base};
    const auto complain = [&](RuleField field, const QString &text) {
        if (!text.isEmpty())
            result.problems.push_back({field, text});
    };
    const auto duration = [&](RuleField field, const QString &text) {
        const auto span = durationOf(text);
        if (!span)
            complain(field, Words::tr("Write a duration such as 2 m, 300 s or 1 h 30 m."));
        return span.value_or(Duration::zero());
    };
    complain(RuleField::Name, nameProblem(draft, rules));
    const Duration holds = duration(RuleField::Holds, draft.holds);
    const Duration resolveAfter = duration(RuleField::ResolveAfter, draft.resolveAfter);
    AlertRule &rule = result.rule;
    rule.cooldown = duration(RuleField::Cooldown, draft.cooldown);
    if (draft.condition.trimmed().isEmpty()) {
        complain(RuleField::Condition,
            Words::tr("Write a condition, for example %1").arg(desk.conditionExample(draft.kind)));
    } else {
        const auto condition
            = desk.condition(draft.kind, draft.target, draft.condition, holds, resolveAfter);
        if (condition)
            rule.condition = condition->toStdString();
        else
            complain(RuleField::Condition, toText(condition.error().message));
    }
    rule.name = draft.name.trimmed().toStdString();
    rule.description = draft.description.trimmed().toStdString();
    rule.cluster = draft.cluster;
    rule.severity = draft.severity;
    rule.isEnabled = draft.isEnabled;
    rule.channels = draft.channels;
    rule.groupBy.clear();
    for (const QString &label : draft.groupBy)
        rule.groupBy.push_back(label.toStdString());
    rule.noData = draft.noData;
    rule.message = draft.message.trimmed().toStdString();
    rule.runbook = draft.runbook.trimmed().toStdString();
    rule.runsRunbook = draft.runsRunbook && !rule.runbook.empty();
    return result;
}

} // namespace binnacle::ui
