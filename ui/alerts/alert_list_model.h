#pragma once

#include "core/domain/alert.h"
#include "ui/widgets/keyed_table_model.h"
#include "ui/widgets/row_filter.h"
#include "ui/widgets/time_selection.h"

#include <QString>

namespace binnacle::ui {

struct AlertListRow
{
    Alert alert;
    Timestamp now{};
    QString since; // in the window's zone

    QString key() const;
    bool operator==(const AlertListRow &) const { return false; } // ages tick
};

// Alerts of rules about subjects: firing ones, or those of the past.
class AlertListModel final : public KeyedTableModel<AlertListRow>
{
    Q_OBJECT

public:
    enum Column {
        RuleColumn,
        SubjectColumn,
        ClusterColumn,
        StateColumn,
        ValueColumn,
        SinceColumn,
        AnsweredColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    void setAlerts(const std::vector<Alert> &alerts, const RowFilter<Alert> &filter, Timestamp now,
        const TimeSelection &time);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const AlertListRow &row, int column, int role) const override;

private:
    static QString text(const AlertListRow &row, int column);
    static QVariant tone(const AlertListRow &row, int column);
};

} // namespace binnacle::ui
