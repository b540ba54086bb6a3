#pragma once

#include "core/console/alert_desk.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace binnacle::ui {

// A rule while it is edited: what is in the fields, as typed, and what was stored when the editing
// began.
struct RuleDraft
{
    AlertRule base; // id 0: a new one

    QString name;
    QString description;
    ClusterId cluster; // empty: all
    AlertSeverity severity = AlertSeverity::Warning;
    QString kind;
    QString target;
    QString condition;
    QString holds;
    QString resolveAfter;
    QString cooldown;
    QStringList groupBy;
    NoDataPolicy noData = NoDataPolicy::KeepState;
    std::vector<std::int64_t> channels;
    QString message;
    QString runbook;
    bool runsRunbook = false;
    bool isEnabled = true;

    bool hasSameFields(const RuleDraft &other) const;
};

enum class RuleField { Name, Condition, Holds, ResolveAfter, Cooldown };

struct RuleProblem
{
    RuleField field = RuleField::Name;
    QString text;
};

// What the fields make: a rule to be saved, previewed or tried on history when nothing is wrong.
struct CheckedRule
{
    AlertRule rule;
    std::vector<RuleProblem> problems;

    bool isValid() const { return problems.empty(); }
    QString problemOf(RuleField field) const; // empty: nothing is wrong with it
};

RuleDraft draftOf(const AlertRule &rule, const console::AlertDesk &desk);
RuleDraft newDraft(const console::AlertDesk &desk);
// `rules`: a name must be that of none other.
CheckedRule checked(
    const RuleDraft &draft, const console::AlertDesk &desk, const std::vector<AlertRule> &rules);

} // namespace binnacle::ui
