#pragma once

#include "ui/commands/command_rows.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

// What is in flight, what ended within the hour, and what waits for a yes.
class CommandTableModel final : public KeyedTableModel<CommandRow>
{
    Q_OBJECT

public:
    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : CommandColumnCount;
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        return commandHeader(section, orientation, role);
    }

protected:
    QVariant cell(const CommandRow &row, int column, int role) const override
    {
        return commandCell(row, column, role);
    }
};

} // namespace binnacle::ui
