#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

struct ProposalRow
{
    Proposal proposal;
    QString time; // in the window's zone
    Timestamp now{};

    QString key() const { return QString::number(proposal.id); }
    bool operator==(const ProposalRow &) const { return false; } // a handful; time left moves
};

// Commands that wait for a second person.
class ProposalTableModel final : public KeyedTableModel<ProposalRow>
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        ActionColumn,
        TargetColumn,
        ClusterColumn,
        ByColumn,
        SourceColumn,
        ReasonColumn,
        LeftColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const ProposalRow &row, int column, int role) const override;

private:
    static QString text(const ProposalRow &row, int column);
};

} // namespace binnacle::ui
