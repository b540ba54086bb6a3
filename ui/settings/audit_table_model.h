#pragma once

#include "core/domain/audit.h"
#include "ui/settings/lazy_rows_model.h"

namespace binnacle::ui {

class TimeSelection;

// Who did or tried what, newest first.
class AuditTableModel final : public LazyRowsModel<AuditEntry>
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        UserColumn,
        ActionColumn,
        ResourceColumn,
        OutcomeColumn,
        SourceColumn,
        AddressColumn,
        ColumnCount
    };

    // `time` must outlive the model.
    explicit AuditTableModel(const TimeSelection &time, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const AuditEntry &row, int column, int role) const override;

private:
    QString text(const AuditEntry &row, int column) const;

    const TimeSelection &m_time;
};

// "done", "refused: 403 the reason"
QString auditOutcomeText(const AuditEntry &entry);

} // namespace binnacle::ui
