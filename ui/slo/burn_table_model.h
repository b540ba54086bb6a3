#pragma once

#include "core/domain/slo_report.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct BurnTableRow
{
    BurnCondition condition;
    Timestamp now{};

    QString key() const { return QString::number(condition.longWindow.count()); }
    bool operator==(const BurnTableRow &) const { return false; } // the numbers move
};

// The four multi-window conditions with what they burn now.
class BurnTableModel final : public KeyedTableModel<BurnTableRow>
{
    Q_OBJECT

public:
    enum Column {
        SeverityColumn,
        LongColumn,
        ShortColumn,
        ThresholdColumn,
        LongNowColumn,
        ShortNowColumn,
        StateColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const BurnTableRow &row, int column, int role) const override;

private:
    static QString text(const BurnTableRow &row, int column);
};

} // namespace binnacle::ui
