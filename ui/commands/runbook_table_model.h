#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

struct RunbookRow
{
    Runbook runbook;
    QString changed; // in the window's zone

    QString key() const { return QString::number(runbook.id); }
    bool operator==(const RunbookRow &other) const
    {
        return runbook.version == other.runbook.version && runbook.name == other.runbook.name
            && changed == other.changed;
    }
};

class RunbookTableModel final : public KeyedTableModel<RunbookRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, StepsColumn, ChangedColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const RunbookRow &row, int column, int role) const override;
};

} // namespace binnacle::ui
