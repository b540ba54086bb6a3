#pragma once

#include "core/domain/alert.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

// One firing alert, worst first.
struct AlertRow
{
    Alert alert;
    Timestamp asOf{};

    QString key() const { return QString::number(alert.id); }
    friend bool operator==(const AlertRow &a, const AlertRow &b);
};

// Those that fired before `asOf` and were not over then, of one cluster or (empty) of all: those
// that page first, then by severity, then the newest.
std::vector<AlertRow> firingRows(
    const std::vector<Alert> &alerts, const ClusterId &cluster, Timestamp asOf);

class AlertTableModel final : public KeyedTableModel<AlertRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, SubjectColumn, SinceColumn, AckColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const AlertRow &row, int column, int role) const override;

private:
    static QString text(const AlertRow &row, int column);
};

} // namespace binnacle::ui
