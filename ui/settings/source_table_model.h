#pragma once

#include "core/domain/metrics_source.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct SourceRow
{
    MetricsSourceState state;
    Timestamp now{};

    QString key() const { return QString::fromStdString(state.source.id); }
    bool operator==(const SourceRow &) const { return false; } // ages tick
};

// The metrics endpoints of the workspace and how they do.
class SourceTableModel final : public KeyedTableModel<SourceRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        ClusterColumn,
        StateColumn,
        AgeColumn,
        TookColumn,
        SamplesColumn,
        FoundColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const SourceRow &row, int column, int role) const override;

private:
    static QString text(const SourceRow &row, int column);
};

// "2 services, 3 edges, 1 ingress service"; empty when nothing was found.
QString foundText(std::size_t services, std::size_t edges, std::size_t ingressServices);

} // namespace binnacle::ui
