#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

struct RunRow
{
    RunbookRun run;
    QString started; // in the window's zone
    Timestamp now{};

    QString key() const { return QString::number(run.id); }
    bool operator==(const RunRow &) const { return false; } // a handful; times move
};

// Runs of runbooks, those that go on first.
class RunTableModel final : public KeyedTableModel<RunRow>
{
    Q_OBJECT

public:
    enum Column {
        StartedColumn,
        NameColumn,
        ClusterColumn,
        StateColumn,
        ResultColumn,
        ByColumn,
        TookColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const RunRow &row, int column, int role) const override;

private:
    static QString text(const RunRow &row, int column);
};

} // namespace binnacle::ui
