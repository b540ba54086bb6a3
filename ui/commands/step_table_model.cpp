#include "ui/commands/step_table_model.h"

#include "ui/commands/command_text.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

int StepTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case NameColumn:
        return tr("Step");
    case StateColumn:
        return tr("State");
    case WhatColumn:
        return tr("What");
    default:
        return {};
    }
}

QVariant StepTableModel::cell(const StepRow &row, int column, int role) const
{
    if (role == CellToneRole) {
        return static_cast<int>(column == StateColumn ? stepStateTone(row.state)
                : column == WhatColumn                ? Tone::Muted
                                                      : Tone::Text);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case TimeColumn:
        return row.when;
    case NameColumn:
        return row.name;
    case StateColumn:
        return stepStateText(row.state);
    case WhatColumn:
        return row.what;
    default:
        return {};
    }
}

} // namespace binnacle::ui
