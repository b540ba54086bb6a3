#pragma once

#include "core/domain/slo_report.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct SloTableRow
{
    SloRow row;

    QString key() const
    {
        return QString::fromStdString(row.subject.cluster.value + '|' + row.subject.text());
    }
    bool operator==(const SloTableRow &) const { return false; } // numbers move all the time
};

// Domains, services or edges with their budgets, worst first.
class SloTableModel final : public KeyedTableModel<SloTableRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        ClusterColumn,
        TargetColumn,
        ActualColumn,
        BudgetColumn,
        BudgetLeftColumn,
        BurnColumn,
        P95Column,
        RateColumn,
        TrendColumn,
        ErrorsColumn,
        ColumnCount
    };
    // For sorting: a number, what is unset is worse than anything.
    static constexpr int kSortRole = Qt::UserRole + 1;

    using KeyedTableModel::KeyedTableModel;

    void setShowsCluster(bool shows) { m_showsCluster = shows; }
    bool showsCluster() const { return m_showsCluster; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const SloTableRow &row, int column, int role) const override;

private:
    static QString text(const SloRow &row, int column);
    static QVariant sortKey(const SloRow &row, int column);
    static QVariant tone(const SloRow &row, int column);

    bool m_showsCluster = false;
};

} // namespace binnacle::ui
