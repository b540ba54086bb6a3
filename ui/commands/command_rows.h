#pragma once

#include "core/domain/command_plan.h"

#include <QString>
#include <QVariant>

namespace binnacle::ui {

// One line of in flight, recent or history; or a proposal that waits for somebody's yes.
struct CommandRow
{
    CommandEntry entry;
    std::int64_t proposal = 0; // not 0: waits
    QString time;              // in the window's zone
    Timestamp now{};

    QString key() const;
    bool operator==(const CommandRow &other) const; // as far as it is shown
};

CommandRow rowOf(const Proposal &proposal);

enum CommandColumn {
    CommandTimeColumn,
    CommandActionColumn,
    CommandTargetColumn,
    CommandClusterColumn,
    CommandByColumn,
    CommandSourceColumn,
    CommandStatusColumn,
    CommandVerdictColumn,
    CommandTookColumn,
    CommandColumnCount
};

QString commandColumnTitle(int column);
QVariant commandHeader(int section, Qt::Orientation orientation, int role);
QVariant commandCell(const CommandRow &row, int column, int role);
QString commandCellText(const CommandRow &row, int column);

} // namespace binnacle::ui
