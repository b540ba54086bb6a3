#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/keyed_table_model.h"

#include <QList>

namespace binnacle::ui {

struct ClusterRow
{
    console::ClusterView cluster;
    Timestamp asOf{};       // ages are relative to this
    QList<double> warnings; // an hour each, oldest first
    qint64 warningsLastHour = 0;
    bool isPast = false; // turned back: states are kept every few minutes only

    QString key() const { return QString::fromStdString(cluster.id.value); }
    bool operator==(const ClusterRow &other) const;
};

// How bad things are, for the glyph and the order of attention. Untold: nothing is kept of then.
enum class ClusterTrouble { Untold, None, Warnings, Stale, Degraded, Unhealthy };
ClusterTrouble troubleOf(const ClusterRow &row);
bool isInTrouble(const ClusterRow &row);                // neither Untold nor None
QString stateWord(const console::ClusterView &cluster); // "online", "offline", "no snapshot"
QString environmentText(Environment environment);

class ClusterTableModel final : public KeyedTableModel<ClusterRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        EnvironmentColumn,
        StateColumn,
        SnapshotColumn,
        HeartbeatColumn,
        ObjectsColumn,
        PodsColumn,
        ReadyColumn,
        WarningsColumn,
        WarningCountColumn,
        CpuColumn,
        MemoryColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override; // names can be edited
    // Asks for the new name; the row changes when the estate does.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void renameRequested(const binnacle::console::ClusterView &cluster, const QString &name);

protected:
    QVariant cell(const ClusterRow &row, int column, int role) const override;

private:
    static QVariant text(const ClusterRow &row, int column);
    static QVariant statusOf(const ClusterRow &row, int column);
    static QVariant toneOf(const ClusterRow &row, int column);
    static QVariant tipOf(const ClusterRow &row, int column);
};

} // namespace binnacle::ui
