#pragma once

#include "core/console/settings_desk.h"
#include "ui/widgets/keyed_table_model.h"

#include <optional>

namespace binnacle::ui {

struct StorageRow
{
    console::StorageUse::Part part;
    double share = 0;           // of all parts, 0 to 1
    std::optional<double> days; // for which the settings keep it; none: not a setting
    Timestamp now{};

    QString key() const { return part.name; }
    bool operator==(const StorageRow &) const { return false; } // ages tick
};

// What is kept, what it takes up and what the retention settings will make of it.
class StorageTableModel final : public KeyedTableModel<StorageRow>
{
    Q_OBJECT

public:
    enum Column {
        PartColumn,
        ShareColumn,
        BytesColumn,
        RowsColumn,
        OldestColumn,
        DailyColumn,
        CostColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // The setting that bounds a part ("retention.events_days" of "events"); empty: none.
    static QString settingOf(const QString &part);
    // "30", "48h" as days; nothing where it is neither.
    static std::optional<double> daysOf(const QString &value);

protected:
    QVariant cell(const StorageRow &row, int column, int role) const override;

private:
    static QString text(const StorageRow &row, int column);
    static QString costText(const StorageRow &row);
};

} // namespace binnacle::ui
