#pragma once

#include "core/domain/audit.h"
#include "ui/settings/lazy_rows_model.h"

namespace binnacle::ui {

class TimeSelection;

// Refused logins, tokens and requests, newest first.
class SecurityTableModel final : public LazyRowsModel<SecurityEvent>
{
    Q_OBJECT

public:
    enum Column {
        SeverityColumn,
        TimeColumn,
        KindColumn,
        CountColumn,
        AddressColumn,
        ResourceColumn,
        StateColumn,
        ColumnCount
    };

    // `time` must outlive the model.
    explicit SecurityTableModel(const TimeSelection &time, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const SecurityEvent &row, int column, int role) const override;

private:
    QString text(const SecurityEvent &row, int column) const;

    const TimeSelection &m_time;
};

} // namespace binnacle::ui
