#pragma once

#include "core/domain/cluster_snapshot.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct WorkloadRow
{
    ResourceRef object;
    int ready = 0;
    int desired = 0;
    QString why;         // the rollout's message, else what its pods say: "CrashLoopBackOff"
    bool isDown = false; // nothing of it is ready

    QString key() const
    {
        return QString::fromStdString(object.kind + '/' + object.ns + '/' + object.name);
    }
    friend bool operator==(const WorkloadRow &, const WorkloadRow &) = default;
};

// Workloads that are not as they should be, worst first. Those scaled to zero are fine.
std::vector<WorkloadRow> troubledWorkloads(const ClusterSnapshot &snapshot);

class WorkloadTableModel final : public KeyedTableModel<WorkloadRow>
{
    Q_OBJECT

public:
    enum Column { NameColumn, NamespaceColumn, ReadyColumn, WhyColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const WorkloadRow &row, int column, int role) const override;
};

} // namespace binnacle::ui
