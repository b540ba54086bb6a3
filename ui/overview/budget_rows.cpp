#include "ui/overview/budget_rows.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

#include <algorithm>
#include <map>

namespace binnacle::ui {

namespace {

void nameClusters(std::vector<BudgetRow> &rows, const std::vector<console::ClusterView> &clusters)
{
    std::map<std::string, int> sameName;
    for (const BudgetRow &row : rows)
        ++sameName[row.subject.text()];
    for (BudgetRow &row : rows) {
        if (sameName[row.subject.text()] < 2)
            continue;
        const ClusterId &id = row.subject.cluster;
        const auto known = std::ranges::find(clusters, id, &console::ClusterView::id);
        row.cluster = toText(known == clusters.end() ? id.value : known->name);
    }
}

// Of a name that is too long both ends stay visible: the cluster and the path.
QString nameText(const BudgetRow &row)
{
    const QString name = toText(row.subject.text());
    return row.cluster.isEmpty() ? name : row.cluster + QStringLiteral(" · ") + name;
}

} // namespace

std::vector<BudgetRow> budgetsAtRisk(
    const SloBoard &board, const std::vector<console::ClusterView> &clusters, std::size_t most)
{
    std::vector<BudgetRow> rows;
    for (const SloRow &row : board.rows) {
        if (!row.budgetRemaining)
            continue;
        rows.push_back({.subject = row.subject,
            .status = row.status,
            .remaining = row.budgetRemaining,
            .burn = row.burnOneHour,
            .isFiring = row.isFiring});
    }
    std::ranges::stable_sort(rows, [](const BudgetRow &a, const BudgetRow &b) {
        return std::pair(!a.isFiring, *a.remaining) < std::pair(!b.isFiring, *b.remaining);
    });
    if (rows.size() > most)
        rows.resize(most);
    nameClusters(rows, clusters);
    return rows;
}

int BudgetTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BudgetTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section == RemainingColumn || section == BurnColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Domain");
    case MeterColumn:
        return tr("Budget");
    case RemainingColumn:
        return tr("Left");
    case BurnColumn:
        return tr("Burn 1 h");
    default:
        return {};
    }
}

QVariant BudgetTableModel::cell(const BudgetRow &row, int column, int role) const
{
    const StatusKind budget = budgetStatus(row.remaining);
    switch (role) {
    case Qt::DisplayRole:
        return column == NameColumn     ? nameText(row)
            : column == RemainingColumn ? budgetText(row.remaining)
            : column == BurnColumn      ? burnText(row.burn)
                                        : QVariant();
    case CellShareRole:
        return column == MeterColumn ? std::max(*row.remaining, 0.0) / 100 : QVariant();
    case CellStatusRole:
        if (column == NameColumn)
            return static_cast<int>(row.isFiring ? StatusKind::Critical : statusKind(row.status));
        return column == MeterColumn ? static_cast<int>(budget) : QVariant();
    case CellToneRole: {
        const StatusKind told = column == BurnColumn ? burnStatus(row.burn)
            : column == RemainingColumn              ? budget
                                                     : StatusKind::Neutral;
        return static_cast<int>(troubleTone(told));
    }
    case Qt::ToolTipRole:
        return tr("%1 in %2: %3 of the budget left, burning %4")
            .arg(toText(row.subject.text()), toText(row.subject.cluster.value),
                budgetText(row.remaining), burnText(row.burn));
    default:
        return {};
    }
}

} // namespace binnacle::ui
