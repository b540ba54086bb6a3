#pragma once

#include "core/console/command_desk.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace binnacle::ui {

// A command as it stands in the form: texts as they were typed, perhaps incomplete.
struct CommandDraft
{
    ClusterId cluster;
    QString action;
    QString target;
    std::vector<std::pair<QString, QString>> parameters; // flags are "true" or empty
    QString reason;

    QString parameter(const QString &name) const;
    void setParameter(const QString &name, const QString &value);
};

// What a draft means. `problem` is empty when it is a command.
struct DraftCheck
{
    enum class Field { None, Cluster, Action, Target, Parameter };
    Field field = Field::None;
    QString parameter; // which
    QString problem;
    Command command;

    bool isValid() const { return problem.isEmpty(); }
};

// `action` is the catalogue's entry of the draft's action; null: there is none.
DraftCheck checkDraft(const CommandDraft &draft, const console::ActionView *action);

CommandDraft draftOf(const Command &command, const std::vector<console::ActionView> &catalogue);
const console::ActionView *findAction(
    const std::vector<console::ActionView> &catalogue, const QString &name);

// Of some kind, or, for reading whatever there is, perhaps none.
bool takesTarget(const console::ActionView &action);

// Same cluster, action, target and parameters: what is known about one holds for the other.
bool meansTheSame(const Command &a, const Command &b);

} // namespace binnacle::ui
