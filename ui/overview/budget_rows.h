#pragma once

#include "core/console/console_types.h"
#include "core/domain/slo_report.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

// One error budget, worst first.
struct BudgetRow
{
    SloSubject subject;
    SloStatus status = SloStatus::Unknown;
    std::optional<double> remaining; // percent
    std::optional<double> burn;      // of the last hour
    bool isFiring = false;
    QString cluster; // its name, when another row is about the same of another cluster; else empty

    QString key() const
    {
        return QString::fromStdString(subject.cluster.value + '|' + subject.text());
    }
    friend bool operator==(const BudgetRow &, const BudgetRow &) = default;
};

// The budgets that need attention first: those that burn or have little left; what has no traffic
// is no risk. At most `most`. `clusters` gives their names.
std::vector<BudgetRow> budgetsAtRisk(
    const SloBoard &board, const std::vector<console::ClusterView> &clusters, std::size_t most);

class BudgetTableModel final : public KeyedTableModel<BudgetRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, MeterColumn, RemainingColumn, BurnColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const BudgetRow &row, int column, int role) const override;
};

} // namespace binnacle::ui
