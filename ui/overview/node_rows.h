#pragma once

#include "core/domain/cluster_snapshot.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct NodeRow
{
    QString name;
    QString status; // "Ready", "NotReady", "DiskPressure", "Cordoned"
    bool isReady = true;
    bool hasPressure = false;
    int pods = 0;
    qint64 podCapacity = -1;
    double cpu = -1;    // share of allocatable
    double memory = -1; // share of allocatable

    QString key() const { return name; }
    friend bool operator==(const NodeRow &, const NodeRow &) = default;
};

// Troubled nodes first, then by name.
std::vector<NodeRow> nodeRows(const ClusterSnapshot &snapshot);

class NodeTableModel final : public KeyedTableModel<NodeRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, StatusColumn, PodsColumn, CpuColumn, MemoryColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const NodeRow &row, int column, int role) const override;
};

} // namespace binnacle::ui
