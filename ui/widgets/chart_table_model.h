#pragma once

#include "ui/widgets/chart_numbers.h"

#include <QAbstractTableModel>

namespace binnacle::ui {

// The numbers of a chart, read cell by cell.
class ChartTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setNumbers(ChartNumbers numbers);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartNumbers m_numbers;
};

} // namespace binnacle::ui
