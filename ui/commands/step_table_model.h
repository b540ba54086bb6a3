#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

// One step of a command or of a run of a runbook.
struct StepRow
{
    int number = 0;
    QString when; // in the window's zone; empty: not yet
    std::string state;
    QString name; // of a step of a runbook; empty for commands
    QString what;

    QString key() const { return QString::number(number); }
    bool operator==(const StepRow &) const = default;
};

// What happened, step by step.
class StepTableModel final : public KeyedTableModel<StepRow>
{
    Q_OBJECT

public:
    enum Column { TimeColumn, NameColumn, StateColumn, WhatColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const StepRow &row, int column, int role) const override;
};

} // namespace binnacle::ui
