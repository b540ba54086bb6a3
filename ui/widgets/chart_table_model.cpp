#include "ui/widgets/chart_table_model.h"

#include <utility>

namespace binnacle::ui {

void ChartTableModel::setNumbers(ChartNumbers numbers)
{
    // Rows that stay keep their selection and the place of the scroll bar.
    const bool isSameShape = numbers.rows == m_numbers.rows && numbers.columns == m_numbers.columns;
    if (!isSameShape)
        beginResetModel();
    m_numbers = std::move(numbers);
    if (!isSameShape)
        endResetModel();
    else if (m_numbers.rows > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_numbers.rows;
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_numbers.columns.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    return m_numbers.cell(index.row(), index.column());
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_numbers.columns.size())
        return {};
    if (role == Qt::TextAlignmentRole && section > 0)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_numbers.columns[section]) : QVariant();
}

} // namespace binnacle::ui
